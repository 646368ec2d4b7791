"""Writes a bulletin as Markdown; it must not know where it is pasted."""

from __future__ import annotations

from typing import BinaryIO

from hcaudit.render.as_markdown import markdown_escaped, write_table
from hcaudit.render.bulletin.bulletin import Bulletin
from hcaudit.render.headings import headings, readable
from hcaudit.render.look import Look
from hcaudit.texts import DEFAULT_LANGUAGE


def write_markdown(bulletin: Bulletin, stream: BinaryIO, look: Look) -> None:
    """Write every roll as a table of the columns that people read; markup in data is shown, not obeyed."""
    stream.write(f"# {markdown_escaped(bulletin.title)}\n".encode())
    stream.writelines(f"\n{markdown_escaped(line)}\n".encode() for line in bulletin.opening)
    for roll in bulletin.rolls:
        stream.write(f"\n## {markdown_escaped(roll.title)}\n\n".encode())
        table = readable(roll.table.select(roll.read), None if look.machine_keys else DEFAULT_LANGUAGE)
        write_table(headings(roll.read, look), table, stream)

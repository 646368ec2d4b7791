"""Writes a bulletin as one JSON document; it must not know who reads it."""

from __future__ import annotations

from typing import BinaryIO

from hcaudit.render.as_json import write_rows
from hcaudit.render.bulletin.bulletin import Bulletin
from hcaudit.render.look import Look
from hcaudit.render.row_texts import json_text


def write_json(bulletin: Bulletin, stream: BinaryIO, look: Look) -> None:
    """Write ``run`` and every roll by its key, the main one first, a row a line: UTF-8, keys in a fixed order."""
    del look
    stream.write(b'{\n"run": ' + json_text(bulletin.facts, indent=1).encode())
    for roll in sorted(bulletin.rolls, key=lambda roll: roll.key != bulletin.main):
        stream.write(f',\n"{roll.key}": ['.encode())
        write_rows(roll.table, stream)
        stream.write(b"]")
    stream.write(b"\n}\n")

"""Writes a report as tables for a terminal; it must not know whether one is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import BinaryIO

from rich.box import Box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from hcaudit.model.report import Report
from hcaudit.render import fitting, terminal_parts
from hcaudit.render.fitting import Column
from hcaudit.render.look import Look

_RULED_HEAD = Box("    \n    \n -- \n    \n -- \n -- \n    \n    \n", ascii=True)
"""Lines of hyphens only: a Chinese console draws other line characters two cells wide."""

_STYLES = {"title": "bold cyan", "closing": "bold", "plain": ""}


def render(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write the shown part - by default a summary by unit and all findings - as wide as the terminal, in UTF-8."""
    text = StringIO()
    console = Console(
        file=text,
        width=look.width,
        force_terminal=look.colour,
        color_system="standard" if look.colour else None,
        legacy_windows=False,
        _environ={},
    )
    for block in terminal_parts.blocks(report, look):
        for piece in _drawn(block, look.width):
            console.print(piece, soft_wrap=isinstance(piece, Text))
    stream.write(_without_trailing_blanks(text.getvalue()).encode())


def _drawn(block: terminal_parts.Block, width: int) -> Iterator[RenderableType]:
    yield Text(block.words, style=_STYLES[block.style])
    if block.columns:
        yield _table(block.columns, width, last_is_total=block.last_is_total)
        yield Text("")


def _table(columns: Iterable[Column], width: int, *, last_is_total: bool) -> Table:
    table = Table(box=_RULED_HEAD, show_edge=False, pad_edge=False, padding=0, header_style="bold")
    fitted = fitting.fit(columns, width)
    for column, wide in fitted:
        justify = "right" if column.right else "left"
        table.add_column(Text(column.heading), width=wide, justify=justify, overflow="fold")
    rows = list(zip(*(column.values for column, _ in fitted), strict=True))
    for number, row in enumerate(rows, start=1):
        before_total = last_is_total and number == len(rows) - 1
        table.add_row(*map(Text, row), end_section=before_total)
    return table


def _without_trailing_blanks(text: str) -> str:
    return "\n".join(line.rstrip(" ") for line in text.split("\n"))

"""Writes a report as tables for a terminal; it must not know whether one is there."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import BinaryIO, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as Line

from hcaudit.model.report import Report
from hcaudit.render.blocks import Block
from hcaudit.render.fitting import GAP, Column, fit, width_for_all
from hcaudit.render.look import Look
from hcaudit.render.terminal_parts import blocks
from hcaudit.texts import Text

_RULE = "-"
"""Lines are drawn with hyphens: a Chinese console draws other line characters two cells wide."""

_Fitted = Sequence[tuple[Column, int]]


def render(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write the shown part - by default a summary by unit and all findings - as wide as the terminal, in UTF-8."""
    write_blocks(blocks(report, look), stream, look)


def write_blocks(
    page: Iterable[Block], stream: BinaryIO, look: Look, elsewhere: str = "render.table-elsewhere"
) -> None:
    """Write the blocks of a page, tables fitted to the terminal's width, in UTF-8.

    If columns find no room the last line names them, and the text `elsewhere` says where they are all the same.
    """
    text = StringIO()
    console = console_on(text, look)
    left_out, width = _print(page, console)
    if left_out:
        facts = {"n": len(left_out), "columns": tuple(left_out), "width": width, "elsewhere": Text(elsewhere)}
        said = Text("render.table-left-out", **facts)
        _print_words(said.said_in(look.lang), "", console)
    stream.write(f"{text.getvalue().rstrip()}\n".encode())


def console_on(text: TextIO, look: Look) -> Console:
    """Return a console that writes to `text`, as wide and as colourful as the terminal."""
    return Console(
        file=text,
        width=look.width,
        force_terminal=look.colour,
        color_system="standard" if look.colour else None,
        legacy_windows=False,
        _environ={},
    )


def _print(page: Iterable[Block], console: Console) -> tuple[list[str], int]:
    """Print a page; return the headings of the columns that it does not have anywhere, and the width they need."""
    dropped: dict[str, str] = {}
    spelled_out: set[str] = set()
    wanted = 0
    for block in page:
        if block.spells_out:
            if block.spells_out not in dropped:
                continue
            spelled_out.add(block.spells_out)
        _print_words(block.words, "bold cyan" if block.is_title else "", console)
        if block.columns:
            fitted = fit(block.columns, console.width)
            if len(fitted) < len(block.columns):
                kept = {one.name for one, _ in fitted}
                dropped |= {one.name: one.heading for one in block.columns if one.name not in kept}
                wanted = max(wanted, width_for_all(block.columns))
            _print_table(fitted, block.ruled_after, console)
        console.print()
    return [heading for name, heading in dropped.items() if name not in spelled_out], wanted


def _print_words(words: str, style: str, console: Console) -> None:
    """Print words, broken where the terminal ends, without the blank at which a line was broken."""
    for line in Line(words, style=style).wrap(console, console.width):
        line.rstrip()
        console.print(line, soft_wrap=True)


def _print_table(columns: _Fitted, ruled_after: frozenset[int], console: Console) -> None:
    """Print the heading with the console's styles, the rows - there may be very many - without a detour."""
    rule = _RULE * (sum(width for _, width in columns) + GAP * (len(columns) - 1))
    for line in _lines([column.heading for column, _ in columns], columns, console):
        console.print(Line(line, style="bold"), soft_wrap=True)
    console.file.write(f"{rule}\n")
    for place, row in enumerate(zip(*(column.values for column, _ in columns), strict=True)):
        console.file.writelines(f"{line}\n" for line in _lines(row, columns, console))
        if place in ruled_after:
            console.file.write(f"{rule}\n")


def _lines(row: Sequence[str], columns: _Fitted, console: Console) -> Iterator[str]:
    """Yield one row of texts as lines, each text folded into its column's width."""
    cells = [_folded(text, width, console) for text, (_, width) in zip(row, columns, strict=True)]
    for pieces in itertools.zip_longest(*cells, fillvalue=""):
        padded = (_padded(piece, column, width) for piece, (column, width) in zip(pieces, columns, strict=True))
        yield (" " * GAP).join(padded).rstrip()


def _folded(text: str, width: int, console: Console) -> Sequence[str]:
    # No character is wider than two cells.
    if 2 * len(text) <= width or cell_len(text) <= width:
        return (text,)
    return [line.plain.rstrip() for line in Line(text).wrap(console, width, overflow="fold")]


def _padded(text: str, column: Column, width: int) -> str:
    blanks = " " * (width - cell_len(text))
    return blanks + text if column.right else text + blanks

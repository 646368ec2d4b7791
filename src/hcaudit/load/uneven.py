"""Rows of delimited text that do not have the width of the others: mended and put back in their place.

It must not know how the others are read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from hcaudit.load.rawsheet import Rows
from hcaudit.load.textlayout import Layout, cut_line, has_sense

_MANY = 64
"""So many runs of rows are put together one by one; more are copied into their places."""


@dataclass(frozen=True, slots=True)
class Uneven:
    """A row with its number; `broken`: its cells may be in the wrong columns."""

    number: int
    cells: tuple[str | None, ...]
    broken: bool = False


def mended(skipped: Sequence[tuple[int, str]], layout: Layout) -> Iterator[Uneven]:
    """Yield the rows of the preamble and the skipped ones, numbered in the sheet.

    A stray quotation mark makes one row of many lines: it is cut again line by line, and the rows below move on.
    """
    for place, cells in enumerate(layout.preamble, 1):
        yield Uneven(place, _trimmed(cells))
    moved = len(layout.preamble)
    for number, text in skipped:
        rows = list(_cut(text, layout))
        for place, (cells, broken) in enumerate(rows):
            yield Uneven(number + moved + place, _trimmed(cells), broken)
        moved += len(rows) - 1


def woven(table: pa.Table, uneven: Sequence[Uneven]) -> pa.Table:
    """Return the table of even rows with the uneven ones put in their places."""
    width = max(table.num_columns, *(len(row.cells) for row in uneven))
    for place in range(table.num_columns, width):
        table = table.append_column(str(place), pa.nulls(table.num_rows, pa.string()))
    padded = [(*row.cells, *[None] * (width - len(row.cells))) for row in uneven]
    others = pa.table([pa.array(cells, pa.string()) for cells in zip(*padded, strict=True)], schema=table.schema)
    whole = pa.concat_tables([table, others])
    places = [row.number - 1 for row in uneven]
    begins = [slot for slot, place in enumerate(places) if not slot or place != places[slot - 1] + 1]
    if len(begins) > _MANY:
        return whole.take(pa.array(_order(table.num_rows, np.array(places))))
    return pa.concat_tables([run for run in _runs(whole, table.num_rows, places, begins) if len(run)] or [whole])


def _runs(whole: pa.Table, even: int, places: Sequence[int], begins: Sequence[int]) -> Iterator[pa.Table]:
    """Yield the rows in the order of the sheet: of the first `even` ones those up to a place, then the rows from there.

    Rows whose `places` are next to each other are a run; `begins` are the slots with which runs begin.
    """
    done = 0
    for slot, end in zip(begins, [*begins[1:], len(places)], strict=True):
        yield whole.slice(done, places[slot] - slot - done)
        yield whole.slice(even + slot, end - slot)
        done = places[slot] - slot
    yield whole.slice(done, even - done)


def _order(even: int, places: Rows) -> Rows:
    """Return the slots of even rows and of those behind them in the order of the sheet."""
    order = np.empty(even + len(places), np.int64)
    taken = np.zeros(len(order), np.bool_)
    taken[places] = True
    order[~taken] = np.arange(even)
    order[places] = even + np.arange(len(places))
    return order


def _cut(text: str, layout: Layout) -> Iterator[tuple[list[str], bool]]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=layout.delimiter, strict=True))
    except csv.Error:
        for line in text.splitlines():
            cells = cut_line(line, layout.delimiter)
            yield cells, not has_sense(line) and len(cells) != layout.width
    else:
        yield from ((cells, False) for cells in rows or [[]])


def _trimmed(cells: Sequence[str]) -> tuple[str | None, ...]:
    """Return cells without the empty ones at the end, the other empty ones as None."""
    filled = max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return tuple(cell or None for cell in cells[:filled])

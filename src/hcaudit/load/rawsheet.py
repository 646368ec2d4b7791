"""A sheet as it was read, nothing but text and row numbers; it must not know what any header or word means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.unusable import UnusableFileError

__all__ = ["RawSheet", "Rows", "UnusableFileError", "text_column", "whole"]

_LONGEST = 1000
"""Characters; no header has as many."""

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSheet:
    """All rows of one sheet or text file, from the first on, blank ones included.

    `columns` are chunked arrays of strings of equal length, null where a cell is empty; `rows` has the 1-based row
    number of each slot.  `sheet` is empty for text files.  `header` is given where the source has column names of
    its own; else it is among the rows.  `epoch_1904`: serial day numbers count from 1904.  `delimited`: a cell may
    have slipped into another column, in the rows numbered `broken` it surely has.  `cut_off`: the last row has fewer
    cells than the others and the file ends within it.  `hidden`: the workbook does not show the sheet.  `beyond`:
    so many columns on the right, some of them filled, were left out.  `continued`: this is a piece of a sheet, and the
    next one goes on with it (`whole`).
    """

    file: str
    sheet: str = ""
    encoding: str | None = None
    columns: tuple[pa.ChunkedArray, ...]
    rows: Rows
    header: tuple[str, ...] | None = None
    epoch_1904: bool = False
    delimited: bool = False
    broken: Rows = field(default_factory=lambda: np.empty(0, np.int64))
    cut_off: bool = False
    hidden: bool = False
    beyond: int = 0
    continued: bool = False

    def first(self, count: int) -> list[list[str]]:
        """Return the first `count` rows to recognise them by: empty cells as empty strings, long ones cut off."""
        columns = [pc.utf8_slice_codeunits(column.slice(0, count), 0, _LONGEST).to_pylist() for column in self.columns]
        return [[cell or "" for cell in row] for row in zip(*columns, strict=True)]


def whole(pieces: Iterable[RawSheet]) -> Iterator[RawSheet]:
    """Yield the sheets that pieces of sheets make."""
    waiting: list[RawSheet] = []
    for piece in pieces:
        waiting.append(piece)
        if not piece.continued:
            yield _joined(waiting) if len(waiting) > 1 else piece
            waiting = []


def _joined(pieces: Sequence[RawSheet]) -> RawSheet:
    columns = [
        pa.chunked_array([chunk for column in same for chunk in column.chunks], pa.string())
        for same in zip(*(piece.columns for piece in pieces), strict=True)
    ]
    rows = np.concatenate([piece.rows for piece in pieces])
    return replace(pieces[-1], columns=tuple(columns), rows=rows)


def text_column(cells: Sequence[str | None]) -> pa.ChunkedArray:
    """Return cells as a column of strings."""
    return pa.chunked_array([pa.array(cells, pa.string())], pa.string())

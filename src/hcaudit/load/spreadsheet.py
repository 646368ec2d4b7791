"""Workbooks, parsed → raw sheets, every cell as the text a person would type; it must not know what a cell means.

It runs in the child process: what comes here may kill it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import python_calamine as calamine

from hcaudit.load.cellmarks import SheetMarks, WorkbookMarks
from hcaudit.load.celltexts import Cell, texts_of
from hcaudit.load.codepages import OldText
from hcaudit.load.limits import COLUMNS
from hcaudit.load.rawsheet import RawSheet, UnusableFileError, whole
from hcaudit.load.workbook import ParsedWorkbook, Worksheet, parse, reader_errors
from hcaudit.texts import Text

_ROWS_AT_ONCE = 2048
"""So few that they stay close to the processor from the reader to Arrow."""

_CHUNKS_AT_ONCE = 8
"""So many make a piece of a sheet."""

_Rows = list[list[Cell]]


def read_workbook(file: str, data: bytes) -> Iterator[RawSheet]:
    """Yield the worksheets of a workbook, hidden ones included.

    Raises:
        UnusableFileError: the workbook cannot be read, or there is nothing in it.
    """
    return whole(raw_sheets(file, parse(file, data)))


def raw_sheets(file: str, workbook: ParsedWorkbook) -> Iterator[RawSheet]:
    """Yield the worksheets of a workbook as text, large ones in pieces: they can be sent while others are made.

    Raises:
        UnusableFileError: one cannot be read, or there is nothing in any.
    """
    is_empty = True
    for worksheet in workbook.worksheets():
        is_empty = is_empty and worksheet.cells.start is None
        with reader_errors(file, workbook.text.data):
            yield from _pieces(workbook, worksheet, workbook.marks.result())
    if is_empty:
        raise UnusableFileError(Text("load.empty-file", file=file))


def _pieces(workbook: ParsedWorkbook, worksheet: Worksheet, marks: WorkbookMarks) -> Iterator[RawSheet]:
    """Yield a sheet; its rows count from the workbook's first, its columns from the first with anything in it."""
    sheet = worksheet.cells
    first_column = sheet.start[1] if sheet.start else 0
    cells = _Cells(marks.sheets.get(worksheet.name, SheetMarks()), sheet.merged_cell_ranges, first_column)
    nothing = RawSheet(
        file=workbook.file,
        sheet=worksheet.name,
        columns=(),
        rows=np.empty(0, np.int64),
        epoch_1904=marks.epoch_1904,
        hidden=worksheet.hidden,
        beyond=max(sheet.width - COLUMNS, 0),
    )
    height = sheet.end[0] + 1 if sheet.end else 0
    start, chunks = 0, _decoded(cells.of(sheet), workbook.text)
    while piece := [_columns(rows) for rows in itertools.islice(chunks, _CHUNKS_AT_ONCE)]:
        columns = tuple(pa.chunked_array(column, pa.string()) for column in zip(*piece, strict=True))
        end = start + len(columns[0])
        yield replace(nothing, columns=columns, rows=np.arange(start + 1, end + 1), continued=end < height)
        start = end
    if not start:
        yield nothing


def _decoded(chunks: Iterator[_Rows], text: OldText) -> Iterator[_Rows]:
    """Return rows with their text decoded; that of most workbooks is."""
    if text.encoding is None:
        return chunks
    return ([[text.decoded(cell) if type(cell) is str else cell for cell in row] for row in rows] for rows in chunks)


def _columns(rows: _Rows) -> list[pa.StringArray]:
    return [texts_of(column) for column in itertools.islice(zip(*rows, strict=True), COLUMNS)]


@dataclass(frozen=True, slots=True)
class _Merged:
    """A cell that reaches down from the first to the last row, counted from 0."""

    column: int
    first: int
    last: int


class _Cells:
    """The cells of a sheet, with what the reader does not tell: marks, and merged cells in every row they cover."""

    def __init__(
        self, marks: SheetMarks, merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] | None, first_column: int
    ) -> None:
        first_marked = min((column for _, column in marks.cells), default=first_column)
        left = min(first_column, first_marked)
        self._before = first_column - left
        self._marks = sorted((row, column - left, text) for (row, column), text in marks.cells.items())
        ranges = [*(merged or ()), *marks.merged]
        self._merged = [
            _Merged(column - left, first, last)
            for (first, column), (last, _) in ranges
            if last > first and column >= left
        ]
        self._carried: dict[_Merged, Cell] = {}

    def of(self, sheet: calamine.CalamineSheet) -> Iterator[_Rows]:
        """Yield the rows, some thousand at once."""
        if sheet.start is None:
            return
        lines, start = sheet.iter_rows(), 0
        while rows := list(itertools.islice(lines, _ROWS_AT_ONCE)):
            if self._before:
                rows = [[""] * self._before + row for row in rows]
            self._mark(rows, start)
            self._fill(rows, start)
            yield rows
            start += len(rows)

    def _mark(self, rows: _Rows, start: int) -> None:
        end = start + len(rows)
        for row, column, text in self._marks[bisect_left(self._marks, (start,)) : bisect_left(self._marks, (end,))]:
            if 0 <= column < len(rows[row - start]):
                rows[row - start][column] = text

    def _fill(self, rows: _Rows, start: int) -> None:
        end = start + len(rows)
        for merged in self._merged:
            if merged.last < start or merged.first >= end or merged.column >= len(rows[0]):
                continue
            if merged.first >= start:
                self._carried[merged] = rows[merged.first - start][merged.column]
            for row in rows[max(merged.first + 1 - start, 0) : merged.last + 1 - start]:
                if row[merged.column] == "":
                    row[merged.column] = self._carried[merged]

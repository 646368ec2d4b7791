"""Cells as markup lays them out, merged ones included → a raw sheet; it must not know any markup."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import numpy as np

from hcaudit.load.limits import WIDEST
from hcaudit.load.rawsheet import RawSheet, text_column

_MOST_CELLS = 60_000_000


class TooLargeError(Exception):
    """There are more cells than any honest table has."""


@dataclass(slots=True)
class _Span:
    """A merged cell that reaches down: its text, None for the columns it covers, and how many rows it still covers."""

    text: str | None
    left: int


@dataclass(slots=True)
class Grid:
    """A table that is filled row by row.

    The text of a merged cell stands in its first column, and again in every row it covers: what is said once for
    several rows holds for each.
    """

    numbers: list[int] = field(default_factory=list)
    rows: list[list[str | None]] = field(default_factory=list)
    _above: dict[int, _Span] = field(default_factory=dict)
    _fresh: dict[int, _Span] = field(default_factory=dict)
    _next: int = 0
    _cells: int = 0

    def begin_row(self, number: int | None = None) -> None:
        """Begin a row, numbered as given or one behind the last."""
        self.end_row()
        self.numbers.append(number or (self.numbers[-1] + 1 if self.numbers else 1))
        self.rows.append([])
        self._next = 0

    def put(self, text: str | None, *, at: int | None = None, across: int = 1, down: int = 1) -> None:
        """Put a cell into the next free column, or the one given, counted from 0.

        Raises:
            TooLargeError: the column is further right than any spreadsheet has one.
        """
        column = self._free() if at is None else at
        if column + across > WIDEST:
            raise TooLargeError
        row = self.rows[-1]
        if text is not None:
            if column >= len(row):
                row.extend([None] * (column + 1 - len(row)))
            row[column] = text
        if down > 1:
            self._fresh[column] = _Span(text, down - 1)
            self._fresh.update({covered: _Span(None, down - 1) for covered in range(column + 1, column + across)})
        self._next = column + across

    def put_all(self, texts: list[str | None]) -> None:
        """Put cells into the next free columns."""
        if self._above or self._next or len(texts) > WIDEST:
            for text in texts:
                self.put(text)
            return
        self._next = len(texts)
        while texts and texts[-1] is None:
            texts.pop()
        self.rows[-1] = texts

    def _free(self) -> int:
        column = self._next
        while column in self._above:
            column += 1
        return column

    def end_row(self) -> None:
        """End the row that was begun, if one was.

        Raises:
            TooLargeError: there are too many cells.
        """
        if not self.rows:
            return
        row = self.rows[-1]
        for column, span in list(self._above.items()):
            self._fill(row, column, span)
        self._cells += 1 + len(row) + len(self._above)
        if self._cells > _MOST_CELLS:
            raise TooLargeError
        if self._fresh:
            self._above.update(self._fresh)
            self._fresh = {}

    def _fill(self, row: list[str | None], column: int, span: _Span) -> None:
        span.left -= 1
        if not span.left:
            del self._above[column]
        if span.text is None:
            return
        if column >= len(row):
            row.extend([None] * (column + 1 - len(row)))
        if row[column] is None:
            row[column] = span.text

    @property
    def width(self) -> int:
        """The number of columns up to the last with text in any row."""
        return max(map(len, self.rows), default=0)

    def sheet(self, file: str, name: str, encoding: str) -> RawSheet:
        """Return what was put in as a sheet.

        Raises:
            TooLargeError: there are too many cells.
        """
        if len(self.rows) * self.width > _MOST_CELLS:
            raise TooLargeError
        columns = tuple(text_column(column) for column in itertools.zip_longest(*self.rows))
        return RawSheet(
            file=file,
            sheet=name,
            encoding=encoding,
            columns=columns,
            rows=np.array(self.numbers, np.int64),
        )

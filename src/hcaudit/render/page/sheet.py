"""Tables of a page: columns whose cells have several parts, rows made only as they are written.

It must not know what the tables say.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from hcaudit.render.blocks import texts
from hcaudit.render.cells import visible_text
from hcaudit.render.headings import heading
from hcaudit.render.look import Look

_BATCH = 8192
"""Rows made into texts at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One value of a cell: the column of the table it is, how it looks (a class of the style sheet), its label.

    The class ``ids`` makes links of its members, ``lines`` puts each on a line of its own.
    """

    name: str
    style: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a page's table: heading, parts of each cell, class of the cells.

    The class is ``n`` for figures, ``d`` for days, ``r`` for records, ``w`` for what needs room, else empty.
    """

    heading: str
    parts: Sequence[Part]
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: the texts of all parts of all its cells, its `anchor` and its `level` (a class), both possibly empty."""

    cells: Sequence[str]
    anchor: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of a page: `key` is its id, `title` what it is, `count` how many rows it has.

    `anchor` and `level` name the columns of `table` from which rows have theirs.
    """

    key: str
    title: str
    columns: Sequence[Column]
    table: pa.Table
    look: Look
    anchor: str | None = None
    level: str | None = None

    @property
    def count(self) -> int:
        """How many rows there are."""
        return int(self.table.num_rows)

    @property
    def layout(self) -> Sequence[tuple[Column, Sequence[tuple[int, Part]]]]:
        """The columns, each with its parts and their places in the cells of a row."""
        places = itertools.count()
        return [(column, [(next(places), part) for part in column.parts]) for column in self.columns]

    @property
    def rows(self) -> Iterator[Row]:
        """The rows, made piece by piece."""
        names = [part.name for column in self.columns for part in column.parts]
        for batch in self.table.to_batches(max_chunksize=_BATCH):
            piece = pa.Table.from_batches([batch])
            anchors, levels = _raw(piece, self.anchor), _raw(piece, self.level)
            cells = zip(*(texts(piece.select([name]), words_of(self.look)) for name in names), strict=True)
            for row, anchor, level in zip(cells, anchors, levels, strict=True):
                yield Row(cells=row, anchor=visible_text(anchor or ""), level=visible_text(level or ""))


def words_of(look: Look) -> str | None:
    """Return the language in which machine values are told; None if they stay."""
    return None if look.machine_keys else look.lang


def label(name: str, look: Look) -> str:
    """Return what a column is called: as `look` asks for its headings, else in its language."""
    return name if look.machine_keys else heading(name, look.headers or look.lang)


def _raw(table: pa.Table, name: str | None) -> Sequence[str | None]:
    values: Sequence[str | None] = [None] * table.num_rows if name is None else table[name].to_pylist()
    return values

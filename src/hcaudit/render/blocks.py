"""Pieces of a terminal's page: titled columns of text; it must not know how wide it is or what draws it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.render import cells
from hcaudit.render.amounts import amount_text
from hcaudit.render.fitting import Column
from hcaudit.render.headings import MONEY, heading, is_number, readable

Spec = tuple[str, int, int | None]
"""A column of a list: its name, and `rank` and `wraps` of a `Column`."""


_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Words - a title, or a line of its own - with or without a table under them.

    A line is drawn after the rows `ruled_after`.  `spells_out` names a column that the block repeats in full:
    where the tables above had room for that column it is left out.
    """

    words: str
    is_title: bool = False
    columns: Sequence[Column] = ()
    ruled_after: frozenset[int] = frozenset()
    spells_out: str | None = None


def list_block(words: str, table: pa.Table, specs: Iterable[Spec], lang: str) -> Block:
    """Return a block that lists the columns `specs` of `table` (a part, or its rows chosen)."""
    columns = [list_column(table, spec, lang) for spec in specs]
    return Block(words=words, is_title=True, columns=columns)


def list_column(table: pa.Table, spec: Spec, lang: str) -> Column:
    """Return the column `spec` of `table` in words of `lang`."""
    name, rank, wraps = spec
    return Column(
        name=name,
        heading=heading(name, lang),
        values=texts(table.select([name]), lang),
        right=is_number(table.schema.field(name).type),
        rank=rank,
        wraps=wraps,
    )


def texts(table: pa.Table, lang: str | None) -> list[str]:
    """Return the only column of `table` as texts of one line each, null as an empty one; None keeps machine values."""
    name = table.column_names[0]
    if name in MONEY:
        return [amount_text(fen) for fen in table[name].to_pylist()]
    column = readable(table, lang)[name].combine_chunks()
    if pa.types.is_floating(column.type):
        column = pc.round(column, _DIGITS)
    column = column.cast(pa.string())
    return [text or "" for text in cells.visible(column, one_line=True).to_pylist()]

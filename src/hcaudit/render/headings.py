"""What columns are called and how machine values read in a user's language; it must not know a format's layout.

The words stand in ``texts/*/render.toml``: ``column-NAME`` is the heading of a column, ``word-COLUMN-VALUE``
the word for one of its machine values, ``decision-NAME`` a column for people to fill in.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.report import MONEY_COLUMNS
from hcaudit.render import cells
from hcaudit.render.look import Look
from hcaudit.texts import DEFAULT_LANGUAGE, catalogue, say

MONEY = MONEY_COLUMNS | {"unassigned_share"}
"""Columns that hold fen, those of the penalty table included."""

_BETWEEN = "\x1f"

DECISION_COLUMNS = ("decision", "reason", "decided_by", "decided_on", "expires_on", "responsible")
"""The columns of a decisions file that a person fills in."""


def heading(column: str, lang: str) -> str:
    """Return the heading of `column` in `lang`."""
    return say(f"render.column-{column}", lang)


def headings(columns: Iterable[str], look: Look) -> list[str]:
    """Return the headings of `columns`: machine keys if `look` asks for them, else Chinese."""
    return [column if look.machine_keys else heading(column, DEFAULT_LANGUAGE) for column in columns]


def decision_headings() -> list[str]:
    """Return the headings of `DECISION_COLUMNS`.

    They are Chinese whatever the other headings are: the key ``reason`` is taken by the findings' own.
    """
    return [say(f"render.decision-{column}") for column in DECISION_COLUMNS]


@functools.cache
def words(column: str, lang: str) -> Mapping[str, str]:
    """Return the words for the machine values of `column`, value → word."""
    start = f"word-{column}-"
    return {key.removeprefix(start): word for key, word in catalogue(lang, "render").items() if key.startswith(start)}


def readable(table: pa.Table, lang: str | None) -> pa.Table:
    """Return `table` for people and spreadsheets: money in yuan, lists as text, control characters visible.

    Machine values become words of `lang`; with None they stay.
    """
    return pa.table({name: _readable(name, table[name], lang) for name in table.column_names})


def is_number(kind: pa.DataType) -> bool:
    """Tell whether a column of this type holds figures, which stand on the right."""
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _readable(name: str, column: pa.ChunkedArray, lang: str | None) -> pa.ChunkedArray:
    chunks = [_readable_chunk(name, chunk, lang) for chunk in column.chunks]
    return pa.chunked_array(chunks) if chunks else pa.chunked_array([_readable_chunk(name, _none_of(column), lang)])


def _readable_chunk(name: str, column: pa.Array, lang: str | None) -> pa.Array:
    if name in MONEY:
        return cells.yuan(column)
    if name == "pauses":
        return cells.pauses(column)
    if name == "fields":
        return _fields(column, lang)
    if pa.types.is_list(column.type):
        column = cells.listed(column)
    if pa.types.is_boolean(column.type):
        column = column.cast(pa.string())
    if not pa.types.is_string(column.type):
        return column
    if lang and (known := words(name, lang)):
        column = cells.change_texts(column, lambda value: known.get(value, value))
    return cells.visible(column)


def _fields(column: pa.Array, lang: str | None) -> pa.Array:
    """Return changed fields (`CHANGED_FIELDS`) as texts like ``到期日 2021-12-23→2021-12-29``; none is null."""
    spans = column.flatten()
    names = spans.field("field")
    before, after = (_in_words(names, spans.field(side), lang) for side in ("before", "after"))
    titles = names if lang is None else cells.change_texts(names, lambda name: heading(name, lang))
    arrows = pc.binary_join_element_wise(before, after, "→")
    return cells.visible(cells.listed(cells.with_members(column, pc.binary_join_element_wise(titles, arrows, " "))))


def _in_words(names: pa.Array, values: pa.Array, lang: str | None) -> pa.Array:
    """Return `values`, each of the column that `names` says, in words of `lang`; empty ones in words, too."""
    nothing = pa.scalar(say("since.nothing", lang or "en"))

    def word(value: str) -> str:
        name, _, said = value.partition(_BETWEEN)
        return words(name, lang).get(said, said) if lang else said

    return pc.fill_null(cells.change_texts(pc.binary_join_element_wise(names, values, _BETWEEN), word), nothing)


def _none_of(column: pa.ChunkedArray) -> pa.Array:
    return pa.array([], type=column.type)

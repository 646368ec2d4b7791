"""Arrow rows as JSON objects, built column by column; it must not know where they are written."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.report import MONEY_COLUMNS
from hcaudit.render import cells

BATCH = 65_536
"""Rows handled at a time: what bounds the memory an output takes."""

_ESCAPED_BYTES = bytes([*range(0x20), 0x22, 0x5C, 0x7F, 0xC2, 0xD8, 0xE2])
"""The bytes with which characters begin that JSON, or a terminal, cannot have as they are."""


def json_rows(table: pa.Table, end: str) -> Iterator[pa.Buffer]:
    """Yield the rows of `table` as JSON objects with `end` behind each, in buffers of UTF-8 text.

    Keys are the column names in their order; money (`MONEY_COLUMNS`, int64 fen) is yuan as a string, dates
    are ISO strings, null is null.
    """
    for batch in table.to_batches(max_chunksize=BATCH):
        if batch.num_rows:
            yield text_of(_objects(batch, end))


def text_of(column: pa.Array) -> pa.Buffer:
    """Return all texts of a freshly made string column without nulls, one behind the other."""
    # Of no texts at all the buffer may hold anything.
    return (column.buffers()[2] if len(column) else None) or pa.py_buffer(b"")


def _objects(batch: pa.RecordBatch, end: str) -> pa.Array:
    pieces: list[pa.Array | str] = []
    for place, name in enumerate(batch.schema.names):
        pieces += [("," if place else "{") + json.dumps(name) + ":", _values(name, batch.column(place))]
    return pc.binary_join_element_wise(*pieces, "}" + end, "", null_handling="replace", null_replacement="null")


def _values(name: str, column: pa.Array) -> pa.Array:
    """Return the values of a column as JSON texts; null stays null."""
    if name in MONEY_COLUMNS:
        return _quoted(cells.yuan(column).cast(pa.string()))
    if pa.types.is_list(column.type):
        return _wrapped("[", pc.binary_join(cells.with_members(column, _members(column.flatten())), ","), "]")
    if pa.types.is_string(column.type):
        return _quoted(_escaped(column))
    text = column.cast(pa.string())
    return _quoted(text) if pa.types.is_date(column.type) else text


def _members(values: pa.Array) -> pa.Array:
    """Return the members of lists, texts or structs, as JSON texts."""
    if pa.types.is_struct(values.type):
        return _objects(pa.RecordBatch.from_struct_array(values), "")
    return _quoted(_escaped(values))


def _quoted(column: pa.Array) -> pa.Array:
    return _wrapped('"', column, '"')


def _wrapped(before: str, column: pa.Array, behind: str) -> pa.Array:
    return pc.binary_join_element_wise(before, column, behind, "")


def _escaped(column: pa.Array) -> pa.Array:
    if not cells.holds_any(column, _ESCAPED_BYTES):
        return column
    return cells.change_texts(column, lambda text: json_text(text)[1:-1])


def json_text(value: object, indent: int | None = None) -> str:
    """Return `value` as JSON in which every character that a terminal would obey is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return cells.CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

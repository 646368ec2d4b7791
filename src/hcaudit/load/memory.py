"""A table in memory → a raw sheet of text, so that it takes the same path as a file; it must not know any field."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.numbertext import number_texts
from hcaudit.load.rawsheet import RawSheet, UnusableFileError
from hcaudit.texts import Text

_CHINA = "+08:00"
_INDEX = "__index_level_"


def read_table(name: str, source: object) -> RawSheet:
    """Return a table (anything with the Arrow stream protocol) as a raw sheet; its first row has number 1.

    Raises:
        UnusableFileError: it is no table, or has no columns.
    """
    try:
        table = pa.table(source)
    except (TypeError, ValueError):
        raise UnusableFileError(Text("load.not-a-table", file=name, type=type(source).__name__)) from None
    table = table.select([column for column in table.column_names if not column.startswith(_INDEX)])
    if not table.num_columns:
        raise UnusableFileError(Text("load.empty-file", file=name))
    return RawSheet(
        file=name,
        columns=tuple(_as_text(column) for column in table.columns),
        rows=np.arange(1, table.num_rows + 1),
        header=tuple(table.column_names),
    )


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _as_text(column.cast(kind.value_type))
    if pa.types.is_timestamp(kind):
        local = pc.local_timestamp(column.cast(pa.timestamp(kind.unit, _CHINA))) if kind.tz else column
        return pc.floor_temporal(local, unit="second").cast(pa.timestamp("s")).cast(pa.string())
    if pa.types.is_date64(kind):
        return _as_text(column.cast(pa.timestamp("ms")))
    if pa.types.is_floating(kind):
        numbers = column.cast(pa.float64())
        return pa.chunked_array([number_texts(chunk) for chunk in numbers.chunks], pa.string())
    try:
        text = column.cast(pa.string())
    except pa.ArrowException:
        text = pa.chunked_array([[_shown(cell) for cell in column.to_pylist()]], pa.string())
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def _shown(cell: object) -> str | None:
    """Return what Arrow has no text for: bytes that are not UTF-8, lists and the like."""
    if isinstance(cell, bytes):
        return cell.decode("gb18030", "replace")
    return None if cell is None else str(cell)

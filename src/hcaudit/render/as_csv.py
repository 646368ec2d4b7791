"""Writes one part of a report as CSV; it must not know whether a file or a pipe receives it."""

from __future__ import annotations

from typing import BinaryIO

import pyarrow as pa
from pyarrow import csv

from hcaudit.model.report import Report
from hcaudit.render import cells, listing
from hcaudit.render.look import Look
from hcaudit.render.parts import shown_part

_BOM = b"\xef\xbb\xbf"
_NEEDS_QUOTES = b'",\r\n'
_ROWS_A_TIME = 8192


def render(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write the shown part: UTF-8, lines end with LF, money in plain yuan, dates ISO, no formulas."""
    columns, table = listing.list_part(report, shown_part(look), look)
    write_table(table.rename_columns(columns), stream, bom=look.bom)


def write_table(table: pa.Table, stream: BinaryIO, *, bom: bool) -> None:
    """Write a table under its own column names, with a byte order mark first if `bom`, without formulas."""
    table = _inert(table)
    if bom:
        stream.write(_BOM)
    # Quotes are for the whole file or not at all: Arrow quotes either every text or none.
    style = "needed" if any(cells.holds_any(column, _NEEDS_QUOTES) for column in _texts(table)) else "none"
    options = csv.WriteOptions(quoting_style=style, quoting_header="none", batch_size=_ROWS_A_TIME)
    csv.write_csv(table, stream, options)


def _inert(table: pa.Table) -> pa.Table:
    guarded = [cells.guarded(column) if pa.types.is_string(column.type) else column for column in table.columns]
    return pa.table(guarded, names=table.column_names)


def _texts(table: pa.Table) -> list[pa.ChunkedArray]:
    return [column for column in table.columns if pa.types.is_string(column.type)]

"""How each file was understood, as CSV with a row a header; it must not know whether a file or a pipe receives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import pyarrow as pa

from hcaudit.render.as_csv import write_table
from hcaudit.render.headings import readable
from hcaudit.render.intake.doubts import Doubt
from hcaudit.render.intake.page import HeaderPage, IntakePage, SheetPage
from hcaudit.render.look import Look
from hcaudit.texts import say

_SEPARATOR = ";"

ROW = pa.schema(
    [
        ("file", pa.string()),
        ("sheet", pa.string()),
        ("kind", pa.string()),
        ("encoding", pa.string()),
        ("garbled", pa.bool_()),
        ("header_row", pa.int64()),
        ("header", pa.string()),
        ("field", pa.string()),
        ("title", pa.string()),
        ("doubtful_rows", pa.int64()),
        ("first_rows", pa.string()),
        ("values", pa.string()),
        ("rows", pa.int64()),
        ("records", pa.int64()),
        ("duplicates", pa.int64()),
        ("non_records", pa.int64()),
        ("problem_rows", pa.int64()),
        ("note", pa.string()),
    ]
)
"""A row for each header of each sheet, for each field without a column (its header is empty), and for each sheet left
out.  `doubtful_rows` counts the cells under the header that were not understood, `first_rows` and `values` show
some; the counts of rows and the note, with what there is to say about no single column, are those of the whole
sheet."""


def write_intake(page: IntakePage, stream: BinaryIO, look: Look) -> None:
    """Write the whole page, headed by machine keys if `look` asks for them, else in Chinese."""
    rows = [row for sheet in page.sheets for row in _rows(sheet)]
    table = pa.Table.from_pylist(rows, schema=ROW)
    headings = ROW.names if look.machine_keys else [say(f"columns.heading-{name}") for name in ROW.names]
    write_table(readable(table, None).rename_columns(headings), stream, bom=look.bom)


def _rows(sheet: SheetPage) -> Iterator[Mapping[str, object]]:
    facts = {name: getattr(sheet, name) for name in ROW.names if hasattr(sheet, name)}
    about = [doubt.problem for doubt in sheet.doubts if doubt.column is None]
    facts["note"] = _SEPARATOR.join(filter(None, [sheet.note, *about])) or None
    columns = (*sheet.columns, *sheet.lacking)
    for column in columns:
        yield {**facts, **_column(column, sheet.doubts)}
    if not columns:
        yield facts


def _column(column: HeaderPage, doubts: tuple[Doubt, ...]) -> Mapping[str, object]:
    about = [doubt for doubt in doubts if column.header and doubt.column == column.header]
    return {
        "header": column.header or None,
        "field": column.field,
        "title": column.title,
        "doubtful_rows": sum(doubt.count for doubt in about),
        "first_rows": _SEPARATOR.join(str(row) for doubt in about for row in doubt.first_rows) or None,
        "values": _SEPARATOR.join(dict.fromkeys(doubt.value for doubt in about if doubt.value)) or None,
    }

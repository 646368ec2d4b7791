"""The formats a bulletin can be written in, by the names that reports' formats have; it knows no list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO

from hcaudit.render import as_csv
from hcaudit.render.bulletin.as_json import write_json
from hcaudit.render.bulletin.as_markdown import write_markdown
from hcaudit.render.bulletin.bulletin import Bulletin
from hcaudit.render.headings import headings, readable
from hcaudit.render.look import Look
from hcaudit.render.row_texts import json_rows
from hcaudit.texts import DEFAULT_LANGUAGE

Write = Callable[[Bulletin, BinaryIO, Look], None]
"""Writes a bulletin to a binary stream; the same bulletin and look give the same bytes."""


def _table(bulletin: Bulletin, stream: BinaryIO, look: Look) -> None:
    from hcaudit.render.as_table import write_blocks  # noqa: PLC0415 - Rich costs 50 ms that only terminals need

    write_blocks(iter(bulletin.page), stream, look)


def _csv(bulletin: Bulletin, stream: BinaryIO, look: Look) -> None:
    table = bulletin.main_roll.table
    words = readable(table, None if look.machine_keys else DEFAULT_LANGUAGE)
    as_csv.write_table(words.rename_columns(headings(table.column_names, look)), stream, bom=look.bom)


def _ndjson(bulletin: Bulletin, stream: BinaryIO, look: Look) -> None:
    del look
    stream.writelines(json_rows(bulletin.main_roll.table, "\n"))


def _xlsx(bulletin: Bulletin, stream: BinaryIO, look: Look) -> None:
    from hcaudit.render.bulletin.as_xlsx import write_xlsx  # noqa: PLC0415 - XlsxWriter costs 60 ms

    write_xlsx(bulletin, stream, look)


WRITERS: Mapping[str, Write] = {
    "table": _table,
    "csv": _csv,
    "json": write_json,
    "ndjson": _ndjson,
    "md": write_markdown,
    "xlsx": _xlsx,
}
"""Every format by its name, one of `render.FORMATS`."""

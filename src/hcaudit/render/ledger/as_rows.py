"""What a ledger holds as CSV and JSON; it must not know whether a file or a pipe receives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

import pyarrow as pa

from hcaudit.render.as_csv import write_table
from hcaudit.render.as_json import write_rows
from hcaudit.render.headings import headings, readable
from hcaudit.render.look import Look
from hcaudit.render.row_texts import json_text
from hcaudit.texts import DEFAULT_LANGUAGE

_NOT_IN_JSON = "unassigned_share"
"""The rest of the amount, which a machine can work out; `hcaudit check` does not give it either."""


def write_csv(table: pa.Table, stream: BinaryIO, look: Look) -> None:
    """Write one table: Chinese headings and words, or machine keys and values if `look` asks for them."""
    shown = readable(table, None if look.machine_keys else DEFAULT_LANGUAGE)
    write_table(shown.rename_columns(headings(table.column_names, look)), stream, bom=look.bom)


def write_json(tables: Mapping[str, pa.Table], stream: BinaryIO) -> None:
    """Write tables as one document, a list each: amounts in yuan as texts."""
    for place, (name, table) in enumerate(tables.items()):
        stream.write(f'{"," if place else "{"}\n"{name}": ['.encode())
        write_rows(_plain(table), stream)
        stream.write(b"]")
    stream.write(b"\n}\n")


def write_everything(
    identity: Mapping[str, object],
    tables: Mapping[str, pa.Table],
    contents: Mapping[str, Sequence[Mapping[str, Any]]],
    stream: BinaryIO,
) -> None:
    """Write a whole ledger: what it is, `tables` to be read, and every row it holds, amounts there as stored (fen)."""
    stream.write(b'{\n"ledger": ' + json_text(dict(identity), indent=1).encode())
    for name, table in tables.items():
        stream.write(f',\n"{name}": ['.encode())
        write_rows(_plain(table), stream)
        stream.write(b"]")
    stream.write(b',\n"contents": {')
    for place, (name, rows) in enumerate(contents.items()):
        lines = ",\n".join(json_text(dict(row)) for row in rows)
        stream.write(f'{"," if place else ""}\n"{name}": [\n{lines}\n]'.encode())
    stream.write(b"\n}\n}\n")


def _plain(table: pa.Table) -> pa.Table:
    return table.drop_columns([_NOT_IN_JSON]) if _NOT_IN_JSON in table.column_names else table

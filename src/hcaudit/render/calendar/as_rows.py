"""The days of a year as CSV and JSON, a day a row; it must not know whether a file or a pipe receives them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import pyarrow as pa

from hcaudit.render.as_csv import write_table
from hcaudit.render.as_json import write_rows
from hcaudit.render.cells import visible_text
from hcaudit.render.look import Look
from hcaudit.workdays import Day

DAY = pa.schema(
    [
        ("date", pa.date32()),
        ("working", pa.bool_()),
        ("reason", pa.string()),
        ("kind", pa.string()),
        ("holiday", pa.string()),
    ]
)
"""A row for each day: `reason` in the language asked for, `kind` what it is to machines, `holiday` by its Chinese name.
CSV has the first three columns, under these names in every language."""

_CSV = ["date", "working", "reason"]


def write_csv(days: Sequence[Day], stream: BinaryIO, look: Look) -> None:
    """Write the days as ``date,working,reason``."""
    write_table(_table(days, look.lang).select(_CSV), stream, bom=look.bom)


def write_json(days: Sequence[Day], stream: BinaryIO, look: Look) -> None:
    """Write the days as a list of objects, one a line."""
    stream.write(b"[")
    write_rows(_table(days, look.lang), stream)
    stream.write(b"]\n")


def _table(days: Sequence[Day], lang: str) -> pa.Table:
    rows = [
        {
            "date": day.date,
            "working": day.working,
            "reason": visible_text(day.why.said_in(lang)),
            "kind": str(day.reason),
            "holiday": day.holiday,
        }
        for day in days
    ]
    return pa.Table.from_pylist(rows, schema=DAY)

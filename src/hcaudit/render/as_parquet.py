"""Writes one part of a report as Parquet; it must not know who reads it."""

from __future__ import annotations

from typing import BinaryIO

import pyarrow as pa
from pyarrow import parquet

from hcaudit.model.report import MONEY_COLUMNS, Report
from hcaudit.render import cells
from hcaudit.render.look import Look
from hcaudit.render.parts import part, shown_part


def render(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write the shown part in its machine schema; money is decimal yuan, dates are date32."""
    parquet.write_table(_in_yuan(part(report, shown_part(look), look)), stream)


def _in_yuan(table: pa.Table) -> pa.Table:
    for place, name in enumerate(table.column_names):
        if name in MONEY_COLUMNS:
            table = table.set_column(place, name, cells.yuan(table.column(place)))
    return table

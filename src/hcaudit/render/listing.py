"""One part of a report as a plain list with headings, for formats people read; it must not know their layout."""

from __future__ import annotations

import pyarrow as pa

from hcaudit.model.report import Report
from hcaudit.render.headings import headings, readable
from hcaudit.render.look import Look
from hcaudit.render.parts import part
from hcaudit.render.penalty_table import penalty_table
from hcaudit.texts import DEFAULT_LANGUAGE


def list_part(report: Report, name: str, look: Look) -> tuple[list[str], pa.Table]:
    """Return the headings of part `name` and its rows, readable (see `headings.readable`).

    The penalty table has its subtotals and totals, and machine values are words - unless `look` asks for
    machine keys: then every row is a record, and sums over a column are right.
    """
    table = part(report, name, look)
    if look.machine_keys:
        return headings(table.column_names, look), readable(table, None)
    if name == "units":
        table = penalty_table(table, look.lang).drop_columns(["level"])
    return headings(table.column_names, look), readable(table, DEFAULT_LANGUAGE)

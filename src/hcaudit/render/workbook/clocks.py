"""Open clocks as a list of a workbook, those that wait for somebody in a colour of their own; it knows no sheet."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from hcaudit.model.outlook import OPEN_CLOCKS
from hcaudit.model.report import PERSONAL_COLUMNS
from hcaudit.render.headings import headings, readable
from hcaudit.render.look import Look
from hcaudit.render.masking import masked_columns
from hcaudit.render.outlook import CLOCK_COLUMNS, FROZEN
from hcaudit.render.workbook.sheets import List
from hcaudit.texts import DEFAULT_LANGUAGE

_LEVELS: Mapping[str, str] = {"overdue": "alarm", "late": "alarm", "due_today": "alert", "due_soon": "alert"}
"""How rows stand out (a level of `Styles`), by the state of the clock; the others do not."""


def clocks_list(clocks: pa.Table | None, look: Look) -> List:
    """Return open clocks (`OPEN_CLOCKS`; None: they were not asked for) as a list."""
    table = OPEN_CLOCKS.empty_table() if clocks is None else clocks
    shown = masked_columns(table, PERSONAL_COLUMNS) if look.mask else table
    others = [name for name in OPEN_CLOCKS.names if name not in CLOCK_COLUMNS]
    return rows_list(shown.select([*CLOCK_COLUMNS, *others]), look, FROZEN)


def rows_list(table: pa.Table, look: Look, frozen: int) -> List:
    """Return a table as a list, all columns in their order; rows with a `state` stand out by it."""
    states = table["state"].to_pylist() if "state" in table.column_names else None
    return List(
        table=readable(table, None if look.machine_keys else DEFAULT_LANGUAGE),
        headings=headings(table.column_names, look),
        frozen=frozen,
        levels=[_LEVELS.get(state, "item") for state in states] if states else None,
    )

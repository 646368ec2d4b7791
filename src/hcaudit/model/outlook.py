"""What an outlook returns: the clocks that are still running, and what they add up to; it knows no format.

Each table has one documented schema; the schema is the documentation of the output.  Dates are date32, days are
working days, empty is null.  Column names are the machine keys of every output.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from hcaudit.model.report import Run

STATES = ("overdue", "due_today", "due_soon", "paused", "undetermined", "waived", "later")
"""How an open clock stands, the worst first: past its due date; due on as-of; due within the days asked for; standing
still; not to be told; overdue or undetermined, but waived by a decision; due later than that."""

OPEN_CLOCKS = pa.schema(
    [
        ("state", pa.string()),
        ("rule", pa.string()),
        ("title", pa.string()),
        ("clause", pa.string()),
        ("record_no", pa.string()),
        ("customer_no", pa.string()),
        ("customer_name", pa.string()),
        ("unit", pa.string()),
        ("team", pa.string()),
        ("manager", pa.string()),
        ("started_on", pa.date32()),
        ("due_on", pa.date32()),
        ("days_left", pa.int64()),
        ("measured", pa.float64()),
        ("limit", pa.float64()),
        ("unit_of_measure", pa.string()),
        ("paused_since", pa.date32()),
        ("disposition", pa.string()),
        ("reason", pa.string()),
        ("finding_id", pa.string()),
        ("source_file", pa.string()),
        ("source_sheet", pa.string()),
        ("source_row", pa.int64()),
    ]
)
"""One row a clock that is still running, sorted by `STATES`, days_left, due_on, unit, record_no, rule.

`state` is one of `STATES`.  `due_on` is the due date as far as it is certain; that of a paused clock is the day it
would be due if the pause ended on as-of.  `days_left` are the working days from as-of to that day, negative where it is
past.  `measured` is what was used so far of `limit`, pauses left out; `paused_since` the day a pause that lasts began.
`disposition` and `finding_id` are those of the finding an overdue or undetermined clock already is."""

CLOCK_COUNTS = pa.schema([("unit", pa.string()), ("manager", pa.string()), *((state, pa.int64()) for state in STATES)])
"""One row a manager of a unit: the open clocks by state, those with the worst first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is due: the open clocks of all orders and settings, ready to render in the language `lang`.

    Tables: `clocks` (`OPEN_CLOCKS`), `summary` (`CLOCK_COUNTS`), `coverage` (`report.COVERAGE`: the rules that have
    clocks) and `problems` (`report.REPORT_PROBLEMS`).  A clock is due soon `within` so many working days.
    """

    lang: str
    run: Run
    within: int
    clocks: pa.Table
    summary: pa.Table
    coverage: pa.Table
    problems: pa.Table

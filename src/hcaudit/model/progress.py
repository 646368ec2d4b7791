"""What a weekly progress report returns: how far each order is, and what a unit's orders add up to; it knows no format.

Each table has one documented schema; the schema is the documentation of the output.  Dates are date32, days are
working days, empty is null.  Column names are the machine keys of every output.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Self

import pyarrow as pa

from hcaudit.errors import UsageError
from hcaudit.model.outlook import STATES
from hcaudit.model.report import Run
from hcaudit.texts import Text

STAGES = (
    *("accepted", "surveyed", "replied", "grid_works", "customer_works", "materials_complete"),
    *("inspected", "awaiting_energizing", "energized", "archived", "terminated"),
)
"""How far an order is, in the order of its life.

``inspected`` is an order that did not pass, ``archived`` one whose day of energizing is not given.
"""

PROGRESS_STATES = (*STATES, "late", "in_time", "not_judged")
"""How the handling clock of an order stands: as an open one does, ended after or by its due date, or not judged."""

PROGRESS = pa.schema(
    [
        ("unit", pa.string()),
        ("record_no", pa.string()),
        ("customer_no", pa.string()),
        ("customer_name", pa.string()),
        ("team", pa.string()),
        ("manager", pa.string()),
        ("stage", pa.string()),
        ("state", pa.string()),
        ("accepted_on", pa.date32()),
        ("energized_on", pa.date32()),
        ("days_used", pa.int64()),
        ("limit", pa.int64()),
        ("days_left", pa.int64()),
        ("due_on", pa.date32()),
        ("days_paused", pa.int64()),
        ("paused_since", pa.date32()),
        ("visited", pa.bool_()),
        ("rule", pa.string()),
        ("reason", pa.string()),
        ("source_file", pa.string()),
        ("source_sheet", pa.string()),
        ("source_row", pa.int64()),
    ]
)
"""One row an order, by unit; the units with the most overdue orders and in each the worst orders first.

`stage` is one of `STAGES`, `state` one of `PROGRESS_STATES`.  `days_used` of `limit` are the working days of
handling, without the `days_paused`; `due_on` and `days_left` as in `outlook.OPEN_CLOCKS`, `days_left` only while the
clock runs.  `visited` tells whether management paid a visit, null where that is not known; `rule` sets the limit."""

PROGRESS_UNITS = pa.schema(
    [
        ("unit", pa.string()),
        ("orders", pa.int64()),
        ("accepted", pa.int64()),
        ("energized", pa.int64()),
        ("open", pa.int64()),
        ("overdue", pa.int64()),
        ("paused", pa.int64()),
        ("not_visited", pa.int64()),
    ]
)
"""One row a unit: its `orders` in the report, those `accepted` and `energized` in the week, and how those still `open`
stand; `not_visited` counts the orders management has not visited, null where visits are not known."""

_NAME = re.compile(r"([0-9]{4})-W([0-9]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week of the ISO calendar, from `first`, a Monday, to `last`, a Sunday.

    >>> week = Week.named("2021-W52")
    >>> week.last
    datetime.date(2022, 1, 2)
    >>> Week.of(dt.date(2022, 1, 2)) == week
    True
    >>> week.name
    '2021-W52'
    """

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """Return the week in which `day` lies."""
        first = day - dt.timedelta(days=day.weekday())
        return cls(first=first, last=first + dt.timedelta(days=6))

    @classmethod
    def named(cls, name: str) -> Self:
        """Return the week `name` (``2021-W51``).

        Raises:
            UsageError: there is no such week.
        """
        if match := _NAME.fullmatch(name):
            try:
                return cls.of(dt.date.fromisocalendar(int(match[1]), int(match[2]), 1))
            except (ValueError, OverflowError):
                pass
        raise UsageError(Text("progress.not-a-week", value=name))

    @property
    def name(self) -> str:
        """The name of the week, ``2021-W51``."""
        year, number, _ = self.first.isocalendar()
        return f"{year:04}-W{number:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The progress of the high-voltage orders of a `week`, ready to render in the language `lang`.

    Tables: `orders` (`PROGRESS`), `units` (`PROGRESS_UNITS`), `coverage` (`report.COVERAGE`: the rules that set the
    limit) and `problems` (`report.REPORT_PROBLEMS`).
    """

    lang: str
    run: Run
    week: Week
    orders: pa.Table
    units: pa.Table
    coverage: pa.Table
    problems: pa.Table

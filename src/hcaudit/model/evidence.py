"""What a verdict rests on: cells of the record, what is asked of it, other records, its clock day by day.

It knows no format and no language, nor what follows from a verdict.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from hcaudit.model.records import Field, Kind
from hcaudit.model.rule import Alternative
from hcaudit.texts import Text

STARTING, PAUSED = "start", "pause"
"""Why a day of a clock is not counted though it may be a working day: the clock starts on it, or stands still."""


class CellState(StrEnum):
    """What a rule sees in a cell.

    `LATER` holds a date after as-of, which reads as empty, or a status that is reached after it: still in transit.
    """

    KNOWN = "known"
    EMPTY = "empty"
    LATER = "later"
    UNREADABLE = "unreadable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a record was read; `sheet` is empty in text files."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A cell that a rule reads, as it looks on as-of.

    `header` is what its file calls the column, None where it has no such column.  `value` is the typed value where
    the cell is known or later (a moment without a clock time is a date); `raw` what stands in the file where
    that cannot be read, as far as it is known.
    """

    field: Field
    header: str | None
    state: CellState
    value: object = None
    raw: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing a rule asks of a record and the answer (None: unknown).

    `asked` is an alternative with nothing but that part; `value` the cell it is about, if it is about one.
    """

    asked: Alternative
    answer: bool | None
    value: Value | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Another record that matters for a verdict: which, when, and why it does."""

    kind: Kind
    record_no: str
    at: dt.date | None
    origin: Origin
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockDay:
    """One day of a clock.

    `number` counts the counted days; `reason` is one of `workdays.Reason`, `STARTING` or `PAUSED`, `holiday` the
    Chinese name of the holiday that makes the day off or is worked for, `pauses` the labels of the pauses it lies in.
    """

    date: dt.date
    counted: bool
    number: int | None
    reason: str
    holiday: str | None
    pauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPause:
    """A pause as it bears on the clock: the days d with after < d <= until; `taken_out` of them are working days.

    `begun` and `over` are the cells it was read from; it is not `certain` where a bound had to be assumed, the
    longest way the data allow.
    """

    label: str
    begun: Value
    over: Value
    after: dt.date
    until: dt.date
    taken_out: int
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock, day by day.

    Days count after `counted_after`.  `ended` is None while the clock is open or where its end is not known; it
    was then counted to `counted_to`, as-of.  `ended_by` is the cell that ended it.  `due` is None where the due
    date is not one day; it then lies between `due_earliest` and `due_latest` (None: a day that the calendar does not
    know).  With `is_minimum` the limit is the least the clock must take, and there is no due date.
    """

    start: Value | None
    ends: tuple[Value, ...]
    planned: Value | None
    started: dt.date | None
    counted_after: dt.date | None
    ended: dt.date | None
    ended_by: Value | None
    is_open: bool
    counted_to: dt.date
    limit: int | None
    is_minimum: bool
    due: dt.date | None
    due_earliest: dt.date | None
    due_latest: dt.date | None
    measured: int | None
    overdue_working_days: int | None
    overdue_calendar_days: int | None
    pauses: tuple[ClockPause, ...]
    days: tuple[ClockDay, ...]


def moment_text(moment: dt.date) -> str:
    """Return a day, or a moment to the minute (to the second where it has seconds), in ISO form."""
    return moment.isoformat(sep=" ").removesuffix(":00") if isinstance(moment, dt.datetime) else moment.isoformat()

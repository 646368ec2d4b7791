"""The working-day calendar: what it knows of each day, and the two ways to read what it does not know.

It must not know where its days come from, nor anything of rules and records.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from hcaudit.errors import InputError
from hcaudit.texts import Text
from hcaudit.workdays.festivals import festival, split
from hcaudit.workdays.pauses import DaysLike, Pauses, as_days
from hcaudit.workdays.reading import Reading, read_days

ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5


class Reason(StrEnum):
    """Why a day is a working day or not."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make-up"
    OVERLAY_OFF = "overlay-off"
    OVERLAY_WORK = "overlay-work"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day: whether it is a working day (None: unknown) and why.

    `holiday` is the Chinese name of the holiday that makes it a day off, or that it is worked for; holidays
    that fall together are joined by ``、``.
    """

    date: dt.date
    working: bool | None
    reason: Reason
    holiday: str | None = None

    @property
    def holidays(self) -> tuple[str, ...]:
        """The Chinese names of the holidays that fall together on it, or that it is worked for."""
        return split(self.holiday)

    @property
    def why(self) -> Text:
        """The reason in words."""
        key = f"workdays.reason-{self.reason}"
        return Text(f"{key}-named", holiday=festival(self.holiday)) if self.holiday else Text(key)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WorkCalendar:
    """Which days are working days, from `begins` to `published_through`; every other day is unknown.

    A day follows the week (Monday to Friday are worked) unless `specials` has it.  `source` says where the
    days come from, `overlays` the years a user has overlaid, `notes` what the user should hear about them.

    `sure` counts unknown days as days off, `possible` as working days.  A count lies between those of the two
    readings, a due date between that of `possible` (the earliest) and that of `sure` (the latest); where both
    readings agree, the answer is exact.

    >>> calendar = WorkCalendar(
    ...     begins=dt.date(2025, 1, 1), published_through=dt.date(2025, 1, 31), source="example", specials={}
    ... )
    >>> calendar.count(dt.date(2025, 1, 3), dt.date(2025, 1, 10))
    5
    >>> calendar.due(dt.date(2025, 1, 3), 5)
    datetime.date(2025, 1, 10)

    A pause takes out the working days after its first day, up to its last:

    >>> calendar.due(dt.date(2025, 1, 3), 5, pauses=[(dt.date(2025, 1, 6), dt.date(2025, 1, 8))])
    datetime.date(2025, 1, 14)

    A day the calendar does not know is never guessed:

    >>> calendar.due(dt.date(2025, 1, 30), 5)
    Traceback (most recent call last):
    hcaudit.errors.InputError: ...
    >>> calendar.is_working(dt.date(2025, 2, 3)) is None
    True
    """

    begins: dt.date
    published_through: dt.date
    source: str
    specials: Mapping[dt.date, Day]
    overlays: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()
    sure: Reading = field(init=False)
    possible: Reading = field(init=False)
    version: str = field(init=False)

    def __post_init__(self) -> None:
        begins = np.datetime64(self.begins, "D")
        working = _working(self.begins, self.published_through, self.specials)
        object.__setattr__(self, "sure", read_days(begins, working, unknown_works=False))
        object.__setattr__(self, "possible", read_days(begins, working, unknown_works=True))
        fingerprint = hashlib.sha256(f"{self.begins}".encode() + working.tobytes()).hexdigest()[:8]
        object.__setattr__(self, "version", f"{self.source} #{fingerprint}")

    def knows(self, days: DaysLike) -> npt.NDArray[np.bool_]:
        """Tell of each of `days` (``datetime64[D]``) whether the calendar knows it; it does not know NaT."""
        asked = as_days(days)
        return (asked >= np.datetime64(self.begins)) & (asked <= np.datetime64(self.published_through))

    def explain(self, day: dt.date) -> Day:
        """Return what the calendar knows of `day` and why."""
        if not self.begins <= day <= self.published_through:
            return Day(date=day, working=None, reason=Reason.UNKNOWN)
        if day in self.specials:
            return self.specials[day]
        working = day.weekday() < _SATURDAY
        return Day(date=day, working=working, reason=Reason.WORKING if working else Reason.WEEKEND)

    def is_working(self, day: dt.date) -> bool | None:
        """Tell whether `day` is a working day, None if that is unknown."""
        return self.explain(day).working

    def year(self, year: int) -> list[Day]:
        """Return every day of `year`."""
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        return [self.explain(first + dt.timedelta(days=days)) for days in range((last - first).days + 1)]

    def count(self, after: dt.date, until: dt.date, pauses: Pauses = ()) -> int:
        """Return the working days d with after < d <= until that lie in no pause.

        Raises:
            InputError: one of the days from `after` to `until` is unknown.
        """
        if after < until:
            self.require(after + ONE_DAY, until)
        return int(self.sure.count(after, until, pauses))

    def due(self, start: dt.date, n: int, pauses: Pauses = ()) -> dt.date:
        """Return the n-th working day after `start` that lies in no pause.

        For n = 0 it is `start` itself or the next working day, whatever the pauses.

        Raises:
            InputError: a day up to the due date is unknown.
            ValueError: `n` is negative.
        """
        # No calendar has more working days than its own: a larger number would only overflow.
        nth = min(n, len(self.sure.days) + 1)
        days = self.sure.nth_after(start, nth, pauses) if n else self.sure.on_or_after(start)
        due: dt.date = days.tolist()
        self.require(start + ONE_DAY if n and start < dt.date.max else start, due)
        return due

    def require(self, first: dt.date, last: dt.date) -> None:
        """Make sure that every day from `first` to `last` is known.

        Raises:
            InputError: one is not; the message names the first such day and the remedy.
        """
        if first < self.begins:
            raise InputError(Text("workdays.day-before-calendar", day=first, begins=self.begins))
        if last > self.published_through:
            day = max(first, self.published_through + ONE_DAY)
            through = self.published_through
            raise InputError(Text("workdays.day-not-published", day=day, through=through, year=through.year + 1))


def _working(begins: dt.date, through: dt.date, specials: Mapping[dt.date, Day]) -> npt.NDArray[np.bool_]:
    """Tell of each day from `begins` to `through` whether it is a working day."""
    offsets = np.arange((through - begins).days + 1)
    working = (offsets + begins.weekday()) % 7 < _SATURDAY
    for day, special in specials.items():
        working[(day - begins).days] = special.working
    return working

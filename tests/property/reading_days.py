"""Counts working days one at a time, the slow way; it must not know rules, records or the engine.

SPEC §1.  The calendar is that of `chinese_calendar`, another source than the engine's; it answers for the
years 2007 to 2026 here, a day outside is unknown (None).
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator

import chinese_calendar

FIRST_KNOWN = dt.date(2007, 1, 1)
LAST_KNOWN = dt.date(2026, 12, 31)
ONE_DAY = dt.timedelta(days=1)

Calendar = Callable[[dt.date], bool | None]
Span = tuple[dt.date, dt.date]
"""A pause (p, q): the working days d with p < d <= q do not count."""


@functools.cache
def is_working_day(day: dt.date) -> bool | None:
    """Return whether `day` is worked, None where no notice says so."""
    if not FIRST_KNOWN <= day <= LAST_KNOWN:
        return None
    return bool(chinese_calendar.is_workday(day))


def days_after(start: dt.date, until: dt.date) -> Iterator[dt.date]:
    """Yield the days d with start < d <= until."""
    day = start
    while day < until:
        day += ONE_DAY
        yield day


def is_paused(day: dt.date, pauses: Iterable[Span]) -> bool:
    """Return whether one of `pauses` takes `day` out of the count."""
    return any(after < day <= until for after, until in pauses)


def counted(start: dt.date, until: dt.date, pauses: Iterable[Span], calendar: Calendar) -> int | None:
    """Return the counted days after `start` up to `until`, None if one of them is not known."""
    spans = list(pauses)
    days = [calendar(day) for day in days_after(start, until) if not is_paused(day, spans)]
    return None if None in days else sum(1 for works in days if works)


def counted_if(start: dt.date, until: dt.date, calendar: Calendar, *, unknown_work: bool) -> int:
    """Return the counted days if every unknown day is worked, or if none is."""
    days = (calendar(day) for day in days_after(start, until))
    return sum(1 for works in days if (unknown_work if works is None else works))


def due_before(
    start: dt.date, limit: int, stop: dt.date, pauses: Iterable[Span], works: Callable[[dt.date], bool]
) -> dt.date | None:
    """Return the due date of `limit` counted days after `start` if it lies before `stop`, else None."""
    spans = list(pauses)
    if limit == 0:
        return next((day for day in days_after(start - ONE_DAY, stop - ONE_DAY) if works(day)), None)
    left = limit
    for day in days_after(start, stop - ONE_DAY):
        if works(day) and not is_paused(day, spans):
            left -= 1
        if left == 0:
            return day
    return None


def one_year_on(day: dt.date) -> dt.date:
    """Return the same day of the next year, 28 February for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)

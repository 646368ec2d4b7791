"""Counts a clock again, day by day and in plain Python: a second way to the figures of a verdict.

It must not know any rule, nor what the verdict says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from hcaudit.model.evidence import PAUSED, STARTING, ClockDay
from hcaudit.workdays import WorkCalendar

ONE_DAY = dt.timedelta(days=1)

Stop = tuple[str, dt.date, dt.date]
"""A pause with its label: the days d with after < d <= until."""


def days_between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Yield the days from `first` to `last`, both in."""
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)


def walk(
    calendar: WorkCalendar, first: dt.date, after: dt.date, until: dt.date, stops: Sequence[Stop]
) -> tuple[ClockDay, ...]:
    """Return every day from `first` to `until`; those later than `after` that are worked and lie in no stop count."""
    walked: list[ClockDay] = []
    number = 0
    for day in days_between(first, until):
        known = calendar.explain(day)
        inside = tuple(label for label, begin, end in stops if begin < day <= end)
        started = day > after
        counted = started and known.working is True and not inside
        number += counted
        reason = STARTING if not started else PAUSED if known.working and inside else str(known.reason)
        walked.append(
            ClockDay(
                date=day,
                counted=counted,
                number=number if counted else None,
                reason=reason,
                holiday=known.holiday,
                pauses=inside if started else (),
            )
        )
    return tuple(walked)


def counted_to(days: Sequence[ClockDay], last: dt.date) -> int:
    """Return how many of `days` count up to `last`."""
    return sum(day.counted for day in days if day.date <= last)


def bearing(days: Sequence[ClockDay], number: int) -> dt.date | None:
    """Return the day that is counted as `number`, None if none is."""
    return next((day.date for day in days if day.number == number), None)


def working_between(calendar: WorkCalendar, after: dt.date, until: dt.date) -> int:
    """Return the days d with after < d <= until that are known to be worked."""
    return sum(calendar.is_working(day) is True for day in days_between(after + ONE_DAY, until))


def first_working(calendar: WorkCalendar, day: dt.date) -> dt.date | None:
    """Return `day` or the next one that is known to be worked, None past the last day the calendar knows."""
    while day <= calendar.published_through:
        if calendar.is_working(day):
            return day
        day += ONE_DAY
    return None

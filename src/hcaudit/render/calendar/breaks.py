"""The holidays of a year as its notice tells them: unbroken days off; it must not know how they are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hcaudit.workdays import Day, Reason, WorkCalendar

_ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5
_OFF = frozenset({Reason.HOLIDAY, Reason.OVERLAY_OFF})
_WORKED = frozenset({Reason.MAKE_UP, Reason.OVERLAY_WORK})
_CONFIGURED = frozenset({Reason.OVERLAY_OFF, Reason.OVERLAY_WORK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One unbroken run of days off, the weekends in it included, as a notice tells it.

    A holiday on a weekend that takes no other day with it is that day alone.  `holidays` are the Chinese names of
    what falls into it; there are none where a user names none.
    """

    holidays: tuple[str, ...]
    first: dt.date
    last: dt.date
    configured: bool

    @property
    def dates(self) -> Sequence[dt.date]:
        """The days of it."""
        return [self.first + number * _ONE_DAY for number in range((self.last - self.first).days + 1)]


def breaks_of(calendar: WorkCalendar, days: Sequence[Day]) -> Iterator[Break]:
    """Yield the breaks that `days`, in their order, are part of; one that goes on before or behind them is whole."""
    reach = dt.date.min
    for day in days:
        if is_off(day) and day.date > reach:
            first, reach = _end(calendar, day.date, -_ONE_DAY), _end(calendar, day.date, _ONE_DAY)
            yield _break(calendar, first, reach)


def owner(day: Day, breaks: Sequence[Break]) -> Break | None:
    """Return the nearest break that a make-up day is worked for, None if there is none."""
    owners = [one for one in breaks if {*day.holidays} & {*one.holidays}]
    return min(owners, key=lambda one: min(abs(day.date - one.first), abs(day.date - one.last)), default=None)


def is_off(day: Day) -> bool:
    """Tell whether `day` is off for another reason than the weekend."""
    return day.reason in _OFF


def is_worked(day: Day) -> bool:
    """Tell whether `day` is worked though the week, or the notice, does not say so."""
    return day.reason in _WORKED


def is_configured(day: Day) -> bool:
    """Tell whether `day` is what it is because a user says so."""
    return day.reason in _CONFIGURED


def _end(calendar: WorkCalendar, day: dt.date, step: dt.timedelta) -> dt.date:
    """Return the last day off that can be reached from `day`, going by `step`."""
    while calendar.is_working(day + step) is False:
        day += step
    return day


def _break(calendar: WorkCalendar, first: dt.date, last: dt.date) -> Break:
    days = [calendar.explain(first + number * _ONE_DAY) for number in range((last - first).days + 1)]
    if all(day.date.weekday() >= _SATURDAY for day in days):
        days = [day for day in days if is_off(day)]
    names = dict.fromkeys(name for day in days for name in day.holidays)
    return Break(
        holidays=tuple(names),
        first=days[0].date,
        last=days[-1].date,
        configured=any(map(is_configured, days)),
    )

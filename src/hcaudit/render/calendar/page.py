"""What is told of a year and of the whole calendar, whatever the form; it must not know any form of output."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hcaudit.render.calendar.breaks import Break, breaks_of, is_worked, owner
from hcaudit.texts import Text
from hcaudit.workdays import Day, Overlay, WorkCalendar

_MARGIN = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage:
    """A year: every day of it, and its breaks each with the make-up days worked for it.

    `alone` are the make-up days that are worked for none of them, but for a holiday of the next year or for no holiday.
    `configured` tells whether a user says something of the year.
    """

    year: int
    days: tuple[Day, ...]
    breaks: tuple[tuple[Break, tuple[Day, ...]], ...]
    alone: tuple[Day, ...]
    version: str
    configured: bool

    @property
    def working_days(self) -> int:
        """How many working days it has."""
        return working_days(self.days)

    @property
    def off(self) -> frozenset[dt.date]:
        """The days of its breaks."""
        return frozenset(day for one, _ in self.breaks for day in one.dates)

    def month(self, month: int) -> Sequence[Day]:
        """Return the days of `month` (1 to 12)."""
        return [day for day in self.days if day.date.month == month]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage:
    """How far the calendar reaches and what it stands on; `config` is the file that holds the overlays, if any."""

    begins: dt.date
    through: dt.date
    source: str
    version: str
    config: Path | None
    overlays: tuple[Overlay, ...]
    notes: tuple[Text, ...]

    @property
    def next_year(self) -> int:
        """The first year that is not known."""
        return self.through.year + 1


def working_days(days: Sequence[Day]) -> int:
    """Return how many of `days` are working days."""
    return sum(day.working is True for day in days)


def year_page(calendar: WorkCalendar, year: int) -> YearPage:
    """Return what there is to tell of `year`.

    Raises:
        InputError: the calendar does not know it.
    """
    calendar.require(dt.date(year, 1, 1), dt.date(year, 12, 31))
    around = _around(calendar, year)
    breaks = list(breaks_of(calendar, around))
    worked: Mapping[Break | None, list[Day]] = {one: [] for one in (*breaks, None)}
    for day in filter(is_worked, around):
        worked[owner(day, breaks)].append(day)
    own = [one for one in breaks if year in (one.first.year, one.last.year)]
    elsewhere = [day for one, days in worked.items() if one not in own for day in days]
    return YearPage(
        year=year,
        days=tuple(calendar.year(year)),
        breaks=tuple((one, tuple(worked[one])) for one in own),
        alone=tuple(sorted((day for day in elsewhere if day.date.year == year), key=lambda day: day.date)),
        version=calendar.version,
        configured=str(year) in calendar.overlays,
    )


def _around(calendar: WorkCalendar, year: int) -> Sequence[Day]:
    """Return the days of `year` with those before and behind that its notice, or the next one's, may speak of."""
    days = range(-_MARGIN, (dt.date(year, 12, 31) - dt.date(year, 1, 1)).days + _MARGIN)
    return [calendar.explain(dt.date(year, 1, 1) + dt.timedelta(days=number)) for number in days]


def coverage_page(calendar: WorkCalendar, overlays: Sequence[Overlay], config: Path | None) -> CoveragePage:
    """Return how far `calendar` reaches, `overlays` of `config` among what it stands on."""
    return CoveragePage(
        begins=calendar.begins,
        through=calendar.published_through,
        source=calendar.source,
        version=calendar.version,
        config=config,
        overlays=tuple(overlays),
        notes=calendar.notes,
    )

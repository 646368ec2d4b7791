"""A user's own word on single days or whole years, laid over a calendar; it must not know files or formats."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hcaudit.errors import ConfigError
from hcaudit.texts import Text
from hcaudit.workdays.calendar import Day, Reason, WorkCalendar

Named = Mapping[dt.date, str | None]
"""Days, each with the Chinese name of its holiday where one is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What a user says of one year: the days `off`, the days of `work`, and whether that is `complete`.

    In a complete year the days not listed follow the week; in a year that has a notice anyway, only the days
    listed change.  A notice may decide days of the December before its year.  `where` tells the user where
    the overlay stands.
    """

    year: int
    where: str
    off: Named = field(default_factory=dict)
    work: Named = field(default_factory=dict)
    complete: bool = False

    @property
    def speaks(self) -> bool:
        """Whether the overlay says anything of any day."""
        return bool(self.off or self.work or self.complete)


def with_overlays(calendar: WorkCalendar, overlays: Sequence[Overlay]) -> WorkCalendar:
    """Return `calendar` with `overlays` on it, a later one over an earlier one.

    Listed days win over the notices.  A year past the published ones becomes known only if an overlay of it is
    complete; until then its days stay unknown, and a note says so.

    Raises:
        ConfigError: an overlay is of a year before the calendar; a complete year has no day off, or leaves
            a year before it unknown.  All mistakes at once.
    """
    last_year = calendar.published_through.year
    complete = sorted({overlay.year for overlay in overlays if overlay.complete and overlay.year > last_year})
    mistakes = [*_too_early(calendar, overlays), *_without_day_off(overlays, complete), *_gaps(overlays, last_year)]
    if mistakes:
        raise ConfigError(*mistakes)
    through = dt.date(complete[-1], 12, 31) if complete else calendar.published_through
    overlaid = {str(overlay.year) for overlay in overlays if overlay.speaks and overlay.year <= through.year}
    return dataclasses.replace(
        calendar,
        published_through=through,
        specials=_laid_over(calendar, overlays, through),
        overlays=tuple(sorted({*calendar.overlays, *overlaid})),
        notes=(*calendar.notes, *_notes(overlays, through)),
    )


def _laid_over(calendar: WorkCalendar, overlays: Iterable[Overlay], through: dt.date) -> dict[dt.date, Day]:
    """Return the calendar's special days with those of the overlays, as far as the calendar reaches."""
    specials = dict(calendar.specials)
    for overlay in overlays:
        for day, name in overlay.off.items():
            before = specials.get(day)
            known = before.holiday if before and not before.working else None
            specials[day] = Day(date=day, working=False, reason=Reason.OVERLAY_OFF, holiday=name or known)
        for day, name in overlay.work.items():
            specials[day] = Day(date=day, working=True, reason=Reason.OVERLAY_WORK, holiday=name)
    return {day: special for day, special in specials.items() if calendar.begins <= day <= through}


def _too_early(calendar: WorkCalendar, overlays: Iterable[Overlay]) -> list[Text]:
    """Return a mistake for each overlay of a year before the calendar begins."""
    return [
        Text("workdays.overlay-too-early", where=overlay.where, begins=calendar.begins)
        for overlay in overlays
        if overlay.year < calendar.begins.year
    ]


def _without_day_off(overlays: Iterable[Overlay], complete: Iterable[int]) -> list[Text]:
    """Return a mistake for each complete year without a day off: an empty list is no notice, not a year of work."""
    off = {day.year for overlay in overlays for day in overlay.off}
    return [Text("workdays.overlay-nothing-off", year=year) for year in complete if year not in off]


def _gaps(overlays: Iterable[Overlay], last_year: int) -> list[Text]:
    """Return a mistake for each complete year after one that stays unknown."""
    complete = {overlay.year: overlay.where for overlay in overlays if overlay.complete and overlay.year > last_year}
    return [
        Text("workdays.overlay-gap", where=where, missing=year - 1)
        for year, where in sorted(complete.items())
        if year - 1 > last_year and year - 1 not in complete
    ]


def _notes(overlays: Iterable[Overlay], through: dt.date) -> list[Text]:
    """Return a note for each overlay whose year stays unknown."""
    return [
        Text(
            f"workdays.note-{'incomplete' if overlay.speaks else 'not-published'}",
            where=overlay.where,
            year=overlay.year,
        )
        for overlay in overlays
        if overlay.year > through.year
    ]

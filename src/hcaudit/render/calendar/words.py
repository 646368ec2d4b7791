"""A year and the calendar's reach in sentences, a line each; it must not know how wide a line may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from hcaudit.render.calendar.breaks import Break, is_configured
from hcaudit.render.calendar.page import CoveragePage, YearPage
from hcaudit.render.cells import visible_text
from hcaudit.texts import Text, say
from hcaudit.workdays import Day, Overlay, festival, joined


def year_opening(page: YearPage, lang: str) -> Iterator[str]:
    """Yield what stands above the months of a year."""
    yield say("calendar.year-title", lang, year=page.year, count=page.working_days)
    yield say("calendar.version-configured" if page.configured else "calendar.version", lang, version=page.version)


def year_closing(page: YearPage, lang: str) -> Iterator[str]:
    """Yield what stands under them: the marks, every break and every make-up day."""
    yield say("calendar.marks", lang, off=say("calendar.mark-off", lang), worked=say("calendar.mark-worked", lang))
    for one, worked in page.breaks:
        yield visible_text(_break(one, worked, page.year).said_in(lang))
    if page.alone:
        days = tuple(_worked_alone(day, page.year) for day in page.alone)
        yield visible_text(Text("calendar.alone", days=days).said_in(lang))


def coverage_lines(page: CoveragePage, lang: str) -> Iterator[str]:
    """Yield how far the calendar reaches, where it comes from, and what to do about the next year."""
    yield say("calendar.reach", lang, begins=page.begins, through=page.through)
    yield say("calendar.version", lang, version=page.version)
    yield from _overlay_lines(page, lang)
    yield from (visible_text(say("calendar.note", lang, note=note.said_in(lang))) for note in page.notes)
    yield ""
    yield from remedy_lines(page, lang)


def remedy_lines(page: CoveragePage, lang: str) -> Sequence[str]:
    """Return what is missing, and what to do when a notice is out before hcaudit has it."""
    return say("calendar.remedy", lang, through=page.through, year=page.next_year).strip("\n").split("\n")


def _overlay_lines(page: CoveragePage, lang: str) -> Iterator[str]:
    if not page.overlays:
        yield say("calendar.no-overlays", lang)
        return
    yield visible_text(say("calendar.overlays", lang, file=page.config or ""))
    yield from (f"  {visible_text(_overlay(one).said_in(lang))}" for one in page.overlays)


def _overlay(one: Overlay) -> Text:
    whole = Text("calendar.complete" if one.complete else "calendar.single-days")
    return Text("calendar.overlay", where=one.where, year=one.year, off=len(one.off), work=len(one.work), whole=whole)


def _break(one: Break, worked: Sequence[Day], year: int) -> Text:
    name: Text | str = Text("calendar.unnamed")
    if holidays := joined(one.holidays):
        name = festival(holidays)
    if one.configured:
        name = Text("calendar.configured", holiday=name)
    days = {"first": _date(one.first, year), "last": _date(one.last, year), "count": len(one.dates)}
    off = Text("calendar.break-day" if one.first == one.last else "calendar.break", holiday=name, **days)
    return Text("calendar.break-worked", off=off, days=_worked(worked, year)) if worked else off


def _worked(days: Sequence[Day], year: int) -> tuple[Text, ...]:
    return tuple(_worked_day(day, year) for day in days)


def _worked_day(day: Day, year: int) -> Text:
    return _configured(day, Text("calendar.worked-day", date=_date(day.date, year), weekday=_weekday(day.date)))


def _worked_alone(day: Day, year: int) -> Text:
    """Return a make-up day with the holiday that it is worked for, which is told nowhere else."""
    if day.holiday is None:
        return _worked_day(day, year)
    facts = {"date": _date(day.date, year), "weekday": _weekday(day.date), "holiday": festival(day.holiday)}
    return _configured(day, Text("calendar.worked-day-for", **facts))


def _configured(day: Day, words: Text) -> Text:
    return Text("calendar.configured", holiday=words) if is_configured(day) else words


def _weekday(day: dt.date) -> Text:
    return Text(f"calendar.day-of-week-{day.isoweekday()}")


def _date(day: dt.date, year: int) -> Text:
    """Return a day in words, with its year if that is not `year`."""
    key = "calendar.date" if day.year == year else "calendar.date-of-year"
    return Text(key, year=day.year, month=Text(f"calendar.month-{day.month}"), day=day.day)

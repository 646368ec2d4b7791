"""One year's notice in the public holiday-cn JSON form; it must not know the calendar it is laid over.

The form: ``{"year": 2027, "papers": […], "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}, …]}``;
other keys are ignored.  The notice of a year may decide days of the December before.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hcaudit.errors import ConfigError
from hcaudit.texts import Text
from hcaudit.workdays.overlay import Overlay

_DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One day of a notice."""

    date: dt.date
    off: bool
    name: str | None


def read_notice(path: Path, year: int) -> Overlay:
    """Return the overlay for `year` that the file says: a complete one, or an empty one if it lists no days.

    A file without days is one whose notice has not been published.

    Raises:
        ConfigError: the file cannot be read, is of another form or of another year; wrong days all at once.
    """
    document = _load(path)
    if document.get("year") != year:
        raise ConfigError(Text("workdays.notice-year", where=path, year=year, found=str(document.get("year"))))
    days = document.get("days")
    if not isinstance(days, list):
        raise ConfigError(Text("workdays.notice-form", where=path))
    read = [_entry(entry, Text("workdays.notice-day", where=path, at=at)) for at, entry in enumerate(days, start=1)]
    entries = [entry for entry in read if isinstance(entry, _Entry)]
    mistakes = [entry for entry in read if isinstance(entry, Text)]
    mistakes += [*_elsewhere(entries, path, year), *_contradictions(entries, path)]
    if mistakes:
        raise ConfigError(*mistakes)
    off = {entry.date: entry.name for entry in entries if entry.off}
    work = {entry.date: entry.name for entry in entries if not entry.off}
    return Overlay(year=year, where=str(path), off=off, work=work, complete=bool(entries))


def _load(path: Path) -> Mapping[str, object]:
    """Return the JSON object in the file."""
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(Text("workdays.notice-unreadable", where=path, why=error.strerror)) from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(Text("workdays.notice-form", where=path)) from error
    if not isinstance(document, dict):
        raise ConfigError(Text("workdays.notice-form", where=path))
    return document


def _entry(entry: object, mistake: Text) -> _Entry | Text:
    """Return one entry of the list of days, `mistake` if it is not of the form."""
    if not isinstance(entry, dict):
        return mistake
    name, off = entry.get("name"), entry.get("isOffDay")
    if not isinstance(off, bool) or not isinstance(name, str | None):
        return mistake
    try:
        return _Entry(date=dt.date.fromisoformat(entry.get("date", "")), off=off, name=name or None)
    except (TypeError, ValueError):
        return mistake


def _elsewhere(entries: Iterable[_Entry], path: Path, year: int) -> list[Text]:
    """Return a mistake for each day that a notice of `year` cannot decide."""
    return [
        Text("workdays.notice-other-year", where=path, day=entry.date, year=year)
        for entry in entries
        if entry.date.year != year and (entry.date.year, entry.date.month) != (year - 1, _DECEMBER)
    ]


def _contradictions(entries: Iterable[_Entry], path: Path) -> list[Text]:
    """Return a mistake for each day that is both off and worked."""
    off = {entry.date for entry in entries if entry.off}
    work = {entry.date for entry in entries if not entry.off}
    return [Text("workdays.overlay-off-and-work", where=path, day=day) for day in sorted(off & work)]

"""Overlays as hcaudit.toml writes them; it must not know the calendar they are laid over.

    [calendar.2027]
    off = [2027-01-01, 2027-02-05]     # days off
    work = [2027-01-30]                # make-up days
    complete = true                    # the whole notice: days not listed follow the week
    file = "2027.json"                 # or the notice in holiday-cn form; off and work win over it

A path is relative to the folder of the configuration file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

from hcaudit.errors import ConfigError
from hcaudit.texts import Text
from hcaudit.workdays.notice_file import read_notice
from hcaudit.workdays.overlay import Overlay

KEYS = ("off", "work", "complete", "file")

_YEAR = re.compile(r"(?a:[12]\d{3})")


def read_overlays(tables: Mapping[str, object], config: Path) -> tuple[Overlay, ...]:
    """Return the overlays of the ``calendar`` table of the configuration file `config`.

    Notices come first, so that what users list themselves wins.

    Raises:
        ConfigError: with every mistake of every year at once.
    """
    mistakes: list[Text] = []
    notices: list[Overlay] = []
    own: list[Overlay] = []
    for key, table in sorted(tables.items()):
        where = f"{config.name} [calendar.{key}]"
        if not _YEAR.fullmatch(key):
            mistakes.append(Text("workdays.overlay-year", where=where, name=key))
        elif not isinstance(table, Mapping):
            mistakes.append(Text("workdays.overlay-table", where=where))
        else:
            own.append(_own(table, int(key), where, mistakes))
            notices += _notice(table, int(key), config, mistakes)
    if mistakes:
        raise ConfigError(*mistakes)
    noticed = {notice.year for notice in notices}
    return (*notices, *(overlay for overlay in own if overlay.speaks or overlay.year not in noticed))


def _notice(table: Mapping[str, object], year: int, config: Path, mistakes: list[Text]) -> list[Overlay]:
    """Return the notice that the table names, if it does and it can be read."""
    file = table.get("file")
    if file is None:
        return []
    if not isinstance(file, str):
        mistakes.append(Text("workdays.overlay-file", where=f"{config.name} [calendar.{year}]"))
        return []
    try:
        return [read_notice(config.parent / file, year)]
    except ConfigError as error:
        mistakes.extend(error.texts)
        return []


def _own(table: Mapping[str, object], year: int, where: str, mistakes: list[Text]) -> Overlay:
    """Return what the table itself says of `year`."""
    unknown = sorted(set(table) - set(KEYS))
    mistakes += [Text("workdays.overlay-key", where=where, name=key, known=", ".join(KEYS)) for key in unknown]
    complete = table.get("complete", False)
    if not isinstance(complete, bool):
        mistakes.append(Text("workdays.overlay-complete", where=where))
    off = _days(table.get("off", []), year, f"{where} off", mistakes)
    work = _days(table.get("work", []), year, f"{where} work", mistakes)
    mistakes += [Text("workdays.overlay-off-and-work", where=where, day=day) for day in sorted(off & work)]
    return Overlay(year=year, where=where, off=dict.fromkeys(off), work=dict.fromkeys(work), complete=complete is True)


def _days(listed: object, year: int, where: str, mistakes: list[Text]) -> set[dt.date]:
    """Return the days of a list of TOML dates or ISO texts."""
    if not isinstance(listed, list | tuple):
        mistakes.append(Text("workdays.overlay-list", where=where))
        return set()
    read = [(entry, _day(entry)) for entry in listed]
    mistakes += [Text("workdays.overlay-date", where=where, value=str(entry)) for entry, day in read if day is None]
    days = {day for _, day in read if day is not None}
    mistakes += [
        Text("workdays.overlay-other-year", where=where, day=day, year=year, other=day.year)
        for day in sorted(days)
        if day.year != year
    ]
    return days


def _day(entry: object) -> dt.date | None:
    """Return the day that a TOML date or an ISO text names, None if it names none."""
    if isinstance(entry, dt.date) and not isinstance(entry, dt.datetime):
        return entry
    try:
        return dt.date.fromisoformat(entry) if isinstance(entry, str) else None
    except ValueError:
        return None

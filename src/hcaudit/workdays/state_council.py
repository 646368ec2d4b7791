"""The State Council's yearly notices, as the `holidays` package has them; it must not know of overlays.

Sources: the notices of the General Office of the State Council on the year's public holidays, from 2007 on
(the first year checked against the notices by two independent packages).
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib.util
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any, cast

from hcaudit.errors import ConfigError
from hcaudit.texts import Text
from hcaudit.workdays.calendar import ONE_DAY, Day, Reason, WorkCalendar
from hcaudit.workdays.festivals import joined

FIRST_YEAR = 2007

_SUBSTITUTED_FROM = re.compile(r"\d{4}-\d{2}-\d{2}")
_NOTICE_NAMES = {"农历除夕": "春节", "春节延长假期": "春节"}
_SATURDAY = 5


@functools.cache
def state_council_calendar() -> WorkCalendar:
    """Return the calendar from 2007 to the end of the last year that has a notice.

    For later years `holidays` answers with guesses - lunar dates, no make-up days - and does not say so; only
    the years of its table of substituted days have a notice behind them.

    Raises:
        ConfigError: the installed `holidays` has no such table.
    """
    import holidays  # noqa: PLC0415 - commands without a calendar do not wait for it

    version = metadata.version("holidays")
    entity = china_of(Path(holidays.__file__).parent)
    last_year = _last_of_run(getattr(entity(), "special_public_holidays", {}))
    if last_year is None:
        raise ConfigError(Text("workdays.no-notices", version=version, year=FIRST_YEAR))
    china = entity(years=range(FIRST_YEAR, last_year + 1), language="zh_CN")
    begins, through = dt.date(FIRST_YEAR, 1, 1), dt.date(last_year, 12, 31)
    specials = special_days(dict(china.items()), china.weekend_workdays)
    return WorkCalendar(
        begins=begins,
        published_through=through,
        source=f"holidays {version}",
        specials={day: special for day, special in specials.items() if begins <= day <= through},
    )


def china_of(package: Path) -> Callable[..., Any]:
    """Return the class ``China`` of the `holidays` package in the folder `package`.

    Its module is loaded by itself where it is found: the way through the package loads all other countries
    first, which takes three times as long as everything else here.
    """
    file = package / "countries" / "china.py"
    spec = importlib.util.spec_from_file_location("holidays_china", file) if file.is_file() else None
    if spec is None or spec.loader is None:
        return cast("Callable[..., Any]", importlib.import_module("holidays.countries.china").China)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Callable[..., Any]", module.China)


def _last_of_run(years: Collection[int]) -> int | None:
    """Return the last year that can be reached from the first without a gap."""
    year = FIRST_YEAR
    while year in years:
        year += 1
    return year - 1 if year > FIRST_YEAR else None


def special_days(labels: Mapping[dt.date, str], make_up_days: Collection[dt.date]) -> dict[dt.date, Day]:
    """Return the days off and make-up days, each with the holiday it belongs to.

    A day off that was moved bears no holiday's name in `labels`, only the make-up day it was moved from: it
    belongs to the holidays of the unbroken run of days off around it, and so does its make-up day.
    """
    specials: dict[dt.date, Day] = {}
    worked_for: dict[dt.date, str | None] = {}
    for day, label in labels.items():
        moved = _SUBSTITUTED_FROM.search(label)
        names = _names_around(day, labels, make_up_days) if moved else _names(label)
        specials[day] = Day(date=day, working=False, reason=Reason.HOLIDAY, holiday=joined(names))
        if moved:
            worked_for[dt.date.fromisoformat(moved.group())] = specials[day].holiday
    for day in make_up_days:
        specials[day] = Day(date=day, working=True, reason=Reason.MAKE_UP, holiday=worked_for.get(day))
    return specials


def _names(label: str) -> list[str]:
    """Return the names in a label such as ``中秋节; 国庆节（补假）``; a moved day off has none."""
    if not label or _SUBSTITUTED_FROM.search(label):
        return []
    bare = [part.partition("（")[0].strip() for part in label.split(";")]
    return [_NOTICE_NAMES.get(name, name) for name in bare]


def _names_around(day: dt.date, labels: Mapping[dt.date, str], make_up_days: Collection[dt.date]) -> Iterator[str]:
    """Yield the names of the holidays in the unbroken run of days off around `day`, by date."""

    def is_off(other: dt.date) -> bool:
        return other in labels or (other.weekday() >= _SATURDAY and other not in make_up_days)

    first = day
    while is_off(first - ONE_DAY):
        first -= ONE_DAY
    while is_off(first):
        yield from _names(labels.get(first, ""))
        first += ONE_DAY

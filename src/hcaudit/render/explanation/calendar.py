"""The days of a clock as a wall calendar: a line a week, a cell a day; it must not know how it is laid out."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hcaudit.model.evidence import PAUSED, STARTING, Clock, ClockDay
from hcaudit.render.explanation.tongue import Tongue
from hcaudit.texts import Text
from hcaudit.workdays import Day, Reason
from hcaudit.workdays.festivals import JOINER, festival

_DAYS_A_WEEK = 7
_MADE_UP = (Reason.MAKE_UP, Reason.OVERLAY_WORK)
_OFF = (Reason.HOLIDAY, Reason.OVERLAY_OFF)
_SHORTEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One day: its text, and what it is - ``plain``, ``off``, ``pause``, ``due``, ``late`` or ``past`` (the end)."""

    day: dt.date
    text: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The days of a week that lie in one month, None where a day is not of the clock; `month` at its first week."""

    month: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The weeks of a clock under the days of the week, what the marks mean, and what the days add up to."""

    weekdays: tuple[str, ...]
    weeks: tuple[Week, ...]
    legend: str
    sums: tuple[str, ...]


def calendar_of(clock: Clock, tongue: Tongue) -> Calendar | None:
    """Return the calendar of a clock, None where it has no days."""
    if not clock.days:
        return None
    return Calendar(
        weekdays=tuple(tongue.say(f"weekday-{number}") for number in range(_DAYS_A_WEEK)),
        weeks=tuple(_weeks(clock, tongue)),
        legend="  ".join(_legend(clock, tongue)),
        sums=tuple(_sums(clock, tongue)),
    )


def day_words(cell: Cell, tongue: Tongue) -> str:
    """Return the day of a cell with its date in full, for where there is no room for a calendar."""
    return f"{tongue.say('days-line', date=cell.day.isoformat(), weekday=tongue.weekday(cell.day))} {cell.text}"


def _weeks(clock: Clock, tongue: Tongue) -> Iterator[Week]:
    for _, of_month in itertools.groupby(clock.days, key=lambda day: (day.date.year, day.date.month)):
        month = list(of_month)
        label = f"{month[0].date:%Y-%m}"
        for _, of_week in itertools.groupby(month, key=lambda day: day.date.isocalendar()[:2]):
            cells: list[Cell | None] = [None] * _DAYS_A_WEEK
            for day in of_week:
                cells[day.date.weekday()] = _cell(day, clock, tongue)
            yield Week(month=label, cells=tuple(cells))
            label = ""


def _cell(day: ClockDay, clock: Clock, tongue: Tongue) -> Cell:
    late = clock.due is not None and clock.due < day.date <= clock.counted_to
    marks = [
        "[" if day.date == clock.started else " ",
        f"{day.date.day:>2} {_word(day, tongue)}",
        "*" if day.date == clock.due else "",
        "!" if late and day.counted else "",
        "]" if day.date == clock.counted_to else "",
    ]
    return Cell(day=day.date, text="".join(marks), tone=_tone(day, clock, late=late))


def _tone(day: ClockDay, clock: Clock, *, late: bool) -> str:
    if day.date == clock.due:
        return "due"
    if day.date > clock.counted_to:
        return "past"
    if day.reason == PAUSED:
        return "pause"
    return "late" if late and day.counted else "plain" if day.counted or day.reason == STARTING else "off"


def _word(day: ClockDay, tongue: Tongue) -> str:
    if day.counted:
        return tongue.say("day-make-up" if day.reason in _MADE_UP else "day-counted", n=day.number)
    if day.reason == PAUSED:
        return tongue.say("day-pause", labels="".join(day.pauses))
    if day.reason in _OFF:
        return _short(day.holiday, tongue) if day.holiday else tongue.say("day-holiday")
    return tongue.say({STARTING: "day-start", Reason.WEEKEND: "day-weekend"}.get(day.reason, "day-unknown"))


def _short(holiday: str, tongue: Tongue) -> str:
    """Return the name of a holiday, the first of several, short enough for a cell."""
    name = festival(holiday.partition(JOINER)[0])
    if isinstance(name, Text):
        return tongue.say(f"short-{name.key.removeprefix('workdays.festival-')}")
    return name[:_SHORTEST]


def _legend(clock: Clock, tongue: Tongue) -> Iterator[str]:
    """Yield what the marks that occur mean."""
    reasons = {day.reason for day in clock.days if not day.counted}
    yield tongue.say("mark-started")
    if clock.due is not None:
        yield tongue.say("mark-due")
        if any(clock.due < day.date <= clock.counted_to for day in clock.days if day.counted):
            yield tongue.say("mark-late")
    if any(day.date == clock.counted_to for day in clock.days):
        yield tongue.say("mark-ended" if clock.ended else "mark-as-of")
    yield tongue.say("mark-counted")
    if any(day.counted and day.reason in _MADE_UP for day in clock.days):
        yield tongue.say("mark-make-up")
    if PAUSED in reasons:
        yield tongue.say("mark-pause")
    if Reason.WEEKEND in reasons:
        yield tongue.say("mark-off")


def _sums(clock: Clock, tongue: Tongue) -> Iterator[str]:
    """Yield what the days from the first that could count to the end add up to, then each holiday by its days."""
    days = [day for day in clock.days if day.reason != STARTING and day.date <= clock.counted_to]
    if not days:
        return
    named = [day for day in days if day.reason in (*_OFF, *_MADE_UP, Reason.UNKNOWN)]
    runs = {text: list(run) for text, run in _by_reason(named, tongue).items()}
    parts = [tongue.say("skipped-counted", n=sum(day.counted for day in days))]
    for reason, key in ((Reason.WEEKEND, "skipped-weekend"), (PAUSED, "skipped-pause")):
        if count := sum(day.reason == reason and not day.counted for day in days):
            parts.append(tongue.say(key, n=count))
    off = {text: [day for day in run if not day.counted] for text, run in runs.items()}
    parts += [tongue.say("skipped-off", why=text, n=len(run)) for text, run in off.items() if run]
    facts = {"first": days[0].date.isoformat(), "last": days[-1].date.isoformat(), "days": len(days)}
    yield tongue.say("skipped-sum", parts=tongue.joined(parts, "comma"), **facts)
    for text, run in runs.items():
        yield tongue.say("skipped-run", why=text, days=tongue.joined(list(_stretches(run, tongue)), "comma"))


def _by_reason(days: Sequence[ClockDay], tongue: Tongue) -> Mapping[str, Sequence[ClockDay]]:
    found: dict[str, list[ClockDay]] = {}
    for day in days:
        known = Day(date=day.date, working=day.counted, reason=Reason(day.reason), holiday=day.holiday)
        found.setdefault(tongue.text(known.why), []).append(day)
    return found


def _stretches(days: Sequence[ClockDay], tongue: Tongue) -> Iterator[str]:
    """Yield the days, those that follow one another as one stretch."""
    for _, run in itertools.groupby(enumerate(days), key=lambda pair: pair[1].date.toordinal() - pair[0]):
        stretch = [day.date.isoformat() for _, day in run]
        if len(stretch) == 1:
            yield stretch[0]
        else:
            yield tongue.say("skipped-to", first=stretch[0], last=stretch[-1])

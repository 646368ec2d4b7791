"""A clock in labelled lines: start, pauses, due date, end, result; it must not know how its days are drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from hcaudit.model.evidence import PAUSED, STARTING, Clock, ClockPause
from hcaudit.render.explanation.tongue import Tongue, header_words
from hcaudit.render.rulebook.entries import Entry
from hcaudit.render.rulebook.terms import clock_time

_WORKING, _CALENDAR = "working_days", "calendar_days"


def clock_entries(clock: Clock, tongue: Tongue) -> Iterator[Entry]:
    """Yield what there is to say of a clock beside its days."""
    if clock.started and clock.start:
        yield _entry("started", _started(clock, clock.started, tongue), tongue)
    for pause in clock.pauses:
        label = tongue.say("label-pause", label=pause.label)
        yield Entry(label=label, lines=(_pause(pause, tongue) + _shared(pause, clock, tongue),))
    if words := _due(clock, tongue):
        yield _entry("due", words, tongue)
    if clock.started or clock.planned:
        yield _entry("ended", _ended(clock, tongue), tongue)


def result_words(clock: Clock, tongue: Tongue) -> str:
    """Return what was measured against the limit, and by how much it is over; nothing where nothing is measured."""
    if clock.measured is None and clock.limit is None:
        return ""
    limit = None if clock.limit is None else tongue.figure(clock.limit, _WORKING)
    if clock.measured is None:
        return tongue.say("result-unknown", limit=limit)
    measured = tongue.figure(clock.measured, _WORKING)
    if clock.is_minimum or limit is None:
        words = tongue.say("result-measured", measured=measured)
    else:
        words = tongue.say("result-within", measured=measured, limit=limit)
    if clock.overdue_calendar_days is None:
        return words
    calendar = tongue.figure(clock.overdue_calendar_days, _CALENDAR)
    if clock.overdue_working_days is None:
        return words + tongue.say("result-overdue-calendar", calendar=calendar)
    working = tongue.figure(clock.overdue_working_days, _WORKING)
    return words + tongue.say("result-overdue", working=working, calendar=calendar)


def _entry(name: str, words: str, tongue: Tongue) -> Entry:
    return Entry(label=tongue.say(f"label-{name}"), lines=(words,))


def _started(clock: Clock, started: dt.date, tongue: Tongue) -> str:
    counting = tongue.pack.counting
    header = header_words(clock.start, tongue) if clock.start else ""
    moved = clock.counted_after is not None and clock.counted_after > started
    if moved and counting.after_hours is not None:
        facts = {"time": clock_time(counting.after_hours), "after": clock.counted_after}
        return tongue.day("started-after-hours", started, header=header, **facts)
    counts = any(day.date == started and day.reason != STARTING for day in clock.days)
    return tongue.day("started-inclusive" if counts else "started", started, header=header)


def _pause(pause: ClockPause, tongue: Tongue) -> str:
    return tongue.say(
        "pause" if pause.certain else "pause-assumed",
        first=pause.after + dt.timedelta(days=1),
        last=pause.until,
        n=pause.taken_out,
        begun=header_words(pause.begun, tongue),
        over=header_words(pause.over, tongue),
    )


def _shared(pause: ClockPause, clock: Clock, tongue: Tongue) -> str:
    """Return how many of the days of a pause are taken out by those before it already."""
    before = [one.label for one in clock.pauses[: clock.pauses.index(pause)]]
    days = [day for day in clock.days if day.reason == PAUSED and pause.label in day.pauses]
    there = [label for label in before if any(label in day.pauses for day in days)]
    if not there:
        return ""
    n = sum(not set(there).isdisjoint(day.pauses) for day in days)
    return tongue.say("pause-shared", n=n, labels=tongue.joined(there, "comma"))


def _due(clock: Clock, tongue: Tongue) -> str:
    if clock.is_minimum:
        return tongue.say("due-minimum", limit=tongue.figure(clock.limit, _WORKING))
    if clock.due is not None and clock.planned is not None:
        return tongue.day("due-planned", clock.due, header=header_words(clock.planned, tongue))
    if clock.due is not None:
        key = "due-within" if clock.limit else "due-same-day"
        return tongue.day(key, clock.due, limit=clock.limit)
    if clock.counted_after is None or clock.limit is None:
        return ""
    bounds = (clock.due_earliest, clock.due_latest)
    earliest, latest = (day.isoformat() if day else tongue.say("never") for day in bounds)
    return tongue.say("due-between", earliest=earliest, latest=latest, limit=tongue.figure(clock.limit, _WORKING))


def _ended(clock: Clock, tongue: Tongue) -> str:
    if clock.ended is not None and clock.ended_by is not None:
        return tongue.day("ended", clock.ended, header=header_words(clock.ended_by, tongue))
    return tongue.day("ended-open" if clock.is_open else "ended-unknown", clock.counted_to)

"""The clocks T01 to T14 of SPEC §4, each day looked at in turn; it must not know the engine.

Lateness is tried twice: once the way that makes most days count (short pauses, unknown days worked) and once
the way that makes fewest count.  Where the two disagree the record does not decide.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from tests.property.reading_cases import (
    KEPT_VERDICT,
    NOT_APPLIED,
    NOT_JUDGED,
    UNCLEAR,
    VIOLATION,
    Case,
    Verdict,
    applied,
    decided,
    every,
    is_class,
)  # fmt: skip
from tests.property.reading_days import ONE_DAY, Span, counted, counted_if, due_before
from tests.property.reading_records import ARCHIVED, IN_TRANSIT, Day, Hole, plain, possible_classes

GRID_PAUSE = ("works_started_at", "works_finished_at")
CUSTOMER_PAUSE = ("replied_at", "materials_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What a clock runs between: `floor` is the earliest day an unreadable end may be."""

    start: Day
    end: Day
    limit: int
    shortest: Sequence[Span] = ()
    longest: Sequence[Span] = ()
    floor: dt.date | None = None


def edge_verdict(start: Day, end: Day, case: Case) -> Verdict | None:
    """Return the verdict the edges alone give, None if the clock has to be looked at."""
    if Hole.MISSING in (start, end):
        return NOT_JUDGED
    if start is None:
        return NOT_APPLIED if end is None else UNCLEAR
    if not isinstance(start, dt.date):
        return UNCLEAR
    if case.terminated and start > case.terminated:
        return NOT_APPLIED
    return UNCLEAR if isinstance(end, dt.date) and end < start else None


def stopped_on(end: Day, case: Case) -> dt.date:
    """Return the day the clock stops: the end, the termination, or the as-of day."""
    known = [day for day in (end, case.terminated) if isinstance(day, dt.date)]
    return min(known, default=case.as_of)


def end_is_unsure(end: Day, case: Case) -> bool:
    """Return whether the clock may have ended earlier than the data shows."""
    if Hole.UNREADABLE in (end, case.record.day("terminated_at")):
        return True
    return end is None and case.terminated is None and case.status != IN_TRANSIT


def run(clock: Clock, case: Case) -> Verdict:
    """Judge one clock."""
    edge = edge_verdict(clock.start, clock.end, case)
    if edge or not isinstance(clock.start, dt.date):
        return edge or UNCLEAR
    stop = stopped_on(clock.end, case)
    if late(clock, stop, case, most=True) is None:
        return KEPT_VERDICT
    sure = stop
    if end_is_unsure(clock.end, case):
        if clock.floor is None or case.record.day("terminated_at") is Hole.UNREADABLE:
            return UNCLEAR
        sure = min(stop, clock.floor)
    due_on = late(clock, sure, case, most=False)
    if due_on is None:
        return UNCLEAR
    measured = counted(clock.start, stop, clock.longest, case.law.calendar) if sure == stop else None
    return Verdict(outcome=VIOLATION, due_on=due_on, measured=measured, occurred_on=due_on + ONE_DAY)


def late(clock: Clock, stop: dt.date, case: Case, *, most: bool) -> dt.date | None:
    """Return the due date if the clock is past it on `stop`, with most or fewest days counting."""
    assert isinstance(clock.start, dt.date)

    def works(day: dt.date) -> bool:
        answer = case.law.calendar(day)
        return most if answer is None else answer

    return due_before(clock.start, clock.limit, stop, clock.shortest if most else clock.longest, works)


def connection(case: Case) -> Verdict:
    """Judge accepted → energized without pauses (T01 to T04)."""
    clock = Clock(start=case.record.day("accepted_at"), end=case.record.day("energized_at"), limit=case.limit)
    return run(clock, case)


def low_voltage(case: Case) -> Verdict:
    """Judge T01, T02, T03: which of them applies hangs on class, direct installation and grid works."""
    wants = {"T01": (True, False), "T02": (False, False)}
    direct, works = possible_direct(case), possible_works(case)
    answers = []
    for name, is_direct, has_works in product(possible_classes(case.record), direct, works):
        if name not in ("lv_resident", "lv_other"):
            answers.append(False)
        elif case.rule == "T03":
            answers.append(has_works)
        else:
            answers.append((is_direct and name == "lv_resident", has_works) == wants[case.rule])
    return applied(applies=decided(answers), verdict=connection(case))


def possible_direct(case: Case) -> tuple[bool, ...]:
    """Return what direct_install may be."""
    answer = case.record.yes_no("direct_install", empty=False, missing=False)
    return (True, False) if answer is None else (answer,)


def possible_works(case: Case) -> tuple[bool, ...]:
    """Return what grid_works may be."""
    answer = case.record.yes_no("grid_works")
    if answer is None and case.law.unknown_is_no:
        return (False,)
    return (True, False) if answer is None else (answer,)


def micro(case: Case) -> Verdict:
    """Judge T04."""
    return applied(applies=is_class(case, "micro"), verdict=connection(case))


def high_voltage(case: Case) -> Verdict:
    """Judge T05, with its two pauses."""
    order = case.record
    end = order.day("energized_at")
    stop = stopped_on(end, case)
    shortest: list[Span] = []
    longest: list[Span] = []
    for begins, ends in (GRID_PAUSE, CUSTOMER_PAUSE):
        if begins == GRID_PAUSE[0] and order.yes_no("grid_works") is False:
            continue
        short, long = pause_bounds(case, order.day(begins), order.day(ends), stop)
        shortest += short
        longest += long
    if not case.law.pauses_count:
        shortest, longest = [], []
    clock = Clock(start=order.day("accepted_at"), end=end, limit=case.limit, shortest=shortest, longest=longest)
    return applied(applies=is_class(case, "hv"), verdict=run(clock, case))


def pause_bounds(case: Case, begun: Day, ended: Day, stop: dt.date) -> tuple[list[Span], list[Span]]:
    """Return the shortest and the longest pause that the dates allow."""
    whole = [(dt.date.min, stop)]
    finished = case.record.filled("energized_at") or case.status == ARCHIVED
    if isinstance(begun, dt.date) and isinstance(ended, dt.date):
        return ([(begun, ended)], [(begun, ended)]) if begun <= ended else ([], whole)
    if not finished and begun is None:
        return [], []
    if isinstance(begun, dt.date):
        longest = [(begun, stop)]
        return (longest, longest) if ended is None and not finished else ([], longest)
    if isinstance(ended, dt.date):
        return [], [(dt.date.min, ended)]
    return [], whole


def stage(case: Case) -> Verdict:
    """Judge T08, T09, T10."""
    fields = {
        "T08": ("surveyed_at", "replied_at"),
        "T09": ("materials_at", "inspected_at"),
        "T10": ("inspected_at", "energized_at"),
    }[case.rule]
    start, end = (case.record.day(field) for field in fields)
    passed = case.record.yes_no("inspection_passed", empty=True, missing=True) if case.rule == "T10" else True
    verdict = run(Clock(start=start, end=end, limit=case.limit), case)
    return applied(applies=every(is_class(case, "hv"), passed), verdict=verdict)


def confirmation(case: Case) -> Verdict:
    """Judge T13."""
    limit = case.parameter("max_working_days")
    if limit is None:
        return NOT_JUDGED
    start, end = (case.record.day(field) for field in ("appointment_requested_at", "appointment_confirmed_at"))
    if start is None and end is not Hole.MISSING:
        return NOT_APPLIED
    return run(Clock(start=start, end=end, limit=limit), case)


def too_short(case: Case) -> Verdict:
    """Judge T12 and T14: energized in suspiciously few days."""
    minimum = case.parameter("min_working_days")
    if minimum is None:
        return NOT_JUDGED
    business = case.record.get("business_type")
    words = plain(business) if isinstance(business, str) else ""
    if case.rule == "T12":
        applies = "高压新装" in words if words else None
    else:
        applies = every(is_class(case, "pv"), "低压" in words)
    return applied(applies=applies, verdict=short_clock(case, minimum))


def short_clock(case: Case, minimum: int) -> Verdict:
    """Judge whether accepted → energized has fewer than `minimum` counted days."""
    start, end = case.record.day("accepted_at"), case.record.day("energized_at")
    edge = edge_verdict(start, end, case)
    if edge or not isinstance(start, dt.date):
        return edge or UNCLEAR
    if not isinstance(end, dt.date):
        return NOT_APPLIED if end is None and case.status != ARCHIVED else UNCLEAR
    least, most = (counted_if(start, end, case.law.calendar, unknown_work=work) for work in (False, True))
    if case.terminated and case.terminated < end:
        return NOT_APPLIED
    if least >= minimum:
        return KEPT_VERDICT
    if most >= minimum or case.record.day("terminated_at") is Hole.UNREADABLE:
        return UNCLEAR
    return Verdict(outcome=VIOLATION, measured=most if least == most else None, occurred_on=end)

"""What must hold between a verdict and the clock that was counted again; it must not know how it was counted."""

from __future__ import annotations

import datetime as dt

import numpy as np

from hcaudit.checks.clock import LONG_AGO
from hcaudit.checks.clock import Clock as Bounds
from hcaudit.checks.deadline import Deadline
from hcaudit.judging.trace.days import ONE_DAY, bearing, counted_to, days_between, first_working, working_between
from hcaudit.judging.trace.docket import Subject, require
from hcaudit.judging.trace.verdict import Verdict, maybe_day
from hcaudit.model.evidence import Clock
from hcaudit.model.verdicts import Outcome


def hold_bounds(bounds: Bounds, verdict: Verdict, subject: Subject) -> None:
    """Make sure that the clock starts and ends with the cells it was read from."""
    has_start = bounds.start.known[0] and bounds.start.values[0] != LONG_AGO
    require("explain.what-bounds", subject, said=verdict.ended, found=maybe_day(bounds.ended[0]))
    found = maybe_day(bounds.start.values[0]) if has_start else None
    require("explain.what-bounds", subject, said=verdict.started, found=found)


def hold_pauses(clock: Clock, verdict: Verdict, subject: Subject) -> None:
    """Make sure that the pauses named take out the days that the verdict's merged pauses take out."""
    named = {day for pause in clock.pauses for day in days_between(pause.after + ONE_DAY, pause.until)}
    merged = {day for after, until in verdict.stops for day in days_between(after + ONE_DAY, until)}
    said, found = (", ".join(map(str, sorted(days))) for days in (merged, named))
    require("explain.what-pauses", subject, said=said, found=found)


def hold_figures(clock: Clock, verdict: Verdict, subject: Subject) -> None:
    """Make sure that the days add up to what was measured, and to what it is overdue."""
    if verdict.measured is not None and clock.counted_after is not None:
        found = counted_to(clock.days, clock.counted_to)
        require("explain.what-measured", subject, said=int(verdict.measured), found=found)
    if verdict.due is not None and verdict.overdue_working is not None:
        late = working_between(subject.calendar, verdict.due, clock.counted_to)
        require("explain.what-overdue", subject, said=verdict.overdue_working, found=late)
    if verdict.due is not None and verdict.overdue_calendar is not None:
        late = (clock.counted_to - verdict.due).days
        require("explain.what-overdue", subject, said=verdict.overdue_calendar, found=late)


def hold_due(spec: Deadline, clock: Clock, subject: Subject) -> None:
    """Make sure that the due date is the day that is counted as the limit, or the day that was planned."""
    if clock.due is None or (spec.within and clock.counted_after is None):
        return
    found = clock.due_latest
    if spec.within and clock.counted_after:
        found = (
            bearing(clock.days, clock.limit) if clock.limit else first_working(subject.calendar, clock.counted_after)
        )
    require("explain.what-due", subject, said=clock.due, found=found)


def expected(bounds: Bounds, clock: Clock, subject: Subject) -> Outcome:
    """Return the outcome that the clock's ends and due dates give, whichever of them is the true one."""
    latest = np.datetime64(clock.due_latest or dt.date.max)
    earliest = np.datetime64(clock.due_earliest or dt.date.min)
    if bounds.end_min[0] > latest:
        return subject.rule.breach
    return Outcome.KEPT if bounds.end_max[0] <= earliest else Outcome.UNDETERMINED


def hold_outcome(expected: Outcome, verdict: Verdict, subject: Subject) -> None:
    """Make sure that a clock that is kept or late is so by its days; doubts have reasons of their own."""
    if verdict.outcome in (Outcome.KEPT, subject.rule.breach):
        said, found = verdict.outcome.word, expected.word
        require("explain.what-outcome", subject, said=said, found=found)

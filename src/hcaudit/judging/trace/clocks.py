"""The clock of one record, day by day, from what its verdict says; it must not know why the verdict was given.

Start, end, due date and pauses are the verdict's own.  The days are then counted again, and what they add up to must
be what the verdict says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hcaudit.checks.clock import Clock as Bounds
from hcaudit.checks.clock import clock_of, counted_from
from hcaudit.checks.deadline import Deadline, counted_start, due_within
from hcaudit.checks.minimum import Minimum
from hcaudit.checks.pauses import PauseSpec, pauses_of
from hcaudit.judging.trace.days import (
    Stop,
    walk,
    working_between,
)
from hcaudit.judging.trace.docket import Subject
from hcaudit.judging.trace.holding import (
    expected,
    hold_bounds,
    hold_due,
    hold_figures,
    hold_outcome,
    hold_pauses,
)
from hcaudit.judging.trace.verdict import Verdict, maybe_day
from hcaudit.model.dates import Days
from hcaudit.model.evidence import Clock, ClockDay, ClockPause, Value
from hcaudit.model.verdicts import Outcome
from hcaudit.workdays import NEVER

TERMINATED = "terminated_at"
"""The field whose date ends every clock of an order."""

_LABELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a clock runs between: the fields of its start and ends, and the due dates that what is not known allows.

    Days count after `counted_after`.
    """

    start: str | None
    ends: tuple[str, ...]
    counted_after: dt.date | None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    limit: int | None = None
    is_minimum: bool = False


def deadline_clock(spec: Deadline, subject: Subject) -> Clock:
    """Return the clock of a deadline, counted again.

    Raises:
        InternalError: the days do not add up to the verdict.
    """
    sight, verdict = subject.sight, subject.verdict
    bounds = clock_of(sight, spec.from_, spec.ends)
    frame = _frame(spec, bounds, subject)
    clock = _clock(frame, bounds, subject)
    pauses = _pauses(spec.pauses, bounds, clock, subject)
    clock = _walked(clock, pauses, subject, planned=subject.value(spec.by) if spec.by else None)
    hold_bounds(bounds, verdict, subject)
    hold_pauses(clock, verdict, subject)
    hold_figures(clock, verdict, subject)
    hold_due(spec, clock, subject)
    if not spec.to_the_minute:
        hold_outcome(expected(bounds, clock, subject), verdict, subject)
    return clock


def minimum_clock(spec: Minimum, subject: Subject) -> Clock:
    """Return the clock that must not end too soon, counted again.

    Raises:
        InternalError: the days do not add up to the verdict.
    """
    sight, verdict = subject.sight, subject.verdict
    bounds = clock_of(sight, spec.from_, (spec.to,))
    limit = sight.limit(spec.at_least.working_days)
    start = counted_from(sight, spec.from_, sight.around.calendar.sure) if bounds.start.known[0] else None
    after = None if start is None else maybe_day(start[0])
    frame = Frame(start=spec.from_, ends=(spec.to,), counted_after=after, limit=limit, is_minimum=True)
    clock = _walked(_clock(frame, bounds, subject), (), subject)
    hold_bounds(bounds, verdict, subject)
    hold_figures(clock, verdict, subject)
    if verdict.measured is not None:
        hold_outcome(subject.rule.breach if verdict.measured < limit else Outcome.KEPT, verdict, subject)
    return clock


def _frame(spec: Deadline, bounds: Bounds, subject: Subject) -> Frame:
    sight = subject.sight
    started = bool(bounds.start.known[0]) and spec.from_ is not None
    if spec.within is None:
        planned = maybe_day(sight.days(str(spec.by)).values[0])
        after = maybe_day(counted_start(spec, sight)[0]) if started else None
        return Frame(start=spec.from_, ends=spec.ends, counted_after=after, earliest=planned, latest=planned)
    dates = due_within(spec, spec.within, bounds, sight)
    return Frame(
        start=spec.from_,
        ends=spec.ends,
        counted_after=maybe_day(dates.start[0]) if started else None,
        earliest=_bearable(dates.earliest),
        latest=_bearable(dates.latest),
        limit=sight.limit(spec.within.working_days),
    )


def _bearable(days: Days) -> dt.date | None:
    return None if days[0] == NEVER else maybe_day(days[0])


def _clock(frame: Frame, bounds: Bounds, subject: Subject) -> Clock:
    """Return the clock as the verdict has it, without its days."""
    verdict = subject.verdict
    is_open_question = verdict.outcome is Outcome.UNDETERMINED
    return Clock(
        start=subject.value(frame.start) if frame.start else None,
        ends=subject.values(frame.ends),
        planned=None,
        started=verdict.started,
        counted_after=frame.counted_after,
        ended=verdict.ended,
        ended_by=_ended_by(frame.ends, verdict, subject),
        is_open=bool(bounds.open[0]),
        counted_to=maybe_day(bounds.end_max[0]) or subject.as_of,
        limit=frame.limit,
        is_minimum=frame.is_minimum,
        due=verdict.due,
        due_earliest=frame.earliest,
        due_latest=frame.latest,
        measured=None if verdict.measured is None or is_open_question else int(verdict.measured),
        overdue_working_days=verdict.overdue_working,
        overdue_calendar_days=verdict.overdue_calendar,
        pauses=(),
        days=(),
    )


def _ended_by(ends: Sequence[str], verdict: Verdict, subject: Subject) -> Value | None:
    """Return the cell that holds the day the clock ended."""
    if verdict.ended is None:
        return None
    fields = subject.view.records.kind.fields
    cells = subject.values([*ends, *([TERMINATED] if TERMINATED in fields else [])])
    return next((cell for cell in cells if _date(cell.value) == verdict.ended), None)


def _pauses(specs: Sequence[PauseSpec], bounds: Bounds, clock: Clock, subject: Subject) -> tuple[ClockPause, ...]:
    """Return each pause as it bears on the clock, clipped to it."""
    if clock.counted_after is None:
        return ()
    sight = subject.sight
    read = pauses_of(tuple(specs), bounds, sight)
    found = []
    labels = iter(_LABELS)
    for spec, sure, most in zip(specs, read.shortest, read.longest, strict=True):
        after, until = maybe_day(most[0][0]), maybe_day(most[1][0])
        if after is None or until is None:
            continue
        after, until = max(after, clock.counted_after), min(until, clock.counted_to)
        if after < until:
            found.append(
                ClockPause(
                    label=next(labels),
                    begun=subject.value(spec.from_),
                    over=subject.value(spec.to),
                    after=after,
                    until=until,
                    taken_out=working_between(subject.calendar, after, until),
                    certain=bool(sure[0][0] == most[0][0] and sure[1][0] == most[1][0]),
                )
            )
    return tuple(found)


def _walked(clock: Clock, pauses: tuple[ClockPause, ...], subject: Subject, *, planned: Value | None = None) -> Clock:
    """Return the clock with its pauses and every day from its start to its end or due date, whichever is later."""
    days: tuple[ClockDay, ...] = ()
    if clock.started and clock.counted_after:
        stops: list[Stop] = [(pause.label, pause.after, pause.until) for pause in pauses]
        days = walk(subject.calendar, clock.started, clock.counted_after, _last_day(clock, subject), stops)
    return replace(clock, pauses=pauses, days=days, planned=planned)


def _last_day(clock: Clock, subject: Subject) -> dt.date:
    """Return the end or the due date, whichever is later; where the end is in question, the last due date there is."""
    due = [day for day in (clock.due, clock.due_earliest, clock.due_latest) if day is not None]
    in_question = subject.outcome is Outcome.UNDETERMINED and clock.ended is None and not clock.is_open
    return max(due) if in_question and due else max([clock.counted_to, *due])


def _date(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None

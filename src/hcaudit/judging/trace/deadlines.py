"""What decides a clock: its end against its due date, and where a doubt remains what would settle it.

It must not know any law.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from hcaudit.checks.deadline import Deadline
from hcaudit.checks.minimum import Minimum
from hcaudit.judging.trace.account import Account, absent, day_in, is_known, named, quoted, said, unknown_of
from hcaudit.judging.trace.clocks import TERMINATED, deadline_clock, minimum_clock
from hcaudit.judging.trace.docket import Subject, require
from hcaudit.model.evidence import CellState, Clock
from hcaudit.model.verdicts import Outcome
from hcaudit.texts import Text

_STATUS = "status"

Settled = tuple[tuple[str, ...], tuple[Text, ...]]
"""The fields to blame for a doubt, and what would settle it."""


def deadline_account(spec: Deadline, subject: Subject) -> Account:
    """Return what decides whether a clock ended in time."""
    clock = deadline_clock(spec, subject)
    wanting, settles = _settled(clock, subject)
    return Account(
        fields=_fields(spec.fields, spec.ends, subject),
        points=(*_lateness(clock, subject), *_conditions_of_due(spec, clock)),
        clock=clock,
        why_not=_deadline_why_not(clock, subject),
        wanting=wanting,
        settles=settles,
    )


def minimum_account(spec: Minimum, subject: Subject) -> Account:
    """Return what decides whether a clock took as long as it must."""
    clock = minimum_clock(spec, subject)
    wanting, settles = _settled(clock, subject)
    return Account(
        fields=_fields(spec.fields, (spec.to,), subject),
        points=tuple(_shortness(clock, subject)),
        clock=clock,
        why_not=_minimum_why_not(spec, clock, subject),
        wanting=wanting,
        settles=settles,
    )


def _fields(read: tuple[str, ...], ends: tuple[str, ...], subject: Subject) -> tuple[str, ...]:
    """Return the fields that are read, the termination and the status among them where they bear on the end."""
    there = subject.view.records.kind.fields
    ended = all(is_known(subject.value(name)) for name in ends)
    terminated = TERMINATED in there and subject.value(TERMINATED).state in (CellState.KNOWN, CellState.UNREADABLE)
    status = _STATUS in there and not ended
    return (*dict.fromkeys(read), *([TERMINATED] if terminated else []), *([_STATUS] if status else []))


def _lateness(clock: Clock, subject: Subject) -> Iterator[Text]:
    """Yield how the end of the clock lies to its due date."""
    verdict = subject.verdict
    if verdict.outcome not in (Outcome.KEPT, subject.rule.breach):
        return
    if clock.due is None:
        yield Text("explain.kept-anyhow", end=clock.counted_to, due=clock.due_earliest)
        return
    late = verdict.outcome != Outcome.KEPT
    if late and clock.ended == clock.due:
        yield Text("explain.late-that-day", **_minutes(clock))
    elif clock.ended is not None:
        yield Text("explain.late-ended" if late else "explain.kept-ended", end=clock.ended, due=clock.due)
    elif clock.is_open:
        yield Text("explain.late-open" if late else "explain.kept-open", as_of=clock.counted_to, due=clock.due)
    else:
        yield Text("explain.late-anyhow" if late else "explain.kept-anyhow", end=clock.counted_to, due=clock.due)


def _minutes(clock: Clock) -> Mapping[str, object]:
    ended, planned = clock.ends[-1], clock.planned
    return {
        "ended": said(ended.value),
        "end": named(ended),
        "planned": said(planned.value) if planned else "",
        "due": named(planned) if planned else "",
    }


def _conditions_of_due(spec: Deadline, clock: Clock) -> Iterator[Text]:
    """Yield what is particular about the due date or the end."""
    if clock.limit == 0 and clock.due and clock.started and clock.due != clock.started:
        yield Text("explain.same-day-moved", started=clock.started, due=clock.due)
    if clock.ended_by is not None and clock.ended_by.field.name == TERMINATED and TERMINATED not in spec.ends:
        yield Text("explain.ended-by-termination", field=named(clock.ended_by), day=clock.ended)


def _deadline_why_not(clock: Clock, subject: Subject) -> Text | None:
    if clock.planned is not None and not is_known(clock.planned):
        return absent(clock.planned)
    return _never_started(clock, subject)


def _never_started(clock: Clock, subject: Subject) -> Text | None:
    if clock.start is not None and not is_known(clock.start):
        return Text("explain.not-started", why=absent(clock.start))
    if clock.start is not None and TERMINATED in subject.view.records.kind.fields:
        terminated = subject.value(TERMINATED)
        if is_known(terminated) and day_in(terminated) < day_in(clock.start):
            return Text("explain.terminated-before", day=day_in(terminated), started=day_in(clock.start))
    return None


def _minimum_why_not(spec: Minimum, clock: Clock, subject: Subject) -> Text | None:
    end = subject.value(spec.to)
    if not is_known(end):
        return Text("explain.not-ended", why=absent(end))
    return _never_started(clock, subject) or Text("explain.ended-otherwise", day=clock.ended, field=named(end))


def _shortness(clock: Clock, subject: Subject) -> Iterator[Text]:
    verdict = subject.verdict
    if verdict.outcome == subject.rule.breach:
        yield Text("explain.too-short", measured=clock.measured, limit=clock.limit)
    elif verdict.outcome == Outcome.KEPT:
        yield Text("explain.long-enough", measured=clock.measured, limit=clock.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """An undetermined clock."""

    clock: Clock
    subject: Subject

    @property
    def breach(self) -> Text:
        """What the rule calls a breach."""
        return Text(f"rules.result-{self.subject.rule.breach.word}")

    def quoted(self, *fields: str) -> tuple[Text, ...]:
        """Return what the columns of fields are called."""
        return quoted(self.subject.values(fields))


def _settled(clock: Clock, subject: Subject) -> Settled:
    """Return what leaves the verdict undetermined and would settle it, by the reason the check gave."""
    verdict = subject.verdict
    if verdict.outcome is not Outcome.UNDETERMINED or verdict.reason is None:
        return (), ()
    settle = _DOUBTS.get(verdict.reason.key)
    return settle(Doubt(clock=clock, subject=subject)) if settle else ((), ())


def _contradiction(doubt: Doubt) -> Settled:
    start, subject = doubt.clock.start, doubt.subject
    if start is None:
        return (), ()
    before = [end for end in doubt.clock.ends if is_known(end) and day_in(end) < day_in(start)]
    require("explain.what-order", subject, said=True, found=bool(before))
    both = {"start": named(start), "started": said(start.value)}
    settles = tuple(Text("explain.settle-order", end=named(end), ended=said(end.value), **both) for end in before)
    return (start.field.name, *(end.field.name for end in before)), settles


def _start(doubt: Doubt) -> Settled:
    if doubt.clock.start is None:
        return (), ()
    return (doubt.clock.start.field.name,), (Text("explain.settle-start", field=named(doubt.clock.start)),)


def _end(doubt: Doubt) -> Settled:
    missing = unknown_of(doubt.subject, *(end.field.name for end in doubt.clock.ends))
    return missing, (_by_due(missing, doubt),)


def _termination(doubt: Doubt) -> Settled:
    return (TERMINATED,), (_by_due((TERMINATED,), doubt),)


def _status(doubt: Doubt) -> Settled:
    missing, settles = _end(doubt)
    name = named(doubt.subject.value(_STATUS))
    return (_STATUS, *missing), (Text("explain.settle-status", field=name, breach=doubt.breach), *settles)


def _planned(doubt: Doubt) -> Settled:
    clock = doubt.clock
    if clock.planned is None:
        return (), ()
    settle = Text("explain.settle-planned", field=named(clock.planned), end=clock.counted_to, breach=doubt.breach)
    return (clock.planned.field.name,), (settle,)


def _pauses(doubt: Doubt) -> Settled:
    clock, spec = doubt.clock, doubt.subject.rule.spec
    pauses = spec.pauses if isinstance(spec, Deadline) else ()
    missing = unknown_of(doubt.subject, *(name for pause in pauses for name in pause.fields))
    settle = Text("explain.settle-pauses", fields=doubt.quoted(*missing), end=clock.counted_to, breach=doubt.breach)
    return missing, (Text("explain.two-readings", **_bounds(clock)), settle)


def _calendar(doubt: Doubt) -> Settled:
    through = doubt.subject.calendar.published_through
    return (), (Text("explain.settle-calendar", through=through, year=through.year + 1),)


def _by_due(fields: tuple[str, ...], doubt: Doubt) -> Text:
    """Return which end would keep the clock and which would not."""
    clock = doubt.clock
    facts = {"fields": doubt.quoted(*fields), "breach": doubt.breach}
    if clock.is_minimum:
        return Text("explain.settle-end-minimum", limit=clock.limit, **facts)
    if clock.due_earliest is not None and clock.due_earliest == clock.due_latest:
        return Text("explain.settle-end", due=clock.due_latest, **facts)
    return Text("explain.settle-end-range", **_bounds(clock), **facts)


def _bounds(clock: Clock) -> dict[str, object]:
    never = Text("explain.never")
    return {"earliest": clock.due_earliest or never, "latest": clock.due_latest or never}


_DOUBTS: Mapping[str, Callable[[Doubt], Settled]] = {
    "reason.end-before-start": _contradiction,
    "reason.start-missing": _start,
    "reason.start-unreadable": _start,
    "reason.end-missing": _end,
    "reason.end-unreadable": _end,
    "reason.termination-unreadable": _termination,
    "reason.calendar-unknown": _calendar,
    "reason.status-unreadable": _status,
    "reason.planned-unreadable": _planned,
    "reason.pause-unknown": _pauses,
}
"""What to say of each doubt, by the reason that a check gives."""

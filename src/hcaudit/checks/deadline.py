"""The check `deadline`: a clock must end by its due date; it must not know any law.

The due date is the n-th counted day after the start (`within`), pauses left out, or a planned day of the
record itself (`by`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Self

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, StrictBool, model_validator

from hcaudit.checks.clock import Clock, clock_of, counted_from, end_unknown_reason, say_contradictions
from hcaudit.checks.figures import Figure
from hcaudit.checks.pauses import PauseSpec, pauses_of
from hcaudit.checks.sight import Sight
from hcaudit.model.dates import Days
from hcaudit.model.records import Mask
from hcaudit.model.rule import Condition
from hcaudit.model.verdicts import NO_DAY, Outcome, Pause, Verdicts
from hcaudit.model.view import ONE_DAY
from hcaudit.texts import Text
from hcaudit.workdays import NEVER, Reading, WorkCalendar, merge_pauses


class Within(BaseModel):
    """A limit in working days: a figure, or the parameter that holds it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    working_days: Figure


class Deadline(BaseModel):
    """What the check needs to know.

    `to` may name several fields: the clock ends with the latest, and all are needed; with `each_after_start`
    each of them must lie on or after the start.  With `to_the_minute` days that are equal are compared by
    clock time where both have one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    from_: str | None = Field(None, alias="from")
    to: str | Annotated[tuple[str, ...], Field(min_length=1)]
    within: Within | None = None
    by: str | None = None
    pauses: tuple[PauseSpec, ...] = ()
    each_after_start: StrictBool = False
    to_the_minute: StrictBool = False

    @model_validator(mode="after")
    def _one_due_date(self) -> Self:
        if (self.within is None) == (self.by is None):
            raise ValueError(Text("forms.only-one-of", keys="within, by"))
        if self.within is not None and self.from_ is None:
            raise ValueError(Text("forms.needs", key="within", other="from"))
        return self

    @property
    def ends(self) -> tuple[str, ...]:
        """The fields that end the clock."""
        return (self.to,) if isinstance(self.to, str) else self.to

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns without which the rule is not evaluated."""
        return tuple(name for name in (self.from_, *self.ends, self.by) if name)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field the check reads."""
        return (*self.needs, *(name for pause in self.pauses for name in pause.fields))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition the check asks."""
        return tuple(condition for pause in self.pauses for condition in pause.conditions)

    @property
    def figures(self) -> tuple[int | str, ...]:
        """The limits, or the parameters that hold them."""
        return (self.within.working_days,) if self.within else ()


def judge_deadline(spec: Deadline, sight: Sight) -> Verdicts:
    """Return whether each clock ended, or can still end, by its due date."""
    clock = clock_of(sight, spec.from_, spec.ends)
    if spec.within:
        verdicts = _judge_within(spec, spec.within, clock, sight)
    else:
        verdicts = _judge_by(spec, str(spec.by), clock, sight)
    verdicts.ended = clock.ended
    if spec.from_:
        verdicts.started = np.where(clock.start.known, clock.start.values, NO_DAY)
    _put_lateness(verdicts, clock, sight)
    say_contradictions(verdicts, clock, sight, each_part=spec.each_after_start)
    return verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDates:
    """When clocks are due (arrays, one slot a record), the `earliest` and the `latest`, whatever is not known.

    `start` is the day after which days count; `pauses` are the longest there can be, merged and clipped to the clock;
    `doubtful` marks the clocks whose due date hangs on a pause that is not known.  A day is `NEVER` where the
    calendar has no such working day.
    """

    start: Days
    earliest: Days
    latest: Days
    pauses: tuple[tuple[Days, Days], ...]
    doubtful: Mask


def due_within(spec: Deadline, within: Within, clock: Clock, sight: Sight) -> DueDates:
    """Return when each clock is due whose limit is counted in working days."""
    n = sight.limit(within.working_days)
    calendar, start_of = sight.around.calendar, _starts(spec, sight, same_day=n == 0)
    pauses = pauses_of(spec.pauses, clock, sight)
    start = start_of(calendar.sure)
    longest = merge_pauses(pauses.longest, start, clock.end_max)
    latest = _due(calendar.sure, start, n, longest)
    earliest = latest
    if pauses.uncertain.any() or not _is_known(calendar, start, latest):
        earliest = _due(calendar.possible, start_of(calendar.possible), n, pauses.shortest)
    doubtful = pauses.uncertain & (earliest != latest)
    return DueDates(start=start, earliest=earliest, latest=latest, pauses=tuple(longest), doubtful=doubtful)


def _judge_within(spec: Deadline, within: Within, clock: Clock, sight: Sight) -> Verdicts:
    due = due_within(spec, within, clock, sight)
    verdicts = _compared(clock, due.earliest, due.latest, sight)
    _say_why_unknown(verdicts, clock, due.doubtful, sight)
    verdicts.limit, verdicts.unit_of_measure = float(sight.limit(within.working_days)), "working_days"
    verdicts.measured = measured_days(sight, due.start, clock, due.pauses)
    verdicts.pauses = tuple(Pause(after=after, until=until) for after, until in due.pauses)
    return verdicts


def _judge_by(spec: Deadline, by: str, clock: Clock, sight: Sight) -> Verdicts:
    planned = sight.days(by)
    verdicts = _compared(clock, planned.values, planned.values, sight)
    if spec.to_the_minute:
        later, possibly = _later_that_day(spec.ends[-1], by, clock, sight)
        verdicts.say(possibly, Outcome.UNDETERMINED)
        verdicts.say(later, sight.breach)
    _say_why_unknown(verdicts, clock, np.zeros(len(sight), dtype=np.bool_), sight)
    verdicts.say(planned.unreadable, Outcome.UNDETERMINED, Text("reason.planned-unreadable"))
    verdicts.say(planned.absent, Outcome.NOT_APPLICABLE)
    if spec.from_:
        verdicts.measured = measured_days(sight, counted_start(spec, sight), clock, ())
        verdicts.unit_of_measure = "working_days"
    return verdicts


def counted_start(spec: Deadline, sight: Sight) -> Days:
    """Return the day after which the days of each clock count that is due on a planned day."""
    return _starts(spec, sight, same_day=False)(sight.around.calendar.sure)


def _starts(spec: Deadline, sight: Sight, *, same_day: bool) -> Callable[[Reading], Days]:
    return lambda reading: counted_from(sight, str(spec.from_), reading, same_day=same_day)


def _due(reading: Reading, start: Days, n: int, pauses: Sequence[tuple[Days, Days]]) -> Days:
    """Return the due date: for n = 0 the start itself or, on a day off, the next working day."""
    return reading.nth_after(start, n, pauses) if n else reading.on_or_after(start)


def _is_known(calendar: WorkCalendar, start: Days, due: Days) -> bool:
    """Whether every clock lies where the calendar knows each day, so that one reading of it is enough."""
    return not ((start < np.datetime64(calendar.begins)) | (due > np.datetime64(calendar.published_through))).any()


def _compared(clock: Clock, due_min: Days, due_max: Days, sight: Sight) -> Verdicts:
    """Return the verdicts that hold whichever end and due date is the true one, undetermined where they differ."""
    verdicts = Verdicts.blank(len(sight))
    late = clock.end_min > due_max
    verdicts.say(~late & ~(clock.end_max <= due_min), Outcome.UNDETERMINED)
    verdicts.say(late, sight.breach)
    exact = (due_min == due_max) & (due_max < NEVER)
    verdicts.due = np.where(exact | late, due_max, NO_DAY)
    return verdicts


def _say_why_unknown(verdicts: Verdicts, clock: Clock, pause_unknown: Mask, sight: Sight) -> None:
    unknown = verdicts.outcome == Outcome.UNDETERMINED
    verdicts.say(unknown, Outcome.UNDETERMINED, Text("reason.calendar-unknown"))
    verdicts.say(unknown & pause_unknown, Outcome.UNDETERMINED, Text("reason.pause-unknown"))
    for where, reason in end_unknown_reason(clock, sight):
        verdicts.say(unknown & where, Outcome.UNDETERMINED, reason)


def measured_days(
    sight: Sight, start: Days, clock: Clock, pauses: Sequence[tuple[Days, Days]]
) -> npt.NDArray[np.float64]:
    """Return the counted days from start to end, pauses left out; NaN where that hangs on a day not known."""
    counted = _counted_days(sight.around.calendar, start, clock.end_max, pauses)
    return np.where(clock.end_min == clock.end_max, counted, np.nan)


def _counted_days(
    calendar: WorkCalendar, start: Days, end: Days, pauses: Sequence[tuple[Days, Days]]
) -> npt.NDArray[np.float64]:
    """Return the counted days from start to end, NaN where that hangs on a day not known."""
    count = calendar.sure.count(start, end, pauses)
    known = ~np.isnat(start)
    if not _is_known(calendar, start, end):
        known &= count == calendar.possible.count(start, end, pauses)
    return np.where(known, count, np.nan)


def _later_that_day(end: str, by: str, clock: Clock, sight: Sight) -> tuple[Mask, Mask]:
    """Return which clocks ended on the very day they were to, but at a later minute; and which may have.

    Minutes are compared only where both have a clock time.
    """
    ended, planned = sight.moments(end), sight.moments(by)
    day = planned.values.astype("datetime64[D]")
    that_day = planned.known & (planned.values != day) & (clock.end_max == day)
    timed = ended.known & (ended.values.astype("datetime64[D]") == day) & (ended.values != day)
    later = that_day & timed & (ended.values.astype("datetime64[m]") > planned.values.astype("datetime64[m]"))
    exact = clock.end_min == clock.end_max
    return later & exact, (later & ~exact) | (that_day & ended.unreadable)


def _put_lateness(verdicts: Verdicts, clock: Clock, sight: Sight) -> None:
    late = np.flatnonzero(verdicts.outcome == sight.breach)
    if not len(late):
        return
    due, end = verdicts.due[late], clock.end_max[late]
    exact = clock.end_min[late] == end
    working = np.where(exact, _counted_days(sight.around.calendar, due, end, ()), np.nan)
    calendar_days = np.where(exact, (end - due).astype(np.int64), np.nan)
    verdicts.occurred = _spread(verdicts.occurred, late, np.minimum(end, due + ONE_DAY))
    verdicts.overdue_working = _spread(verdicts.overdue_working, late, working)
    verdicts.overdue_calendar = _spread(verdicts.overdue_calendar, late, calendar_days)


def _spread(column: npt.NDArray[Any], slots: npt.NDArray[np.int64], values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return a copy of `column` that has `values` in the slots given."""
    whole = column.copy()
    whole[slots] = values
    return whole

"""The check `minimum`: a clock must not end before a number of counted days; it must not know any law."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from hcaudit.checks.clock import clock_of, counted_from, say_contradictions
from hcaudit.checks.figures import Figure
from hcaudit.checks.sight import Sight
from hcaudit.model.life import ARCHIVED, UNKNOWN_STAGE
from hcaudit.model.verdicts import NO_DAY, Outcome, Verdicts
from hcaudit.texts import Text


class AtLeast(BaseModel):
    """A limit in working days: a figure, or the parameter that holds it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    working_days: Figure


class Minimum(BaseModel):
    """What the check needs to know: fields that start and end the clock, and the least it may take."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    from_: str = Field(alias="from")
    to: str
    at_least: AtLeast

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns without which the rule is not evaluated."""
        return (self.from_, self.to)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field the check reads."""
        return self.needs

    @property
    def figures(self) -> tuple[int | str, ...]:
        """The limits, or the parameters that hold them."""
        return (self.at_least.working_days,)


def judge_minimum(spec: Minimum, sight: Sight) -> Verdicts:
    """Return whether each clock that ended took at least the counted days it must; pauses do not matter."""
    clock = clock_of(sight, spec.from_, (spec.to,))
    n = sight.limit(spec.at_least.working_days)
    calendar = sight.around.calendar
    least = calendar.sure.count(counted_from(sight, spec.from_, calendar.sure), clock.end_max)
    most = calendar.possible.count(counted_from(sight, spec.from_, calendar.possible), clock.end_max)
    verdicts = Verdicts.blank(len(sight))
    verdicts.limit, verdicts.unit_of_measure = float(n), "working_days"
    verdicts.started = np.where(clock.start.known, clock.start.values, NO_DAY)
    verdicts.ended = clock.ended
    verdicts.measured = np.where(least == most, least, np.nan)
    verdicts.say(least < n, Outcome.UNDETERMINED, Text("reason.calendar-unknown"))
    verdicts.say(most < n, sight.breach)
    ended_otherwise = clock.end.known & sight.terminated.known & (sight.terminated.values < clock.end.values)
    verdicts.say(clock.end.absent | ended_otherwise, Outcome.NOT_APPLICABLE)
    archived = clock.end.absent & ((sight.stage == ARCHIVED) | (sight.stage == UNKNOWN_STAGE))
    verdicts.say(archived, Outcome.UNDETERMINED, Text("reason.archived-without-end"))
    verdicts.say(clock.end.unreadable, Outcome.UNDETERMINED, Text("reason.end-unreadable"))
    perhaps_terminated = (verdicts.outcome == sight.breach) & sight.terminated.unreadable
    verdicts.say(perhaps_terminated, Outcome.UNDETERMINED, Text("reason.termination-unreadable"))
    verdicts.occurred = np.where(verdicts.outcome == sight.breach, clock.end_max, NO_DAY)
    say_contradictions(verdicts, clock, sight)
    return verdicts

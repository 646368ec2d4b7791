"""The check `sequence`: stages must follow one another by day; it must not know any law."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from hcaudit.checks.sight import Sight
from hcaudit.model.verdicts import NO_DAY, Outcome, Verdicts
from hcaudit.texts import Text


class Sequence(BaseModel):
    """What the check needs to know: the fields of the stages, in their order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stages: tuple[str, ...] = Field(min_length=2)

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns without which the rule is not evaluated."""
        return self.stages[:1]

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field the check reads."""
        return self.stages


def judge_sequence(spec: Sequence, sight: Sight) -> Verdicts:
    """Return whether the stages given are in order; a breach occurs on the latest day that an earlier stage follows."""
    # As integers a missing day is the smallest of all, which is just what a running maximum needs.
    latest = np.full(len(sight), NO_DAY).view(np.int64)
    wrong = latest.copy()
    unreadable = np.zeros(len(sight), dtype=np.bool_)
    for name in spec.stages:
        stage = sight.days(name)
        day = stage.values.view(np.int64)
        before = np.flatnonzero(stage.known & (day < latest))
        wrong[before] = np.maximum(wrong[before], latest[before])
        latest = np.maximum(latest, day)
        unreadable |= stage.unreadable
    verdicts = Verdicts.blank(len(sight))
    verdicts.occurred = wrong.view("datetime64[D]")
    verdicts.say(unreadable, Outcome.UNDETERMINED, Text("reason.stage-unreadable"))
    verdicts.say(~np.isnat(verdicts.occurred), sight.breach)
    return verdicts

"""The check `limit`: a figure of the record must not pass a limit; it must not know any law.

The figure may be a share of another (`share_of`): a rank of a number of participants.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, StrictInt, model_validator

from hcaudit.checks.figures import Amount
from hcaudit.checks.occurrence import OccursOn, day_of
from hcaudit.checks.sight import Sight
from hcaudit.model.records import FieldType
from hcaudit.model.verdicts import Outcome, Verdicts
from hcaudit.texts import Text

FEN_PER_YUAN = 100


class Limit(BaseModel):
    """What the check needs to know: the field, and the one bound that makes a breach.

    `over` and `below` are strict, `up_to` is not.  A figure below `least`, or above the whole it is a share of,
    contradicts itself.  `if_absent` says what a figure that is not there makes of the verdict, so that of two
    rules about one figure only one says that it is missing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    field: str
    share_of: str | None = None
    least: StrictInt | None = None
    over: Amount | None = None
    below: Amount | None = None
    up_to: Amount | None = None
    unit_of_measure: str
    occurs_on: OccursOn = "record"
    if_absent: Literal["undetermined", "not applicable"] = "undetermined"

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if sum(bound is not None for bound in (self.over, self.below, self.up_to)) != 1:
            raise ValueError(Text("forms.only-one-of", keys="over, below, up_to"))
        return self

    @property
    def bound(self) -> Fraction:
        """The figure of the bound."""
        return Fraction(next(bound for bound in (self.over, self.below, self.up_to) if bound is not None))

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns without which the rule is not evaluated."""
        return tuple(name for name in (self.field, self.share_of) if name)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field the check reads."""
        return self.needs


def judge_limit(spec: Limit, sight: Sight) -> Verdicts:
    """Return whether each record's figure keeps the limit."""
    figures = [sight.numbers(name) for name in spec.needs]
    known = np.logical_and.reduce([cells.known for cells in figures])
    # Both sides are multiplied out, so that no share is ever rounded; money is held in fen and limited in yuan.
    measured, whole = figures[0].values, figures[1].values if spec.share_of else np.int64(_unit(spec.field, sight))
    left, right = measured * spec.bound.denominator, whole * spec.bound.numerator
    breach = left > right if spec.over is not None else left < right if spec.below is not None else left <= right
    verdicts = Verdicts.blank(len(sight))
    verdicts.limit, verdicts.unit_of_measure = float(spec.bound), spec.unit_of_measure
    with np.errstate(divide="ignore", invalid="ignore"):
        verdicts.measured = np.where(known, measured / whole, np.nan)
    verdicts.say(breach, sight.breach)
    verdicts.occurred = day_of(spec.occurs_on, sight)
    wrong = measured < spec.least if spec.least is not None else np.zeros(len(sight), dtype=np.bool_)
    if spec.share_of:
        wrong = wrong | (whole < 1) | (measured > whole)
    if spec.if_absent == "undetermined":
        verdicts.say(wrong, Outcome.UNDETERMINED, Text("reason.rank-wrong"))
        verdicts.say(~known, Outcome.UNDETERMINED, Text("reason.figure-missing", field=sight.header(spec.field)))
    else:
        verdicts.say(wrong | ~known, Outcome.NOT_APPLICABLE)
    return verdicts


def _unit(field: str, sight: Sight) -> int:
    """Return how many of what the column counts make one of what the limit counts."""
    return FEN_PER_YUAN if sight.view.records.kind.fields[field].type is FieldType.MONEY else 1

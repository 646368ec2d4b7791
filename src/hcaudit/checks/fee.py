"""The check `fee`: a fee is due only from customers with several power sources, and then as calculated.

It must not know which fee, nor any law.
"""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel, ConfigDict

from hcaudit.checks.occurrence import OccursOn, day_of
from hcaudit.checks.sight import Sight, column_missing
from hcaudit.model.verdicts import Outcome, Verdicts
from hcaudit.texts import Text


class Fee(BaseModel):
    """What the check needs to know: the fields of the number of sources, the fee due and the fee paid."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sources: str
    due: str
    paid: str
    occurs_on: OccursOn = "record"

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns without which the rule is not evaluated."""
        return (self.sources, self.paid)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field the check reads."""
        return (self.sources, self.due, self.paid)


def judge_fee(spec: Fee, sight: Sight) -> Verdicts:
    """Return whether each customer paid the fee that was due, and no other.

    With several sources and the fee due not given, nothing paid is suspected and anything paid undetermined.
    """
    sources, due, paid = (sight.numbers(name) for name in spec.fields)
    verdicts = Verdicts.blank(len(sight))
    verdicts.unit_of_measure = "yuan"
    verdicts.measured = np.where(paid.known, paid.values / 100, np.nan)
    several = sources.known & (sources.values > 1)
    single = sources.known & ~several
    nothing_paid = paid.known & (paid.values == 0)
    verdicts.say(single & paid.known & (paid.values > 0), Outcome.VIOLATION)
    verdicts.say(several & paid.known & due.known & (paid.values != due.values), Outcome.VIOLATION)
    due_missing = Text("reason.figure-missing", field=sight.header(spec.due))
    verdicts.say(several & due.empty & nothing_paid, Outcome.SUSPECTED)
    verdicts.say(several & due.empty & ~nothing_paid, Outcome.UNDETERMINED, due_missing)
    verdicts.say(several & due.unreadable, Outcome.UNDETERMINED, due_missing)
    verdicts.say(~paid.known, Outcome.UNDETERMINED, Text("reason.figure-missing", field=sight.header(spec.paid)))
    # Not a number of sources: with nothing paid one source would be right, several wrong or doubtful.
    unclear = sources.unreadable & ~(nothing_paid & due.known & (due.values == 0))
    wrong_anyhow = sources.unreadable & paid.known & (paid.values > 0) & due.known & (paid.values != due.values)
    verdicts.say(unclear, Outcome.UNDETERMINED, Text("reason.figure-missing", field=sight.header(spec.sources)))
    lacking = (several | sources.unreadable) & due.missing
    if lacking.any():
        verdicts.say(lacking, Outcome.NOT_EVALUATED, column_missing(sight.view, spec.due, sight.rows[lacking]))
    verdicts.say(wrong_anyhow, Outcome.VIOLATION)
    verdicts.occurred = day_of(spec.occurs_on, sight)
    return verdicts

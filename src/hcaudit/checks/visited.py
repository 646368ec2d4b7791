"""The check `visited`: a customer must have been visited, by whom or meeting whom the rule names; it knows no law."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pydantic import BaseModel, ConfigDict

from hcaudit.checks.occurrence import OccursOn, day_of
from hcaudit.checks.sight import Sight
from hcaudit.model.kleene import NO, YES, Kleene, all_of
from hcaudit.model.verdicts import Outcome, Verdicts
from hcaudit.model.view import View
from hcaudit.texts import Text

VISITS = "visits"


class Visited(BaseModel):
    """What the check needs to know: roles one of which must have visited, or flags all of which visits must show."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    by_role: tuple[str, ...] = ()
    meeting: tuple[str, ...] = ()
    occurs_on: OccursOn = "completion"

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns of the record itself without which the rule is not evaluated."""
        return ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of the record itself that the check reads."""
        return ()


def judge_visited(spec: Visited, sight: Sight) -> Verdicts:
    """Return whether the visits of each order are the ones that must have been paid by as-of."""
    visits = sight.around.views[VISITS]
    wanted = [visits.flags(name) for name in spec.meeting]
    if spec.by_role:
        roles = visits.words("visitor_role")
        wanted.append(np.where(roles.known & roles.matches(lambda word: word in spec.by_role), YES, NO).astype(np.int8))
    numbers = sight.view.records.table.column("record_no").take(sight.rows).to_pylist()
    numbered = sight.view.records.numbered[sight.rows].tolist()
    met = all_of(*(_of_orders(_best_by_order(visits, flag), numbers, numbered) for flag in wanted))
    verdicts = Verdicts.blank(len(sight))
    verdicts.occurred = day_of(spec.occurs_on, sight)
    verdicts.say(met != YES, Outcome.UNDETERMINED, Text("reason.visit-unreadable"))
    verdicts.say(met == NO, sight.breach, Text("reason.not-visited"))
    return verdicts


def _best_by_order(visits: View, flag: Kleene) -> Mapping[str, int]:
    """Return for each order number the best any of its visits shows."""
    best: dict[str, int] = {}
    numbers = visits.records.table.column("order_no").to_pylist()
    for number, value, usable in zip(numbers, flag.tolist(), visits.records.numbered.tolist(), strict=True):
        if usable:
            best[number] = max(best.get(number, int(NO)), value)
    return best


def _of_orders(best: Mapping[str, int], numbers: list[str], numbered: list[bool]) -> Kleene:
    values = [
        best.get(number, int(NO)) if usable else int(NO) for number, usable in zip(numbers, numbered, strict=True)
    ]
    return np.array(values, dtype=np.int8)

"""The check `visited`: a customer must have been visited, by whom or meeting whom the rule names; it knows no law."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pydantic import BaseModel, ConfigDict

from hcaudit.checks.occurrence import OccursOn, day_of
from hcaudit.checks.sight import Sight, column_missing
from hcaudit.model.kleene import NO, YES, Kleene, all_of, decided
from hcaudit.model.records import Mask
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
    met = all_of(*(_of_orders(_best_by_order(visits, flag), sight) for flag in _wanted(spec, visits)))
    verdicts = Verdicts.blank(len(sight))
    verdicts.occurred = day_of(spec.occurs_on, sight)
    verdicts.say(met != YES, Outcome.UNDETERMINED, Text("reason.visit-unreadable"))
    verdicts.say(met == NO, sight.breach, Text("reason.not-visited"))
    for name in spec.meeting:
        _leave_out(name, visits, (met != YES), sight, verdicts)
    return verdicts


def _leave_out(name: str, visits: View, where: Mask, sight: Sight, verdicts: Verdicts) -> None:
    """Leave out the orders whose visits were exported without the column; all, if all visits were."""
    missing = visits.state(name).missing
    if not missing.any():
        return
    lacking = np.where(missing, YES, NO).astype(np.int8)
    without = _of_orders(_best_by_order(visits, lacking), sight) == YES
    reason = column_missing(visits, name, np.flatnonzero(missing))
    verdicts.say(where & (without | missing.all()), Outcome.NOT_EVALUATED, reason)


def _wanted(spec: Visited, visits: View) -> list[Kleene]:
    """Return what each visit shows of what is wanted."""
    wanted = [visits.flags(name) for name in spec.meeting]
    if spec.by_role:
        roles = visits.words("visitor_role")
        wanted.append(decided(roles.matches(lambda word: word in spec.by_role), ~roles.unreadable))
    return wanted


def _best_by_order(visits: View, flag: Kleene) -> Mapping[str, int]:
    """Return for each order number the best any of its visits shows."""
    best: dict[str, int] = {}
    numbers = visits.records.table.column("order_no").to_pylist()
    for number, value, usable in zip(numbers, flag.tolist(), visits.records.numbered.tolist(), strict=True):
        if usable:
            best[number] = max(best.get(number, int(NO)), value)
    return best


def _of_orders(best: Mapping[str, int], sight: Sight) -> Kleene:
    numbers = sight.view.records.table.column("record_no").take(sight.rows).to_pylist()
    numbered = sight.view.records.numbered[sight.rows].tolist()
    values = [
        best.get(number, int(NO)) if usable else int(NO) for number, usable in zip(numbers, numbered, strict=True)
    ]
    return np.array(values, dtype=np.int8)

"""The check `burst`: a unit must not accept many records within minutes; it must not know any law."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from hcaudit.checks.figures import Figure
from hcaudit.checks.sight import Sight
from hcaudit.model.kleene import YES
from hcaudit.model.records import Mask
from hcaudit.model.verdicts import Outcome, Verdicts


class Burst(BaseModel):
    """What the check needs to know: the field of the moment, the field that is shared, how many in how long."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: str
    same: str
    at_least: Figure
    within_minutes: Figure

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns without which the rule is not evaluated."""
        return (self.at, self.same)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field the check reads."""
        return self.needs

    @property
    def figures(self) -> tuple[int | str, ...]:
        """The limits, or the parameters that hold them."""
        return (self.at_least, self.within_minutes)


def judge_burst(spec: Burst, sight: Sight) -> Verdicts:
    """Return which records are one of many within the window, both ends in; those without a clock time stay out."""
    moments, shared = sight.view.moments(spec.at), sight.view.words(spec.same)
    timed = moments.known & (moments.values != moments.values.astype("datetime64[D]")) & shared.known
    members = np.flatnonzero(timed & (sight.applies == YES))
    window = np.timedelta64(sight.limit(spec.within_minutes), "m").astype("timedelta64[s]")
    crowded = np.zeros(len(sight.view), dtype=np.bool_)
    for code in np.unique(shared.values[members]):
        group = members[shared.values[members] == code]
        crowded[group] = _crowded(moments.values[group], window, sight.limit(spec.at_least))
    verdicts = Verdicts.blank(len(sight))
    verdicts.limit, verdicts.unit_of_measure = float(sight.limit(spec.at_least)), "records"
    verdicts.say(~timed[sight.rows], Outcome.NOT_APPLICABLE)
    verdicts.say(crowded[sight.rows], sight.breach)
    verdicts.occurred = sight.days(spec.at).values
    return verdicts


def _crowded(moments: npt.NDArray[np.datetime64], window: np.timedelta64, at_least: int) -> Mask:
    """Return which moments lie in a window that holds at least so many."""
    order = np.argsort(moments, kind="stable")
    ordered = moments[order]
    end = np.searchsorted(ordered, ordered + window, side="right")
    full = end - np.arange(len(ordered)) >= at_least
    change = np.zeros(len(ordered) + 1, dtype=np.int64)
    np.add.at(change, np.flatnonzero(full), 1)
    np.add.at(change, end[full], -1)
    inside = np.empty(len(ordered), dtype=np.bool_)
    inside[order] = np.cumsum(change[:-1]) > 0
    return inside

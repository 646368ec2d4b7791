"""The check `open_longer`: a record must not stay open for longer than some years; it must not know any law."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from hcaudit.checks.sight import Sight
from hcaudit.model.dates import Days
from hcaudit.model.verdicts import Verdicts
from hcaudit.model.view import ONE_DAY


class OpenLonger(BaseModel):
    """What the check needs to know: the field it starts from, the years, and the field that may justify it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    from_: str = Field(alias="from")
    years: StrictInt = Field(ge=1)
    unless_filled: str

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns without which the rule is not evaluated."""
        return (self.from_, self.unless_filled)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field the check reads."""
        return self.needs


def judge_open_longer(spec: OpenLonger, sight: Sight) -> Verdicts:
    """Return whether each record is no older than that on as-of, or justified.

    The day it would occur is set for every record, so that it can decide whether the pack is in effect.
    """
    start = sight.days(spec.from_).values
    anniversary = years_on(start, spec.years)
    verdicts = Verdicts.blank(len(sight))
    verdicts.limit, verdicts.unit_of_measure = float(spec.years), "years"
    verdicts.started, verdicts.due = start, anniversary
    verdicts.occurred = anniversary + ONE_DAY
    justified = sight.state(spec.unless_filled).filled
    late = (sight.as_of > anniversary) & ~justified
    verdicts.say(late, sight.breach)
    verdicts.overdue_calendar = np.where(late, (sight.as_of - anniversary).astype(np.int64), np.nan)
    return verdicts


def years_on(days: Days, years: int) -> Days:
    """Return the same day some years later; 29 February becomes 28 where that year has none."""
    months = days.astype("datetime64[M]")
    day_of_month = days - months.astype("datetime64[D]")
    later = months + np.timedelta64(12 * years, "M")
    last_day = (later + np.timedelta64(1, "M")).astype("datetime64[D]") - ONE_DAY
    return np.asarray(np.minimum(later.astype("datetime64[D]") + day_of_month, last_day))

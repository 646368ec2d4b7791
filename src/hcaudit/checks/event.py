"""The check `event`: each record that the rule is about counts; it must not know any law."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

from hcaudit.checks.conditions import holds
from hcaudit.checks.family import left_out
from hcaudit.checks.occurrence import day_of
from hcaudit.checks.sight import Sight
from hcaudit.model.kleene import NO, UNKNOWN, YES
from hcaudit.model.records import Mask
from hcaudit.model.rule import Condition
from hcaudit.model.verdicts import Outcome, Verdicts
from hcaudit.texts import Text


class Event(BaseModel):
    """What the check needs to know beside whom the rule applies to.

    `when` is a last condition, whose absence `if_absent` tells what to make of; `needs` lists the columns
    without which the rule is not evaluated; records whose parent (`child_of`) is in the data are left out.
    The rule's multiplier holds if one of `worse_if` does, or if an earlier record the rule is about, of the
    same calendar year by `repeat_at`, has the same value of one of `repeat_by`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    required: tuple[str, ...] = Field((), alias="needs")
    when: dict[str, str] = {}
    if_absent: Literal["undetermined", "not applicable"] = "undetermined"
    child_of: str | None = None
    worse_if: tuple[dict[str, str], ...] = ()
    repeat_by: tuple[str, ...] = ()
    repeat_at: str | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns without which the rule is not evaluated."""
        return (*self.required, *self.when)

    @property
    def last(self) -> tuple[Condition, ...]:
        """The last conditions."""
        return tuple(Condition(field=name, is_any=(value,)) for name, value in self.when.items())

    @property
    def worse(self) -> tuple[Condition, ...]:
        """The conditions one of which makes the multiplier hold."""
        return tuple(Condition(field=name, is_any=(value,)) for table in self.worse_if for name, value in table.items())

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition the check asks."""
        return (*self.last, *self.worse)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field the check reads."""
        asked = [condition.field for condition in self.worse]
        return tuple(name for name in (*self.needs, self.child_of, *asked, *self.repeat_by, self.repeat_at) if name)


def judge_event(spec: Event, sight: Sight) -> Verdicts:
    """Return a breach for each record judged that meets the last condition and is not left out."""
    verdicts = Verdicts.blank(len(sight))
    verdicts.occurred = day_of("record", sight)
    verdicts.say(np.ones(len(sight), dtype=np.bool_), sight.breach)
    for condition in spec.last:
        _apply_condition(condition, spec, sight, verdicts)
    counts = sight.applies == YES
    if spec.child_of:
        children = left_out(sight.view, spec.child_of)
        verdicts.say(children[sight.rows], Outcome.NOT_APPLICABLE)
        counts &= ~children
    verdicts.aggravated = _aggravated(spec, sight, counts)[sight.rows]
    return verdicts


def _apply_condition(condition: Condition, spec: Event, sight: Sight, verdicts: Verdicts) -> None:
    answer = holds(condition, sight.view)[sight.rows]
    verdicts.say(answer == NO, Outcome.NOT_APPLICABLE)
    if spec.if_absent == "undetermined":
        reason = Text("reason.figure-missing", field=sight.header(condition.field))
        verdicts.say(answer == UNKNOWN, Outcome.UNDETERMINED, reason)
    else:
        verdicts.say(answer == UNKNOWN, Outcome.NOT_APPLICABLE)


def _aggravated(spec: Event, sight: Sight, counts: Mask) -> Mask:
    """Return for every record of the kind whether the multiplier holds."""
    worse = np.zeros(len(sight.view), dtype=np.bool_)
    for condition in spec.worse:
        worse |= holds(condition, sight.view) == YES
    if spec.repeat_at:
        order = _in_time(spec.repeat_at, sight, counts)
        for name in spec.repeat_by:
            worse |= _repeated(name, spec.repeat_at, order, sight)
    return worse


def _in_time(at: str, sight: Sight, counts: Mask) -> npt.NDArray[np.int64]:
    """Return the records that count, in the order of their moments, then of their numbers."""
    rows = np.flatnonzero(counts)
    moments = sight.view.moments(at).values[rows].astype(np.int64).tolist()
    numbers = sight.view.records.table.column("record_no").take(rows).to_pylist()
    order = sorted(range(len(rows)), key=lambda slot: (moments[slot], numbers[slot]))
    return rows[np.array(order, dtype=np.int64)]


def _repeated(name: str, at: str, order: npt.NDArray[np.int64], sight: Sight) -> Mask:
    """Return which records have a value of `name` that an earlier one of their calendar year has."""
    cells = sight.view.words(name)
    years = sight.view.moments(at).values.astype("datetime64[Y]").astype(np.int64)
    repeated = np.zeros(len(sight.view), dtype=np.bool_)
    seen: set[tuple[int, int]] = set()
    for row in order.tolist():
        key = (int(years[row]), int(cells.values[row]))
        repeated[row] = bool(cells.known[row]) and key in seen
        seen.add(key)
    return repeated

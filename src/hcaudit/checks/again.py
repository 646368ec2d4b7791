"""The check `again`: a customer must not come back soon after an order of theirs was terminated.

It must not know any law.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import BaseModel, ConfigDict, Field

from hcaudit.checks.figures import Figure
from hcaudit.checks.sight import Rows, Sight
from hcaudit.model.kleene import NO, YES
from hcaudit.model.life import TERMINATED, UNKNOWN_STAGE
from hcaudit.model.records import Mask
from hcaudit.model.verdicts import Outcome, Verdicts
from hcaudit.texts import Text

Key = tuple[str, ...]


class Again(BaseModel):
    """What the check needs to know: the field of the new start, the keys of a customer, and the calendar days.

    `customer` is the field that names the customer; where two records both lack it, all of `otherwise` must
    be the same.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: str
    customer: str
    otherwise: tuple[str, ...] = Field(min_length=1)
    within_days: Figure

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns without which the rule is not evaluated."""
        return (self.at,)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field the check reads."""
        return (self.at, self.customer, *self.otherwise)

    @property
    def figures(self) -> tuple[int | str, ...]:
        """The limits, or the parameters that hold them."""
        return (self.within_days,)


def judge_again(spec: Again, sight: Sight) -> Verdicts:
    """Return which records begin 0 to so many calendar days after another of the same customer was terminated."""
    verdicts = Verdicts.blank(len(sight))
    verdicts.limit, verdicts.unit_of_measure = float(sight.limit(spec.within_days)), "calendar_days"
    verdicts.started = verdicts.occurred = sight.days(spec.at).values
    terminated = _perhaps_terminated(sight)
    slots = np.flatnonzero(_may_match(spec, sight, terminated)) if len(terminated) else terminated
    by_customer: dict[Key, list[int]] = defaultdict(list)
    for row, key in zip(terminated.tolist(), _keys(spec, sight, terminated), strict=True):
        by_customer[key].append(row)
    soon, unclear, perhaps_in_scope = (np.zeros(len(sight), dtype=np.bool_) for _ in range(3))
    verdicts.measured = np.full(len(sight), np.nan)
    for slot, key in zip(slots.tolist(), _keys(spec, sight, sight.rows[slots]), strict=True):
        others = [row for row in by_customer[key] if row != sight.rows[slot]] if key else []
        ago = _days_since(verdicts.started[slot], np.array(others, dtype=np.int64), spec, sight)
        days, unclear[slot], perhaps_in_scope[slot] = ago
        if days is not None:
            verdicts.measured[slot] = days
            soon[slot] = days <= sight.limit(spec.within_days)
    verdicts.say(perhaps_in_scope, Outcome.UNDETERMINED, Text("reason.terminated-scope-unknown"))
    verdicts.say(unclear, Outcome.UNDETERMINED, Text("reason.termination-day-unknown"))
    verdicts.say(soon, sight.breach)
    return verdicts


def _days_since(start: np.datetime64, others: Rows, spec: Again, sight: Sight) -> tuple[int | None, bool, bool]:
    """Return the days since the last termination up to `start`, and whether another is possible.

    It is if one ended on an unknown day, or if an order that ended in time may be no grid connection at all.
    """
    terminated = sight.around.lives[sight.kind].terminated.values[others]
    surely = sight.around.in_scope[sight.kind][others] == YES
    ago = (start - terminated).astype("timedelta64[D]")
    earlier = ago >= np.timedelta64(0, "D")
    perhaps = ~surely & earlier & (ago <= np.timedelta64(sight.limit(spec.within_days), "D"))
    unknown_day = np.isnat(terminated) & (sight.view.days(spec.at).values[others] <= start)
    known = ago[surely & earlier]
    return (int(known.min().astype(np.int64)) if len(known) else None), bool(unknown_day.any()), bool(perhaps.any())


def _perhaps_terminated(sight: Sight) -> Rows:
    """Return the rows of the records in scope that were, or may have been, terminated."""
    life = sight.around.lives[sight.kind]
    may_be = life.terminated.filled | np.isin(life.stage, (TERMINATED, UNKNOWN_STAGE))
    return np.flatnonzero(may_be & (sight.around.in_scope[sight.kind] != NO))


def _may_match(spec: Again, sight: Sight, terminated: Rows) -> Mask:
    """Return which records share a customer with one of `terminated`, or lack one and share the first other key."""
    table = sight.view.records.table
    customer, first = table.column(spec.customer), table.column(spec.otherwise[0])
    those = pa.array(terminated)
    matched = pc.is_in(customer, value_set=customer.take(those).combine_chunks().drop_null())
    if customer.null_count:
        unnamed = pc.filter(first.take(those), customer.take(those).is_null()).combine_chunks().drop_null()
        matched = pc.or_(matched, pc.and_(customer.is_null(), pc.is_in(first, value_set=unnamed)))
    return np.asarray(matched.to_numpy()[sight.rows])


def _keys(spec: Again, sight: Sight, rows: Rows) -> list[Key]:
    """Return what names the customer of each row; nothing where neither number nor name and address are given."""
    if not len(rows):
        return []
    chosen = sight.view.records.table.select([spec.customer, *spec.otherwise]).take(pa.array(rows))
    number, *others = (chosen.column(name).to_pylist() for name in chosen.column_names)
    return [
        (customer,) if customer else tuple(names) if all(names) else ()
        for customer, *names in zip(number, *others, strict=True)
    ]

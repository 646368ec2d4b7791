"""The pauses of a clock, the shortest and the longest its dates allow; it must not know the limit of the clock.

In an order that is open or terminated an empty date has not happened; in a finished one it is not known.  A
date whose column is missing, or that cannot be read, is not known in any order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from hcaudit.checks.clock import Clock
from hcaudit.checks.conditions import holds
from hcaudit.checks.sight import Sight
from hcaudit.model.dates import Days
from hcaudit.model.kleene import YES
from hcaudit.model.records import Mask
from hcaudit.model.rule import Condition
from hcaudit.model.verdicts import NO_DAY

Pair = tuple[Days, Days]


class PauseSpec(BaseModel):
    """A pause from one event to another; `unless` one field has the value given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    from_: str = Field(alias="from")
    to: str
    unless: dict[str, str] = {}

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields the pause reads."""
        return (self.from_, self.to, *self.unless)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions under which there is no pause."""
        return tuple(Condition(field=name, is_any=(value,)) for name, value in self.unless.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """The readings of all pauses of a clock: pairs (after, until), NaT where there is none.

    `uncertain` marks the records whose shortest and longest pauses differ.
    """

    shortest: tuple[Pair, ...]
    longest: tuple[Pair, ...]
    uncertain: Mask


def pauses_of(specs: tuple[PauseSpec, ...], clock: Clock, sight: Sight) -> Pauses:
    """Return the pauses of each record judged."""
    both = [_bounds(spec, clock, sight) for spec in specs]
    uncertain = np.zeros(len(sight), dtype=np.bool_)
    for shortest, longest in both:
        differs = ~np.isnat(longest[0]) & (np.isnat(shortest[0]) | (shortest[0] != longest[0]))
        uncertain |= differs
    return Pauses(
        shortest=tuple(shortest for shortest, _ in both),
        longest=tuple(longest for _, longest in both),
        uncertain=uncertain,
    )


def paused_since(specs: tuple[PauseSpec, ...], clock: Clock, sight: Sight) -> Days:
    """Return the day since which each clock is known to stand still, NaT where it runs or that is not known."""
    since: Days = np.full(len(sight), NO_DAY)
    for spec in specs:
        begun, over = sight.days(spec.from_), sight.days(spec.to)
        lasts = begun.known & over.empty & ~clock.finished & ~_ruled_out(spec, sight)
        # The earlier of the two; fmin takes the day where the other is none.
        since = np.where(lasts, np.fmin(since, begun.values), since)
    return since


def _ruled_out(spec: PauseSpec, sight: Sight) -> Mask:
    """Return which records are known to have no such pause, whatever their dates say."""
    answers = [holds(condition, sight.view)[sight.rows] == YES for condition in spec.conditions]
    return np.asarray(np.logical_or.reduce([np.zeros(len(sight), dtype=np.bool_), *answers]))


def _bounds(spec: PauseSpec, clock: Clock, sight: Sight) -> tuple[Pair, Pair]:
    begun, over = sight.days(spec.from_), sight.days(spec.to)
    never = (begun.empty & ~clock.finished) | _ruled_out(spec, sight)
    not_over = over.empty & ~clock.finished
    reversed_ = begun.known & over.known & (over.values < begun.values)
    after = np.where(begun.known & ~reversed_, begun.values, clock.start.values)
    until = np.where(over.known & ~reversed_, over.values, clock.end_max)
    certain = begun.known & (over.known | not_over) & ~reversed_ & ~never
    return _where(certain, after, until), _where(~never, after, until)


def _where(mask: Mask, after: Days, until: Days) -> Pair:
    return np.where(mask, after, NO_DAY), np.where(mask, until, NO_DAY)

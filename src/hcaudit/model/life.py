"""What an order's own status and dates say of its life: its stage and its completion; it knows no rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hcaudit.model.dates import Days
from hcaudit.model.kleene import Kleene, any_of, decided
from hcaudit.model.records import Mask, not_null
from hcaudit.model.view import Cells, View

IN_TRANSIT, ARCHIVED, TERMINATED, UNKNOWN_STAGE = (np.int8(code) for code in range(4))
"""The stages of an order.  Unknown: its status was entered but cannot be read."""

STAGE_NAMES = {"in_transit": IN_TRANSIT, "archived": ARCHIVED, "terminated": TERMINATED}
"""The stages that can be known, by the words of the vocabulary of statuses."""

Stages = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The stage of each record, the day it was terminated, and whether and when it was completed.

    `completed_on` (``datetime64[D]``) is set wherever `completed` is not no.
    """

    stage: Stages
    terminated: Cells[Days]
    completed: Kleene
    completed_on: Days

    def is_in(self, names: Sequence[str]) -> Kleene:
        """Return whether each record's stage is one of `names`."""
        wanted = np.isin(self.stage, [STAGE_NAMES[name] for name in names])
        return decided(wanted, self.stage != UNKNOWN_STAGE)


def life_of(view: View) -> Life:
    """Return the life of each record; kinds without a status are always in transit and never completed."""
    if "status" not in view.records.kind.fields:
        return _endless(view)
    energized, archived, terminated = (view.days(name) for name in ("energized_at", "archived_at", "terminated_at"))
    stage = _stage(view, energized, archived, terminated)
    by_stage = decided((stage == ARCHIVED) | (stage == TERMINATED), stage != UNKNOWN_STAGE)
    ended = energized.filled | terminated.filled
    completed = any_of(decided(ended, ended | ~energized.missing), by_stage)
    day = view.days(view.records.kind.governed_by).values
    for cells in (archived, terminated, energized):
        day = np.where(cells.known, cells.values, day)
    return Life(stage=stage, terminated=terminated, completed=completed, completed_on=day)


def _endless(view: View) -> Life:
    nothing = np.zeros(len(view), dtype=np.bool_)
    never: Days = np.full(len(view), np.datetime64("NaT", "D"))
    terminated = Cells(values=never, known=nothing, empty=~nothing, unreadable=nothing, missing=nothing)
    stage = np.full(len(view), IN_TRANSIT)
    return Life(stage=stage, terminated=terminated, completed=decided(nothing, ~nothing), completed_on=never)


def _stage(view: View, energized: Cells[Days], archived: Cells[Days], terminated: Cells[Days]) -> Stages:
    status = view.words("status")
    stage = np.full(len(view), UNKNOWN_STAGE)
    for word, code in STAGE_NAMES.items():
        stage[status.known & status.matches(word.__eq__)] = code
    # A status that anticipates what happens after as-of is not yet true.
    stage[(stage == ARCHIVED) & _all_later(view, "energized_at", "archived_at")] = IN_TRANSIT
    stage[(stage == TERMINATED) & _all_later(view, "terminated_at")] = IN_TRANSIT
    stage[status.absent] = np.where(energized.filled | archived.filled, ARCHIVED, IN_TRANSIT)[status.absent]
    stage[terminated.filled] = TERMINATED
    return stage


def _all_later(view: View, *names: str) -> Mask:
    """Whether at least one of the dates is given and all those given lie after as-of."""
    given = np.zeros(len(view), dtype=np.bool_)
    still = np.zeros(len(view), dtype=np.bool_)
    for name in names:
        # The column as entered, before the as-of cut of the view.
        column = view.records.table.column(name)
        unreadable = view.records.unreadable.get(name, np.zeros(len(view), dtype=np.bool_))
        given |= not_null(column) | unreadable
        still |= view.days(name).filled
    return given & ~still

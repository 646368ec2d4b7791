"""What a check returns: parallel arrays, one slot a record; it knows no rule and no output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from hcaudit.model.dates import Days
from hcaudit.model.records import Mask
from hcaudit.texts import Text


class Outcome(IntEnum):
    """The closed set of what a rule can say of a record."""

    NOT_APPLICABLE = 0
    KEPT = 1
    VIOLATION = 2
    SUSPECTED = 3
    REWARD = 4
    UNDETERMINED = 5
    NOT_EVALUATED = 6
    OUT_OF_PERIOD = 7

    @property
    def word(self) -> str:
        """The machine word, as outputs show it."""
        return self.name.lower()


FINDING_OUTCOMES = (Outcome.VIOLATION, Outcome.SUSPECTED, Outcome.REWARD, Outcome.UNDETERMINED)
"""Outcomes that are findings; the others only count."""

NO_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """One of a clock's pauses, merged and clipped: working days d with after < d <= until do not count.

    NaT marks records without it.
    """

    after: Days
    until: Days


@dataclass(slots=True, kw_only=True)
class Verdicts:
    """The verdicts of one rule on `n` records, filled slot by slot.

    `reason` indexes `reasons` (0 = none).  `started`, `ended`, `due`, `occurred` are ``datetime64[D]`` with NaT
    for none; `ended` is NaT while a clock is open; `measured` is NaN where there is none.  `limit` is
    the figure the record was held against, `unit_of_measure` what both count.  `factor` names, for each
    record, whether the rule's multiplier holds.
    """

    outcome: npt.NDArray[np.int8]
    reason: npt.NDArray[np.int16]
    started: Days
    ended: Days
    due: Days
    occurred: Days
    measured: npt.NDArray[np.float64]
    overdue_working: npt.NDArray[np.float64]
    overdue_calendar: npt.NDArray[np.float64]
    reasons: list[Text | None] = field(default_factory=lambda: [None])
    pauses: Sequence[Pause] = ()
    limit: float | None = None
    unit_of_measure: str | None = None
    aggravated: Mask | None = None

    @classmethod
    def blank(cls, n: int) -> Verdicts:
        """Return `n` verdicts that say nothing yet: kept, without dates.

        The columns of days and figures cannot be written to, only replaced: until then they take no room.
        """
        no_day, no_figure = np.broadcast_to(NO_DAY, n), np.broadcast_to(np.nan, n)
        return cls(
            outcome=np.full(n, Outcome.KEPT, dtype=np.int8),
            reason=np.zeros(n, dtype=np.int16),
            started=no_day,
            ended=no_day,
            due=no_day,
            occurred=no_day,
            measured=no_figure,
            overdue_working=no_figure,
            overdue_calendar=no_figure,
        )

    def take(self, slots: npt.NDArray[np.int64]) -> Verdicts:
        """Return the verdicts of the slots chosen."""
        columns = ("outcome", "reason", "started", "ended", "due", "occurred")
        figures = ("measured", "overdue_working", "overdue_calendar")
        return replace(
            self,
            **{name: getattr(self, name)[slots] for name in (*columns, *figures)},
            pauses=[Pause(after=pause.after[slots], until=pause.until[slots]) for pause in self.pauses],
            aggravated=None if self.aggravated is None else self.aggravated[slots],
        )

    def code_of(self, reason: Text | None) -> int:
        """Return the number of a reason, which is added if it is new."""
        if reason not in self.reasons:
            self.reasons.append(reason)
        return self.reasons.index(reason)

    def reasons_of(self, outcome: Outcome) -> list[Text]:
        """Return the reasons given for one outcome."""
        found = [self.reasons[code] for code in np.unique(self.reason[self.outcome == outcome])]
        return [reason for reason in found if reason is not None]

    def say(self, where: Mask, outcome: Outcome, reason: Text | None = None) -> None:
        """Give the records chosen an outcome and its reason; later words overrule earlier ones."""
        self.outcome[where] = outcome
        self.reason[where] = self.code_of(reason)

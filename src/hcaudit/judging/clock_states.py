"""How open clocks stand on as-of: overdue, due, paused …; it must not know rules, records or words.

What is not known leaves a clock undetermined only if it decides how the clock stands.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hcaudit.checks.foresight import Foresight
from hcaudit.model.dates import Days
from hcaudit.model.kleene import NO, YES
from hcaudit.model.outlook import STATES
from hcaudit.model.records import Mask
from hcaudit.model.verdicts import NO_DAY, Outcome
from hcaudit.workdays import NEVER, WorkCalendar

NO_CLOCK = np.int8(-1)
"""The state of a record on which no clock runs."""

OVERDUE, DUE_TODAY, DUE_SOON, PAUSED, UNDETERMINED, _, LATER = np.arange(len(STATES), dtype=np.int8)
"""The states by their place in `STATES`; which are waived only decisions know."""

Figures = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The day on which clocks are looked at; they are due soon `within` so many working days."""

    as_of: np.datetime64
    calendar: WorkCalendar
    within: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was judged of the same records: the outcome, whether it is a breach, whether the rule may not apply."""

    outcome: npt.NDArray[np.int8]
    breach: Mask
    unsure: Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStates:
    """How each clock stands (its place in `STATES`, or `NO_CLOCK`), when it is due, and the working days to that day.

    `due` is NaT and `days_left` NaN where that is not certain.
    """

    state: npt.NDArray[np.int8]
    due: Days
    days_left: Figures


def clock_states(seen: Foresight, judged: Verdict, today: Today) -> ClockStates:
    """Return how the clocks stand that are `seen` to be open, in agreement with what was `judged` of them."""
    exact = (seen.earliest == seen.latest) & (seen.latest < NEVER)
    due = np.where(exact | judged.breach, seen.latest, NO_DAY)
    least, most = _days_left(due, today)
    state = np.full(len(due), UNDETERMINED)
    state[(least > today.within) | _surely_later(seen, today)] = LATER
    state[(due > today.as_of) & (most <= today.within)] = DUE_SOON
    state[due == today.as_of] = DUE_TODAY
    # A pause that began on or after the day already due no longer moves it.
    state[~np.isnat(seen.paused_since) & (seen.earliest > today.as_of)] = PAUSED
    unsure = judged.unsure | (seen.open != YES)
    state[(judged.outcome == Outcome.UNDETERMINED) | (unsure & (state != LATER))] = UNDETERMINED
    state[judged.breach] = OVERDUE
    state[_without_clock(seen, judged)] = NO_CLOCK
    return ClockStates(state=state, due=due, days_left=np.where(least == most, most, np.nan))


def _surely_later(seen: Foresight, today: Today) -> Mask:
    """Return where a pause that is not known leaves the due date open, but even the earliest is not near."""
    soonest = today.calendar.sure.count(today.as_of, seen.earliest)
    return np.asarray(seen.doubtful & (soonest > today.within))


def _without_clock(seen: Foresight, judged: Verdict) -> Mask:
    """Return where nothing runs, or the rule, judged alone, has nothing to say."""
    silent = (judged.outcome == Outcome.NOT_APPLICABLE) & ~judged.unsure
    return np.asarray((seen.open == NO) | silent | (judged.outcome == Outcome.OUT_OF_PERIOD))


def _days_left(due: Days, today: Today) -> tuple[Figures, Figures]:
    """Return the fewest and the most working days from as-of to each due date, negative where it is past."""
    sure, possible, as_of = today.calendar.sure, today.calendar.possible, today.as_of
    ahead = due >= as_of
    least = np.where(ahead, sure.count(as_of, due), -possible.count(due, as_of)).astype(np.float64)
    most = np.where(ahead, possible.count(as_of, due), -sure.count(due, as_of)).astype(np.float64)
    return np.where(np.isnat(due), np.nan, least), np.where(np.isnat(due), np.nan, most)

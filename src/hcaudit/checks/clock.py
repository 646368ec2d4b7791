"""When the clock of an order starts and ends, whatever is missing or contradictory; it must not know any limit.

A clock ends at its end date or with the termination of the order, whichever is earlier; an open clock runs to
as-of.  Where the end is not known it lies between `Clock.end_min` and `Clock.end_max`, and a verdict that both
give is decided.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from hcaudit.checks.sight import Sight
from hcaudit.model.dates import Days
from hcaudit.model.life import ARCHIVED, IN_TRANSIT, UNKNOWN_STAGE
from hcaudit.model.records import Mask
from hcaudit.model.verdicts import NO_DAY, Outcome, Verdicts
from hcaudit.model.view import ONE_DAY, Cells
from hcaudit.texts import Text
from hcaudit.workdays import Reading

LONG_AGO = np.datetime64(-1_000_000, "D")
"""Before any date there is: the start of a clock that has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The clocks of some records (all arrays ``datetime64[D]`` or masks, one slot a record).

    `start` and `end` are the cells they were read from (`end`: the later of several, known only if all are).
    `open` clocks have neither ended nor been cut off by as-of; `finished` records cannot have dates still
    to come: they have an end or are archived.
    """

    start: Cells[Days]
    end: Cells[Days]
    parts: tuple[Cells[Days], ...]
    end_min: Days
    end_max: Days
    open: Mask
    finished: Mask

    @property
    def ended(self) -> Days:
        """The day each clock ended, NaT while it is open or where that day is not known."""
        exact = (self.end_min == self.end_max) & ~self.open
        return np.where(exact, self.end_max, NO_DAY)


def clock_of(sight: Sight, start: str | None, ends: tuple[str, ...]) -> Clock:
    """Return the clock of each record judged, from field `start` (None: no start) to the later of `ends`."""
    began = sight.days(start) if start else _no_start(sight)
    parts = tuple(sight.days(name) for name in ends)
    end = later_of(parts)
    terminated, stage = sight.terminated, sight.stage
    nothing_known = end.absent & ~terminated.filled
    open_ = nothing_known & (stage == IN_TRANSIT)
    # An end that is not known lies anywhere up to as-of; one that is absent is left to the termination.
    unsure = end.unreadable | (nothing_known & ~open_)
    end_min = np.where(end.known, end.values, np.where(unsure, LONG_AGO, sight.as_of))
    for part in parts:
        # Where one of several ends cannot be read, the clock still cannot have ended before the others.
        end_min = np.where(part.known & end.unreadable, np.maximum(end_min, part.values), end_min)
    end_max = np.where(end.known, end.values, sight.as_of)
    end_min = np.where(terminated.known, np.minimum(end_min, terminated.values), end_min)
    end_max = np.where(terminated.known, np.minimum(end_max, terminated.values), end_max)
    end_min = np.where(terminated.unreadable, LONG_AGO, end_min)
    finished = end.filled | (stage == ARCHIVED) | ((stage == UNKNOWN_STAGE) & ~terminated.filled)
    return Clock(start=began, end=end, parts=parts, end_min=end_min, end_max=end_max, open=open_, finished=finished)


def later_of(parts: tuple[Cells[Days], ...]) -> Cells[Days]:
    """Return the later of several days, all of which are needed: empty if one is, known if all are."""
    if len(parts) == 1:
        return parts[0]
    known = np.logical_and.reduce([part.known for part in parts])
    missing = np.logical_or.reduce([part.missing for part in parts])
    empty = np.logical_or.reduce([part.empty for part in parts]) & ~missing
    values = np.maximum.reduce([part.values for part in parts])
    return replace(
        parts[0], values=values, known=known, empty=empty, unreadable=~(known | empty | missing), missing=missing
    )


def say_contradictions(verdicts: Verdicts, clock: Clock, sight: Sight, *, each_part: bool = False) -> None:
    """Give the records whose start and end cannot both be right, or are not there, the verdict they have.

    With `each_part` every one of several ends must lie on or after the start, not only the latest.
    """
    start, end = clock.start, clock.end
    ends = clock.parts if each_part else (end,)
    something = np.logical_or.reduce([part.filled for part in clock.parts])
    reversed_ = np.logical_or.reduce([start.known & part.known & (part.values < start.values) for part in ends])
    verdicts.say(reversed_, Outcome.UNDETERMINED, Text("reason.end-before-start"))
    terminated = sight.terminated
    too_late = start.known & terminated.known & (terminated.values < start.values)
    verdicts.say(too_late, Outcome.NOT_APPLICABLE)
    verdicts.say(start.unreadable, Outcome.UNDETERMINED, Text("reason.start-unreadable"))
    verdicts.say(start.absent & something, Outcome.UNDETERMINED, Text("reason.start-missing"))
    verdicts.say(start.absent & ~something, Outcome.NOT_APPLICABLE)


def end_unknown_reason(clock: Clock, sight: Sight) -> tuple[tuple[Mask, Text], ...]:
    """Return why the end of a clock is not known, as masks with their reasons."""
    stage = sight.stage
    return (
        (clock.end.unreadable, Text("reason.end-unreadable")),
        (sight.terminated.unreadable, Text("reason.termination-unreadable")),
        (clock.end.absent & (stage == UNKNOWN_STAGE), Text("reason.status-unreadable")),
        (
            clock.end.absent & (stage != UNKNOWN_STAGE) & (stage != IN_TRANSIT) & ~sight.terminated.filled,
            Text("reason.end-missing"),
        ),
    )


def counted_from(sight: Sight, start: str, reading: Reading, *, same_day: bool = False) -> Days:
    """Return the day after which days count: the starting day itself does not, unless the pack says so.

    A start at or after the pack's `after_hours` is taken as the next working day.  Counting is inclusive
    from the day before, except for limits of zero days (`same_day`).
    """
    day = sight.days(start).values
    counting = sight.around.counting
    if counting.after_hours is not None:
        moment = sight.moments(start).values
        minute = (moment - moment.astype("datetime64[D]")).astype("timedelta64[m]").astype(np.int64)
        has_clock_time = moment != moment.astype("datetime64[D]")
        late = has_clock_time & (minute >= counting.after_hours) & ~np.isnat(day)
        day = np.where(late, reading.next_after(day), day)
    if counting.inclusive and not same_day:
        day = day - ONE_DAY
    return day


def _no_start(sight: Sight) -> Cells[Days]:
    nothing = np.zeros(len(sight), dtype=np.bool_)
    return Cells(
        values=np.full(len(sight), LONG_AGO), known=~nothing, empty=nothing, unreadable=nothing, missing=nothing
    )

"""When what is still open is due, for the checks that set a due date; it must not know what is late or soon."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hcaudit.checks.clock import Clock, clock_of
from hcaudit.checks.deadline import Deadline, counted_start, due_within, measured_days
from hcaudit.checks.open_longer import OpenLonger, years_on
from hcaudit.checks.pauses import paused_since
from hcaudit.checks.sight import Sight
from hcaudit.model.dates import Days
from hcaudit.model.kleene import NO, Kleene, decided
from hcaudit.model.life import IN_TRANSIT, UNKNOWN_STAGE
from hcaudit.model.records import Mask
from hcaudit.model.verdicts import NO_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Foresight:
    """When open records are due: parallel arrays, one slot a record (days ``datetime64[D]``, NaT for none).

    `open` tells whether there is a clock that runs on as-of; `earliest` and `latest` are the due dates that what is not
    known allows, `doubtful` where that is a pause.  A clock known to stand still does so `paused_since` that day, and
    its due dates are those it would have if it ran on from as-of.  `measured` are the days used, NaN where that is
    not known.
    """

    open: Kleene
    started: Days
    earliest: Days
    latest: Days
    doubtful: Mask
    paused_since: Days
    measured: npt.NDArray[np.float64]
    limit: float | None = None
    unit_of_measure: str | None = None


def foresee_deadline(spec: Deadline, sight: Sight) -> Foresight:
    """Return when the clocks of a `Deadline` are due that have not ended."""
    clock = clock_of(sight, spec.from_, spec.ends)
    begun = np.logical_or.reduce([part.filled for part in clock.parts])
    nothing = clock.start.absent & ~begun
    if spec.within is None:
        return _foresee_planned(spec, clock, sight, nothing)
    due = due_within(spec, spec.within, clock, sight)
    return Foresight(
        open=_still_open(clock, sight, nothing),
        started=_known(clock.start.values, clock.start.known),
        earliest=due.earliest,
        latest=due.latest,
        doubtful=due.doubtful,
        paused_since=paused_since(spec.pauses, clock, sight),
        measured=measured_days(sight, due.start, clock, due.pauses),
        limit=float(sight.limit(spec.within.working_days)),
        unit_of_measure="working_days",
    )


def foresee_open_longer(spec: OpenLonger, sight: Sight) -> Foresight:
    """Return until when each record may stay open that nothing justifies."""
    start, n = sight.days(spec.from_).values, len(sight)
    justified = sight.state(spec.unless_filled).filled
    due = years_on(start, spec.years)
    return Foresight(
        open=decided(~justified, np.ones(n, dtype=np.bool_)),
        started=start,
        earliest=due,
        latest=due,
        doubtful=np.zeros(n, dtype=np.bool_),
        paused_since=np.full(n, NO_DAY),
        measured=np.full(n, np.nan),
        limit=float(spec.years),
        unit_of_measure="years",
    )


def _foresee_planned(spec: Deadline, clock: Clock, sight: Sight, nothing: Mask) -> Foresight:
    """Return when clocks are due on a day that the record itself plans."""
    planned, n = sight.days(str(spec.by)), len(sight)
    due = _known(planned.values, planned.known)
    counted = spec.from_ is not None
    return Foresight(
        open=_still_open(clock, sight, nothing | planned.absent),
        started=_known(clock.start.values, clock.start.known) if counted else np.full(n, NO_DAY),
        earliest=due,
        latest=due,
        doubtful=np.zeros(n, dtype=np.bool_),
        paused_since=np.full(n, NO_DAY),
        measured=measured_days(sight, counted_start(spec, sight), clock, ()) if counted else np.full(n, np.nan),
        unit_of_measure="working_days" if counted else None,
    )


def _still_open(clock: Clock, sight: Sight, nothing: Mask) -> Kleene:
    """Return whether each clock runs on as-of: not where there is `nothing`, unknown where its end cannot be read."""
    stage, end = sight.stage, clock.end
    unsure = (end.absent & (stage == UNKNOWN_STAGE)) | (end.unreadable & (stage == IN_TRANSIT))
    running = decided(clock.open, ~(unsure & ~sight.terminated.filled))
    return np.where(nothing, NO, running).astype(np.int8)


def _known(days: Days, known: Mask) -> Days:
    return np.where(known, days, NO_DAY)

"""One verdict out of its columns, in plain values; it must not know which rule gave it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from hcaudit.model.verdicts import Outcome, Verdicts
from hcaudit.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a rule says of one record, in plain values; None for what it does not say.

    `stops` are the pauses of its clock, merged and clipped: the days d with after < d <= until.
    """

    outcome: Outcome
    reason: Text | None
    started: dt.date | None
    ended: dt.date | None
    due: dt.date | None
    measured: float | None
    overdue_working: int | None
    overdue_calendar: int | None
    limit: float | None
    unit_of_measure: str | None
    stops: tuple[tuple[dt.date, dt.date], ...]
    aggravated: bool


def verdict_at(verdicts: Verdicts, slot: int) -> Verdict:
    """Return the verdict in `slot`."""
    stops = [(maybe_day(pause.after[slot]), maybe_day(pause.until[slot])) for pause in verdicts.pauses]
    return Verdict(
        outcome=Outcome(int(verdicts.outcome[slot])),
        reason=verdicts.reasons[int(verdicts.reason[slot])],
        started=maybe_day(verdicts.started[slot]),
        ended=maybe_day(verdicts.ended[slot]),
        due=maybe_day(verdicts.due[slot]),
        measured=_figure(verdicts.measured[slot]),
        overdue_working=_whole(verdicts.overdue_working[slot]),
        overdue_calendar=_whole(verdicts.overdue_calendar[slot]),
        limit=verdicts.limit,
        unit_of_measure=verdicts.unit_of_measure,
        stops=tuple((after, until) for after, until in stops if after and until),
        aggravated=bool(verdicts.aggravated is not None and verdicts.aggravated[slot]),
    )


def maybe_day(day: np.datetime64) -> dt.date | None:
    """Return a day as a date, None where there is none."""
    found = day.astype("datetime64[D]").astype(object)
    return found if isinstance(found, dt.date) else None


def _figure(figure: np.float64) -> float | None:
    return None if np.isnan(figure) else float(figure)


def _whole(figure: np.float64) -> int | None:
    return None if np.isnan(figure) else int(figure)

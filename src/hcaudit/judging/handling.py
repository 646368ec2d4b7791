"""The clock of each order from acceptance to energizing, running or ended; it must not know which orders are shown."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from hcaudit.checks.deadline import Deadline
from hcaudit.checks.sight import Rows
from hcaudit.judging.clock_states import NO_CLOCK
from hcaudit.judging.judge import Judgement
from hcaudit.judging.outlook import Watch, clocks_of
from hcaudit.model.outlook import STATES
from hcaudit.model.records import Kind
from hcaudit.model.rule import Rule
from hcaudit.model.verdicts import Outcome, Verdicts
from hcaudit.texts import Text
from hcaudit.workdays import Reading

Facts = Mapping[str, object]
"""What a report says of the handling of one order: columns of `model.progress.PROGRESS`."""

ENERGIZED = "energized_at"
"""The field that ends the handling of an order."""

_ENDED = {Outcome.KEPT: "in_time", Outcome.VIOLATION: "late", Outcome.SUSPECTED: "late"}
"""What is said of a clock that no longer runs, by what was judged of it."""


def is_handling(rule: Rule, kind: Kind, class_name: str) -> bool:
    """Tell whether a rule limits the working days from acceptance to energizing for a class of customers."""
    spec = rule.spec
    return (
        isinstance(spec, Deadline)
        and rule.kind == kind.name
        and spec.within is not None
        and spec.from_ == kind.governed_by
        and spec.ends == (ENERGIZED,)
        and any(class_name in alternative.classes for alternative in rule.applies)
    )


def handling_of(rows: Rows, judgement: Judgement, watch: Watch) -> Mapping[int, Facts]:
    """Return what a handling rule says of those of the orders `rows` that it is about, by row."""
    slots = np.flatnonzero(np.isin(judgement.rows, rows))
    running = _running(judgement, watch)
    said: dict[int, Facts] = {}
    for row, ended in zip(judgement.rows[slots].tolist(), _ended(judgement, slots, watch), strict=True):
        facts = {**ended, **running.get(row, {})}
        if "state" in facts:
            said[row] = facts
    return _not_judged(rows, judgement, watch.lang) | said


def _ended(judgement: Judgement, slots: Rows, watch: Watch) -> list[dict[str, object]]:
    """Return what was judged of some orders; those that the rule has nothing to say of have no state."""
    verdicts = judgement.verdicts
    paused = _days_paused(verdicts, slots, watch.bench.around.calendar.sure)
    rule, limit = judgement.rule.code, None if verdicts.limit is None else int(verdicts.limit)
    return [
        {
            **_outcome(verdicts, slot, watch.lang),
            "rule": rule,
            "limit": limit,
            "days_used": whole(verdicts.measured[slot]),
            "days_paused": paused_days,
            "due_on": verdicts.due[slot].astype(object),
        }
        for slot, paused_days in zip(slots.tolist(), paused, strict=True)
    ]


def _outcome(verdicts: Verdicts, slot: int, lang: str) -> dict[str, object]:
    outcome, reason = Outcome(verdicts.outcome[slot]), verdicts.reasons[verdicts.reason[slot]]
    if outcome is Outcome.UNDETERMINED:
        return {"state": "undetermined", "reason": reason.said_in(lang) if reason else None}
    return {"state": _ENDED[outcome]} if outcome in _ENDED else {}


def _days_paused(verdicts: Verdicts, slots: Rows, calendar: Reading) -> list[int]:
    """Return the working days that pauses took out of each clock."""
    days: npt.NDArray[np.int64] = np.zeros(len(slots), dtype=np.int64)
    for pause in verdicts.pauses:
        # Where there is no pause the count is negative: no days.
        days += np.maximum(calendar.count(pause.after[slots], pause.until[slots]), 0)
    counted: list[int] = days.tolist()
    return counted


def _running(judgement: Judgement, watch: Watch) -> Mapping[int, Facts]:
    """Return what is different for the clocks that still run, by row."""
    clocks = clocks_of(judgement, watch)
    states = clocks.states
    return {
        int(clocks.rows[slot]): {
            "state": STATES[states.state[slot]],
            "reason": clocks.reasons[slot],
            "due_on": states.due[slot].astype(object),
            "days_left": whole(states.days_left[slot]),
            "paused_since": clocks.seen.paused_since[slot].astype(object),
        }
        for slot in np.flatnonzero(states.state != NO_CLOCK).tolist()
    }


def _not_judged(rows: Rows, judgement: Judgement, lang: str) -> dict[int, Facts]:
    """Return why a rule did not judge some orders, by row."""
    reasons = {
        Outcome.OUT_OF_PERIOD: Text("progress.out-of-period").said_in(lang),
        Outcome.NOT_EVALUATED: "；".join(text.said_in(lang) for text in judgement.why_not),
    }
    return {
        row: {"state": "not_judged", "reason": reasons[outcome]}
        for row, outcome in zip(rows.tolist(), map(Outcome, judgement.outcomes[rows].tolist()), strict=True)
        if outcome in reasons
    }


def whole(number: float) -> int | None:
    """Return a whole number, None for NaN."""
    return None if np.isnan(number) else int(number)

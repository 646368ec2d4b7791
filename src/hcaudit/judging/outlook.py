"""From judgements to the clocks that are still running; it must not know how a clock is judged, or any format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.checks import CHECKS
from hcaudit.checks.foresight import Foresight
from hcaudit.checks.sight import Rows
from hcaudit.judging.bench import Bench, applicability
from hcaudit.judging.clock_states import (
    NO_CLOCK,
    UNDETERMINED,
    ClockStates,
    Today,
    Verdict,
    clock_states,
)
from hcaudit.judging.doubts import doubts
from hcaudit.judging.findings import dates, rows_of
from hcaudit.judging.identity import finding_ids
from hcaudit.judging.judge import Judgement, sight_of
from hcaudit.judging.ordering import sorted_by
from hcaudit.judging.selection import Selection
from hcaudit.model.kleene import UNKNOWN, YES
from hcaudit.model.outlook import OPEN_CLOCKS, STATES
from hcaudit.model.records import Mask
from hcaudit.model.rule import Rule
from hcaudit.model.verdicts import Outcome
from hcaudit.texts import Text

EARLY_WARNINGS = ("overdue", "due_today", "due_soon", "paused")
"""The states that warn early: what can still be mended, and what stands still until somebody sets it going."""

SOON = 2
"""The working days within which a clock is due soon, unless the user says otherwise."""

WAIVED, LATER = "waived", "later"

_COPIED = (
    *("record_no", "customer_no", "customer_name", "unit", "team", "manager"),
    *("source_file", "source_sheet", "source_row"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What open clocks are looked at with: what was judged, on which bench and by which rules, and the user's language.

    A clock is due soon `within` so many working days.
    """

    judgements: Sequence[Judgement]
    bench: Bench
    selection: Selection
    within: int
    lang: str

    @property
    def today(self) -> Today:
        """The day on which clocks are looked at."""
        around = self.bench.around
        return Today(as_of=around.as_of, calendar=around.calendar, within=self.within)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleClocks:
    """The clocks of one rule that may be open: parallel arrays, one slot for each of `rows` of the rule's kind."""

    rule: Rule
    rows: Rows
    seen: Foresight
    states: ClockStates
    reasons: npt.NDArray[np.object_]


def has_clocks(rule: Rule) -> bool:
    """Tell whether a rule sets a due date for what is still open."""
    return CHECKS[rule.check].foresee is not None


def open_clocks(watch: Watch, findings: pa.Table) -> pa.Table:
    """Return every clock that is still running (`OPEN_CLOCKS`), with the disposition and unit its finding has."""
    clocks = [clocks_of(one, watch) for one in watch.judgements if has_clocks(one.rule) and len(one.rows)]
    table = pa.concat_tables([OPEN_CLOCKS.empty_table(), *(_table(one, watch) for one in clocks)])
    return in_order(_settled(table, findings))


def early_warnings(watch: Watch, findings: pa.Table) -> pa.Table:
    """Return the clocks that warn early (`OPEN_CLOCKS`)."""
    return with_states(open_clocks(watch, findings), EARLY_WARNINGS)


def in_order(clocks: pa.Table) -> pa.Table:
    """Return the clocks sorted, those first that stand worst."""
    rank = pc.index_in(clocks["state"], pa.array(STATES))
    keys = ("rank", "days_left", "due_on", "unit", "record_no", "rule")
    return sorted_by(clocks.append_column("rank", rank), *keys).drop_columns(["rank"])


def with_states(clocks: pa.Table, states: Iterable[str]) -> pa.Table:
    """Return the clocks that stand in one of `states`."""
    return clocks.filter(pc.is_in(clocks["state"], pa.array(states, pa.string())))


def clocks_of(judgement: Judgement, watch: Watch) -> RuleClocks:
    """Return the clocks of a rule whose check foresees when they are due; see `has_clocks`."""
    rule, verdicts = judgement.rule, judgement.verdicts
    slots = np.flatnonzero(np.isnat(verdicts.ended))
    rows, outcome = judgement.rows[slots], verdicts.outcome[slots]
    applies = applicability(rule, watch.bench)
    foresee = CHECKS[rule.check].foresee
    if foresee is None:
        raise ValueError(f"{rule.code} has no clocks")
    seen = foresee(rule.spec, sight_of(rule, rows, applies, watch.bench, watch.selection))
    judged = Verdict(outcome=outcome, breach=outcome == rule.breach, unsure=applies[rows] == UNKNOWN)
    states = clock_states(seen, judged, watch.today)
    reasons = np.full(len(rows), None, dtype=np.object_)
    _say_why_unsure(reasons, seen, states, watch.lang)
    _say_what_may_apply(reasons, rule, rows, judged.unsure & (states.state != NO_CLOCK), watch)
    _say_what_was_judged(reasons, judgement, slots, watch.lang)
    return RuleClocks(rule=rule, rows=rows, seen=seen, states=states, reasons=reasons)


def _say_why_unsure(reasons: npt.NDArray[np.object_], seen: Foresight, states: ClockStates, lang: str) -> None:
    reasons[states.state == UNDETERMINED] = Text("reason.calendar-unknown").said_in(lang)
    reasons[seen.doubtful & (np.isnat(states.due))] = Text("reason.pause-open").said_in(lang)
    reasons[(states.state != NO_CLOCK) & (seen.open != YES)] = Text("reason.may-be-over").said_in(lang)


def _say_what_may_apply(reasons: npt.NDArray[np.object_], rule: Rule, rows: Rows, unsure: Mask, watch: Watch) -> None:
    slots = np.flatnonzero(unsure)
    if len(slots):
        for blamed, doubt in doubts(rule, watch.bench, rows[slots]):
            reasons[slots[blamed]] = Text("reason.may-apply", **dict(doubt.values)).said_in(watch.lang)


def _say_what_was_judged(reasons: npt.NDArray[np.object_], judgement: Judgement, slots: Rows, lang: str) -> None:
    verdicts = judgement.verdicts
    undetermined = verdicts.outcome[slots] == Outcome.UNDETERMINED
    codes = verdicts.reason[slots]
    for code in np.unique(codes[undetermined]):
        if (reason := verdicts.reasons[code]) is not None:
            reasons[undetermined & (codes == code)] = reason.said_in(lang)


def _table(clocks: RuleClocks, watch: Watch) -> pa.Table:
    """Return the clocks of a rule as rows of `OPEN_CLOCKS`; each bears the id a finding would have."""
    there = np.flatnonzero(clocks.states.state != NO_CLOCK)
    columns = {
        **_identity(clocks.rule, watch.lang, len(there)),
        **_record(clocks.rule.kind, clocks.rows[there], watch),
        **_clock(clocks, there),
    }
    numbers = columns["record_no"].to_pylist()
    columns["finding_id"] = pa.array(finding_ids(watch.bench.pack.id, clocks.rule.code, numbers), pa.string())
    arrays = [columns.get(field.name, pa.nulls(len(there), field.type)) for field in OPEN_CLOCKS]
    return pa.Table.from_arrays(arrays, schema=OPEN_CLOCKS)


def _identity(rule: Rule, lang: str, n: int) -> dict[str, pa.Array]:
    constants = {"rule": rule.code, "title": rule.titles[lang], "clause": rule.clause}
    return {name: pa.repeat(pa.scalar(value, pa.string()), n) for name, value in constants.items()}


def _record(kind: str, rows: Rows, watch: Watch) -> dict[str, pa.Array]:
    table = watch.bench.around.views[kind].records.table
    chosen = rows_of(table.select([name for name in _COPIED if name in table.column_names]), rows)
    return {name: chosen.column(name).combine_chunks() for name in chosen.column_names}


def _clock(clocks: RuleClocks, there: Rows) -> dict[str, pa.Array]:
    seen, states, n = clocks.seen, clocks.states, len(there)
    return {
        "state": pa.array(STATES).take(pa.array(states.state[there])),
        "started_on": dates(seen.started[there]),
        "due_on": dates(states.due[there]),
        "days_left": pa.array(states.days_left[there], from_pandas=True).cast(pa.int64()),
        "measured": pa.array(seen.measured[there], from_pandas=True),
        "limit": pa.repeat(pa.scalar(seen.limit, pa.float64()), n),
        "unit_of_measure": pa.repeat(pa.scalar(seen.unit_of_measure, pa.string()), n),
        "paused_since": dates(seen.paused_since[there]),
        "reason": pa.array(clocks.reasons[there], pa.string()),
    }


def _settled(clocks: pa.Table, findings: pa.Table) -> pa.Table:
    """Return the clocks with what decisions made of those that are findings; the others have no finding id."""
    findings = findings.select(["finding_id", "disposition", "unit"]).combine_chunks()
    places = pc.index_in(clocks["finding_id"], findings["finding_id"].combine_chunks()).combine_chunks()
    found = {name: findings[name].combine_chunks().take(places) for name in findings.column_names}
    columns = {name: clocks[name].combine_chunks() for name in clocks.column_names}
    columns["finding_id"] = found["finding_id"]
    columns["disposition"] = found["disposition"]
    columns["unit"] = pc.coalesce(found["unit"], columns["unit"])
    waived = pc.fill_null(pc.equal(found["disposition"], WAIVED), fill_value=False)
    columns["state"] = pc.if_else(waived, WAIVED, columns["state"])
    return pa.table(columns, schema=OPEN_CLOCKS)

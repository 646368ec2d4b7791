"""From judgements to the table of findings; it must not know what follows from a finding."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.checks.sight import Rows, Surroundings
from hcaudit.judging.identity import facts_ids, finding_ids
from hcaudit.judging.judge import Judgement
from hcaudit.judging.ordering import sorted_by
from hcaudit.model.dates import Days
from hcaudit.model.kleene import YES
from hcaudit.model.life import Life
from hcaudit.model.report import FINDINGS, PAUSES, WORKING
from hcaudit.model.rule import Pack, Rule
from hcaudit.model.verdicts import FINDING_OUTCOMES, Outcome, Verdicts
from hcaudit.model.view import View

PRICING = pa.schema(
    [
        ("fined_kind", pa.string()),
        ("fined_record", pa.string()),
        ("aggravated", pa.bool_()),
        ("team_leader", pa.string()),
        ("lived_from", pa.date32()),
        ("lived_until", pa.date32()),
    ]
)
"""What pricing, consequences and periods need to know of a finding beside the report's columns: the record its
fine counts under, whether the multiplier holds, who else is responsible, and the life of the record."""

ALL_COLUMNS = pa.schema([*FINDINGS, *WORKING, *PRICING])

ORDER_NO = "order_no"
_COPIED = ("customer_no", "customer_name", "unit", "team", "manager", "person", "team_leader")
_IS_FINDING = np.array([outcome in FINDING_OUTCOMES for outcome in Outcome])
_PLACE = ("source_file", "source_sheet", "source_row")


def findings_of(judgements: Iterable[Judgement], pack: Pack, around: Surroundings, lang: str) -> pa.Table:
    """Return all findings, unsorted, in the columns of `ALL_COLUMNS`; `amount` is still empty."""
    found = [(one, np.flatnonzero(_IS_FINDING[one.verdicts.outcome])) for one in judgements if len(one.rows)]
    tables = [ALL_COLUMNS.empty_table()]
    for kind in dict.fromkeys(one.rule.kind for one, _ in found):
        here = [(one, slots) for one, slots in found if one.rule.kind == kind]
        # What is copied from the records is looked up once for all rules: it lies scattered over large columns.
        copied = _record(
            around.views[kind], around.lives[kind], np.concatenate([one.rows[slots] for one, slots in here])
        )
        ends = np.cumsum([len(slots) for _, slots in here]).tolist()
        for (one, slots), end in zip(here, ends, strict=True):
            own = {name: column.slice(end - len(slots), len(slots)) for name, column in copied.items()}
            tables.append(_table(one, slots, own, pack, lang))
    return pa.concat_tables(tables)


def in_order(findings: pa.Table) -> pa.Table:
    """Return the findings sorted by unit, occurred_on, record_no, rule (by code point, empty last)."""
    return sorted_by(findings, "unit", "occurred_on", "record_no", "rule")


def _table(judgement: Judgement, found: Rows, copied: dict[str, pa.Array], pack: Pack, lang: str) -> pa.Table:
    rule, verdicts = judgement.rule, judgement.verdicts
    columns = {**_identity(rule, pack, lang, len(found)), **copied, **_verdict(verdicts, found, lang)}
    base = pack.items[rule.item].amount if rule.item else None
    columns["finding_id"] = pa.array(finding_ids(pack.id, rule.code, columns["record_no"].to_pylist()), pa.string())
    facts = facts_ids(verdicts.started[found], verdicts.due[found], verdicts.ended[found], base)
    columns["facts_id"] = pa.array(facts, pa.string())
    arrays = [columns.get(field.name, pa.nulls(len(found), field.type)) for field in ALL_COLUMNS]
    return pa.Table.from_arrays(
        [_of_type(array, field.type) for array, field in zip(arrays, ALL_COLUMNS, strict=True)], schema=ALL_COLUMNS
    )


def _identity(rule: Rule, pack: Pack, lang: str, n: int) -> dict[str, pa.Array]:
    constants = {
        "pack": pack.id,
        "rule": rule.code,
        "title": rule.titles[lang],
        "clause": rule.clause,
        "item": rule.item,
        "kind": rule.kind,
        "disposition": "open",
    }
    return {name: pa.repeat(pa.scalar(value, pa.string()), n) for name, value in constants.items()}


def _record(view: View, life: Life, rows: Rows) -> dict[str, pa.Array]:
    """Return what the findings copy from their records."""
    names = [name for name in (*_COPIED, *_PLACE, "record_no") if name in view.records.table.column_names]
    chosen = rows_of(view.records.table.select(names), rows)
    columns = {name: chosen.column(name).combine_chunks() for name in names}
    columns["fined_kind"], columns["fined_record"] = _fined_record(view, rows, columns["record_no"])
    columns["lived_from"] = dates(view.days(view.records.kind.governed_by).values[rows])
    ended = life.completed[rows] == YES
    columns["lived_until"] = dates(np.where(ended, life.completed_on[rows], view.as_of))
    return columns


def rows_of(table: pa.Table, rows: Rows) -> pa.Table:
    """Return a few rows of a large table; taken piece by piece, as Arrow would first copy the columns whole."""
    distinct, places = np.unique(rows, return_inverse=True)
    pieces, start = [table.schema.empty_table()], 0
    for batch in table.to_batches():
        first, last = np.searchsorted(distinct, [start, start + batch.num_rows])
        if first < last:
            pieces.append(pa.Table.from_batches([batch.take(pa.array(distinct[first:last] - start))]))
        start += batch.num_rows
    return pa.concat_tables(pieces).combine_chunks().take(pa.array(places))


def _fined_record(view: View, rows: Rows, own: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Return the record a fine counts under, kind and number: the order that a record names, else the record."""
    kind = view.records.kind
    own_kind = pa.repeat(pa.scalar(kind.name), len(own))
    if ORDER_NO not in kind.fields or kind.number[0] == ORDER_NO:
        return own_kind, own
    named = view.records.table.column(ORDER_NO).take(pa.array(rows)).combine_chunks()
    return pc.if_else(named.is_valid(), "orders", own_kind), pc.coalesce(named, own)


def _verdict(verdicts: Verdicts, found: Rows, lang: str) -> dict[str, pa.Array]:
    words = np.array([outcome.word for outcome in Outcome])
    reasons = pa.array([reason.said_in(lang) if reason else None for reason in verdicts.reasons], pa.string())
    n = len(found)
    decided = verdicts.outcome[found] != Outcome.UNDETERMINED
    occurred = np.where(decided, verdicts.occurred[found], np.datetime64("NaT"))
    aggravated = verdicts.aggravated[found] if verdicts.aggravated is not None else np.zeros(n, dtype=np.bool_)
    return {
        "outcome": pa.array(words[verdicts.outcome[found]]),
        "reason": reasons.take(pa.array(verdicts.reason[found])),
        "started_on": dates(verdicts.started[found]),
        "ended_on": dates(verdicts.ended[found]),
        "due_on": dates(verdicts.due[found]),
        "occurred_on": dates(occurred),
        "measured": pa.array(np.where(decided, verdicts.measured[found], np.nan), from_pandas=True),
        "limit": pa.repeat(pa.scalar(verdicts.limit, pa.float64()), n),
        "unit_of_measure": pa.repeat(pa.scalar(verdicts.unit_of_measure, pa.string()), n),
        "overdue_working_days": _whole(np.where(decided, verdicts.overdue_working[found], np.nan)),
        "overdue_calendar_days": _whole(np.where(decided, verdicts.overdue_calendar[found], np.nan)),
        "pauses": _pauses(verdicts, found),
        "aggravated": pa.array(aggravated),
    }


def _pauses(verdicts: Verdicts, found: Rows) -> pa.Array:
    """Return the pauses of each finding as a list column."""
    if not verdicts.pauses:
        return pa.nulls(len(found), PAUSES)
    after = np.stack([pause.after[found] for pause in verdicts.pauses], axis=1)
    until = np.stack([pause.until[found] for pause in verdicts.pauses], axis=1)
    there = ~np.isnat(after)
    offsets = np.concatenate([[0], np.cumsum(there.sum(axis=1))]).astype(np.int32)
    what = pa.nulls(int(offsets[-1]), pa.string())
    values = pa.StructArray.from_arrays(
        [dates(after[there]), dates(until[there]), what], fields=list(PAUSES.value_type)
    )
    return pa.ListArray.from_arrays(pa.array(offsets), values)


def dates(days: Days) -> pa.Array:
    """Return days as an Arrow column, NaT as null."""
    return pa.array(days.astype("datetime64[D]"), pa.date32(), from_pandas=True)


def _whole(numbers: np.ndarray) -> pa.Array:
    return pa.array(numbers, from_pandas=True).cast(pa.int64())


def _of_type(array: pa.Array, kind: pa.DataType) -> pa.Array:
    return array if array.type == kind else array.cast(kind)

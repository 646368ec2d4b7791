"""Findings and fines as the rows of one table of changes (`CHANGES`); it must not know how they were told apart."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.changes import CHANGED_FIELDS, CHANGES

_ORDER = ("unit", "occurred_on", "record_no", "rule", "item")
_MONEY = ("amount", "reward")
_SAID = ("subject", *_ORDER, "title", "outcome", "disposition", "finding_ids")
_THINGS = pa.schema([*(CHANGES.field(name) for name in _SAID), *((name, pa.int64()) for name in _MONEY)])
"""What is said of a finding or a fine; of a finding no money, for only fines add up."""


def of_findings(findings: pa.Table) -> pa.Table:
    """Return what is said of `findings` (`FINDINGS`)."""
    ids = findings["finding_id"].combine_chunks()
    single = pa.ListArray.from_arrays(pa.array(range(len(ids) + 1), pa.int32()), ids)
    said = {name: findings[name] for name in (*_ORDER, "title", "outcome", "disposition")}
    return _things("finding", findings.num_rows, {**said, "finding_ids": single})


def of_fines(fines: pa.Table) -> pa.Table:
    """Return what is said of `fines` (`FINES`)."""
    said = {name: fines[name] for name in ("unit", "occurred_on", "record_no", "item", "finding_ids", *_MONEY)}
    return _things("fine", fines.num_rows, {**said, "title": fines["event"]})


def new(things: pa.Table) -> pa.Table:
    """Return the rows (`CHANGES`) of things that are new."""
    return _rows("new", things, **_money(_none(things), things))


def gone(things: pa.Table) -> pa.Table:
    """Return the rows of things that are gone."""
    return _rows("gone", things, **_money(things, _none(things)))


def changed(before: pa.Table, after: pa.Table, fields: pa.Array, *, ran_on: bool) -> pa.Table:
    """Return the rows of things that differ in `fields` (`CHANGED_FIELDS`), described as they are after."""
    ran = pa.repeat(ran_on, after.num_rows)
    return _rows("changed", after, fields=fields, ran_on=ran, **_money(before, after))


def _things(subject: str, rows: int, said: Mapping[str, pa.ChunkedArray]) -> pa.Table:
    columns = {"subject": pa.repeat(subject, rows), **said}
    return pa.table([columns.get(field.name, pa.nulls(rows, field.type)) for field in _THINGS], schema=_THINGS)


def _none(things: pa.Table) -> pa.Table:
    """Return the money of things that are not there."""
    return pa.table({name: pa.nulls(things.num_rows, pa.int64()) for name in _MONEY})


def _rows(change: str, things: pa.Table, **others: pa.Array) -> pa.Table:
    rows = things.num_rows
    columns = {
        **{name: things[name] for name in _SAID},
        "change": pa.repeat(change, rows),
        "ran_on": pa.repeat(value=False, size=rows),
        "fields": pa.array([[]] * rows, CHANGED_FIELDS),
        **others,
    }
    table = pa.table([columns[field.name] for field in CHANGES], schema=CHANGES)
    return table.take(pc.sort_indices(table, sort_keys=[(name, "ascending", "at_end") for name in _ORDER]))


def _money(before: pa.Table, after: pa.Table) -> Mapping[str, pa.ChunkedArray]:
    columns: dict[str, pa.ChunkedArray] = {}
    for name in _MONEY:
        then, now = before[name], after[name]
        change = pc.subtract(pc.fill_null(now, 0), pc.fill_null(then, 0))
        either = pc.or_(then.is_valid(), now.is_valid())
        columns |= {
            f"{name}_before": then,
            f"{name}_after": now,
            f"{name}_change": pc.if_else(either, change, pa.scalar(None, pa.int64())),
        }
    return columns

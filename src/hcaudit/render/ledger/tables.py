"""What a ledger holds as tables with one documented schema each; it must not know any form of output."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

Row = Mapping[str, Any]

_ACCOUNT = pa.schema([("month", pa.string()), ("closed", pa.bool_()), ("unit", pa.string())])
_ITEM = pa.schema([("item", pa.string()), ("assessed_by", pa.string())])
_SUMS = pa.schema(
    [
        ("count", pa.int64()),
        ("amount", pa.int64()),
        ("leadership_share", pa.int64()),
        ("frontline_share", pa.int64()),
        ("unassigned_share", pa.int64()),
        ("reward", pa.int64()),
    ]
)

BALANCES = pa.schema([*_ACCOUNT, *_ITEM, *_SUMS])
"""What a month comes to, one row a unit, item and who books it: `count` of fines and rewards, money in fen.
`unassigned_share` is what the source assigns to neither share.  A month that is `closed` takes no more posts."""

UNIT_BALANCES = pa.schema([*_ACCOUNT, *_SUMS])
"""The same, one row a month and unit."""

_FINE = pa.schema(
    [
        ("fine_id", pa.string()),
        ("act", pa.string()),
        ("month", pa.string()),
        ("late", pa.bool_()),
        ("item", pa.string()),
        ("assessed_by", pa.string()),
        ("unit", pa.string()),
        ("record_no", pa.string()),
        ("rules", pa.list_(pa.string())),
        ("occurred_on", pa.string()),
        ("base", pa.int64()),
        ("multiplier", pa.string()),
        ("amount", pa.int64()),
        ("leadership_share", pa.int64()),
        ("frontline_share", pa.int64()),
        ("reward", pa.int64()),
        ("ground", pa.string()),
        ("finding_ids", pa.list_(pa.string())),
        ("pack", pa.string()),
    ]
)

FINES = pa.schema([*_FINE])
"""Where each fine or reward stands: the last `act` on it (``posted``, ``adjusted``, ``voided``), the `month` it is
booked in, and whether that is `late`: not the month it occurred in.  `ground` is why it was adjusted or voided."""

EVENTS = pa.schema(
    [
        ("seq", pa.int64()),
        ("made_at", pa.string()),
        *_FINE,
        ("month_before", pa.string()),
        ("unit_before", pa.string()),
        ("amount_before", pa.int64()),
        ("reward_before", pa.int64()),
    ]
)
"""Every event in its order: what a fine came to by it, and what it came to before."""

SUMMED = tuple(_SUMS.names)


def balances_table(rows: Iterable[Row]) -> pa.Table:
    """Return the balances (`BALANCES`) of a ledger's rows."""
    return pa.Table.from_pylist([_balance(row) for row in rows], schema=BALANCES)


def unit_balances(balances: pa.Table) -> pa.Table:
    """Return `balances` (`BALANCES`) added up by month and unit (`UNIT_BALANCES`), in their order."""
    sums: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in balances.to_pylist():
        key = tuple(row[name] for name in _ACCOUNT.names)
        line = sums.setdefault(key, {**dict(zip(_ACCOUNT.names, key, strict=True)), **dict.fromkeys(SUMMED, 0)})
        for name in SUMMED:
            line[name] += row[name]
    return pa.Table.from_pylist(list(sums.values()), schema=UNIT_BALANCES)


def fines_table(rows: Iterable[Row]) -> pa.Table:
    """Return where the fines stand (`FINES`)."""
    return pa.Table.from_pylist([_fine(row) for row in rows], schema=FINES)


def events_table(rows: Iterable[Row]) -> pa.Table:
    """Return the events (`EVENTS`)."""
    return pa.Table.from_pylist([_event(row) for row in rows], schema=EVENTS)


def proofs_of(row: Row) -> Sequence[Row]:
    """Return the findings of a fine's row."""
    found: Sequence[Row] = json.loads(row["proofs"])
    return found


def _balance(row: Row) -> Row:
    return {**row, "count": row["lines"], "closed": bool(row["closed"])}


def _fine(row: Row) -> Row:
    proofs = proofs_of(row)
    return {
        **row,
        "act": row["event"],
        "late": bool(row["late"]),
        "ground": row["reason"],
        "rules": sorted({proof["rule"] for proof in proofs}),
        "finding_ids": [proof["finding_id"] for proof in proofs],
    }


def _event(row: Row) -> Row:
    before = {f"{name}_before": row[f"before_{name}"] for name in ("month", "unit", "amount", "reward")}
    return {**_fine(row), **before}

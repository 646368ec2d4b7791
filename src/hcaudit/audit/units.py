"""The penalty table: fines and rewards by unit and item; it must not know how it is printed."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.audit.ordering import order_by
from hcaudit.model.report import UNITS
from hcaudit.model.rule import Pack

_SUMMED = ("amount", "leadership_share", "frontline_share", "reward")


def units_of(fines: pa.Table, pack: Pack) -> pa.Table:
    """Return one row (`UNITS`) a unit and item: how many, and what they add up to (empty where nothing is stated)."""
    totals = fines.group_by(["unit", "item", "event", "assessed_by"], use_threads=False).aggregate(
        [("item", "count"), *((name, "sum") for name in _SUMMED)]
    )
    names = {"item_count": "count"} | {f"{name}_sum": name for name in _SUMMED}
    totals = totals.rename_columns([names.get(name, name) for name in totals.column_names])
    table = totals.select([field.name for field in UNITS]).cast(UNITS)
    return _by_unit(table, pack)


def _by_unit(table: pa.Table, pack: Pack) -> pa.Table:
    rank = pc.index_in(table["item"], pa.array(list(pack.items), pa.string()))
    return table.take(order_by(table.append_column("rank", rank), "unit", "rank"))

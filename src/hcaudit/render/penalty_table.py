"""The penalty table with its subtotals and totals, computed once for every format; it must not know any of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa

from hcaudit.model.report import UNITS
from hcaudit.texts import say

PENALTY_TABLE = pa.schema(
    [
        *(UNITS.field(name) for name in ("unit", "item", "event", "count", "amount")),
        *(UNITS.field(name) for name in ("leadership_share", "frontline_share")),
        ("unassigned_share", pa.int64()),
        *(UNITS.field(name) for name in ("reward", "assessed_by")),
        ("level", pa.string()),
    ]
)
"""`UNITS` with its sums.  `unassigned_share` is what the source assigns to neither share, so that the three
add up to the amount in every row and total.  `level` is ``item``, ``subtotal`` (what one body books),
``total`` (of a unit), ``grand-subtotal`` or ``grand-total`` (of all units).  Money in fen."""

_SUMMED = ("count", "amount", "leadership_share", "frontline_share", "unassigned_share", "reward")
_Line = Mapping[str, object]


def penalty_table(units: pa.Table, lang: str) -> pa.Table:
    """Return the table `PENALTY_TABLE` of `units` (`UNITS`): each unit with its sums, then those of all units."""
    items = [_item(row) for row in units.to_pylist()]
    lines = [*_by_unit(items, lang), *_sums(items, say("render.all-units", lang), "grand-", lang)]
    return pa.Table.from_pylist(lines, schema=PENALTY_TABLE)


def _item(row: _Line) -> _Line:
    stated = row["leadership_share"] is not None or row["frontline_share"] is not None
    return {**row, "unassigned_share": None if stated else row["amount"], "level": "item"}


def _by_unit(items: Iterable[_Line], lang: str) -> Iterator[_Line]:
    for unit, group in itertools.groupby(items, key=lambda item: item["unit"]):
        of_unit = list(group)
        yield from of_unit
        yield from _sums(of_unit, unit, "", lang)


def _sums(items: list[_Line], unit: object, level: str, lang: str) -> Iterator[_Line]:
    """Yield what each body books - the company itself (null) first - and the total."""
    bodies = dict.fromkeys(item["assessed_by"] for item in items)
    for body in sorted(bodies, key=lambda body: body is not None):
        name = say("render.company", lang) if body is None else body
        booked = [item for item in items if item["assessed_by"] == body]
        event = say("render.subtotal", lang, body=name)
        yield {"unit": unit, "event": event, "assessed_by": body, "level": f"{level}subtotal", **_added_up(booked)}
    yield {"unit": unit, "event": say("render.total", lang), "level": f"{level}total", **_added_up(items)}


def _added_up(items: Iterable[_Line]) -> dict[str, int]:
    rows = list(items)
    return {name: sum(_int(row[name]) for row in rows) for name in _SUMMED}


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0

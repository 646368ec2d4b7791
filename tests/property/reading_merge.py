"""Makes one record of the rows with one number, as SPEC §3 (merging) says; it must not know rules or files' formats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.property.reading_records import IN_TRANSIT, Hole, Record, Value, possible_status

NUMBERED_BY = {
    "orders": ("order_no",),
    "tickets": ("ticket_no",),
    "incidents": ("incident_no",),
    "exams": ("month", "unit", "person"),
    "line_outages": ("outage_no",),
    "transformer_outages": ("outage_no",),
    "works": ("work_no",),
}
MIDNIGHT = dt.time(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of an export; `place` names it where it has no number."""

    kind: str
    place: str
    values: Mapping[str, Value]


def merged(rows: Iterable[Row]) -> list[Record]:
    """Return the records of `rows`, given in the order of their sources."""
    groups: dict[tuple[str, str], list[Row]] = {}
    numbered: dict[tuple[str, str], bool] = {}
    for row in rows:
        number = number_of(row)
        key = (row.kind, number or row.place)
        groups.setdefault(key, []).append(row)
        numbered[key] = bool(number)
    return [
        Record(kind=kind, number=number, values=one_of_many(group), numbered=numbered[kind, number])
        for (kind, number), group in groups.items()
    ]


def number_of(row: Row) -> str:
    """Return the number of a row, empty where it has none or its kind is never merged."""
    values = [row.values.get(field) for field in NUMBERED_BY.get(row.kind, ())]
    parts = [f"{value:%Y-%m}" if isinstance(value, dt.datetime) else value for value in values]
    texts = [part for part in parts if isinstance(part, str) and part]
    return "/".join(texts) if texts and texts[0] == parts[0] else ""


def one_of_many(rows: list[Row]) -> dict[str, Value]:
    """Return the values of rows that are one record."""
    ranked = sorted(rows, key=is_closed)
    fields = dict.fromkeys(field for row in rows for field in row.values)
    return {field: one_value([row.values[field] for row in ranked if field in row.values]) for field in fields}


def is_closed(row: Row) -> bool:
    """Return whether a row of an order says it is archived or terminated; its values win."""
    if row.kind != "orders":
        return False
    return IN_TRANSIT not in possible_status(Record(kind=row.kind, number="", values=row.values))


def one_value(values: list[Value]) -> Value:
    """Return the value that wins: the last one filled, a date-time over the bare date of its day."""
    known = [value for value in values if value is not None and not isinstance(value, Hole)]
    if not known:
        return Hole.UNREADABLE if Hole.UNREADABLE in values else None
    last = known[-1]
    if isinstance(last, dt.datetime) and last.time() == MIDNIGHT:
        same_day = [value for value in known if isinstance(value, dt.datetime) and value.date() == last.date()]
        return next((value for value in reversed(same_day) if value.time() != MIDNIGHT), last)
    return last

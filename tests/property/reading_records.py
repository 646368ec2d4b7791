"""What the reading sees of a record: its values, their holes, its state on the as-of day; it knows no rule.

A value is a datetime (00:00 is no clock time), a Decimal, a text, a truth value, None for an empty cell,
`Hole.UNREADABLE` for one that cannot be understood; a field that is not there is a missing column.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum


class Hole(Enum):
    """Why a value is not known."""

    UNREADABLE = "unreadable"
    MISSING = "missing"


Value = dt.datetime | Decimal | str | bool | None | Hole
Day = dt.date | None | Hole

GOVERNED_BY = {
    "orders": "accepted_at",
    "tickets": "received_at",
    "incidents": "found_on",
    "exams": "month",
    "line_outages": "started_at",
    "transformer_outages": "started_at",
    "works": "work_date",
    "visits": "visited_at",
}
PLANNED = ("appointment_at", "planned_energize_at")
IN_TRANSIT, ARCHIVED, TERMINATED = "在途", "归档", "终止"
SERVICES = ("更名", "过户", "改类", "减容", "暂停", "销户", "小区新装")
GENERATION = ("光伏", "分布式", "发电")
CUSTOMER_CLASSES = ("低压居民", "小微企业", "低压非居民", "高压")
OUT_OF_SCOPE = frozenset({"out_of_scope"})
UNKNOWN_TYPE = frozenset({"unknown_type"})
MICRO_UP_TO = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: the file order does not matter any more, only what it says."""

    kind: str
    number: str
    values: Mapping[str, Value]
    numbered: bool = True

    def get(self, field: str) -> Value:
        """Return the value of `field`, `Hole.MISSING` where no source has the column."""
        return self.values.get(field, Hole.MISSING)

    def text(self, field: str) -> str:
        """Return a text, the empty one for any hole."""
        value = self.get(field)
        return value if isinstance(value, str) else ""

    def moment(self, field: str) -> dt.datetime | None:
        """Return a date with its clock time if it is known."""
        value = self.get(field)
        return value if isinstance(value, dt.datetime) else None

    def day(self, field: str) -> Day:
        """Return a date without its clock time, or the hole in its place."""
        value = self.get(field)
        if isinstance(value, dt.datetime):
            return value.date()
        return value if value is None or isinstance(value, Hole) else Hole.UNREADABLE

    def number_of(self, field: str) -> Decimal | Hole | None:
        """Return a number, or the hole in its place."""
        value = self.get(field)
        return value if value is None or isinstance(value, Decimal | Hole) else Hole.UNREADABLE

    def filled(self, field: str) -> bool:
        """Return whether something was entered, readable or not."""
        return self.get(field) not in (None, Hole.MISSING)

    def yes_no(self, field: str, empty: bool | None = None, missing: bool | None = None) -> bool | None:
        """Return yes, no or unknown; `empty` and `missing` are what those read as."""
        value = self.get(field)
        if isinstance(value, bool):
            return value
        if value is None:
            return empty
        return missing if value is Hole.MISSING else None


def governing_day(record: Record) -> dt.date | None:
    """Return the day that decides whether the record exists and is in period."""
    day = record.day(GOVERNED_BY[record.kind])
    return day if isinstance(day, dt.date) else None


def as_seen_on(record: Record, as_of: dt.date) -> Record | None:
    """Return the record as it stood at the end of `as_of`; None if it did not exist or has no date."""
    governing = governing_day(record)
    if governing is None or governing > as_of:
        return None
    values = {
        name: None if isinstance(value, dt.datetime) and value.date() > as_of and name not in PLANNED else value
        for name, value in record.values.items()
    }
    if record.kind == "orders" and _not_yet(record, as_of):
        values["status"] = IN_TRANSIT
    return replace(record, values=values)


def _not_yet(order: Record, as_of: dt.date) -> bool:
    """Return whether what the status says lies wholly after `as_of`."""
    fields = {ARCHIVED: ("energized_at", "archived_at"), TERMINATED: ("terminated_at",)}.get(order.text("status"), ())
    given = [order.day(field) for field in fields if order.filled(field)]
    return bool(given) and all(isinstance(day, dt.date) and day > as_of for day in given)


def possible_status(order: Record) -> tuple[str, ...]:
    """Return what the status of an order may be: one value, or all three if it cannot be read."""
    if order.filled("terminated_at"):
        return (TERMINATED,)
    status = order.get("status")
    if status is Hole.UNREADABLE:
        return (IN_TRANSIT, ARCHIVED, TERMINATED)
    if isinstance(status, str):
        return (status,)
    return (ARCHIVED,) if order.filled("energized_at") or order.filled("archived_at") else (IN_TRANSIT,)


def plain(text: str) -> str:
    """Return `text` as it is compared: NFKC, without blanks, in one case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def possible_classes(order: Record) -> frozenset[str]:
    """Return the customer classes the order may belong to (SPEC §3, customer class)."""
    business = plain(order.text("business_type"))
    if any(word in business for word in SERVICES):
        return OUT_OF_SCOPE
    if any(word in business for word in GENERATION):
        return frozenset({"pv"})
    stated = order.text("customer_class")
    capacity = order.number_of("capacity_kva")
    if stated not in CUSTOMER_CLASSES:
        return _classes_of_type(business, capacity)
    # 低压非居民 says no more than the business type of that name: SOURCE counts all of them up to 160 kVA as 小微.
    return _classes_of_type(stated + business if stated == "低压非居民" else stated, capacity)


def _classes_of_type(business: str, capacity: Decimal | Hole | None) -> frozenset[str]:
    for word, name in (("高压", "hv"), ("低压居民", "lv_resident"), ("小微", "micro")):
        if word in business and not business.startswith("低压非居民"):
            return frozenset({name})
    if "低压" not in business:
        return UNKNOWN_TYPE
    if "临时" in business or "充电桩" in business:
        return frozenset({"lv_other"})
    if not isinstance(capacity, Decimal):
        return frozenset({"micro", "lv_other"})
    return frozenset({"micro" if capacity <= MICRO_UP_TO else "lv_other"})

"""What findings cost (SPEC §5 and Annex 2 of SOURCE), in whole fen; it must not know the engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tests.property.reading_cases import REWARD, SUSPECTED, VIOLATION, Verdict
from tests.property.reading_events import is_repeated
from tests.property.reading_records import Record

ITEMS = {
    **dict.fromkeys(("T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09", "T10", "T12", "T14"), "2.3"),
    "T11": "2.4", "T13": "2.4", "B01": "2.7", "B02": "2.5", "B03": "1.1", "B04": "1.1",
    "S01": "1.4", "S02": "1.4", "S03": "1.4", "C01": "1.3", "C02": "2.6", "I01": "2.8",
    "R01": "1.1", "R02": "1.2", "R03": "1.3", "R04": "1.4", "R05": "2.5", "R06": "2.8",
    "Q01": "2.1", "Q02": "2.2a", "Q03": "2.2b", "Q04": "2.2c", "Q05": "2.2d",
    "E01": "2.9a", "E02": "2.9b", "E03": "2.9c", "E04": "2.9d", "E05": "2.9e",
    "P01": "3.1", "P02": "3.2", "P03": "3.3", "P04": "3.4a", "P05": "3.4b", "P06": "3.5",
}  # fmt: skip
TARIFF: Mapping[str, tuple[int, int | None]] = {
    "1.1": (50_000, 20_000), "1.2": (50_000, 20_000), "1.3": (50_000, 20_000), "1.4": (50_000, 20_000),
    "2.1": (25_000, 10_000), "2.2a": (30_000, 10_000), "2.2b": (2_000, 500), "2.2c": (30_000, 10_000),
    "2.2d": (2_000, 500), "2.3": (30_000, 10_000), "2.4": (5_000, 2_000), "2.5": (30_000, 10_000),
    "2.6": (20_000, 5_000), "2.7": (20_000, 5_000), "2.8": (30_000, 10_000), "2.9b": (20_000, None),
    "2.9e": (1_000, None), "3.1": (2_000, None), "3.2": (5_000, 2_000), "3.3": (2_000, None), "3.4a": (50, None),
    "3.4b": (200, None), "3.5": (10_000, 4_000),
}  # fmt: skip
"""Yuan a case, and the leadership's share of it where one is stated."""
REWARDS = {"2.9a": 20_000, "2.9d": 2_000}
FEN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A verdict that comes out, with the record it is about, who answers for it and what was decided."""

    rule: str
    record: Record
    verdict: Verdict
    unit: str
    disposition: str = "open"

    @property
    def record_no(self) -> str:
        """The number of the record."""
        return self.record.number

    @property
    def is_priced(self) -> bool:
        """Whether the finding costs or pays something: proved and not waived, or suspected and confirmed."""
        if self.verdict.outcome == SUSPECTED:
            return self.disposition == "confirmed"
        return self.verdict.outcome in (VIOLATION, REWARD) and self.disposition != "waived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fine:
    """One line of money, in fen."""

    item: str
    record_no: str
    unit: str
    rules: tuple[str, ...]
    occurred_on: dt.date
    amount: int | None
    leadership: int | None
    frontline: int | None
    reward: int | None


def priced(findings: Iterable[Finding], world: Mapping[str, list[Record]]) -> list[Fine]:
    """Return one fine for each item and record there is a priced finding of."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        item = ITEMS.get(finding.rule, "")
        if finding.is_priced and (item in TARIFF or item in REWARDS):
            groups.setdefault((item, *counted_under(finding, item)), []).append(finding)
    return [fine_of(item, group, world) for (item, _, _), group in groups.items()]


def counted_under(finding: Finding, item: str) -> tuple[str, str]:
    """Return what a fine is counted by: the record, its customer (2.6), or the order an incident names."""
    record = finding.record
    if item == "2.6" and record.text("customer_no"):
        return "customers", record.text("customer_no")
    if record.kind == "incidents" and record.text("order_no"):
        return "orders", record.text("order_no")
    return record.kind, record.number


def fine_of(item: str, group: list[Finding], world: Mapping[str, list[Record]]) -> Fine:
    """Return the fine of findings that are one case."""
    first = min(group, key=lambda finding: (finding.verdict.occurred_on or dt.date.max, finding.record_no))
    base, leadership = TARIFF.get(item, (0, None))
    factor = max(multiplier(finding, world) for finding in group)
    amount = int(base * FEN * factor)
    share = None if leadership is None else int(leadership * FEN * factor)
    assert first.verdict.occurred_on is not None
    return Fine(
        item=item,
        record_no=named(first),
        unit=first.unit,
        rules=tuple(sorted({finding.rule for finding in group})),
        occurred_on=first.verdict.occurred_on,
        amount=None if item in REWARDS else amount,
        leadership=share,
        frontline=None if share is None else amount - share,
        reward=REWARDS[item] * FEN if item in REWARDS else None,
    )


def named(finding: Finding) -> str:
    """Return the record number a fine carries."""
    order_no = finding.record.text("order_no") if finding.record.kind == "incidents" else ""
    return order_no or finding.record.number


def multiplier(finding: Finding, world: Mapping[str, list[Record]]) -> Decimal:
    """Return by how much the amount grows."""
    record = finding.record
    if finding.rule == "Q01" and (record.yes_no("manmade") or record.yes_no("escalated") or is_repeated(record, world)):
        return Decimal("1.5")
    return Decimal(2) if finding.rule == "P06" and record.yes_no("complaints") else Decimal(1)

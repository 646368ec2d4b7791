"""Makes up orders, most of them plausible and some of them torn; it must not know what a rule makes of them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from decimal import Decimal

from tests.property.reading_records import Hole, Value

Values = dict[str, Value]

TYPES = (
    *("低压居民新装", "低压居民增容") * 4,
    *("低压非居民新装", "低压非居民增容") * 4,
    *("高压新装", "高压增容") * 6,
    "低压充电桩新装",
    "低压装表临时用电",
    "高压装表临时用电",
    "小微企业新装",
    *("低压分布式光伏新装",) * 2,
    "高压光伏新装",
    "小区新装",
    "低压居民更名",
    "过户",
    "高压减容",
    "其他业务",
)
SHORT_GAPS = (0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 8, 11)
GAPS = (0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 9, 12, 17, 25, 40)
CLOCK_TIMES = tuple(dt.time(hour, minute) for hour, minute in ((0, 0), (8, 0), (9, 30), (9, 31), (17, 45), (23, 59)))
UNITS = ("城关供电所", "双柳供电所")
USAGES = ("大工业", "一般工商业", "农业生产", "居民生活", None)
PARTS: dict[str, tuple[str, ...]] = {
    "appointment": ("appointment_requested_at", "appointment_confirmed_at", "appointment_at", "contacted_at"),
    "protection": ("protection_requested_at", "protection_set_at", "protection_filed_at", "planned_energize_at"),
}
STAGES = ("surveyed_at", "replied_at", "materials_at", "inspected_at", "energized_at", "archived_at")
TEARABLE = (
    *STAGES,
    *PARTS["appointment"],
    *PARTS["protection"],
    *("works_started_at", "works_finished_at", "terminated_at", "capacity_kva", "supply", "steps", "in_park"),
    *("direct_install", "grid_works", "inspection_passed", "status", "reliability_fee_due", "reliability_fee_paid"),
    *("other_fees", "customer_paid_works"),
)


def moment(rng: random.Random, day: dt.date) -> dt.datetime:
    """Return `day` with or without a clock time."""
    return dt.datetime.combine(day, rng.choice(CLOCK_TIMES))


def later(rng: random.Random, day: dt.date, gaps: Sequence[int] = GAPS) -> dt.date:
    """Return a day some days after `day`, once in a while before it."""
    gap = rng.choice(gaps)
    return day + dt.timedelta(days=-1 - gap // 4 if rng.random() < 0.03 else gap)


def make_order(rng: random.Random, base: dt.date, number: str) -> Values:
    """Return the values of an order accepted around `base`."""
    accepted = base + dt.timedelta(days=rng.choice((-400, -366, -365, *range(-30, 5))))
    order: Values = {"order_no": number, "accepted_at": moment(rng, accepted), **who(rng), **what(rng)}
    order |= dict.fromkeys((*STAGES, *PARTS["appointment"], *PARTS["protection"]))
    order |= {"works_started_at": None, "works_finished_at": None, "terminated_at": None}
    reached = rng.choice((0, 1, 2, 3, 4, 5, 6, 6, 6))
    low_voltage = "高压" not in str(order["business_type"])
    day = accepted
    for stage in STAGES[4 if low_voltage else 0 : reached]:
        day = later(rng, day, SHORT_GAPS if low_voltage else GAPS)
        order[stage] = moment(rng, day)
    order["status"] = "归档" if reached == len(STAGES) else "在途"
    add_works(rng, order)
    add_appointment(rng, order, accepted)
    add_protection(rng, order, accepted)
    if rng.random() < 0.12:
        order |= {"terminated_at": moment(rng, later(rng, accepted)), "status": "终止"}
    tear(rng, order)
    return order


def who(rng: random.Random) -> Values:
    """Return customer, unit and staff."""
    known = (None, "0400000001", "0400000002")
    customer = rng.choice(known) if rng.random() < 0.3 else f"05{rng.randint(0, 10**8 - 1):08d}"
    return {
        "customer_no": customer,
        "customer_name": rng.choice(("甲公司", "乙公司", None)),
        "address": rng.choice(("人民路1号", "人民路2号", None)),
        "unit": rng.choice(UNITS),
        "manager": rng.choice(("经理甲", "经理乙", None)),
        "justification": rng.choice((None, None, "用户原因")),
    }


def what(rng: random.Random) -> Values:
    """Return what was applied for, and what was charged."""
    amounts = (None, None, Decimal(0), Decimal("12800.50"), Decimal(500))
    return {
        "business_type": rng.choice(TYPES),
        "customer_class": rng.choice((None, None, None, None, None, "低压居民", "小微企业", "低压非居民", "高压")),
        "usage_class": rng.choice(USAGES),
        "capacity_kva": rng.choice((None, Decimal(8), Decimal(160), Decimal(161), Decimal(630))),
        "supply": rng.choice((None, Decimal(1), Decimal(2), Decimal(3))),
        "in_park": rng.choice((None, True, False)),
        "direct_install": rng.choice((None, True, False)),
        "grid_works": rng.choice((None, True, False, False, Hole.UNREADABLE)),
        "inspection_passed": rng.choice((None, True, True, False)),
        "steps": rng.choice((None, Decimal(1), Decimal(2), Decimal(3))),
        "reliability_fee_due": rng.choice(amounts),
        "reliability_fee_paid": rng.choice(amounts),
        "other_fees": rng.choice(amounts),
        "customer_paid_works": rng.choice(amounts),
    }


def add_works(rng: random.Random, order: Values) -> None:
    """Give some orders grid works, some of them unfinished."""
    if rng.random() < 0.5:
        return
    accepted = order["accepted_at"]
    assert isinstance(accepted, dt.datetime)
    begun = later(rng, accepted.date())
    order["works_started_at"] = moment(rng, begun)
    if rng.random() < 0.7:
        order["works_finished_at"] = moment(rng, later(rng, begun))


def add_appointment(rng: random.Random, order: Values, accepted: dt.date) -> None:
    """Give some orders an appointment: requested, confirmed, planned, kept."""
    if rng.random() < 0.5:
        return
    requested = later(rng, accepted)
    planned = moment(rng, later(rng, requested, GAPS[:10]))
    order["appointment_requested_at"] = moment(rng, requested)
    order["appointment_at"] = planned
    if rng.random() < 0.8:
        order["appointment_confirmed_at"] = moment(rng, later(rng, requested, GAPS[:10]))
    if rng.random() < 0.8:
        order["contacted_at"] = moment(rng, planned.date() + dt.timedelta(days=rng.choice((-1, 0, 0, 0, 1, 2))))


def add_protection(rng: random.Random, order: Values, accepted: dt.date) -> None:
    """Give some orders a protection setting, not always finished."""
    if rng.random() < 0.6:
        return
    requested = later(rng, accepted)
    order["protection_requested_at"] = moment(rng, requested)
    for field in ("protection_set_at", "protection_filed_at", "planned_energize_at"):
        if rng.random() < 0.75:
            order[field] = moment(rng, later(rng, requested, GAPS[:12]))


def tear(rng: random.Random, order: Values) -> None:
    """Make some values of some orders empty, unreadable or contradictory."""
    if rng.random() < 0.5:
        return
    for field in rng.sample(TEARABLE, rng.randint(1, 4)):
        order[field] = rng.choice((None, None, Hole.UNREADABLE))
    if rng.random() < 0.3:
        order["status"] = rng.choice((None, None, "在途", "归档", "终止", Hole.UNREADABLE))

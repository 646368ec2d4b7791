"""How low-voltage orders live, from application to archive; it knows neither limits nor verdicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sample_data.story import county
from sample_data.story.chance import Chance
from sample_data.story.county import Record, clock, date_of, moment_of, open_day

FIRST, LAST = dt.date(2021, 11, 22), dt.date(2021, 12, 31)
_TEAMS = ("营业班", "外勤一班", "外勤二班")


@dataclass(frozen=True, slots=True, kw_only=True)
class Custom:
    """What is usual for one sort of low-voltage order.

    `usual` and `slow` are ranges of open days from application to power; `slow_share` of the orders are
    slow.  `capacity` is a range in kVA, `evening` the share of applications made after office hours.
    """

    business: tuple[str, ...]
    usage: tuple[str, ...]
    customer: Callable[[Chance, str], Record]
    capacity: tuple[int, ...]
    usual: tuple[int, int]
    slow: tuple[int, int]
    slow_share: float = 0.025
    works_share: float = 0.0
    direct: str | None = None
    evening: float = 0.08


_RESIDENT = ("低压居民新装",) * 4 + ("低压居民增容",)
_SMALL = ("低压非居民新装",) * 3 + ("低压非居民增容",)
_TRADE = ("一般工商业", "商业", "非居民照明", "农业生产")

CUSTOMS: tuple[tuple[int, Custom], ...] = (
    (
        690,
        Custom(
            business=_RESIDENT,
            usage=("居民生活",),
            customer=county.household,
            capacity=(4, 6, 8, 12),
            usual=(0, 0),
            slow=(1, 3),
            slow_share=0.012,
            direct="是",
            evening=0.008,
        ),
    ),
    (
        280,
        Custom(
            business=_RESIDENT,
            usage=("居民生活",),
            customer=county.household,
            capacity=(4, 8, 12),
            usual=(1, 2),
            slow=(3, 6),
            direct="否",
        ),
    ),
    (
        210,
        Custom(
            business=_RESIDENT,
            usage=("居民生活",),
            customer=county.household,
            capacity=(8, 12, 16),
            usual=(2, 5),
            slow=(6, 9),
            works_share=1.0,
            direct="否",
        ),
    ),
    (
        520,
        Custom(
            business=_SMALL,
            usage=_TRADE,
            customer=county.shop,
            capacity=(10, 20, 30, 50, 80, 100, 160),
            usual=(1, 5),
            slow=(6, 10),
            works_share=0.3,
        ),
    ),
    (
        80,
        Custom(
            business=_SMALL,
            usage=_TRADE,
            customer=county.shop,
            capacity=(180, 200, 250, 315),
            usual=(1, 2),
            slow=(3, 7),
        ),
    ),
    (
        70,
        Custom(
            business=("低压充电桩新装",),
            usage=("居民生活", "商业"),
            customer=county.household,
            capacity=(7, 21, 60),
            usual=(1, 2),
            slow=(3, 5),
        ),
    ),
    (
        35,
        Custom(
            business=("低压装表临时用电",),
            usage=_TRADE,
            customer=county.shop,
            capacity=(30, 50, 80),
            usual=(1, 2),
            slow=(3, 5),
        ),
    ),
    (
        95,
        Custom(
            business=("低压分布式光伏新装", "低压居民分布式发电新装"),
            usage=("居民生活",),
            customer=county.household,
            capacity=(10, 20, 30),
            usual=(3, 9),
            slow=(1, 1),
        ),
    ),
    (
        60,
        Custom(
            business=("更名", "过户", "改类", "减容", "暂停", "销户"),
            usage=_TRADE,
            customer=county.shop,
            capacity=(10, 30, 80),
            usual=(0, 5),
            slow=(6, 9),
        ),
    ),
    (
        8,
        Custom(
            business=("小区新装",),
            usage=("居民生活",),
            customer=county.company,
            capacity=(400, 630),
            usual=(8, 15),
            slow=(16, 25),
        ),
    ),
)
"""How many orders of which custom."""


def order(chance: Chance, custom: Custom) -> Record:
    """Return the life of one order that is applied for in the weeks around December."""
    unit = county.station(chance)
    life = custom.customer(chance, unit)
    life |= {
        "business_type": chance.pick(custom.business),
        "usage_class": chance.pick(custom.usage),
        "team": chance.pick(_TEAMS),
        "manager": county.manager_of(unit, chance),
        "capacity_kva": chance.pick(custom.capacity),
        "voltage": "380V" if custom.customer is not county.household else "220V",
        "supply": "单电源",
        "direct_install": custom.direct,
        "steps": 1,
        "accepted_at": applied(chance, custom.evening),
    }
    life["grid_works"] = "01 有外线工程" if chance.happens(custom.works_share) else "06 无工程"
    return life | connection(chance, life, _days(chance, custom)) | appointment(chance, life)


def applied(chance: Chance, evening: float) -> dt.datetime:
    """Return the moment of an application: any day of the week, in the evening too."""
    day = FIRST + dt.timedelta(days=chance.number(0, (LAST - FIRST).days))
    return clock(chance, day, 18, 22) if chance.happens(evening) else clock(chance, day, 8, 16)


def connection(chance: Chance, life: Record, days: int) -> Record:
    """Return what follows an application when the power comes on after `days` open days."""
    accepted = moment_of(life["accepted_at"])
    day = open_day(accepted.date(), days)
    power = clock(chance, day)
    if power <= accepted:
        power = min(accepted + dt.timedelta(minutes=70), accepted.replace(hour=23, minute=55))
    stages: Record = {"energized_at": power, "archived_at": clock(chance, open_day(day, chance.number(1, 2)))}
    if days:
        stages["surveyed_at"] = clock(chance, open_day(accepted.date(), min(days, 1)), 8, 8)
    if days > 1 and str(life["grid_works"]).startswith("01"):
        stages["works_started_at"] = open_day(accepted.date(), 1)
        stages["works_finished_at"] = open_day(accepted.date(), days - 1)
    return stages


def appointment(chance: Chance, life: Record) -> Record:
    """Return the appointment a fifth of the customers make, and when they were called."""
    if not chance.happens(0.2):
        return {}
    accepted = moment_of(life["accepted_at"])
    meeting = clock(chance, open_day(accepted.date(), 1))
    return {
        "appointment_requested_at": accepted + dt.timedelta(minutes=chance.number(1, 20)),
        "appointment_confirmed_at": clock(chance, open_day(accepted.date(), 1), 8, 8),
        "appointment_at": meeting,
        "contacted_at": meeting - dt.timedelta(minutes=chance.number(5, 90)),
    }


def orders(chance: Chance) -> list[Record]:
    """Return all low-voltage orders that were not yet archived when December began."""
    lives = [order(chance, custom) for number, custom in CUSTOMS for _ in range(number)]
    return [life for life in lives if date_of(life["archived_at"]) >= dt.date(2021, 12, 1)]


def _days(chance: Chance, custom: Custom) -> int:
    return chance.number(*(custom.slow if chance.happens(custom.slow_share) else custom.usual))

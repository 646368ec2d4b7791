"""What goes wrong in the life of an order or in its record; it knows neither rules nor verdicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from sample_data.story import county
from sample_data.story.chance import Chance
from sample_data.story.county import Record, clock, date_of, open_day

_ENDINGS = ("energized_at", "archived_at", "works_started_at", "works_finished_at", "materials_at", "inspected_at")


def strike(chance: Chance, lives: list[Record]) -> list[Record]:
    """Change some of `lives` in place, each by one mishap at most, and return the orders that come of it."""
    small = iter(chance.shuffled([life for life in lives if _is_low_voltage(life) and _in_december(life)]))
    large = iter(chance.shuffled([life for life in lives if _is_high_voltage(life) and _in_december(life)]))
    for number, mishap in _LOW_VOLTAGE:
        for _ in range(number):
            mishap(chance, next(small))
    for number, mishap in _HIGH_VOLTAGE:
        for _ in range(number):
            mishap(chance, next(large))
    _batch(chance, small)
    return [*_second_attempts(chance, small), *_left_lying(chance)]


def _is_low_voltage(life: Record) -> bool:
    kinds = ("低压居民新装", "低压居民增容", "低压非居民新装", "低压非居民增容")
    return life["business_type"] in kinds and "appointment_at" not in life


def _is_high_voltage(life: Record) -> bool:
    return str(life["business_type"]).startswith("高压")


def _in_december(life: Record) -> bool:
    return date_of(life["accepted_at"]) >= dt.date(2021, 11, 29) and date_of(life["archived_at"]).year == 2021


def _forgot_power(chance: Chance, life: Record) -> None:
    life["energized_at"] = chance.pick(("", "-", r"\N"))


def _lost_capacity(_chance: Chance, life: Record) -> None:
    life |= {"business_type": "低压非居民新装", "capacity_kva": None, "direct_install": None}


def _unknown_works(_chance: Chance, life: Record) -> None:
    life["grid_works"] = "99 其它"


def _unreadable_power(chance: Chance, life: Record) -> None:
    life["energized_at"] = chance.pick(("2021-13-05", "待定", "12月上旬"))


def _power_before_application(_chance: Chance, life: Record) -> None:
    life["energized_at"] = date_of(life["accepted_at"]) - dt.timedelta(days=2)


def _surveyed_after_power(chance: Chance, life: Record) -> None:
    life["surveyed_at"] = clock(chance, open_day(date_of(life["energized_at"]), 1))


def _destroyed_number(_chance: Chance, life: Record) -> None:
    life["order_no"] = "3.02121E+15"


def _destroyed_customer(_chance: Chance, life: Record) -> None:
    life["customer_no"] = "5.01587E+09"


def _filler(_chance: Chance, life: Record) -> None:
    life["terminated_at"] = "9999-12-31"


def _odd_business(chance: Chance, life: Record) -> None:
    life["business_type"] = chance.pick(("线路迁改配合", "迁表改造", "临时装拆表"))


def _charged(chance: Chance, life: Record) -> None:
    life["other_fees"] = chance.pick(("300", "1,200.00", "￥680"))


def _paid_for_works(chance: Chance, life: Record) -> None:
    life["customer_paid_works"] = chance.pick(("850.00", "2,400", "1360"))


def _more_steps(_chance: Chance, life: Record) -> None:
    life["steps"] = 3


def _called_late(chance: Chance, life: Record) -> None:
    meeting = clock(chance, open_day(date_of(life["accepted_at"]), 1), 9, 15)
    life |= {"appointment_at": meeting, "contacted_at": meeting + dt.timedelta(minutes=chance.number(20, 90))}


def _never_called(chance: Chance, life: Record) -> None:
    life["appointment_at"] = clock(chance, open_day(date_of(life["accepted_at"]), 1))


def _confirmed_slowly(chance: Chance, life: Record) -> None:
    _called_late(chance, life)
    meeting = clock(chance, open_day(date_of(life["accepted_at"]), 6))
    life |= {
        "appointment_requested_at": life["accepted_at"],
        "appointment_confirmed_at": clock(chance, open_day(date_of(life["accepted_at"]), 5), 8, 8),
        "appointment_at": meeting,
        "contacted_at": meeting - dt.timedelta(minutes=45),
    }


def _given_up(chance: Chance, life: Record) -> None:
    ended = clock(chance, open_day(date_of(life["accepted_at"]), chance.number(0, 2)), 17, 17)
    life |= dict.fromkeys(_ENDINGS) | {"terminated_at": ended, "status": "终止"}


def _given_up_late(chance: Chance, life: Record) -> None:
    _given_up(chance, life)
    life["terminated_at"] = clock(chance, open_day(date_of(life["accepted_at"]), 8))


def _works_without_end(_chance: Chance, life: Record) -> None:
    life |= {
        "works_started_at": open_day(date_of(life["replied_at"]), 1),
        "works_finished_at": None,
        "grid_works": "02 有外线及变电工程",
    }


def _without_manager(_chance: Chance, life: Record) -> None:
    life["manager"] = None


def _customer_paid_in_park(_chance: Chance, life: Record) -> None:
    life |= {"in_park": "是", "usage_class": "一般工商业", "customer_paid_works": "86000.00"}


def _rushed(chance: Chance, life: Record) -> None:
    """The stages of weeks all within two days."""
    accepted = date_of(life["accepted_at"])
    first, second = open_day(accepted, 1), open_day(accepted, 2)
    life |= dict.fromkeys(("works_started_at", "works_finished_at"))
    life |= {"business_type": "高压新装", "grid_works": "06 无工程"}
    life |= {"surveyed_at": first, "replied_at": first, "materials_at": first, "inspected_at": second}
    life |= {"energized_at": clock(chance, second), "archived_at": clock(chance, open_day(second, 1))}


Mishap = Callable[[Chance, Record], None]

_LOW_VOLTAGE: tuple[tuple[int, Mishap], ...] = (
    (5, _forgot_power),
    (4, _lost_capacity),
    (6, _unknown_works),
    (4, _unreadable_power),
    (3, _power_before_application),
    (3, _surveyed_after_power),
    (3, _destroyed_number),
    (2, _destroyed_customer),
    (12, _filler),
    (4, _odd_business),
    (3, _charged),
    (4, _paid_for_works),
    (4, _more_steps),
    (4, _called_late),
    (3, _never_called),
    (3, _confirmed_slowly),
    (20, _given_up),
    (3, _given_up_late),
)

_HIGH_VOLTAGE: tuple[tuple[int, Mishap], ...] = (
    (3, _works_without_end),
    (3, _without_manager),
    (2, _customer_paid_in_park),
    (2, _more_steps),
    (3, _rushed),
)


def _batch(chance: Chance, lives: Iterator[Record]) -> None:
    """Let one station enter fourteen applications within twenty minutes."""
    for minute in range(14):
        life = next(lives)
        days = date_of(life["energized_at"]) - date_of(life["accepted_at"])
        life["accepted_at"] = dt.datetime(2021, 12, 15, 16, 31 + minute)
        power = open_day(dt.date(2021, 12, 15), min(days.days, 2))
        life |= dict.fromkeys(("surveyed_at", "works_started_at", "works_finished_at"))
        life |= {"unit": county.STATIONS[1], "team": "营业班", "manager": county.manager_of(county.STATIONS[1], chance)}
        life |= {"energized_at": clock(chance, power, 17, 17), "archived_at": clock(chance, open_day(power, 1))}


def _second_attempts(chance: Chance, lives: Iterator[Record]) -> Iterator[Record]:
    """Yield new orders of customers whose first one is given up here; the last has no customer number."""
    for place in range(3):
        first = next(lives)
        _given_up(chance, first)
        if place == 2:
            first["customer_no"] = None
        again = {name: value for name, value in first.items() if name not in {"terminated_at", "status"}}
        day = open_day(date_of(first["terminated_at"]), chance.number(1, 2))
        power = open_day(day, 0 if again.get("direct_install") == "是" else 1)
        again |= {
            "accepted_at": clock(chance, day, 8, 9),
            "surveyed_at": None,
            "energized_at": clock(chance, power, 11),
        }
        yield again | {"archived_at": clock(chance, open_day(power, 1))}


def _left_lying(chance: Chance) -> Iterator[Record]:
    """Yield orders accepted over a year ago that nobody ended; for three it is written why."""
    for place in range(9):
        unit = county.station(chance)
        accepted = dt.date(2020, 11, 30) + dt.timedelta(days=3 * place) if place < 7 else dt.date(2020, 9, 15)
        yield county.shop(chance, unit) | {
            "business_type": "低压非居民新装",
            "usage_class": "一般工商业",
            "team": "营业班",
            "manager": county.manager_of(unit, chance),
            "capacity_kva": 80,
            "voltage": "380V",
            "supply": "单电源",
            "grid_works": "01 有外线工程",
            "accepted_at": clock(chance, accepted),
            "surveyed_at": clock(chance, open_day(accepted, 1)),
            "archived_at": None,
            "justification": "客户土建未完工，已书面说明" if place % 3 == 2 else None,
        }

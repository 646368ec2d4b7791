"""The made-up county: its supply stations, people and office days; it knows no order and no rule."""

from __future__ import annotations

import datetime as dt

from sample_data.story.chance import Chance

Value = str | int | float | dt.date | dt.datetime | None
Record = dict[str, Value]
"""One row, by the canonical names of its fields; a field that is absent is empty."""

STATIONS = ("青石供电所", "柳湾供电所", "白沙供电所", "东岭供电所", "河口供电所", "南桥供电所")
_BY_SIZE = (STATIONS[0],) * 5 + (STATIONS[1],) * 4 + (STATIONS[2],) * 3 + STATIONS[3:] * 2

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗"
_GIVEN = "伟芳娜敏静强磊军洋勇艳杰娟涛明超霞平刚喆镕玥堃"
_MANAGERS = "赵钱孙李周吴郑王冯陈卫蒋"
_TRADES = ("食品厂", "农机修理部", "木材加工厂", "养殖场", "超市", "建材店", "纺织厂", "冷库", "酒店", "粮油店")
_COMPANIES = ("机械有限公司", "新材料有限公司", "食品有限公司", "物流有限公司", "农业科技有限公司", "医院", "学校")

_OFF = frozenset(
    [dt.date(2022, 1, day) for day in (1, 2, 3, 31)]
    + [dt.date(2022, 2, day) for day in range(1, 7)]
    + [dt.date(2021, 1, 1), dt.date(2021, 10, 1)]
)
_MADE_UP = frozenset({dt.date(2022, 1, 29), dt.date(2022, 1, 30)})


def is_open(day: dt.date) -> bool:
    """Whether the stations' crews work on `day`."""
    return day in _MADE_UP or (day.weekday() < 5 and day not in _OFF)


def open_day(day: dt.date, number: int) -> dt.date:
    """Return the `number`-th open day after `day`; for 0, `day` itself if open, else the next open one."""
    step = dt.timedelta(days=1)
    if number == 0:
        number, day = 1, day - step
    while number:
        day += step
        number -= is_open(day)
    return day


def clock(chance: Chance, day: dt.date, first: int = 9, last: int = 17) -> dt.datetime:
    """Return a moment of `day` between the hours `first` and `last`."""
    return dt.datetime(day.year, day.month, day.day, chance.number(first, last), chance.number(0, 59))


def date_of(value: Value) -> dt.date:
    """Return the day of a date or moment."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    raise TypeError(f"not a date: {value!r}")


def moment_of(value: Value) -> dt.datetime:
    """Return a moment as such."""
    if isinstance(value, dt.datetime):
        return value
    raise TypeError(f"not a moment: {value!r}")


def station(chance: Chance) -> str:
    """Return one of the stations, a large one more often."""
    return chance.pick(_BY_SIZE)


def manager_of(unit: str, chance: Chance) -> str:
    """Return one of the two client managers of `unit`."""
    place = STATIONS.index(unit) * 2
    return f"{_MANAGERS[place + chance.number(0, 1)]}某{'青柳白东河南'[place // 2]}"


def person(chance: Chance) -> str:
    """Return a name that stands for nobody."""
    return f"{chance.pick(_SURNAMES)}某{chance.pick(_GIVEN)}"


def household(chance: Chance, unit: str) -> Record:
    """Return a residential customer of `unit`."""
    return _customer(chance, unit, person(chance), f"村{chance.number(1, 12)}组{chance.number(1, 80)}号")


def shop(chance: Chance, unit: str) -> Record:
    """Return a small business of `unit`."""
    name = f"{unit[:2]}{chance.pick(_GIVEN)}字{chance.pick(_TRADES)}"
    return _customer(chance, unit, name, f"街{chance.number(1, 300)}号")


def company(chance: Chance, unit: str) -> Record:
    """Return a large customer of `unit`."""
    name = f"示例{chance.pick(_GIVEN)}{chance.pick(_GIVEN)}{chance.pick(_COMPANIES)}"
    return _customer(chance, unit, name, f"工业路{chance.number(1, 99)}号")


def _customer(chance: Chance, unit: str, name: str, place: str) -> Record:
    return {
        "customer_no": f"{chance.number(0, 9_999_999_999):010}",
        "customer_name": name,
        "address": f"示例县{unit[:2]}{place}",
        "phone": f"100{chance.number(0, 99_999_999):08}",
        "unit": unit,
    }

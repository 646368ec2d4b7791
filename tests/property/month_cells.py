"""Writes a value the way an export may show it; it must not know what the value means to a rule."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from decimal import Decimal

from tests.property.reading_records import Hole, Value

UNREADABLE_TEXT = "待核"
EMPTY_TEXTS = ("", "", "", "-", "—", "NULL", r"\N")
MOMENT_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y.%m.%d %H:%M:%S", "%Y年%m月%d日 %H:%M", "%Y%m%d%H%M%S")
DAY_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%d 00:00:00")
YES_NO_TEXTS: Mapping[bool, tuple[str, ...]] = {True: ("是", "有", "Y", "1", "√"), False: ("否", "无", "N", "0", "×")}
OWN_YES_NO_TEXTS: Mapping[str, Mapping[bool, tuple[str, ...]]] = {
    "grid_works": {True: ("是", "有", "01", "05"), False: ("否", "无", "06", "无工程")},
    "substantiated": {True: ("属实", "部分属实", "是"), False: ("不属实", "否")},
}
OWN_UNREADABLE_TEXTS = {"grid_works": ("99", UNREADABLE_TEXT)}
SUPPLY_TEXTS = {1: ("单电源", "1"), 2: ("双电源", "2"), 3: ("多电源", "3")}
STATUS_TEXTS = {
    "在途": ("在途", "运行", "在办", "处理中"),
    "归档": ("归档", "已归档", "流程办结", "已办结"),
    "终止": ("终止", "已终止", "中止", "作废"),
}


def as_text(field: str, value: Value, rng: random.Random) -> str:
    """Return a cell that says `value` in a column of `field`."""
    if value is None:
        return rng.choice(EMPTY_TEXTS)
    if isinstance(value, Hole):
        return rng.choice(OWN_UNREADABLE_TEXTS.get(field, (UNREADABLE_TEXT,)))
    if isinstance(value, bool):
        return rng.choice(OWN_YES_NO_TEXTS.get(field, YES_NO_TEXTS)[value])
    if isinstance(value, dt.datetime):
        return moment_text(field, value, rng)
    if isinstance(value, Decimal):
        return rng.choice(SUPPLY_TEXTS[int(value)]) if field == "supply" else str(value)
    return rng.choice(STATUS_TEXTS[value]) if field == "status" else value


def moment_text(field: str, moment: dt.datetime, rng: random.Random) -> str:
    """Return a date, with its clock time if it has one."""
    if field == "month":
        return moment.strftime("%Y-%m")
    has_clock_time = moment.time() != dt.time(0)
    return moment.strftime(rng.choice(MOMENT_FORMATS if has_clock_time else DAY_FORMATS))

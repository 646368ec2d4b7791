"""The year's outages and the month's works on the grid; it knows neither rules nor verdicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sample_data.story import county
from sample_data.story.chance import Chance
from sample_data.story.county import STATIONS, Value, clock
from sample_data.story.paper import Sheet

_LINES = tuple(f"10kV{unit[:2]}{number}线" for unit in STATIONS for number in ("一", "二", "三"))
_TROUBLED = {
    "10kV青石一线": ((2, 11), (5, 30), (7, 24), (10, 8), (12, 5), (12, 19)),
    "10kV东岭二线": ((3, 2), (6, 17), (8, 29), (12, 12)),
    "10kV南桥三线": ((4, 21), (9, 6), (12, 24)),
}
"""Lines with many faults, by month and day."""

_WEAK = {
    "柳湾村3号台区": ((1, 15), (3, 9), (4, 27), (6, 30), (8, 2), (12, 7), (12, 26)),
    "河口镇北台区": ((2, 3), (5, 12), (7, 7), (7, 20), (9, 15), (12, 17)),
}
"""Transformers out again and again, by month and day."""


def line_outages(chance: Chance) -> Sheet:
    """Return the line outages of the year: faults, planned ones, a few that are not counted."""
    cases: list[tuple[str, dt.date, str, str | None]]
    cases = [(line, dt.date(2021, *day), "故障", None) for line, days in _TROUBLED.items() for day in days]
    for place in range(30):
        day = dt.date(2021, 1, 4) + dt.timedelta(days=12 * place + chance.number(0, 8))
        cause = "故障" if place % 10 == 7 else "计划"
        cases.append((_LINES[(place * 5 + 1) % len(_LINES)], day, cause, "否" if place % 15 == 7 else None))
    rows: list[Sequence[Value]] = []
    for number, (line, day, cause, counted) in enumerate(sorted(cases, key=lambda case: case[1]), 1):
        begun, ended = _span(chance, day)
        hours = None if number % 17 == 0 else round(chance.number(100, 3600) / 10, 1)
        rows.append((f"XL2021{number:04}", line, f"{line[4:6]}供电所", begun, ended, cause, hours, counted))
    headers = ("停电编号", "线路名称", "责任单位", "停电时间", "复电时间", "停电类型", "停电时户数", "是否统计")
    return Sheet(name="线路停运", title="2021年配网线路停运明细", headers=headers, rows=rows)


def transformer_outages(chance: Chance) -> Sheet:
    """Return the transformer outages of the year."""
    cases: list[tuple[str, dt.date, str | None]]
    cases = [(name, dt.date(2021, *day), None) for name, days in _WEAK.items() for day in days]
    for place in range(40):
        day = dt.date(2021, 1, 4) + dt.timedelta(days=9 * place)
        unit = STATIONS[place % 6]
        cases.append((f"{unit[:2]}镇{chance.number(1, 40)}号台区", day, "否" if place == 37 else None))
    rows: list[Sequence[Value]] = []
    for number, (name, day, counted) in enumerate(sorted(cases, key=lambda case: case[1]), 1):
        begun, ended = _span(chance, day)
        rows.append((f"TQ2021{number:04}", name, f"{name[:2]}供电所", begun, ended, counted))
    headers = ("停电编号", "台区名称", "责任单位", "停电时间", "复电时间", "是否统计")
    return Sheet(name="台区停运", title="2021年配电台区停运明细", headers=headers, rows=rows)


def works() -> Sheet:
    """Return the month's works on lines, done live or with the power cut."""
    rows: list[Sequence[Value]] = []
    for place in range(26):
        line = _LINES[(place * 7) % len(_LINES)]
        feasible, method = ("是", "带电") if place % 3 else ("否", "停电")
        if place in {4, 13, 22}:
            feasible, method = "是", "停电"
        day = county.open_day(dt.date(2021, 11, 30), 1 + place % 22)
        heard = "是" if place == 13 else "否" if place % 2 else None
        rows.append((f"ZY202112{place + 1:03}", day, f"{line[4:6]}供电所", line, feasible, method, heard))
    headers = (
        "作业编号",
        "作业日期",
        "责任单位",
        "线路名称",
        "是否具备带电作业条件",
        "作业方式",
        "是否造成频繁停电投诉",
    )
    return Sheet(name="检修作业", title="2021年12月配网检修作业", headers=headers, rows=rows)


def _span(chance: Chance, day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    begun = clock(chance, day, 6, 18)
    return begun, begun + dt.timedelta(minutes=chance.number(25, 290))

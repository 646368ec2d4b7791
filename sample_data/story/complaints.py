"""The month's tickets, incidents, exams and visits; it knows neither rules nor verdicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sample_data.story import county
from sample_data.story.chance import Chance
from sample_data.story.county import STATIONS, Record, Value, clock, date_of, open_day
from sample_data.story.paper import Sheet

_TICKETS = """
工单编号   受理时间         工单类别 责任单位   是否业扩 是否属实 户号       事件编号   是否纯人为 是否升级 主单编号
KF21090311 2021-09-14T10:21 投诉     青石供电所 是       属实     0208817365 SJ21090031 -          -        -
KF21100075 2021-10-22T09:02 投诉     白沙供电所 是       属实     0455120983 SJ21100007 否         否       -
KF21120021 2021-12-03T08:47 投诉     青石供电所 是       属实     0312664508 SJ21120002 否         否       -
KF21120052 2021-12-06T16:30 投诉     柳湾供电所 是       属实     0690011274 SJ21120005 是         否       -
KF21120113 2021-12-09T11:15 投诉     青石供电所 是       属实     0208817365 SJ21120011 否         否       -
KF21120140 2021-12-14T19:40 投诉     白沙供电所 是       属实     0733902156 SJ21100007 -          -        -
KF21120201 2021-12-20T13:05 投诉     南桥供电所 是       -        0148870062 SJ21120024 否         是       -
KF21120202 2021-12-20T13:52 投诉     南桥供电所 是       -        0148870062 SJ21120024 否         是       KF21120201
KF21120277 2021-12-27T09:33 投诉     东岭供电所 是       属实     0960233418 SJ21120040 否         否       KF21110904
KF21120019 2021-12-02T15:11 意见     河口供电所 是       属实     0517740396 -          -          -        -
KF21120088 2021-12-08T10:08 意见     青石供电所 是       部分属实 0820095641 -          -          -        -
KF21120102 2021-12-10T17:26 意见     柳湾供电所 是       不属实   0093317720 -          -          -        -
KF21120166 2021-12-16T08:59 意见     东岭供电所 是       否       0374461859 -          -          -        -
KF21120290 2021-12-29T14:44 意见     柳湾供电所 是       -        0641128807 -          -          -        -
KF21120070 2021-12-07T09:00 质检     青石供电所 是       属实     -          -          -          -        -
KF21120131 2021-12-13T09:00 质检     白沙供电所 是       是       -          -          -          -        -
KF21120153 2021-12-15T09:00 质检     河口供电所 是       不属实   -          -          -          -        -
KF21120221 2021-12-22T09:00 质检     南桥供电所 是       不属实   -          -          -          -        -
KF21120033 2021-12-04T20:16 投诉     柳湾供电所 否       属实     0559073612 SJ21120003 否         否       -
KF21120189 2021-12-18T12:37 投诉     东岭供电所 否       不属实   0702284190 SJ21120019 否         否       -
KF21120110 2021-12-11T18:22 意见     青石供电所 否       属实     0286615037 -          -          -        -
KF21120234 2021-12-23T10:50 意见     白沙供电所 否       不属实   0417759820 -          -          -        -
"""

_INCIDENTS = """
事件编号    发现日期   事件类型 责任单位   责任人 班(所)长 来源
WG21110017 2021-11-18 线下流转 青石供电所 王某刚 李某强   明察暗访
WG21120001 2021-12-02 线下流转 柳湾供电所 陈某军 刘某勇   明察暗访
WG21120002 2021-12-09 线下流转 东岭供电所 黄某涛 周某平   95598
WG21120003 2021-12-06 三指定   青石供电所 赵某明 李某强   12398
WG21120004 2021-12-21 三指定   河口供电所 吴某磊 徐某洋   明察暗访
WG21120005 2021-12-08 乱收费   白沙供电所 孙某杰 马某刚   12398
WG21120006 2021-12-23 乱收费   青石供电所 朱某超 李某强   巡察
WG21120007 2021-12-10 增设环节 柳湾供电所 胡某敏 刘某勇   巡察
WG21120008 2021-12-15 扩大验收 南桥供电所 林某静 郭某伟   95598
WG21120009 2021-12-16 批量工单 柳湾供电所 何某丽 刘某勇   系统稽查
WG21120010 2021-12-28 批量工单 白沙供电所 高某娟 马某刚   系统稽查
WG21120011 2021-12-13 投资界面 河口供电所 罗某艳 徐某洋   客户回访
WG21120012 2021-12-24 投资界面 东岭供电所 郭某霞 周某平   客户回访
WG21120013 2021-12-07 增收资料 青石供电所 张某芳 李某强   明察暗访
WG21120014 2021-12-14 提高门槛 南桥供电所 杨某平 郭某伟   95598
WG21120015 2021-12-22 吃拿卡要 东岭供电所 刘某喆 周某平   12398
WG21120016 2021-12-30 推诿拖延 河口供电所 徐某镕 徐某洋   95598
"""

_RESULTS = ((3, 93.5), (41, 88.0), (6, 91.2), (7, 90.8), (112, 76.5), (None, 78.5))
_OUT_OF = 126


def tickets() -> Sheet:
    """Return tickets: complaints, opinions and quality checks, some repeated, one a child of another."""
    headers, rows = _table(_TICKETS)
    rows = [[row[0], dt.datetime.fromisoformat(str(row[1])), *row[2:]] for row in rows]
    return Sheet(name="客户诉求", title="2021年客户诉求工单", headers=headers, rows=rows)


def incidents(orders: Sequence[Record]) -> Sheet:
    """Return what inspections and callers brought to light; some incidents name an order."""
    headers, rows = _table(_INCIDENTS)
    rows = [[row[0], dt.date.fromisoformat(str(row[1])), *row[2:], None] for row in rows]
    rows[4][-1], rows[11][-1] = (order["order_no"] for order in orders[:2])
    return Sheet(name="违规事件", title="2021年业扩违规事件登记", headers=[*headers, "申请编号"], rows=rows)


def exams(chance: Chance) -> Sheet:
    """Return the exam results of November and December: a unit's average each, and single persons."""
    rows: list[Sequence[Value]] = []
    for month in ("2021-11", "2021-12"):
        for unit, (rank, score) in zip(STATIONS, _RESULTS, strict=True):
            rows.append((month, "单位", unit, None, score, rank, _OUT_OF))
        for place in range(24):
            rank = None if place == 5 else 40 + 95 * place
            score = round(98.0 - place * 1.5, 1)
            rows.append((month, "个人", STATIONS[place % 6], f"{county.person(chance)}{place + 1}", score, rank, 2400))
    headers = ("月份", "对象", "单位", "姓名", "成绩", "全省排名", "全省参考数")
    return Sheet(name="考试成绩", title="获得电力业务考试成绩", headers=headers, rows=rows)


def visits(chance: Chance, orders: Sequence[Record], until: dt.date) -> Sheet:
    """Return the managers' visits to customers of `orders`; some were forgotten, some met only one of the two."""
    rows: list[Sequence[Value]] = []
    for place, order in enumerate(orders):
        if not isinstance(order.get("energized_at"), dt.date) or place % 11 == 3:
            continue
        when = clock(chance, open_day(date_of(order["energized_at"]), chance.number(1, 3)))
        if when.date() > until:
            continue
        by = "客户经理" if place % 13 == 5 else chance.pick(("总经理", "分管副总经理", "分管副总经理"))
        rows.append((order["order_no"], when, by, "是", "否" if place % 9 == 4 else "是"))
    headers = ("申请编号", "回访时间", "回访人职务", "是否见到法人", "是否见到经办人")
    return Sheet(name="客户回访", title="高压客户回访登记", headers=headers, rows=rows)


def _table(text: str) -> tuple[list[str], list[list[Value]]]:
    headers, *rows = (line.split() for line in text.strip().splitlines())
    return headers, [[None if cell == "-" else cell for cell in row] for row in rows]

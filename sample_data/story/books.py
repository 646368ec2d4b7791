"""Lays the orders out as the two files the office exports; it knows no life story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sample_data.story import county
from sample_data.story.chance import Chance
from sample_data.story.county import Record, Value, date_of
from sample_data.story.paper import Sheet, as_text

MONTH_END, STALE, TRACKED = dt.date(2021, 12, 31), dt.date(2021, 12, 20), dt.date(2022, 3, 4)
"""When the archive was cut, when the stale rows were last touched, when the tracking list was exported."""

ARCHIVE_HEADERS = {
    "order_no": "申请编号",
    "customer_no": "用户编号",
    "customer_name": "客户名称",
    "address": "用电地址",
    "phone": "联系电话",
    "business_type": "业务类型",
    "usage_class": "用电类别",
    "unit": "供电单位",
    "team": "班组",
    "manager": "客户经理",
    "status": "流程状态",
    "capacity_kva": "合同容量(kVA)",
    "voltage": "电压等级",
    "supply": "电源类型",
    "in_park": "是否省级及以上园区",
    "direct_install": "是否具备直接装表条件",
    "grid_works": "配套情况",
    "accepted_at": "受理时间",
    "appointment_requested_at": "预约提交时间",
    "appointment_confirmed_at": "预约确认时间",
    "appointment_at": "预约时间",
    "contacted_at": "联系客户时间",
    "surveyed_at": "现场勘查时间",
    "replied_at": "供电方案答复时间",
    "works_started_at": "工程开工时间",
    "works_finished_at": "完工日期",
    "materials_at": "竣工报验时间",
    "inspected_at": "竣工验收时间",
    "inspection_passed": "验收是否合格",
    "energized_at": "装表接电时间",
    "planned_energize_at": "计划投运时间",
    "archived_at": "归档时间",
    "terminated_at": "终止时间",
    "protection_requested_at": "保护定值申请时间",
    "protection_set_at": "整定完成时间",
    "protection_filed_at": "备案时间",
    "steps": "环节数",
    "reliability_fee_due": "应收高可靠性供电费（元）",
    "reliability_fee_paid": "实收高可靠性供电费（元）",
    "other_fees": "其他收费金额（元）",
    "customer_paid_works": "客户出资金额（元）",
    "justification": "佐证说明",
}
"""The archive's headers, as the marketing system names them, by canonical field."""

TRACKING_HEADERS = ARCHIVE_HEADERS | {
    "customer_no": "户号",
    "customer_name": "户名",
    "customer_class": "客户类别",
    "status": "工单状态",
    "capacity_kva": "合同容量",
    "voltage": "供电电压",
    "grid_works": "是否有配套工程",
    "surveyed_at": "现场勘察时间",
    "replied_at": "方案答复时间",
    "works_started_at": "配套工程开工时间",
    "works_finished_at": "配套工程竣工时间",
    "materials_at": "资料收集完毕时间",
    "energized_at": "送电时间",
}
"""The tracking list's headers, as the office's own table names them."""


def ends_by(life: Record, day: dt.date) -> bool:
    """Whether the order was archived, or given up, by `day`."""
    return any(
        isinstance(life.get(end), dt.date) and date_of(life[end]) <= day for end in ("archived_at", "terminated_at")
    )


def as_seen_on(day: dt.date, life: Record) -> Record:
    """Return what was known of an order at the end of `day`."""
    known = {
        name: None if isinstance(value, dt.date) and date_of(value) > day and name != "planned_energize_at" else value
        for name, value in life.items()
    }
    known["status"] = life.get("status") or ("已归档" if known.get("archived_at") else "在途")
    return known


def archive(chance: Chance, lives: Sequence[Record]) -> list[list[str]]:
    """Return the archive as text: two title rows, headers twice, a row an order, a total."""
    headers = ["序号", *ARCHIVE_HEADERS.values()]
    body = [[str(place), *_text_row(chance, as_seen_on(MONTH_END, life))] for place, life in enumerate(lives, 1)]
    body.insert(len(body) // 2, headers)
    blank = [""] * (len(headers) - 1)
    total = ["合计", *blank]
    total[headers.index(ARCHIVE_HEADERS["capacity_kva"])] = str(sum(_capacity(life) for life in lives))
    titles = ["示例县供电公司2021年12月业扩归档工单明细", *blank], ["制表日期：2022-01-04，单位：千伏安、元", *blank]
    return [*titles, headers, *body, total]


def _text_row(chance: Chance, life: Record) -> list[str]:
    row = [as_text(chance, life.get(name)) for name in ARCHIVE_HEADERS]
    return [f"{row[0]}\t", f"{row[1]}\t", *row[2:]]


def _capacity(life: Record) -> int:
    capacity = life.get("capacity_kva")
    return capacity if isinstance(capacity, int) else 0


def tracking(chance: Chance, lives: Sequence[Record], stale: Sequence[Record]) -> list[Sheet]:
    """Return the tracking list of `lives`, to which `stale` rows were never updated, and its hidden word list."""
    seen = [as_seen_on(TRACKED, life) for life in lives] + [_stale(life) for life in stale]
    seen.sort(key=lambda life: (str(life["accepted_at"]), str(life["order_no"])))
    rows = [[_native(life, name) for name in TRACKING_HEADERS] for life in seen]
    for row in chance.shuffled(rows)[:2]:
        row[0] = float(str(row[0])[:-1] + "0")
    title = "2021年12月末在途业扩工单跟踪表（跟踪至2022-03-04）"
    words = [[business, station] for business, station in zip(_WORDS, county.STATIONS, strict=True)]
    return [
        Sheet(name="在途跟踪", title=title, headers=list(TRACKING_HEADERS.values()), rows=rows),
        Sheet(name="字典", title="下拉选项", headers=["业务类型", "供电单位"], rows=words, hidden=True),
    ]


_WORDS = ("低压居民新装", "低压居民增容", "低压非居民新装", "低压非居民增容", "高压新装", "高压增容")


def _stale(life: Record) -> Record:
    return as_seen_on(STALE, life) | {"status": "在途", "archived_at": None}


def _native(life: Record, name: str) -> Value:
    if name == "customer_class":
        return _CLASSES.get(str(life["business_type"])[:4])
    if name == "grid_works":
        return _WORKS[str(life["grid_works"])[:2]]
    return life.get(name)


_CLASSES = {"高压新装": "高压", "高压增容": "高压", "低压居民": "低压居民"}
_WORKS = {"01": "是", "02": "是", "06": "否", "99": None}

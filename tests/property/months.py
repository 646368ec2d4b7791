"""Made-up months: the same records as tables of text for the engine and as values for the reading.

Everything is drawn from one `random.Random`: a seed makes a large month again, and hypothesis draws small ones.
"""

from __future__ import annotations

import calendar
import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import pyarrow as pa
from hypothesis import strategies as st

from tests.property.month_cells import as_text
from tests.property.month_orders import Values, make_order
from tests.property.month_others import MAKERS, make_visit
from tests.property.reading_merge import Row, merged
from tests.property.reading_records import IN_TRANSIT, Hole, Record, Value

HEADERS: Mapping[str, Mapping[str, str]] = {
    "orders": {
        "order_no": "申请编号", "customer_no": "户号", "customer_name": "户名", "address": "用电地址",
        "business_type": "业务类型", "customer_class": "客户类别", "usage_class": "用电类别", "unit": "供电单位",
        "manager": "客户经理", "status": "工单状态", "capacity_kva": "合同容量", "supply": "电源类型",
        "in_park": "是否省级及以上园区", "direct_install": "是否具备直接装表条件", "grid_works": "是否有配套工程",
        "accepted_at": "受理时间", "appointment_requested_at": "预约提交时间",
        "appointment_confirmed_at": "预约确认时间", "appointment_at": "预约时间", "contacted_at": "联系客户时间",
        "surveyed_at": "现场勘察时间", "replied_at": "方案答复时间", "works_started_at": "配套工程开工时间",
        "works_finished_at": "配套工程竣工时间", "materials_at": "资料收集完毕时间", "inspected_at": "竣工验收时间",
        "inspection_passed": "验收是否合格", "energized_at": "送电时间", "planned_energize_at": "计划投运时间",
        "archived_at": "归档时间", "terminated_at": "终止时间", "protection_requested_at": "保护定值申请时间",
        "protection_set_at": "整定完成时间", "protection_filed_at": "备案时间", "steps": "环节数",
        "reliability_fee_due": "应收高可靠性供电费", "reliability_fee_paid": "实收高可靠性供电费",
        "other_fees": "其他收费金额", "customer_paid_works": "客户出资金额", "justification": "佐证说明",
    },
    "tickets": {
        "ticket_no": "工单编号", "category": "工单类别", "received_at": "受理时间", "unit": "责任单位",
        "expansion_related": "是否业扩", "substantiated": "是否属实", "customer_no": "户号", "event_no": "事件编号",
        "manmade": "是否纯人为责任", "escalated": "是否升级", "parent_no": "主单编号",
    },
    "incidents": {
        "incident_no": "事件编号", "event": "事件类型", "found_on": "发现日期", "unit": "责任单位", "person": "责任人",
        "team_leader": "班(所)长", "order_no": "申请编号",
    },
    "exams": {
        "month": "月份", "level": "对象", "unit": "单位", "person": "姓名", "score": "成绩", "rank": "全省排名",
        "out_of": "全省参考数",
    },
    "line_outages": {
        "outage_no": "停电编号", "line": "线路名称", "unit": "责任单位", "started_at": "停电时间", "cause": "停电类型",
        "household_hours": "停电时户数", "counted": "是否统计",
    },
    "transformer_outages": {
        "outage_no": "停电编号", "transformer": "台区名称", "unit": "责任单位", "started_at": "停电时间",
        "counted": "是否统计",
    },
    "works": {
        "work_no": "作业编号", "work_date": "作业日期", "unit": "责任单位", "live_feasible": "是否具备带电作业条件",
        "method": "作业方式", "complaints": "是否造成频繁停电投诉",
    },
    "visits": {
        "order_no": "申请编号", "visited_at": "回访时间", "visitor_role": "回访人职务", "met_legal_rep": "是否见到法人",
        "met_handler": "是否见到经办人",
    },
}  # fmt: skip
DROPPABLE: Mapping[str, tuple[str, ...]] = {
    "orders": (
        *("grid_works", "direct_install", "capacity_kva", "status", "terminated_at", "surveyed_at", "replied_at"),
        *("materials_at", "works_started_at", "works_finished_at", "contacted_at", "protection_filed_at", "in_park"),
        *("planned_energize_at", "reliability_fee_due", "justification", "appointment_confirmed_at", "supply"),
        *("customer_no", "energized_at", "manager", "inspection_passed", "other_fees", "customer_class"),
    ),
    "tickets": ("expansion_related", "substantiated", "manmade", "parent_no", "customer_no"),
    "incidents": ("order_no", "person"),
    "exams": ("rank", "out_of"),
    "line_outages": ("household_hours", "counted"),
    "transformer_outages": ("counted",),
    "works": ("complaints",),
    "visits": ("met_legal_rep", "met_handler"),
}
BASES = tuple(
    dt.date.fromisoformat(day)
    for day in (
        *("2021-11-28", "2021-12-10", "2021-12-31", "2022-01-29", "2022-02-05", "2022-04-03", "2022-05-02"),
        *("2022-09-10", "2022-10-01", "2022-12-30", "2023-01-20", "2023-10-05", "2024-02-29", "2025-01-26"),
        *("2026-02-14", "2026-12-20", "2026-12-31", "2027-01-08"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One export: its kind, its columns and its rows, as values and as the text that says them."""

    name: str
    kind: str
    fields: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    cells: tuple[tuple[str, ...], ...]

    def arrow(self) -> pa.Table:
        """Return the table of strings the engine is given."""
        columns = zip(*self.cells, strict=True) if self.cells else ((),) * len(self.fields)
        headers = [HEADERS[self.kind][field] for field in self.fields]
        return pa.table([pa.array(list(column), pa.string()) for column in columns], names=headers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Exports and how they are to be audited."""

    tables: tuple[Table, ...]
    as_of: dt.date
    period: tuple[dt.date, dt.date] | None
    parameters: Mapping[str, int]

    def sources(self) -> dict[str, pa.Table]:
        """Return the tables by name, as the public API takes them."""
        return {table.name: table.arrow() for table in self.tables}

    def records(self) -> list[Record]:
        """Return the records the reading is given."""
        return merged(
            Row(kind=table.kind, place=f"{table.name}:{line}", values=dict(zip(table.fields, row, strict=True)))
            for table in self.tables
            for line, row in enumerate(table.rows, 1)
        )


def make_month(rng: random.Random, size: int, around: dt.date) -> Month:
    """Return a month of `size` orders and half as many records of each other kind."""
    base = around + dt.timedelta(days=rng.randint(-6, 6))
    as_of = base + dt.timedelta(days=rng.choice((0, 1, 2, 5, 9, 14, 20, 45)))
    return Month(
        tables=(*order_tables(rng, base, size), *other_tables(rng, base, size)),
        as_of=as_of,
        period=make_period(rng, as_of),
        parameters=make_parameters(rng),
    )


def order_tables(rng: random.Random, base: dt.date, size: int) -> list[Table]:
    """Return two exports of orders with different columns; some orders are in both."""
    orders = [make_order(rng, base, f"41{number:08d}") for number in range(size)]
    burst(rng, orders)
    apply_again(rng, orders)
    half = len(orders) // 2
    spoil(rng, orders)
    again = [as_exported_before(rng, order) for order in orders if rng.random() < 0.15]
    return [
        make_table(rng, "orders", "orders_1.csv", orders[:half] + again),
        make_table(rng, "orders", "orders_2.csv", orders[half:]),
    ]


def burst(rng: random.Random, orders: list[Values]) -> None:
    """Move some orders close behind the one before."""
    for before, order in pairwise(orders):
        moment = before["accepted_at"]
        if rng.random() < 0.1 and isinstance(moment, dt.datetime):
            order["accepted_at"] = moment + dt.timedelta(minutes=rng.choice((1, 29, 30, 31)))


def spoil(rng: random.Random, orders: list[Values]) -> None:
    """Leave a few orders without what they need most: a number, an acceptance, a unit, a business type."""
    for order in orders:
        if rng.random() < 0.03:
            order["order_no"] = None
        if rng.random() < 0.02:
            order["accepted_at"] = rng.choice((None, Hole.UNREADABLE))
        if rng.random() < 0.02:
            order[rng.choice(("unit", "business_type"))] = None


def apply_again(rng: random.Random, orders: list[Values]) -> None:
    """Let some customers apply again about a month after an order of theirs was terminated."""
    for before, order in pairwise(orders):
        moment = order["accepted_at"]
        if rng.random() < 0.1 and isinstance(moment, dt.datetime):
            order["customer_no"] = before["customer_no"] = "0400000009"
            before["terminated_at"] = moment - dt.timedelta(days=rng.choice((-1, 0, 29, 30, 31)))


def as_exported_before(rng: random.Random, order: Values) -> Values:
    """Return an order as an earlier export had it: with less in it, or with something else."""
    older = dict(order)
    for field in rng.sample(sorted(set(order) - {"order_no"}), 5):
        value = order[field]
        if isinstance(value, dt.datetime):
            older[field] = rng.choice((None, Hole.UNREADABLE, value + dt.timedelta(days=1), drop_clock_time(value)))
        else:
            older[field] = None
    return older | {"status": IN_TRANSIT} if rng.random() < 0.5 else older


def drop_clock_time(moment: dt.datetime) -> dt.datetime:
    """Return the bare date."""
    return dt.datetime.combine(moment.date(), dt.time(0))


def other_tables(rng: random.Random, base: dt.date, size: int) -> list[Table]:
    """Return an export of every other kind, some left out."""
    tables = []
    for kind, (prefix, make) in MAKERS.items():
        if rng.random() < 0.8:
            rows = [make(rng, base, f"{prefix}{number}") for number in range(max(1, size // 2))]
            tables.append(make_table(rng, kind, f"{kind}.csv", rows))
    if rng.random() < 0.8:
        numbers = [f"41{rng.randrange(max(1, size)):08d}" for _ in range(max(1, size // 2))]
        visits = [make_visit(rng, base, number) for number in numbers]
        tables.append(make_table(rng, "visits", "visits.csv", visits))
    return tables


def make_table(rng: random.Random, kind: str, name: str, records: list[Values]) -> Table:
    """Return an export of `records`, perhaps without some of the columns."""
    droppable = DROPPABLE[kind]
    dropped = rng.sample(droppable, min(len(droppable), rng.choice((0, 0, 1, 3) if kind == "orders" else (0, 0, 0, 1))))
    fields = tuple(field for field in HEADERS[kind] if field not in dropped)
    rows = tuple(tuple(record[field] for field in fields) for record in records)
    cells = tuple(tuple(as_text(field, value, rng) for field, value in zip(fields, row, strict=True)) for row in rows)
    return Table(name=name, kind=kind, fields=fields, rows=rows, cells=cells)


def make_period(rng: random.Random, as_of: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return no period, or the month of `as_of` or the one before."""
    if rng.random() < 0.5:
        return None
    day = as_of if rng.random() < 0.5 else as_of.replace(day=1) - dt.timedelta(days=1)
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def make_parameters(rng: random.Random) -> dict[str, int]:
    """Return the parameters of the rules that have no default, all or none of them."""
    if rng.random() < 0.2:
        return {}
    return {
        "T12.min_working_days": rng.choice((3, 8)),
        "T13.max_working_days": rng.choice((0, 1, 3)),
        "T14.min_working_days": rng.choice((2, 5)),
        "B02.min_orders": rng.choice((2, 3)),
        "B02.window_minutes": rng.choice((30, 60)),
    }


def months(size: int = 3) -> st.SearchStrategy[Month]:
    """Return small months drawn by hypothesis."""
    return st.builds(make_month, st.randoms(use_true_random=False), st.just(size), st.sampled_from(BASES))


def month_of_seed(seed: int, size: int) -> Month:
    """Return a large month, always the same for a seed."""
    rng = random.Random(seed)
    return make_month(rng, size, BASES[seed % len(BASES)])

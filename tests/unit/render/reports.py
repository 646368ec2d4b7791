"""Reports built by hand, table by table: what the renderers' tests render."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

import pyarrow as pa

from hcaudit.model.changes import CHANGES, Since
from hcaudit.model.report import (
    CONSEQUENCES,
    COVERAGE,
    FINDINGS,
    FINES,
    REPORT_PROBLEMS,
    UNITS,
    WORKING,
    Report,
    Run,
)
from hcaudit.render import FORMATS, Look

Row = Mapping[str, object]

T05 = {"rule": "T05", "title": "高压业务办理超过16个工作日", "clause": "二(二)2(2)e", "item": "2.3"}
C01 = {"rule": "C01", "title": "向客户收取高可靠性供电费以外的费用", "clause": "二(三)2(2)", "item": "1.3"}
E01 = {"rule": "E01", "title": "单位成绩进入全省前6名", "clause": "2.9a", "item": "2.9a", "kind": "exams"}
CAMPAIGN = "降停电攻坚行动"


def day(text: str) -> dt.date:
    """Return an ISO date."""
    return dt.date.fromisoformat(text)


def finding(number: int, **values: object) -> Row:
    """Return one finding; what is not given is the same in every one."""
    return {
        "finding_id": f"{number:016x}",
        "facts_id": f"{number:08x}",
        "pack": "huangchuan-2021-38",
        "kind": "orders",
        "record_no": f"41210000000{number:05}",
        "customer_no": f"04220166{number:02}",
        "customer_name": "张三",
        "unit": "城关供电所",
        "team": "1班",
        "manager": "经理甲",
        "outcome": "violation",
        "disposition": "open",
        "source_file": "orders_a.csv",
        "source_row": number + 1,
    } | values


FINDING_ROWS = [
    finding(
        1,
        **T05,
        started_on=day("2021-12-31"),
        ended_on=day("2022-02-28"),
        due_on=day("2022-02-14"),
        measured=26.0,
        limit=16.0,
        unit_of_measure="working_days",
        overdue_working_days=10,
        overdue_calendar_days=14,
        occurred_on=day("2022-02-15"),
        amount=3_000_000,
        pauses=[{"after": day("2022-01-05"), "until": day("2022-01-20"), "what": "配套工程"}],
    ),
    finding(
        2,
        **C01,
        outcome="suspected",
        customer_name="=HYPERLINK(1)",
        measured=120.5,
        occurred_on=day("2022-02-16"),
        amount=5_000_000,
        reason="其他收费 120.50 元 | 请\x1b[31m核实",
    ),
    finding(3, **T05, outcome="undetermined", unit="双柳供电所", reason="送电时间无法识别，请更正后重新审核"),
    finding(
        4,
        **T05,
        unit="双柳供电所",
        disposition="waived",
        customer_name='双柳"腾飞",有限公司',
        started_on=day("2021-12-01"),
        due_on=day("2021-12-23"),
        measured=20.0,
        limit=16.0,
        unit_of_measure="working_days",
        overdue_working_days=4,
        overdue_calendar_days=6,
        occurred_on=day("2021-12-24"),
        amount=3_000_000,
        pauses=[],
    ),
    finding(5, **E01, outcome="reward", record_no="2021-12/双柳供电所", unit="双柳供电所", customer_name=None),
]

FINE_ROWS: list[Row] = [
    {
        "finding_ids": [f"{1:016x}", f"{9:016x}"],
        "pack": "huangchuan-2021-38",
        "item": "2.3",
        "event": "业扩报装超时限",
        "unit": "城关供电所",
        "record_no": "4121000000000001",
        "rules": ["T05", "T08"],
        "occurred_on": day("2022-02-15"),
        "base": 3_000_000,
        "multiplier": "1",
        "amount": 3_000_000,
        "leadership_share": 1_000_000,
        "frontline_share": 2_000_000,
    },
    {
        "finding_ids": [f"{7:016x}"],
        "pack": "huangchuan-2021-38",
        "item": "3.1",
        "event": "配网线路故障停运",
        "unit": "城关供电所",
        "record_no": "-2022001",
        "rules": ["P01"],
        "occurred_on": day("2022-02-17"),
        "base": 200_050,
        "multiplier": "1",
        "amount": 200_050,
        "assessed_by": CAMPAIGN,
    },
    {
        "finding_ids": [f"{5:016x}"],
        "pack": "huangchuan-2021-38",
        "item": "2.9a",
        "event": "月度考试平均成绩进入全省前6名",
        "unit": "双柳供电所",
        "record_no": "2021-12/双柳供电所",
        "rules": ["E01"],
        "occurred_on": day("2021-12-01"),
        "multiplier": "1",
        "reward": 2_000_000,
    },
]

UNIT_ROWS: list[Row] = [
    {name: row.get(name) for name in UNITS.names} | {"count": 1} for row in (FINE_ROWS[0], FINE_ROWS[1], FINE_ROWS[2])
]

CONSEQUENCE_ROWS: list[Row] = [
    {
        "unit": "城关供电所",
        "person": "李四",
        "consequence": "当月评为C级，待岗2个月",
        "month": "2022-02",
        "finding_ids": [f"{2:016x}"],
    }
]

COUNTS = ("kept", "violations", "suspected", "rewards", "undetermined", "not_applicable", "not_evaluated")
COVERAGE_ROWS: list[Row] = [
    {"rule": "T05", "title": T05["title"], "evaluated": True, "out_of_period": 1}
    | dict(zip(COUNTS, (10, 2, 0, 0, 1, 7, 0), strict=True)),
    {
        "rule": "T12",
        "title": "高压新装超短",
        "evaluated": False,
        "reason": "未设置参数 T12.min_working_days",
        "out_of_period": 0,
    }
    | dict(zip(COUNTS, (0, 0, 0, 0, 0, 0, 21), strict=True)),
]

PROBLEM_ROWS: list[Row] = [
    {
        "source_file": "orders_a.csv",
        "source_row": 4,
        "column": "送电时间",
        "value": "2022-13-01",
        "problem": "日期“2022-13-01”无法识别，请更正",
    },
    {
        "source_file": "orders_a.csv",
        "source_row": 5,
        "column": "联系电话",
        "value": "13800001234",
        "problem": "13800001234 重复",
    },
    {
        "source_file": "orders_a.csv",
        "source_row": 6,
        "column": "户名",
        "value": "欧阳小明",
        "problem": "取值不一致：欧阳小明",
    },
]

CHANGE_ROWS: list[Row] = [
    {
        "change": "new",
        "subject": "finding",
        "ran_on": False,
        "unit": "城关供电所",
        "record_no": "4121000000000001",
        "rule": "T05",
        "item": "2.3",
        "title": T05["title"],
        "outcome": "violation",
        "disposition": "open",
        "occurred_on": day("2022-02-15"),
        "fields": [],
        "finding_ids": [f"{1:016x}"],
    },
    {
        "change": "changed",
        "subject": "finding",
        "ran_on": True,
        "unit": "双柳供电所",
        "record_no": "4121000000000004",
        "rule": "T05",
        "item": "2.3",
        "title": T05["title"],
        "outcome": "violation",
        "disposition": "waived",
        "occurred_on": day("2021-12-24"),
        "fields": [
            {"field": "outcome", "before": "suspected", "after": "violation"},
            {"field": "reason", "before": None, "after": "<b>\x1b[31m"},
        ],
        "finding_ids": [f"{4:016x}"],
    },
    {
        "change": "gone",
        "subject": "fine",
        "ran_on": False,
        "unit": None,
        "record_no": "=1+1",
        "item": "2.6",
        "title": "高可靠性供电费执行错误",
        "occurred_on": day("2021-12-20"),
        "fields": [],
        "amount_before": 2_000_000,
        "amount_change": -2_000_000,
        "finding_ids": [f"{8:016x}", f"{9:016x}"],
    },
]

SINCE = Since(
    file="上次.json",
    as_of=day("2022-01-31"),
    period_from=None,
    period_to=day("2022-01-31"),
    pack_id="huangchuan-2021-38",
    pack_title="潢电〔2021〕38号",
    totals={"findings": 4, "fines": 2, "amount": 3_000_000, "reward": 2_000_000},
)

RUN = Run(
    as_of=day("2022-02-28"),
    as_of_source="orders",
    period_from=day("2021-12-01"),
    period_to=None,
    pack_id="huangchuan-2021-38",
    pack_title="潢电〔2021〕38号",
    calendar={"source": "holidays 0.109", "published_through": "2026-12-31"},
    parameters={"B04.within_days": "30"},
    inputs=(
        {
            "file": "orders_a.csv",
            "sheet": "",
            "kind": "orders",
            "encoding": "utf-8",
            "header_row": 1,
            "rows": 22,
            "records": 21,
            "duplicates": 0,
            "non_records": 1,
            "problem_rows": 0,
            "note": None,
        },
    ),
    totals={"records": 21, "findings": 5, "fines": 2, "amount": 3_200_050, "reward": 2_000_000},
    warnings=("规则包的规定期间为2021年至2022年",),
    unusable=("坏文件.xls",),
    since=SINCE,
)


def table(rows: list[Row], schema: pa.Schema) -> pa.Table:
    """Return `rows` as a table; what a row does not have is null."""
    return pa.Table.from_pylist([dict(row) for row in rows], schema=schema)


def month() -> Report:
    """Return a small month with one of everything."""
    return Report(
        lang="zh",
        run=RUN,
        findings=table(FINDING_ROWS, pa.schema([*FINDINGS, *WORKING])),
        fines=table(FINE_ROWS, FINES),
        units=table(UNIT_ROWS, UNITS),
        consequences=table(CONSEQUENCE_ROWS, CONSEQUENCES),
        coverage=table(COVERAGE_ROWS, COVERAGE),
        problems=table(PROBLEM_ROWS, REPORT_PROBLEMS),
        changes=table(CHANGE_ROWS, CHANGES),
    )


def empty_month() -> Report:
    """Return a run that found nothing, not even a rule to list."""
    return Report(
        lang="zh",
        run=replace(RUN, inputs=(), totals={}, warnings=(), unusable=(), parameters={}, period_from=None, since=None),
        findings=pa.schema([*FINDINGS, *WORKING]).empty_table(),
        fines=FINES.empty_table(),
        units=UNITS.empty_table(),
        consequences=CONSEQUENCES.empty_table(),
        coverage=COVERAGE.empty_table(),
        problems=REPORT_PROBLEMS.empty_table(),
    )


def with_findings(report: Report, rows: list[Row]) -> Report:
    """Return `report` with other findings."""
    return replace(report, findings=table(rows, pa.schema([*FINDINGS, *WORKING])))


def rendered(report: Report, name: str, **look: object) -> bytes:
    """Return `report` in format `name`, the look given by its fields."""
    stream = BytesIO()
    FORMATS[name].render(report, stream, Look(**look))  # type: ignore[arg-type]
    return stream.getvalue()

"""What follows beside money (SPEC §5)."""

from __future__ import annotations

import hcaudit
from tests.unit.tables import Record, exam, high_voltage, incident, numbered, resident, table

UNIT_GRADED_C = "单位当月评为C级"
PERSONS_GRADED_C = "责任人和班（所）长评为C级，待岗2个月"
ASSESSMENT_GROUP = "交考核组处理"


def consequences(kind: str, *records: Record) -> list[tuple[object, ...]]:
    report = hcaudit.audit({kind: table(kind, *numbered(kind, *records))}, as_of="2022-01-31")
    numbers = dict(
        zip(report.findings["finding_id"].to_pylist(), report.findings["record_no"].to_pylist(), strict=True)
    )
    return [
        (
            row["unit"],
            row["person"],
            row["consequence"],
            row["month"],
            sorted(numbers[one] for one in row["finding_ids"]),
        )
        for row in report.consequences.to_pylist()
    ]


def test_a_red_line_grades_the_unit_and_the_persons() -> None:
    assert consequences("incidents", incident("三指定", unit="甲", person="张某", team_leader="李某")) == [
        ("甲", None, UNIT_GRADED_C, "2021-12", ["1"]),
        ("甲", "张某", PERSONS_GRADED_C, "2021-12", ["1"]),
        ("甲", "李某", PERSONS_GRADED_C, "2021-12", ["1"]),
    ]


def test_once_a_month_whatever_the_number_of_findings() -> None:
    found = consequences(
        "incidents",
        incident("三指定", unit="甲", person="张某", team_leader="张某"),
        incident("线下流转", unit="甲", person="张某", found_on="2021-12-31"),
        incident("线下流转", unit="甲", found_on="2022-01-01"),
        incident("线下流转", unit="乙"),
    )
    assert found == [
        ("乙", None, UNIT_GRADED_C, "2021-12", ["4"]),
        ("甲", None, UNIT_GRADED_C, "2021-12", ["1", "2"]),
        ("甲", None, UNIT_GRADED_C, "2022-01", ["3"]),
        ("甲", "张某", PERSONS_GRADED_C, "2021-12", ["1", "2"]),
    ]


def test_items_without_a_grade_have_no_consequence() -> None:
    assert consequences("incidents", incident("批量工单", person="张某"), incident("投资界面", person="张某")) == []


def test_a_unit_below_80_is_graded() -> None:
    scores = [exam("单位", unit="甲", score=79), exam("单位", unit="乙", score=80)]
    assert consequences("exams", *scores) == [("甲", None, UNIT_GRADED_C, "2021-12", ["2021-12/甲"])]


def test_cases_for_the_assessment_group() -> None:
    assert consequences("incidents", incident("吃拿卡要", unit="甲")) == [
        ("甲", None, ASSESSMENT_GROUP, "2021-12", ["1"])
    ]
    assert consequences("orders", high_voltage(unit="甲")) == [("甲", None, ASSESSMENT_GROUP, "2021-12", ["1"])]


def test_a_suspicion_has_none_until_it_is_confirmed() -> None:
    assert consequences("orders", resident(energized_at="2021-11-30", other_fees=5)) == []

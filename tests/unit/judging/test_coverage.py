"""How many records each rule judged, and why not all (SPEC §4, §7)."""

from __future__ import annotations

import pytest

import hcaudit
from hcaudit import Report
from tests.unit.tables import COUNTED, Record, exam, high_voltage, line_fault, numbered, resident, rows, table, ticket

ORDERS = [
    high_voltage(surveyed_at="2021-12-01", replied_at="2021-12-31"),
    high_voltage(accepted_at="2021-11-01"),
    high_voltage(accepted_at="2022-03-01"),
    resident(grid_works="否", energized_at="2021-12-31"),
    resident(energized_at="2021-12-31", other_fees="约五百"),
    resident(energized_at="2021-11-30"),
    {**resident(), "business_type": "低压居民更名"},
    {**resident(), "business_type": "临电变更"},
]
TICKETS = [ticket("投诉"), ticket("意见"), ticket("质检", substantiated="否"), ticket("投诉", parent_no="1")]


@pytest.fixture(scope="module")
def report() -> Report:
    return hcaudit.audit(
        {
            "orders": table("orders", *numbered("orders", *ORDERS)),
            "tickets": table("tickets", *numbered("tickets", *TICKETS)),
            "exams": table(
                "exams", exam("单位", rank=1), exam("单位", unit="乙"), exam("个人", person="张某", rank=1, out_of=10)
            ),
            "line_outages": table("line_outages", line_fault(outage_no="1")),
        },
        as_of="2022-01-31",
        extend_select=["S01"],
    )


def lines(report: Report) -> dict[object, Record]:
    return {row["rule"]: row for row in rows(report.coverage)}


# The order accepted in March 2022 does not exist on 31 January.
RECORDS = {"E": 3, "Q": 4, "P01": 1, "P02": 1, "P03": 1, "P": 0, "R": 0, "": 7}


def test_the_counts_of_each_rule_add_up_to_the_records_of_its_kind(report: Report) -> None:
    added = {str(rule): sum(int(str(line[name])) for name in COUNTED.values()) for rule, line in lines(report).items()}
    expected = {rule: next(RECORDS[key] for key in (rule, rule[0], "") if key in RECORDS) for rule in added}
    assert added == expected


def test_the_counts_agree_with_the_findings(report: Report) -> None:
    found = [(row["rule"], row["outcome"]) for row in rows(report.findings)]
    for outcome in ("violation", "suspected", "reward", "undetermined"):
        counted = {rule: line[COUNTED[outcome]] for rule, line in lines(report).items()}
        assert counted == {rule: found.count((rule, outcome)) for rule in counted}


def test_every_rule_has_a_line_in_the_order_of_the_codes(report: Report) -> None:
    codes = [str(rule) for rule in lines(report)]
    assert codes == sorted(codes)
    assert len(codes) == 50


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        ("T12", "T12.min_working_days"),
        ("S02", "--extend-select"),
        ("R01", "违规事件"),
        ("M02", "客户回访"),
        ("P04", "台区停运"),
    ],
)
def test_why_a_rule_was_not_evaluated(report: Report, rule: str, word: str) -> None:
    line = lines(report)[rule]
    assert line["evaluated"] is False
    assert word in str(line["reason"])


def test_what_was_evaluated_needs_no_reason(report: Report) -> None:
    assert {line["reason"] for line in lines(report).values() if line["evaluated"]} == {None}
    assert lines(report)["S01"]["evaluated"] is True


def test_what_was_not_selected() -> None:
    orders = table("orders", *numbered("orders", *ORDERS))
    line = lines(hcaudit.audit({"orders": orders}, as_of="2022-01-31", select=["T08"]))["T10"]
    assert (line["evaluated"], line["reason"], line["not_evaluated"]) == (False, "本次未选择", 7)

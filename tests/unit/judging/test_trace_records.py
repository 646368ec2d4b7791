"""What is told of a record beside its verdicts: why rules do not apply, its fines and decisions, what names it."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from hcaudit.model.evidence import CellState
from tests.unit.judging.traces import Tables, explain, not_told, record_of, told
from tests.unit.tables import Record, business, high_voltage, incident, order, resident, table, visit

LATE = high_voltage(
    order_no="A1",
    customer_no="C1",
    surveyed_at="2021-12-01",
    replied_at="2021-12-20",
    materials_at="2021-12-20",
    inspected_at="2022-01-20",
)
"""Late with its reply in December, and with its inspection in January: one fine."""

STAGES = ["T08", "T09"]
EARLY = high_voltage(order_no="A1", accepted_at="2021-11-20")
IN_TIME = business(order_no="A1", energized_at="2021-12-02")


def orders(*records: Record) -> Tables:
    return {"orders": table("orders", *records)}


def decisions(**cells: object) -> pa.Table:
    headers = {
        "finding_id": "违规编号",
        "decision": "裁定",
        "reason": "理由",
        "decided_by": "裁定人",
        "decided_on": "裁定日期",
        "responsible": "责任单位",
        "facts_id": "事实编号",
    }
    given = {"reason": "客户原因", "decided_by": "考核组", "decided_on": "2022-01-05", **cells}
    return pa.table({headers[name]: [str(value)] for name, value in given.items()})


@pytest.mark.parametrize(
    ("record", "rule", "says"),
    [
        (resident(order_no="A1"), "T05", "class lv_resident"),
        (high_voltage(order_no="A1"), "T02", "class hv"),
        (high_voltage(order_no="A1", inspection_passed="否", inspected_at="2021-12-03"), "T10", "inspection_passed no"),
        (high_voltage(order_no="A1", energized_at="2021-12-03"), "B01", "stage archived"),
    ],
)
def test_the_part_that_does_not_hold(record: Record, rule: str, says: str) -> None:
    record_ = record_of(orders(record), "A1", rule=rule)
    (one,) = record_.others
    (part,) = one.parts
    assert (one.outcome, part.answer) == ("not_applicable", False)
    what = "class" if part.asked.classes else "stage" if part.asked.stages else "condition"
    found = {
        "class": f"class {' '.join(record_.classes)}",
        "stage": f"stage {record_.stage}",
        "condition": "" if part.value is None else f"{part.value.field.name} {'yes' if part.value.value else 'no'}",
    }
    assert found[what] == says


def test_the_classes_of_all_alternatives_are_one_part() -> None:
    (part,) = not_told(orders(high_voltage(order_no="A1")), "A1", "T02").parts
    assert set(part.asked.classes) == {"lv_other", "lv_resident"}


@pytest.mark.parametrize(
    ("record", "rule", "options", "outcome", "why"),
    [
        (order("更名", order_no="A1"), "T05", {}, "not_applicable", "explain.out-of-scope"),
        (EARLY, "T05", {}, "out_of_period", "explain.before-effect"),
        (high_voltage(order_no="A1"), "T12", {}, "not_evaluated", "audit.parameter-unset"),
        (high_voltage(order_no="A1"), "S03", {}, "not_evaluated", "audit.off-by-default"),
        (high_voltage(order_no="A1"), "T05", {"ignore": ["T05"]}, "not_evaluated", "audit.not-selected"),
        (high_voltage(order_no="A1"), "M02", {}, "not_evaluated", "audit.no-data"),
        (IN_TIME, "T04", {}, "not_applicable", "explain.nothing-anyhow"),
    ],
)  # fmt: skip
def test_the_sentence_that_says_why_not(
    record: Record, rule: str, options: dict[str, object], outcome: str, why: str
) -> None:
    one = not_told(orders(record), "A1", rule, **options)
    assert (one.outcome, [text.key for text in one.why]) == (outcome, [why])


def test_the_columns_that_its_own_file_lacks() -> None:
    tables = {
        "一": table("orders", high_voltage(order_no="A1"), without=["surveyed_at"]),
        "二": table("orders", high_voltage(order_no="A2", surveyed_at="2021-12-01", replied_at="2021-12-02")),
    }
    one = not_told(tables, "A1", "T08")
    assert (one.outcome, [text.said_in("zh") for text in one.why]) == (
        "not_evaluated",
        ["一 缺少“现场勘察时间”列"],
    )
    assert told(tables, "A2", "T08").outcome == "kept"


def test_a_doubt_about_the_class_names_what_would_settle_it() -> None:
    trace = told(orders(business(order_no="A1", energized_at="2022-01-20")), "A1", "T04")
    assert (trace.outcome, [value.field.name for value in trace.wanting]) == ("undetermined", ["capacity_kva"])
    assert trace.settles[0].said_in("zh") == "补上或改正“合同容量”：本规则适用则为违规，不适用则没有问题。"
    assert [part.answer for part in trace.parts] == [None]


def test_findings_of_one_item_are_one_fine() -> None:
    late = told(orders(LATE), "A1", "T09", select=STAGES)
    assert late.fine is not None
    assert [(one.rule, one.stands) for one in late.fine.members] == [("T08", True), ("T09", True)]
    assert (late.fine.amount, late.fine.leadership_share, late.fine.frontline_share) == (
        3_000_000,
        1_000_000,
        2_000_000,
    )
    assert (late.fine.is_charged, late.fine.charged_on) == (True, dt.date(2021, 12, 9))


def test_a_waived_finding_leaves_the_fine_to_the_others() -> None:
    finding = told(orders(LATE), "A1", "T08").finding
    assert finding is not None
    ruling = decisions(finding_id=finding.finding_id, decision="豁免")
    waived = told(orders(LATE), "A1", "T08", decisions=ruling, select=STAGES)
    assert waived.finding is not None
    assert waived.finding.decision is not None
    assert (waived.finding.disposition, waived.finding.decision.reason) == ("waived", "客户原因")
    assert waived.finding.decision.decided_on == dt.date(2022, 1, 5)
    assert waived.fine is not None
    assert [one.stands for one in waived.fine.members] == [False, True]
    assert waived.fine.charged_on == dt.date(2021, 12, 24)


def test_a_waived_fine_tells_what_it_would_have_cost() -> None:
    early = high_voltage(order_no="A1", surveyed_at="2021-12-01", replied_at="2021-12-20")
    finding = told(orders(early), "A1", "T08").finding
    assert finding is not None
    waived = told(orders(early), "A1", "T08", decisions=decisions(finding_id=finding.finding_id, decision="豁免"))
    assert waived.fine is not None
    assert (waived.fine.is_charged, waived.fine.amount, waived.fine.charged_on) == (False, 3_000_000, None)


def test_a_decision_that_was_not_applied_is_told() -> None:
    finding = told(orders(LATE), "A1", "T08").finding
    assert finding is not None
    outdated = decisions(finding_id=finding.finding_id, decision="豁免", facts_id="00000000")
    trace = told(orders(LATE), "A1", "T08", decisions=outdated)
    assert trace.finding is not None
    assert trace.finding.decision is None
    assert [text.key for text in trace.finding.not_applied] == ["audit.decision-outdated"]


def test_an_incident_that_names_the_order_shares_its_fine() -> None:
    order_ = high_voltage(order_no="A1", steps=3, status="归档")
    tables = {
        **orders(order_),
        "incidents": table("incidents", incident("增设环节", incident_no="I1", order_no="A1")),
        "visits": table("visits", visit("A1")),
    }
    record = record_of(tables, "A1", extend_select=["S"])
    assert [(one.kind.name, one.record_no) for one in record.related] == [("incidents", "I1"), ("visits", "A1")]
    (steps,) = (trace for trace in record.rules if trace.rule.code == "S03")
    assert steps.fine is not None
    assert sorted((one.rule, one.record_no, one.stands) for one in steps.fine.members) == [
        ("R04", "I1", True),
        ("S03", "A1", False),
    ]


def test_the_period_tells_what_it_has() -> None:
    inside = told(orders(LATE), "A1", "T08", as_of=None, period=("2021-12-01", "2022-01-31"))
    outside = told(orders(LATE), "A1", "T09", month="2021-12", as_of="2022-03-31")
    assert inside.finding is not None
    assert outside.finding is not None
    assert (inside.finding.in_period, outside.finding.in_period) == (True, True)
    other = told(orders(LATE), "A1", "T08", month="2022-01", as_of="2022-03-31")
    assert other.finding is not None
    assert other.finding.in_period is False


def test_a_record_tells_what_it_is() -> None:
    record = record_of(orders(LATE), "A1")
    assert (record.classes, record.stage, record.completed_on) == (("hv",), "in_transit", None)
    assert record.governed_on == dt.date(2021, 12, 1)
    assert {value.field.name: value.value for value in record.facts if value.state is CellState.KNOWN} == {
        "customer_no": "C1",
        "unit": "青石供电所",
    }


def test_the_problems_of_its_row_are_told() -> None:
    problems = record_of(
        orders(high_voltage(order_no="A1", replied_at="待定"), high_voltage(order_no="A2")), "A1"
    ).problems
    assert problems["value"].to_pylist() == ["待定"]


def test_one_rule_alone_is_told_whatever_it_says() -> None:
    record = record_of(orders(LATE), "A1", rule="t01")
    assert (len(record.rules), [one.rule.code for one in record.others]) == (0, ["T01"])
    assert explain(orders(LATE), "A1", "t01").rule == "T01"

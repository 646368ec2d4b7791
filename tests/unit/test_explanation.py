"""Finding what is to be explained: by number, finding id or place; what is not there names what is near."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import hcaudit
from hcaudit import Explanation, InputError, UsageError
from tests.unit.judging.traces import explain, told
from tests.unit.tables import exam, high_voltage, incident, resident, table, ticket, visit

TABLES = {
    "orders": table(
        "orders",
        high_voltage(order_no="3021211200001036", surveyed_at="2021-12-01", replied_at="2021-12-20"),
        resident(order_no="GD-2021-7"),
        resident(order_no="77", accepted_at="2022-03-05"),
        resident(),
    ),
    "tickets": table("tickets", ticket("投诉", ticket_no="77")),
    "exams": table("exams", exam("个人", person="张三", rank=1, out_of=10)),
    "visits": table("visits", visit("3021211200001036"), visit("88")),
    "incidents": table("incidents", incident("三指定", incident_no="I1", order_no="3021211200001036")),
}


def found(number: str, **options: Any) -> list[tuple[str, str]]:
    return [(one.kind.name, one.record_no) for one in explain(TABLES, number, **options).records]


@pytest.mark.parametrize(
    "number",
    ["3021211200001036", "'3021211200001036", "\t3021211200001036 ", '="3021211200001036"', "3021 2112 0000 1036"],
)
def test_a_number_is_understood_however_it_was_copied(number: str) -> None:
    assert found(number) == [("orders", "3021211200001036")]


def test_full_width_and_case_do_not_matter() -> None:
    assert found("３０２１２１１２００００１０３６") == [("orders", "3021211200001036")]
    assert found("gd-2021-7") == [("orders", "GD-2021-7")]


def test_a_record_without_a_number_is_known_by_its_place() -> None:
    assert found("orders:4") == [("orders", "orders:4")]


def test_an_exam_is_known_by_month_unit_and_person() -> None:
    assert found("2021-12/青石供电所/张三") == [("exams", "2021-12/青石供电所/张三")]


def test_one_number_in_two_kinds_shows_both() -> None:
    assert found("77") == [("orders", "77"), ("tickets", "77")]
    assert found("77", rule="Q01") == [("tickets", "77")]


def test_a_record_that_no_rule_is_about_is_shown_if_there_is_no_other() -> None:
    assert found("88") == [("visits", "88")]


def test_the_id_of_a_finding_names_its_record_and_rule() -> None:
    finding = told(TABLES, "3021211200001036", "T08").finding
    assert finding is not None
    shown = explain(TABLES, finding.finding_id.upper())
    assert [[trace.rule.code for trace in one.rules] for one in shown.records] == [["T08"]]


def test_an_unknown_number_names_the_nearest() -> None:
    with pytest.raises(InputError, match=r"3021211200001306.*3021211200001036") as caught:
        explain(TABLES, "3021211200001306")
    assert caught.value.exit_code == 3


def test_a_number_like_no_other_says_so() -> None:
    with pytest.raises(InputError, match="没有相近的"):
        explain(TABLES, "XYZW")


def test_a_record_later_than_as_of_says_so() -> None:
    with pytest.raises(InputError, match=r"2022-03-05.*--as-of"):
        explain({"orders": TABLES["orders"]}, "77", as_of="2022-01-31")


@pytest.mark.parametrize(("rule", "words"), [("T99", "T09"), ("P01", "线路停运")])
def test_a_rule_must_be_one_about_such_records(rule: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        explain(TABLES, "GD-2021-7", rule)


def test_python_gives_what_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        "申请编号,业务类型,供电单位,受理时间,现场勘察时间,方案答复时间\nA1,高压新装,城关,2021-12-01,2021-12-01,2021-12-20\n",
        "utf-8",
    )
    shown = hcaudit.explain(path, order="A1", rule="T08", month="2021-12", config={})
    assert isinstance(shown, Explanation)
    assert (shown.as_of, shown.period_from, shown.lang) == (dt.date(2021, 12, 20), dt.date(2021, 12, 1), "zh")
    (trace,) = shown.records[0].rules
    assert trace.clock is not None
    assert (trace.clock.due, trace.clock.measured) == (dt.date(2021, 12, 8), 13)

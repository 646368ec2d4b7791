"""Records that count one by one, and what makes them cost more (SPEC §3 and §4: Q, R, P01, P04, P06)."""

from __future__ import annotations

import pytest

import hcaudit
from tests.unit.tables import (
    Record,
    assert_judged,
    incident,
    line_fault,
    not_applicable,
    not_evaluated,
    out_of_period,
    rows,
    table,
    ticket,
    transformer_outage,
    undetermined,
    violation,
    work,
)

# A complaint costs 25 000 yuan, one and a half times as much if it is worse.  Amounts are fen.
PLAIN, WORSE = 25_000_00, 37_500_00


def complaint(day: str = "2021-12-01", **cells: object) -> Record:
    return {**ticket("投诉", received_at=f"{day} 08:00"), **cells}


def test_every_complaint_counts() -> None:
    assert_judged(
        "Q01",
        violation("plain", complaint(), occurred_on="2021-12-01", amount=PLAIN, item="2.1"),
        violation("a kind of complaint", complaint(category="服务投诉"), amount=PLAIN),
        not_applicable("of something else", complaint(expansion_related="否")),
        undetermined("of what?", complaint(expansion_related="")),
        not_applicable("an opinion", ticket("意见")),
        out_of_period("before the pack", complaint("2021-11-25")),
        kind="tickets",
    )
    assert_judged("Q01", not_evaluated("no column", complaint()), kind="tickets", without=["expansion_related"])


def test_what_makes_a_complaint_worse() -> None:
    assert_judged(
        "Q01",
        violation("a person's fault alone", complaint(manmade="是"), amount=WORSE),
        violation("escalated", complaint(escalated="Y"), amount=WORSE),
        violation("both: multipliers do not compound", complaint(manmade="是", escalated="是"), amount=WORSE),
        violation("neither", complaint(manmade="否", escalated="否"), amount=PLAIN),
        kind="tickets",
    )
    assert_judged(
        "Q01", violation("no columns", complaint(), amount=PLAIN), kind="tickets", without=["manmade", "escalated"]
    )


def test_a_complaint_is_repeated_by_customer_or_event_within_the_year() -> None:
    assert_judged(
        "Q01",
        violation("third", complaint("2021-12-03", customer_no="100", event_no="E2"), amount=WORSE),
        violation("first of the customer", complaint("2021-12-01", customer_no="100", event_no="E1"), amount=PLAIN),
        violation("of the same event", complaint("2021-12-02", customer_no="200", event_no="E1"), amount=WORSE),
        violation("neither", complaint("2021-12-05", customer_no="300", event_no="E3"), amount=PLAIN),
        violation("nothing given", complaint("2021-12-06"), amount=PLAIN),
        violation("nothing given again", complaint("2021-12-07"), amount=PLAIN),
        violation("the next year", complaint("2022-01-01", customer_no="100", event_no="E1"), amount=PLAIN),
        violation("the next year again", complaint("2022-01-02", customer_no="100"), amount=WORSE),
        kind="tickets",
    )


def test_at_the_same_moment_the_number_decides_which_is_the_repeat() -> None:
    assert_judged(
        "Q01",
        violation("2", complaint(ticket_no="T2", customer_no="100"), amount=WORSE),
        violation("1", complaint(ticket_no="T1", customer_no="100"), amount=PLAIN),
        kind="tickets",
    )


def test_repeats_are_of_complaints_about_connections_but_from_before_the_pack_too() -> None:
    assert_judged(
        "Q01",
        out_of_period("in March", complaint("2021-03-01", customer_no="100")),
        violation("a repeat", complaint("2021-12-01", customer_no="100"), amount=WORSE),
        not_applicable("an opinion", {**ticket("意见"), "received_at": "2021-11-30", "customer_no": "200"}),
        not_applicable("of something else", complaint("2021-11-30", customer_no="200", expansion_related="否")),
        violation("none", complaint("2021-12-01", customer_no="200"), amount=PLAIN),
        kind="tickets",
    )


@pytest.mark.parametrize(
    ("category", "proved", "refuted", "costs"),
    [("意见", "Q02", "Q03", (30_000_00, 2_000_00)), ("质检", "Q04", "Q05", (30_000_00, 2_000_00))],
)
def test_substantiated_or_not(category: str, proved: str, refuted: str, costs: tuple[int, int]) -> None:
    yes, partly, no, empty, odd = (
        ticket(category, substantiated=word) for word in ("属实", "部分属实", "不属实", "", "待核")
    )
    assert_judged(
        proved,
        violation("yes", yes, amount=costs[0]),
        violation("partly", partly, amount=costs[0]),
        not_applicable("no", no),
        undetermined("not given", empty, amount=None),
        undetermined("not to be read", odd),
        not_applicable("a complaint", ticket("投诉", substantiated="是")),
        kind="tickets",
    )
    assert_judged(
        refuted,
        not_applicable("yes", yes),
        not_applicable("partly", partly),
        violation("no", no, amount=costs[1]),
        not_applicable("not given: the other rule says so", empty),
        not_applicable("not to be read", odd),
        kind="tickets",
    )


def test_a_child_counts_under_its_parent_if_that_is_in_the_data() -> None:
    assert_judged(
        "Q01",
        violation("parent", complaint(ticket_no="T1")),
        not_applicable("child", complaint(ticket_no="T2", parent_no="T1")),
        not_applicable("grandchild", complaint(ticket_no="T3", parent_no="T2")),
        violation("of a parent elsewhere", complaint(ticket_no="T4", parent_no="T9")),
        not_applicable("of a parent that is no complaint", complaint(ticket_no="T5", parent_no="T6")),
        not_applicable("no complaint", {**ticket("意见"), "ticket_no": "T6"}),
        kind="tickets",
    )
    assert_judged("Q01", violation("no column", complaint()), kind="tickets", without=["parent_no"])


def test_a_child_that_is_left_out_makes_no_repeat() -> None:
    assert_judged(
        "Q01",
        violation("parent", complaint("2021-12-02", ticket_no="T1", customer_no="100"), amount=PLAIN),
        not_applicable("an earlier child", complaint("2021-12-01", ticket_no="T2", customer_no="100", parent_no="T1")),
        kind="tickets",
    )


def test_tickets_in_a_circle_of_parents_are_judged() -> None:
    assert_judged(
        "Q01",
        violation("its own parent", complaint(ticket_no="T1", parent_no="T1")),
        violation("one of two", complaint(ticket_no="T2", parent_no="T3")),
        violation("the other", complaint(ticket_no="T3", parent_no="T2")),
        not_applicable("a child of the circle", complaint(ticket_no="T4", parent_no="T3")),
        kind="tickets",
    )


def test_a_circle_of_parents_is_a_problem() -> None:
    tickets = table("tickets", complaint(ticket_no="T1", parent_no="T1"), complaint(ticket_no="T2"))
    problems = rows(hcaudit.audit({"tickets": tickets}).problems)
    assert [(problem["source_row"], problem["value"]) for problem in problems] == [(1, "T1")]


@pytest.mark.parametrize(
    ("rule", "events", "cost"),
    [
        ("R01", ["线下流转"], 50_000_00),
        ("R02", ["三指定"], 50_000_00),
        ("R03", ["乱收费"], 50_000_00),
        ("R04", ["增设环节", "扩大验收"], 50_000_00),
        ("R05", ["批量工单"], 30_000_00),
        ("R06", ["投资界面"], 30_000_00),
        ("R07", ["增收资料", "提高门槛", "吃拿卡要", "推诿拖延"], None),
    ],
)
def test_incidents(rule: str, events: list[str], cost: int | None) -> None:
    others = [event for event in ("线下流转", "三指定", "吃拿卡要") if event not in events]
    assert_judged(
        rule,
        *(violation(event, incident(event), amount=cost, occurred_on="2021-12-01") for event in events),
        *(not_applicable(event, incident(event)) for event in others),
        undetermined("not to be read", incident("其他情况")),
        kind="incidents",
    )


def test_outages_and_works() -> None:
    assert_judged(
        "P01",
        violation("a fault", line_fault(), amount=2_000_00, occurred_on="2021-12-01"),
        violation("counted", line_fault(counted="是")),
        not_applicable("not counted", line_fault(counted="否")),
        not_applicable("planned", line_fault(cause="计划")),
        undetermined("cause not given", line_fault(cause="")),
        kind="line_outages",
    )
    assert_judged(
        "P04",
        violation("any", transformer_outage(), amount=50_00),
        not_applicable("not counted", transformer_outage(counted="否")),
        kind="transformer_outages",
    )
    assert_judged(
        "P06",
        violation("plain", work(), amount=10_000_00, occurred_on="2021-12-01"),
        violation("complaints", work(complaints="是"), amount=20_000_00),
        not_applicable("live", work(method="带电")),
        not_applicable("not feasible", work(live_feasible="否")),
        undetermined("feasible?", work(live_feasible="")),
        not_applicable("feasible or not, it was live", work(live_feasible="", method="带电")),
        kind="works",
    )

"""What decides a verdict that is no clock: the figures, and the other records that matter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from hcaudit import InternalError
from hcaudit.checks import CHECKS
from hcaudit.judging.trace.accounts import ACCOUNTS
from hcaudit.model.verdicts import Outcome, Verdicts
from tests.unit.judging.traces import Tables, bent, docket, keys, not_told, peers, told, trace
from tests.unit.tables import (
    Record,
    business,
    exam,
    high_voltage,
    incident,
    line_fault,
    order,
    resident,
    table,
    ticket,
    visit,
    work,
)

powered = partial(resident, order_no="N", energized_at="2021-12-01")
archived = partial(high_voltage, order_no="N", status="归档")
numbered = partial(high_voltage, order_no="N")


def one(kind: str, record: Record) -> Tables:
    return {kind: table(kind, record)}


def test_every_check_has_its_account() -> None:
    assert sorted(ACCOUNTS) == sorted(CHECKS)


def test_the_earlier_outages_of_the_line_in_the_year() -> None:
    days = ["2020-12-31", "2021-12-01", "2021-12-03", "2021-12-05", "2021-12-07"]
    faults = [line_fault(outage_no=f"X{place}", started_at=f"{day} 08:00") for place, day in enumerate(days)]
    others = [line_fault(outage_no="Y1", line="青二线"), line_fault(outage_no="Y2", cause="计划")]
    trace_ = told({"line_outages": table("line_outages", *faults, *others)}, "X4", "P02")
    assert (trace_.outcome, trace_.measured, trace_.limit) == ("violation", 4, 3)
    assert peers(trace_) == ["X1", "X2", "X3"]
    assert [one.note.said_in("zh") for one in trace_.peers] == ["第 1 次", "第 2 次", "第 3 次"]


def test_outages_that_may_count_are_told_apart() -> None:
    faults = [line_fault(outage_no=f"X{place}", started_at=f"2021-12-0{place} 08:00") for place in range(1, 4)]
    unclear = line_fault(outage_no="X0", started_at="2021-11-30 08:00", cause="待定")
    last = line_fault(outage_no="X9", started_at="2021-12-09 08:00", line="")
    tables = {"line_outages": table("line_outages", *faults, unclear, last)}
    trace_ = told(tables, "X9", "P02")
    assert trace_.outcome == "undetermined"
    assert (keys(trace_), [value.field.name for value in trace_.wanting]) == (["nth-unsure"], ["line"])
    assert [text.key for text in trace_.settles] == ["explain.settle-records"]


def test_the_earlier_complaint_that_makes_one_a_repeat() -> None:
    tickets = table(
        "tickets",
        ticket("投诉", ticket_no="K1", received_at="2021-02-01 09:00", customer_no="C1"),
        ticket("投诉", ticket_no="K2", received_at="2021-12-05 09:00", customer_no="C1", manmade="是"),
        ticket("投诉", ticket_no="K3", received_at="2021-12-06 09:00", parent_no="K2", customer_no="C1"),
        ticket("投诉", ticket_no="K4", received_at="2021-12-07 09:00", customer_no="C2"),
    )
    twice = told({"tickets": tickets}, "K2", "Q01")
    assert (keys(twice), peers(twice)) == (["each-counts", "aggravated", "repeated"], ["K1"])
    assert twice.fine is not None
    assert (twice.fine.multiplier, twice.fine.base, twice.fine.amount) == ("1.5", 2_500_000, 3_750_000)
    assert keys(told({"tickets": tickets}, "K4", "Q01")) == ["each-counts", "not-aggravated"]
    child = not_told({"tickets": tickets}, "K3", "Q01")
    assert [text.key for text in child.why] == ["explain.child"]


def test_the_opposite_rule_speaks_of_a_ticket() -> None:
    tickets = {"tickets": table("tickets", ticket("意见", ticket_no="K1", substantiated="否"))}
    assert [text.key for text in not_told(tickets, "K1", "Q02").why] == ["explain.opposite-rule"]
    assert keys(told(tickets, "K1", "Q03")) == ["each-counts", "field-is"]


def test_the_orders_of_one_batch() -> None:
    minutes = ["10:00", "10:05", "10:09", "10:40"]
    orders = [business(order_no=f"B{n}", accepted_at=f"2021-12-02 {minute}") for n, minute in enumerate(minutes)]
    tables = {"orders": table("orders", *orders, business(order_no="B9"))}
    figures = {"B02.min_orders": 3, "B02.window_minutes": 10}
    trace_ = told(tables, "B1", "B02", parameters=figures)
    assert (trace_.outcome, keys(trace_), peers(trace_)) == ("suspected", ["burst"], ["B0", "B2"])
    assert dict(trace_.parameters) == {"min_orders": 3, "window_minutes": 10}
    assert keys(told(tables, "B3", "B02", parameters=figures)) == ["no-burst"]
    assert [text.key for text in not_told(tables, "B9", "B02", parameters=figures).why] == ["explain.no-clock-time"]


def test_the_order_that_was_terminated_before() -> None:
    gone = {"terminated_at": "2021-12-01", "status": "终止", "accepted_at": "2021-11-29"}
    tables = {
        "orders": table(
            "orders",
            resident(order_no="A1", customer_no="C1", **gone),
            resident(order_no="A2", customer_no="C1", accepted_at="2021-12-08"),
            resident(order_no="A3", customer_name="张三", address="东街", **gone),
            resident(order_no="A4", customer_name="张三", address="东街", accepted_at="2022-03-01"),
            resident(order_no="A5", customer_no="C3", accepted_at="2021-12-01", status="终止"),
            resident(order_no="A6", customer_no="C3", accepted_at="2021-12-08"),
        )
    }
    assert (keys(told(tables, "A2", "B04")), peers(told(tables, "A2", "B04"))) == (["again"], ["A1"])
    assert (keys(told(tables, "A4", "B04")), peers(told(tables, "A4", "B04"))) == (["not-again"], ["A3"])
    assert keys(told(tables, "A1", "B04")) == ["no-termination"]
    unknown = told(tables, "A6", "B04")
    assert (unknown.outcome, peers(unknown)) == ("undetermined", ["A5"])
    assert [text.key for text in unknown.settles] == ["explain.settle-termination"]


def test_the_visits_of_the_order() -> None:
    orders = table("orders", high_voltage(order_no="A1", energized_at="2021-12-10"), high_voltage(order_no="A2"))
    visits = table(
        "visits",
        visit("A1", visitor_role="客户经理", met_legal_rep="是"),
        visit("A1", visitor_role="总经理", met_handler="是"),
        visit("A2"),
    )
    by_role = told({"orders": orders, "visits": visits}, "A1", "M02")
    assert (by_role.outcome, keys(by_role), peers(by_role)) == ("kept", ["wanted-role", "visits"], ["A1", "A1"])
    assert [one.note.said_in("zh") for one in by_role.peers] == ["“回访人职务”为客户经理", "“回访人职务”为总经理"]


@pytest.mark.parametrize(
    ("kind", "record", "rule", "outcome", "points"),
    [
        ("orders", powered(other_fees=5), "C01", "suspected", ["limit-over-holds"]),
        ("orders", powered(), "C01", "kept", ["limit-over-fails"]),
        ("line_outages", line_fault(outage_no="N", household_hours="300.5"), "P03", "violation", ["limit-over-holds"]),
        ("exams", exam("单位", score=79.5), "E03", "violation", ["limit-below-holds"]),
        ("exams", exam("单位", score=80), "E03", "kept", ["limit-below-fails"]),
        ("exams", exam("个人", person="甲", rank=1, out_of=10), "E04", "reward", ["share", "limit-up-to-holds"]),
        ("exams", exam("个人", person="甲", rank=2, out_of=10), "E04", "kept", ["share", "limit-up-to-fails"]),
        ("exams", exam("个人", person="甲", rank=11, out_of=10), "E04", "undetermined", ["share", "limit-up-to-fails"]),
        ("orders", archived(supply=1, reliability_fee_paid=9), "C02", "violation", ["fee-single"]),
        ("orders", archived(supply=2, reliability_fee_due=8), "C02", "violation", ["fee-several"]),
        ("orders", archived(supply=2), "C02", "suspected", ["fee-several-unknown"]),
        ("orders", archived(supply="若干", reliability_fee_due=0), "C02", "kept", ["fee-anyhow"]),
        ("orders", high_voltage(order_no="N"), "M01", "violation", ["cell-empty"]),
        ("orders", high_voltage(order_no="N", manager="王五"), "M01", "kept", ["name-given"]),
        ("orders", numbered(surveyed_at="2021-12-05", replied_at="2021-12-2"), "B03", "suspected", ["stages-reversed"]),
        ("orders", high_voltage(order_no="N", surveyed_at="2021-12-05"), "B03", "kept", ["stages-follow"]),
        ("orders", numbered(accepted_at="2021-02-28"), "B01", "suspected", ["open-past", "not-justified"]),
        ("orders", numbered(accepted_at="2021-02-28", justification="征地"), "B01", "kept", ["open-past", "justified"]),
        ("orders", high_voltage(order_no="N"), "B01", "kept", ["open-within", "not-justified"]),
        ("works", work(work_no="N", complaints="是"), "P06", "violation", ["each-counts", "aggravated"]),
        ("incidents", incident("三指定", incident_no="N"), "R02", "violation", ["each-counts"]),
    ],
)  # fmt: skip
def test_what_decides(kind: str, record: Record, rule: str, outcome: str, points: list[str]) -> None:
    number = (
        "N" if kind != "exams" else "/".join(filter(None, ["2021-12", "青石供电所", str(record.get("person", ""))]))
    )
    trace_ = told(one(kind, record), number, rule)
    assert (trace_.outcome, keys(trace_)) == (outcome, points)


def test_a_roster_is_named() -> None:
    records = [high_voltage(order_no="A1", manager="王五"), high_voltage(order_no="A2", manager="赵六")]
    tables, config = {"orders": table("orders", *records)}, {"roster": ["王五"]}
    assert keys(told(tables, "A1", "M01", config=config)) == ["on-roster"]
    assert keys(told(tables, "A2", "M01", config=config)) == ["not-on-roster"]


def test_the_figure_that_is_missing_is_told_by_one_rule_only() -> None:
    tables = one("exams", exam("单位"))
    doubtful, silent = told(tables, "2021-12/青石供电所", "E01"), not_told(tables, "2021-12/青石供电所", "E02")
    assert [value.field.name for value in doubtful.wanting] == ["rank"]
    assert [text.key for text in silent.why] == ["explain.limit-elsewhere"]


def test_an_unreadable_stage_is_named_with_what_stands_there() -> None:
    trace_ = told(one("orders", high_voltage(order_no="A1", replied_at="2021-13-05")), "A1", "B03")
    assert [(value.field.name, value.header, value.raw) for value in trace_.wanting] == [
        ("replied_at", "方案答复时间", "2021-13-05")
    ]


def _count_more(verdicts: Verdicts) -> None:
    verdicts.measured = verdicts.measured + 1


def _turn(verdicts: Verdicts) -> None:
    kept = verdicts.outcome == Outcome.KEPT
    verdicts.outcome[:] = [Outcome.SUSPECTED if one else Outcome.KEPT for one in kept]


def _aggravate(verdicts: Verdicts) -> None:
    verdicts.aggravated = ~verdicts.aggravated if verdicts.aggravated is not None else None


@pytest.mark.parametrize(
    ("kind", "record", "rule", "bend"),
    [
        ("line_outages", line_fault(outage_no="N"), "P02", _count_more),
        ("tickets", ticket("投诉", ticket_no="N"), "Q01", _aggravate),
        ("orders", order("低压非居民新装", order_no="N", status="归档"), "C01", _turn),
        ("orders", high_voltage(order_no="N", surveyed_at="2021-12-05", replied_at="2021-12-02"), "B03", _turn),
        ("orders", high_voltage(order_no="N", accepted_at="2021-02-28"), "B01", _turn),
    ],
)
def test_a_bent_verdict_is_an_internal_error(
    kind: str, record: Record, rule: str, bend: Callable[[Verdicts], None]
) -> None:
    straight = docket(one(kind, record))
    assert trace(straight, kind, 0, rule).rules
    with pytest.raises(InternalError, match=rule):
        trace(bent(straight, rule, bend), kind, 0, rule)


def test_a_bent_return_is_an_internal_error() -> None:
    records = [
        resident(order_no="A1", customer_no="C1", terminated_at="2021-12-01", status="终止", accepted_at="2021-11-29"),
        resident(order_no="A2", customer_no="C1", accepted_at="2021-12-08"),
    ]
    straight = docket({"orders": table("orders", *records)})
    with pytest.raises(InternalError, match="B04"):
        trace(bent(straight, "B04", _count_more), "orders", 1, "B04")

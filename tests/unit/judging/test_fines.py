"""From findings to fines: one an item and record (SPEC §5)."""

from __future__ import annotations

import pyarrow as pa
import pytest

import hcaudit
from hcaudit import Report
from tests.unit.tables import (
    Record,
    exam,
    high_voltage,
    incident,
    line_fault,
    numbered,
    resident,
    rows,
    table,
    ticket,
    work,
)

AS_OF = "2022-01-31"


def audited(kind: str, *records: Record, select: str = "", as_of: str = AS_OF) -> Report:
    return hcaudit.audit({kind: table(kind, *numbered(kind, *records))}, as_of=as_of, select=select.split())


def fines(kind: str, *records: Record, select: str = "") -> list[Record]:
    return list(rows(audited(kind, *records, select=select).fines))


# Late with the reply (due 8 December) and late with the energizing (due 10 January).
LATE_TWICE = high_voltage(
    surveyed_at="2021-12-01", replied_at="2021-12-20", inspected_at="2022-01-05", energized_at="2022-01-20", team="一班"
)


def test_several_findings_of_one_item_are_one_fine() -> None:
    (fine,) = fines("orders", {**LATE_TWICE, "order_no": "A1", "manager": "王某"}, select="T08 T10")
    assert len(fine.pop("finding_ids")) == 2  # type: ignore[attr-defined]
    assert fine == {
        "pack": "huangchuan-2021-38",
        "item": "2.3",
        "event": "业扩报装超时限、超短工单",
        "unit": "青石供电所",
        "team": "一班",
        "manager": "王某",
        "person": None,
        "record_no": "A1",
        "rules": ["T08", "T10"],
        "occurred_on": "2021-12-09",
        "base": 30_000_00,
        "multiplier": None,
        "amount": 30_000_00,
        "leadership_share": 10_000_00,
        "frontline_share": 20_000_00,
        "reward": None,
        "assessed_by": None,
        "note": None,
    }


def test_each_finding_shows_what_its_fine_costs() -> None:
    report = audited("orders", LATE_TWICE, select="T08 T10")
    assert [row["amount"] for row in rows(report.findings)] == [30_000_00, 30_000_00]
    assert report.run.totals["amount"] == 30_000_00
    assert report.run.totals["fines"] == 1


def test_records_and_items_add_up() -> None:
    outages = [
        line_fault(started_at=f"2021-12-0{day}", household_hours=301 if day == 4 else 1, outage_no=f"D{day}")
        for day in range(1, 5)
    ]
    charged = [(fine["item"], fine["record_no"], fine["amount"]) for fine in fines("line_outages", *outages)]
    assert charged == [
        *(("3.1", f"D{day}", 2_000_00) for day in range(1, 5)),
        ("3.2", "D4", 5_000_00),
        ("3.3", "D4", 2_000_00),
    ]


def test_suspicions_and_undetermined_findings_are_not_fined() -> None:
    report = audited(
        "orders",
        resident(energized_at="2021-12-02", grid_works="否", other_fees=100),
        resident(energized_at="2021-12-20"),
    )
    assert {row["outcome"] for row in rows(report.findings)} == {"suspected", "undetermined"}
    amounts = {str(row["outcome"]): row["amount"] for row in rows(report.findings)}
    assert amounts == {"suspected": 50_000_00, "undetermined": None}
    assert report.fines.num_rows == 0


def wrong_fee(order_no: str, energized_at: str, unit: str = "甲", customer_no: str = "100") -> Record:
    cells = {"order_no": order_no, "energized_at": energized_at, "unit": unit, "customer_no": customer_no}
    return {**high_voltage(supply="单电源", reliability_fee_paid=1), **cells}


def test_the_reliability_fee_is_fined_once_a_customer_by_the_earliest_finding() -> None:
    (fine,) = fines(
        "orders",
        wrong_fee("A3", "2021-12-20", unit="乙"),
        wrong_fee("A2", "2021-12-10", unit="丙"),
        wrong_fee("A1", "2021-12-10", unit="丁"),
        select="C02",
    )
    place = (fine["unit"], fine["record_no"], fine["occurred_on"], fine["rules"], fine["amount"])
    assert place == ("丁", "A1", "2021-12-10", ["C02"], 20_000_00)
    assert len(list(fine["finding_ids"])) == 3  # type: ignore[call-overload]


def test_without_a_customer_number_the_fee_is_fined_by_order() -> None:
    orders = [wrong_fee("A1", "2021-12-10", customer_no=""), wrong_fee("A2", "2021-12-10", customer_no="")]
    assert [fine["record_no"] for fine in fines("orders", *orders, select="C02")] == ["A1", "A2"]


def test_an_incident_that_names_an_order_counts_under_that_order() -> None:
    (fine,) = fines(
        "incidents",
        incident("增设环节", incident_no="I2", order_no="A1", found_on="2021-12-10", unit="乙"),
        incident("扩大验收", incident_no="I1", order_no="A1", found_on="2021-12-05", unit="甲", person="张某"),
    )
    place = (fine["unit"], fine["record_no"], fine["occurred_on"], fine["rules"], fine["person"])
    assert place == ("甲", "A1", "2021-12-05", ["R04"], "张某")
    assert fine["amount"] == 50_000_00


def test_incidents_of_different_items_or_orders_are_fined_each() -> None:
    found = fines(
        "incidents",
        incident("三指定", incident_no="I1", order_no="A1"),
        incident("线下流转", incident_no="I2", order_no="A1"),
        incident("线下流转", incident_no="I3", order_no="A2"),
        incident("线下流转", incident_no="I4"),
        incident("线下流转", incident_no="A1"),
    )
    charged = [(fine["item"], fine["record_no"], len(list(fine["finding_ids"]))) for fine in found]  # type: ignore[call-overload]
    # The incident that happens to be called A1 is not the order A1.
    assert charged == [("1.1", "A1", 1), ("1.1", "A1", 1), ("1.1", "A2", 1), ("1.1", "I4", 1), ("1.2", "A1", 1)]


def test_multipliers() -> None:
    (complaint,) = fines("tickets", ticket("投诉", manmade="是", escalated="是"))
    assert (complaint["base"], complaint["multiplier"], complaint["amount"]) == (25_000_00, "1.5", 37_500_00)
    assert (complaint["leadership_share"], complaint["frontline_share"]) == (15_000_00, 22_500_00)
    assert complaint["assessed_by"] == "降投诉攻坚行动"
    (cut,) = fines("works", work(complaints="是"))
    assert (cut["base"], cut["multiplier"], cut["amount"]) == (10_000_00, "2", 20_000_00)


def test_a_reward_is_a_line_of_its_own_without_amounts() -> None:
    first, seventh, low = (
        exam("单位", unit="甲", rank=1),
        exam("单位", unit="乙", rank=7),
        exam("个人", unit="丙", person="张某", rank=1, out_of=10),
    )
    lines = {fine["item"]: fine for fine in fines("exams", first, seventh, low)}
    money = ("base", "amount", "leadership_share", "frontline_share", "reward")
    assert {item: [line[name] for name in money] for item, line in lines.items()} == {
        "2.9a": [None, None, None, None, 20_000_00],
        "2.9b": [20_000_00, 20_000_00, None, None, None],
        "2.9d": [None, None, None, None, 2_000_00],
    }
    assert lines["2.9d"]["person"] == "张某"


@pytest.mark.parametrize(
    ("kind", "record", "rule"),
    [
        ("exams", exam("单位", score=79), "E03"),
        ("incidents", incident("吃拿卡要"), "R07"),
        ("orders", high_voltage(), "M01"),
    ],
)
def test_a_rule_without_money_makes_no_line(kind: str, record: Record, rule: str) -> None:
    report = audited(kind, record, select=rule)
    assert [row["outcome"] for row in rows(report.findings)] == ["violation"]
    assert (report.fines.num_rows, report.units.num_rows) == (0, 0)


def test_fines_are_in_the_order_of_the_tariff_then_unit_day_and_record() -> None:
    incidents = [
        incident("三指定", incident_no="1", unit="乙"),
        incident("线下流转", incident_no="4", unit="乙"),
        incident("线下流转", incident_no="3", unit="乙"),
        incident("线下流转", incident_no="5", unit="乙", found_on="2021-11-30"),
        incident("线下流转", incident_no="6", unit="丙"),
    ]
    assert [fine["record_no"] for fine in fines("incidents", *incidents)] == ["6", "5", "3", "4", "1"]


def test_the_penalty_table_adds_up_by_unit_and_item() -> None:
    report = audited(
        "tickets",
        ticket("投诉", unit="乙"),
        ticket("投诉", unit="乙", escalated="是"),
        ticket("意见", unit="乙", substantiated="否"),
        ticket("投诉", unit="丙"),
    )
    names = ("unit", "item", "count", "amount", "leadership_share", "frontline_share", "reward")
    assert [tuple(row[name] for name in names) for row in rows(report.units)] == [
        ("丙", "2.1", 1, 25_000_00, 10_000_00, 15_000_00, None),
        ("乙", "2.1", 2, 62_500_00, 25_000_00, 37_500_00, None),
        ("乙", "2.2b", 1, 2_000_00, 500_00, 1_500_00, None),
    ]
    assert report.units["amount"].type == pa.int64()
    assert report.run.totals["amount"] == 89_500_00

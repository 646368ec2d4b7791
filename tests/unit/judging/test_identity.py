"""The ids of findings and of their facts: the same on every run and machine (SPEC §5)."""

from __future__ import annotations

import datetime as dt

import numpy as np

import hcaudit
from hcaudit.judging.identity import facts_ids, finding_ids
from hcaudit.model.dates import Days
from tests.unit.tables import Record, high_voltage, rows, table

PACK = "huangchuan-2021-38"
START, DUE, END = dt.date(2021, 12, 1), dt.date(2021, 12, 8), dt.date(2021, 12, 9)


def finding(*, as_of: str = "2021-12-31", **cells: object) -> Record:
    """Return the one finding of T08 on an order surveyed on 1 December 2021."""
    given: dict[str, object] = {"order_no": "4100000001", "surveyed_at": "2021-12-01", **cells}
    orders = table("orders", high_voltage(**given))
    (found,) = rows(hcaudit.audit({"orders": orders}, as_of=as_of, select=["T08"]).findings)
    return found


def days(*given: dt.date | None) -> Days:
    """Return a column of days, None as NaT."""
    return np.array(given, dtype="datetime64[D]")


def test_finding_ids_never_change() -> None:
    # Decisions and ledgers of years refer to these: another value here means that they all are lost.
    numbers = ["4100000001", "2021-12/青石供电所/甲", ""]
    assert finding_ids(PACK, "T05", numbers) == ["0ce5b05f262ef8a0", "b989a7fda09585a6", "903558057379680a"]


def test_facts_ids_never_change() -> None:
    assert facts_ids(days(START, START), days(DUE, DUE), days(None, END), 30_000_00) == ["db72edcb", "6c6c6f70"]
    assert facts_ids(days(None), days(None), days(None), None) == ["fe01a7ca"]


def test_a_finding_is_named_by_pack_rule_and_record_alone() -> None:
    ids = [
        finding_ids(PACK, "T05", ["1", "2"]),
        finding_ids(PACK, "T06", ["1"]),
        finding_ids("another", "T05", ["1"]),
        finding_ids(PACK, "T0", ["51"]),
    ]
    assert len({one for some in ids for one in some}) == 5
    same = {finding(unit=unit, replied_at=day)["finding_id"] for unit in "甲乙" for day in ("", "2021-12-20")}
    assert same == {finding_ids(PACK, "T08", ["4100000001"])[0]}


def test_the_facts_are_start_due_date_end_and_base_amount() -> None:
    none, start, due, end = days(None), days(START), days(DUE), days(END)
    same = facts_ids(start, due, end, 30_000_00)
    changed = [
        facts_ids(none, due, end, 30_000_00),
        facts_ids(start, none, end, 30_000_00),
        facts_ids(start, due, none, 30_000_00),
        facts_ids(start, due, end, None),
    ]
    assert len({*same, *(one for ids in changed for one in ids)}) == 5


def test_an_open_clock_has_the_same_facts_from_day_to_day_and_others_when_it_ends() -> None:
    assert finding(as_of="2021-12-09")["facts_id"] == finding(as_of="2021-12-31")["facts_id"]
    assert finding()["facts_id"] == finding(unit="柳湾供电所", manager="王某")["facts_id"]
    different = [
        finding(),
        finding(replied_at="2021-12-20"),
        finding(replied_at="2021-12-21"),
        finding(surveyed_at="2021-12-02"),
    ]
    assert len({found["facts_id"] for found in different}) == 4


def test_a_record_without_a_number_is_named_by_its_place() -> None:
    nameless = high_voltage(surveyed_at="2021-12-01")
    orders = table("orders", nameless, {**nameless, "order_no": "1.23457E+17"})
    report = hcaudit.audit({"export": orders}, as_of="2021-12-31", select=["T08"])
    found = {row["source_row"]: row for row in rows(report.findings)}
    assert {"export:1", "export:2"} == {row["record_no"] for row in found.values()}
    assert found[1]["finding_id"] == finding_ids(PACK, "T08", ["export:1"])[0]

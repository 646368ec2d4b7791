"""Whom a clock is about, and columns that are missing (SPEC §3 and §4)."""

from __future__ import annotations

import hcaudit
from tests.unit.tables import (
    assert_judged,
    business,
    counts,
    high_voltage,
    not_applicable,
    not_evaluated,
    out_of_period,
    resident,
    rows,
    table,
    undetermined,
    violation,
)

SURVEYED = {"surveyed_at": "2021-12-01"}
PROTECTION = ["protection_requested_at", "protection_set_at", "protection_filed_at"]


def test_who_is_concerned() -> None:
    clock = {"surveyed_at": "2021-12-01", "replied_at": "2021-12-31"}
    in_time = {"surveyed_at": "2021-12-01", "replied_at": "2021-12-08"}
    assert_judged(
        "T08",
        violation("high voltage", high_voltage(**clock)),
        not_applicable("low voltage", business(**clock, capacity_kva=100)),
        undetermined("no business type", {**high_voltage(**clock), "business_type": ""}),
        not_applicable("no business type, in time", {**high_voltage(**in_time), "business_type": ""}),
        not_applicable("an unknown one", {**high_voltage(**clock), "business_type": "临电变更"}),
        violation("of a known class", {**high_voltage(**clock), "customer_class": "高压", "business_type": "临电变更"}),
        not_applicable(
            "no connection", {**high_voltage(**clock), "business_type": "高压更名", "customer_class": "高压"}
        ),
        out_of_period("before the pack", high_voltage(**clock, accepted_at="2021-11-25")),
        violation("its first day", high_voltage(**clock, accepted_at="2021-11-26")),
    )


def test_unknown_applicability_matters_only_if_there_would_be_a_finding() -> None:
    late, in_time = {"energized_at": "2021-12-31"}, {"energized_at": "2021-12-02"}
    assert_judged(
        "T02",
        undetermined("late, grid works not given", resident(**late)),
        undetermined("late, grid works other", resident(**late, grid_works="99 其它")),
        not_applicable("in time", resident(**in_time)),
        violation("late", resident(**late, grid_works="06 无工程"), due_on="2021-12-03"),
        not_applicable("with works", resident(**late, grid_works="01 有外线")),
        undetermined("small or not", business(**late, grid_works="否")),
        not_applicable("small", business(**late, grid_works="否", capacity_kva=160)),
        violation("not small", business(**late, grid_works="否", capacity_kva="160.5 kVA")),
        violation("temporary", {**resident(**late, grid_works="否"), "business_type": "低压装表临时用电"}),
        violation("charging pile", {**resident(**late, grid_works="否"), "business_type": "低压充电桩新装"}),
    )


def test_an_inspection_that_failed_starts_no_clock() -> None:
    # Three working days from Wednesday 1 December: Monday the 6th.
    clock = {"inspected_at": "2021-12-01", "energized_at": "2021-12-07"}
    assert_judged(
        "T10",
        violation("passed", high_voltage(**clock, inspection_passed="是"), due_on="2021-12-06"),
        violation("not said", high_voltage(**clock)),
        not_applicable("failed", high_voltage(**clock, inspection_passed="否")),
        undetermined("not to be read", high_voltage(**clock, inspection_passed="待复验")),
    )


def test_a_missing_column_is_not_evaluated_but_only_where_it_is_missing() -> None:
    late = high_voltage(**SURVEYED, replied_at="2021-12-31")
    assert_judged("T08", not_evaluated("no end", late), without=["replied_at"])
    assert_judged(
        "T08", not_evaluated("no start", late), not_applicable("low voltage", resident()), without=["surveyed_at"]
    )
    report = hcaudit.audit(
        {
            "lacking": table("orders", {**late, "order_no": "1"}, {**late, "order_no": "2"}, without=["replied_at"]),
            "whole": table("orders", {**late, "order_no": "2"}, {**late, "order_no": "3"}),
        },
        as_of="2022-01-31",
        select=["T08"],
    )
    assert counts(report, "T08") == {"not evaluated": 1, "violation": 2}
    assert [row["record_no"] for row in rows(report.findings)] == ["2", "3"]
    reason = next(str(row["reason"]) for row in rows(report.coverage) if row["rule"] == "T08")
    assert "lacking" in reason
    assert "whole" not in reason
    assert "方案答复时间" in reason


def test_a_column_that_is_missing_matters_only_to_records_the_rule_may_be_about() -> None:
    assert_judged(
        "T13",
        not_evaluated("no start", resident(appointment_confirmed_at="2021-12-05")),
        not_applicable("no connection", {**resident(), "business_type": "低压居民更名"}),
        out_of_period("before the pack", resident(accepted_at="2021-11-01")),
        without=["appointment_requested_at"],
        max_working_days=1,
    )
    assert_judged(
        "T07",
        not_evaluated("no planned day", resident(protection_requested_at="2021-12-01")),
        not_applicable("nothing asked for", resident()),
        without=["planned_energize_at"],
    )
    assert_judged("T06", not_evaluated("nothing there", resident()), without=PROTECTION)
    assert_judged("T11", not_evaluated("no appointment", resident()), without=["appointment_at"])
    assert_judged("T11", not_applicable("none made", resident()), without=["contacted_at"])
    assert_judged(
        "T10", not_applicable("failed", high_voltage(inspection_passed="否")), without=["energized_at", "inspected_at"]
    )

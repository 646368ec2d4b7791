"""The clocks at their edges (SPEC §1 and §4), by rules that are nothing but a clock."""

from __future__ import annotations

import pytest

import hcaudit
from tests.unit.tables import (
    assert_judged,
    business,
    counts,
    high_voltage,
    kept,
    not_applicable,
    not_evaluated,
    out_of_period,
    resident,
    rows,
    suspected,
    table,
    undetermined,
    violation,
)

# Wednesday 1 December 2021 is the first day; five working days later it is Wednesday the 8th.
SURVEYED = {"surveyed_at": "2021-12-01"}
PROTECTION = ["protection_requested_at", "protection_set_at", "protection_filed_at"]


def test_late_is_after_the_due_date() -> None:
    assert_judged(
        "T08",
        kept("on the first day", high_voltage(surveyed_at="2021-12-01", replied_at="2021-12-01")),
        kept("on the due date", high_voltage(surveyed_at="2021-12-01", replied_at="2021-12-08")),
        kept("late on the due date", high_voltage(surveyed_at="2021-12-01", replied_at="2021-12-08 23:59:59")),
        violation(
            "the day after",
            high_voltage(surveyed_at="2021-12-01 16:00:00", replied_at="2021-12-09 08:00:00"),
            started_on="2021-12-01",
            ended_on="2021-12-09",
            due_on="2021-12-08",
            occurred_on="2021-12-09",
            measured=6.0,
            limit=5.0,
            overdue_working_days=1,
            overdue_calendar_days=1,
        ),
        violation(
            "weeks after",
            high_voltage(surveyed_at="2021-12-01", replied_at="2022-01-05"),
            due_on="2021-12-08",
            occurred_on="2021-12-09",
            # 9 10 13-17 20-24 27-31 December, 4 5 January: the first three days of January are off.
            overdue_working_days=19,
            overdue_calendar_days=28,
            measured=24.0,
        ),
    )


def test_the_saturday_after_a_friday_due_date_is_late() -> None:
    assert_judged(
        "T08",
        violation(
            "Saturday",
            high_voltage(surveyed_at="2021-12-03", replied_at="2021-12-11"),
            due_on="2021-12-10",
            overdue_working_days=0,
            overdue_calendar_days=1,
            measured=5.0,
        ),
        kept("Friday", high_voltage(surveyed_at="2021-12-03", replied_at="2021-12-10")),
    )


@pytest.mark.parametrize(
    ("accepted", "due", "after"),
    [
        ("2021-11-26", "2021-11-30", "2021-12-01"),
        ("2022-04-01", "2022-04-06", "2022-04-07"),
        # Saturday 29 January 2022 is a make-up day, the Spring Festival begins on the 31st.
        ("2022-01-28", "2022-01-30", "2022-01-31"),
        ("2022-01-29", "2022-02-07", "2022-02-08"),
        ("2021-12-31", "2022-01-05", "2022-01-06"),
    ],
)
def test_working_days_go_by_the_yearly_notice(accepted: str, due: str, after: str) -> None:
    resident_without_works = {"grid_works": "否", "accepted_at": accepted}
    assert_judged(
        "T02",
        kept("in time", resident(**resident_without_works, energized_at=due)),
        violation("late", resident(**resident_without_works, energized_at=after), due_on=due, occurred_on=after),
        as_of="2022-06-30",
    )


def test_the_same_day_is_the_next_working_day_after_an_acceptance_on_a_day_off() -> None:
    at_once = {"direct_install": "是", "grid_works": "06 无工程"}
    assert_judged(
        "T01",
        kept("the same day", resident(**at_once, energized_at="2021-12-01")),
        violation("the next day", resident(**at_once, energized_at="2021-12-02"), due_on="2021-12-01", measured=1.0),
        kept("Saturday to Monday", resident(**at_once, accepted_at="2021-12-04", energized_at="2021-12-06")),
        violation(
            "Saturday to Tuesday",
            resident(**at_once, accepted_at="2021-12-04", energized_at="2021-12-07"),
            due_on="2021-12-06",
            occurred_on="2021-12-07",
        ),
        kept("on a make-up day", resident(**at_once, accepted_at="2022-01-29", energized_at="2022-01-29")),
        not_applicable("not at once", resident(grid_works="否", energized_at="2021-12-31")),
    )


def test_an_open_clock_runs_to_as_of() -> None:
    open_order = violation("open", high_voltage(surveyed_at="2021-12-01"), ended_on=None, due_on="2021-12-08")
    assert_judged("T08", kept("open", open_order.record), as_of="2021-12-08")
    assert_judged("T08", open_order, as_of="2021-12-09")


def test_what_happens_after_as_of_has_not_happened() -> None:
    assert_judged(
        "T08",
        violation(
            "replied later",
            high_voltage(surveyed_at="2021-12-01", replied_at="2021-12-11"),
            ended_on=None,
            measured=7.0,
            overdue_calendar_days=2,
        ),
        not_applicable("surveyed later", high_voltage(surveyed_at="2021-12-11", replied_at="2021-12-31")),
        violation(
            "archived later: still in transit",
            high_voltage(surveyed_at="2021-12-01", status="归档", archived_at="2021-12-11", energized_at="2021-12-11"),
            ended_on=None,
        ),
        undetermined(
            "archived later, but energized before",
            high_voltage(surveyed_at="2021-12-01", status="归档", archived_at="2021-12-11", energized_at="2021-12-10"),
        ),
        violation(
            "terminated later: still in transit",
            high_voltage(surveyed_at="2021-12-01", status="终止", terminated_at="2021-12-11"),
            ended_on=None,
        ),
        as_of="2021-12-10",
    )


def test_a_termination_ends_the_clock() -> None:
    assert_judged(
        "T08",
        kept("on the due date", high_voltage(**SURVEYED, terminated_at="2021-12-08")),
        violation(
            "after the due date",
            high_voltage(**SURVEYED, terminated_at="2021-12-10"),
            ended_on="2021-12-10",
            overdue_calendar_days=2,
        ),
        kept("before a late reply", high_voltage(**SURVEYED, terminated_at="2021-12-07", replied_at="2021-12-31")),
        violation(
            "after a late reply",
            high_voltage(**SURVEYED, terminated_at="2021-12-31", replied_at="2021-12-09"),
            ended_on="2021-12-09",
        ),
        not_applicable("before the start", high_voltage(**SURVEYED, terminated_at="2021-11-30")),
        kept("whatever the status", high_voltage(**SURVEYED, status="在途", terminated_at="2021-12-08")),
    )


@pytest.mark.parametrize("status", ["归档", "终止"])
def test_closed_by_status_without_an_end_is_undetermined_once_the_due_date_is_past(status: str) -> None:
    closed = high_voltage(**SURVEYED, status=status)
    assert_judged("T08", kept("not yet past", closed), as_of="2021-12-08")
    assert_judged("T08", undetermined("past", closed, due_on="2021-12-08", occurred_on=None), as_of="2021-12-09")


def test_an_empty_status_is_in_transit_unless_an_order_has_ended() -> None:
    assert_judged(
        "T08",
        violation("in transit", high_voltage(**SURVEYED), ended_on=None),
        undetermined("energized", high_voltage(**SURVEYED, energized_at="2021-12-20")),
        undetermined("archived", high_voltage(**SURVEYED, archived_at="2021-12-20")),
        violation(
            "energized, but in transit by status", high_voltage(**SURVEYED, status="在途", energized_at="2021-12-20")
        ),
    )


def test_contradictory_and_missing_dates() -> None:
    assert_judged(
        "T08",
        undetermined("the end before the start", high_voltage(**SURVEYED, replied_at="2021-11-30")),
        kept("by clock time alone", high_voltage(surveyed_at="2021-12-01 15:00:00", replied_at="2021-12-01 09:00:00")),
        undetermined("no start, but an end", high_voltage(replied_at="2021-12-02")),
        not_applicable("neither", high_voltage()),
        not_applicable("neither, though long archived", high_voltage(status="归档", energized_at="2022-01-20")),
        undetermined("a start that cannot be read", high_voltage(surveyed_at="待定", replied_at="2021-12-02")),
        undetermined("an end that cannot be read", high_voltage(**SURVEYED, replied_at="待定")),
        kept("an unreadable end, in time anyway", high_voltage(surveyed_at="2022-01-26", replied_at="待定")),
        undetermined("a termination that cannot be read", high_voltage(**SURVEYED, terminated_at="待定")),
        violation(
            "a filler is no date",
            high_voltage(**SURVEYED, replied_at="9999-12-31", terminated_at="9999-12-31"),
            ended_on=None,
        ),
        not_applicable("before the start, by status", high_voltage(status="终止")),
    )


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


def test_two_ends_are_both_needed() -> None:
    # Three working days from Wednesday 1 December: Monday the 6th.
    asked = {"protection_requested_at": "2021-12-01"}
    assert_judged(
        "T06",
        kept("both in time", resident(**asked, protection_set_at="2021-12-02", protection_filed_at="2021-12-06")),
        violation(
            "filed late",
            resident(**asked, protection_set_at="2021-12-02", protection_filed_at="2021-12-07"),
            due_on="2021-12-06",
            ended_on="2021-12-07",
        ),
        violation("set late", resident(**asked, protection_set_at="2021-12-07", protection_filed_at="2021-12-02")),
        violation("not filed", resident(**asked, protection_set_at="2021-12-02"), ended_on=None),
        undetermined("set before", resident(**asked, protection_set_at="2021-11-30", protection_filed_at="2021-12-02")),
        undetermined(
            "filed before", resident(**asked, protection_set_at="2021-12-02", protection_filed_at="2021-11-30")
        ),
        undetermined("set before, not filed", resident(**asked, protection_set_at="2021-11-30")),
        undetermined("not asked for", resident(protection_set_at="2021-12-02", protection_filed_at="2021-12-02")),
        undetermined("not asked for, nor filed", resident(protection_set_at="2021-12-02")),
        violation(
            "filed late, whenever it was set",
            resident(**asked, protection_set_at="待定", protection_filed_at="2021-12-07"),
            due_on="2021-12-06",
        ),
        not_applicable("no protection", resident()),
    )


def test_a_planned_day_is_the_due_date() -> None:
    asked = {"protection_requested_at": "2021-12-01", "planned_energize_at": "2021-12-10"}
    done = {"protection_set_at": "2021-12-02"}
    assert_judged(
        "T07",
        kept("on the day", resident(**asked, **done, protection_filed_at="2021-12-10")),
        violation(
            "after the day",
            resident(**asked, **done, protection_filed_at="2021-12-13"),
            started_on="2021-12-01",
            due_on="2021-12-10",
            ended_on="2021-12-13",
            occurred_on="2021-12-11",
            overdue_calendar_days=3,
            overdue_working_days=1,
            measured=8.0,
        ),
        violation("not done", resident(**asked, **done), ended_on=None, occurred_on="2021-12-11"),
        kept("terminated on the day", resident(**asked, terminated_at="2021-12-10")),
        violation("terminated after the day", resident(**asked, terminated_at="2021-12-11"), ended_on="2021-12-11"),
        undetermined("archived without an end", resident(**asked, status="归档")),
        undetermined(
            "ended before it started",
            resident(**asked, protection_set_at="2021-11-29", protection_filed_at="2021-11-30"),
        ),
        not_applicable("started after the termination", resident(**asked, terminated_at="2021-11-30")),
        not_applicable("no planned day", resident(protection_requested_at="2021-12-01")),
        undetermined(
            "a planned day that cannot be read",
            resident(protection_requested_at="2021-12-01", planned_energize_at="待定"),
        ),
        as_of="2021-12-31",
    )


def test_before_the_planned_day_nothing_is_late() -> None:
    asked = {"protection_requested_at": "2021-12-01", "planned_energize_at": "2021-12-10"}
    assert_judged(
        "T07",
        kept("open", resident(**asked)),
        kept("archived", resident(**asked, status="归档")),
        kept(
            "planned for a day to come",
            resident(protection_requested_at="2021-12-01", planned_energize_at="2022-03-01"),
        ),
        as_of="2021-12-10",
    )


def test_contact_comes_before_the_appointment() -> None:
    assert_judged(
        "T11",
        kept("to the minute", resident(appointment_at="2021-12-06 09:00", contacted_at="2021-12-06 09:00")),
        suspected(
            "a minute late",
            resident(appointment_at="2021-12-06 09:00", contacted_at="2021-12-06 09:01"),
            due_on="2021-12-06",
            ended_on="2021-12-06",
            occurred_on="2021-12-06",
        ),
        kept(
            "the same day, no time of contact", resident(appointment_at="2021-12-06 09:00", contacted_at="2021-12-06")
        ),
        kept("the same day, no time agreed", resident(appointment_at="2021-12-06", contacted_at="2021-12-06 18:00")),
        kept(
            "midnight is no clock time",
            resident(appointment_at="2021-12-06 00:00:00", contacted_at="2021-12-06 18:00:00"),
        ),
        suspected(
            "days late",
            resident(appointment_at="2021-12-06", contacted_at="2021-12-09"),
            occurred_on="2021-12-07",
            ended_on="2021-12-09",
        ),
        suspected("not at all", resident(appointment_at="2021-12-06"), occurred_on="2021-12-07", ended_on=None),
        kept("terminated the same day", resident(appointment_at="2021-12-06", terminated_at="2021-12-06")),
        suspected(
            "terminated later",
            resident(appointment_at="2021-12-06", terminated_at="2021-12-08"),
            occurred_on="2021-12-07",
            ended_on="2021-12-08",
        ),
        kept(
            "a contact after the termination is none",
            resident(appointment_at="2021-12-06", terminated_at="2021-12-05", contacted_at="2021-12-20"),
        ),
        undetermined("archived without a contact", resident(appointment_at="2021-12-06", status="归档")),
        undetermined("a contact that cannot be read", resident(appointment_at="2021-12-06", contacted_at="已联系")),
        not_applicable("no appointment", resident(contacted_at="2021-12-09")),
        suspected("any class", {**resident(appointment_at="2021-12-06"), "business_type": "分布式光伏新装"}),
    )


def test_before_the_appointment_no_contact_is_missing() -> None:
    assert_judged(
        "T11",
        kept("open", resident(appointment_at="2021-12-06 09:00")),
        kept("archived", resident(appointment_at="2021-12-06", status="归档")),
        kept("still to come", resident(appointment_at="2021-12-20")),
        as_of="2021-12-06",
    )
    assert_judged("T11", not_evaluated("no column", resident(appointment_at="2021-12-06")), without=["contacted_at"])


def test_a_limit_that_is_a_parameter() -> None:
    # Friday 3 December; the next working day is Monday the 6th.
    asked = resident(appointment_requested_at="2021-12-03", appointment_confirmed_at="2021-12-07")
    assert_judged("T13", not_evaluated("unset", asked))
    assert_judged("T13", violation("one day", asked, due_on="2021-12-06", limit=1.0), max_working_days=1)
    assert_judged("T13", kept("two days", asked), max_working_days=2)
    assert_judged(
        "T13",
        violation("none: the same day", asked, due_on="2021-12-03", occurred_on="2021-12-04"),
        kept(
            "none, asked on a Saturday",
            resident(appointment_requested_at="2021-12-04", appointment_confirmed_at="2021-12-06"),
        ),
        max_working_days=0,
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


def test_days_after_the_published_ones_are_unknown() -> None:
    # 25 28 29 30 31 December 2026 are known to be working days; of the days after nothing is known.
    assert_judged(
        "T08",
        kept("on the last known day", _surveyed("2026-12-24", "2026-12-31")),
        violation(
            "after it",
            _surveyed("2026-12-24", "2027-01-20"),
            due_on="2026-12-31",
            occurred_on="2027-01-01",
            measured=None,
            overdue_working_days=None,
            overdue_calendar_days=20,
        ),
        kept("four days are known, ended in them", _surveyed("2026-12-25", "2026-12-31")),
        kept("the first unknown day, due or not yet", _surveyed("2026-12-25", "2027-01-01")),
        undetermined("the second unknown day", _surveyed("2026-12-25", "2027-01-02"), measured=None, due_on=None),
        undetermined("open for a month", high_voltage(accepted_at="2026-12-20", surveyed_at="2026-12-31")),
        undetermined("all in unknown days", _surveyed("2027-01-04", "2027-01-31")),
        kept("in so few days that none could be late", _surveyed("2027-01-04", "2027-01-09")),
        as_of="2027-01-31",
    )


def test_the_same_day_beyond_the_published_ones() -> None:
    at_once = {"direct_install": "是", "grid_works": "否"}
    assert_judged(
        "T01",
        kept("the same day", resident(**at_once, accepted_at="2027-01-02", energized_at="2027-01-02")),
        undetermined("the next", resident(**at_once, accepted_at="2027-01-02", energized_at="2027-01-03")),
        violation("the last known day", resident(**at_once, accepted_at="2026-12-31", energized_at="2027-01-01")),
        as_of="2027-01-31",
    )


def _surveyed(surveyed_at: str, replied_at: str) -> dict[str, object]:
    return {**high_voltage(accepted_at="2026-12-20"), "surveyed_at": surveyed_at, "replied_at": replied_at}

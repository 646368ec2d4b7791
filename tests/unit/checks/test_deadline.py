"""The clocks at their edges (SPEC §1 and §4), by rules that are nothing but a clock.

Five working days after Wednesday 1 December 2021 it is Wednesday the 8th.
"""

from __future__ import annotations

import pytest

from tests.unit.tables import assert_judged, high_voltage, kept, not_applicable, resident, undetermined, violation

SURVEYED = {"surveyed_at": "2021-12-01"}


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

"""Clocks that end with two dates, by a planned day, or within a figure of the user (SPEC §4: T06, T07, T11, T13)."""

from __future__ import annotations

from tests.unit.tables import (
    assert_judged,
    kept,
    not_applicable,
    not_evaluated,
    resident,
    suspected,
    undetermined,
    violation,
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

"""Orders accepted again soon after a termination (SPEC §4: B04)."""

from __future__ import annotations

from tests.unit.tables import Record, assert_judged, kept, not_applicable, order, out_of_period, resident, suspected

GIVEN_UP = kept("given up", resident(customer_no="100", accepted_at="2021-11-29", terminated_at="2021-12-01"))


def accepted(on: str, **cells: object) -> Record:
    return {**resident(customer_no="100", accepted_at=on), **cells}


def test_from_no_day_to_thirty_days() -> None:
    assert_judged(
        "B04",
        GIVEN_UP,
        kept("accepted before", accepted("2021-11-30")),
        suspected("the same day", accepted("2021-12-01 08:00"), occurred_on="2021-12-01", measured=0.0),
        suspected("30 days later", accepted("2021-12-31"), measured=30.0, limit=30.0),
        kept("31 days later", accepted("2022-01-01")),
    )


def test_the_days_may_be_set() -> None:
    assert_judged(
        "B04",
        GIVEN_UP,
        suspected("5 days", accepted("2021-12-06")),
        kept("6 days", accepted("2021-12-07")),
        within_days=5,
    )


def test_its_own_termination_is_not_another() -> None:
    assert_judged("B04", kept("alone", accepted("2021-12-01", terminated_at="2021-12-01")))


def test_the_same_customer() -> None:
    named: Record = {"customer_no": "", "customer_name": "张三", "address": "一号"}
    assert_judged(
        "B04",
        GIVEN_UP,
        kept("given up by name", resident(**named, terminated_at="2021-12-05")),
        kept("another customer", accepted("2021-12-02", customer_no="101")),
        suspected("the same name and address", accepted("2021-12-06", **named)),
        kept("the same name elsewhere", accepted("2021-12-06", **{**named, "address": "二号"})),
        kept("the same name, no address", accepted("2021-12-06", **{**named, "address": ""})),
        kept("only one of them has a number", accepted("2021-12-06", **{**named, "customer_no": "102"})),
        kept("nothing given", resident(accepted_at="2021-12-06")),
    )


def test_what_was_terminated_is_in_scope() -> None:
    assert_judged(
        "B04",
        not_applicable("no connection", order("更名", customer_no="100", terminated_at="2021-12-01")),
        kept("after it", accepted("2021-12-02")),
    )
    assert_judged(
        "B04",
        kept("generation", order("低压分布式光伏新装", customer_no="100", terminated_at="2021-12-01")),
        suspected("after it", accepted("2021-12-02")),
    )


def test_a_termination_before_the_pack_counts() -> None:
    assert_judged(
        "B04",
        out_of_period("given up", resident(customer_no="100", accepted_at="2021-11-01", terminated_at="2021-11-20")),
        suspected("soon after", accepted("2021-11-27"), measured=7.0),
    )


def test_a_termination_after_as_of_has_not_happened() -> None:
    assert_judged(
        "B04",
        kept("given up later", resident(customer_no="100", terminated_at="2021-12-20")),
        kept("accepted", accepted("2021-12-10")),
        as_of="2021-12-19",
    )

"""The reliability fee (SPEC §4: C02)."""

from __future__ import annotations

from tests.unit.tables import (
    Record,
    assert_judged,
    kept,
    not_applicable,
    not_evaluated,
    order,
    suspected,
    undetermined,
    violation,
)


def fee(supply: object, due: object = "", paid: object = "", **cells: object) -> Record:
    given: dict[str, object] = {"energized_at": "2021-12-10", **cells}
    return order("高压新装", supply=supply, reliability_fee_due=due, reliability_fee_paid=paid, **given)


def test_one_source_pays_nothing() -> None:
    assert_judged(
        "C02",
        kept("nothing", fee("单电源")),
        kept("zero", fee("1", paid=0)),
        kept("whatever was due", fee("单电源", due=1000)),
        violation("anything", fee("单电源", paid="0.01"), occurred_on="2021-12-10"),
        violation("even as calculated", fee("单电源", due=1000, paid=1000)),
    )


def test_several_sources_pay_what_is_due() -> None:
    assert_judged(
        "C02",
        kept("as calculated", fee("双电源", due="1,000.00", paid=1000)),
        kept("nothing due", fee("双电源", due=0)),
        violation("a fen less", fee("双电源", due=1000, paid="999.99")),
        violation("more", fee("多电源", due=1000, paid=1001)),
        violation("nothing", fee("3", due=1000)),
        suspected("due not given, nothing paid", fee("双电源")),
        suspected("due not given, zero paid", fee("双电源", paid=0)),
        undetermined("due not given, something paid", fee("双电源", paid=1000)),
    )


def test_what_cannot_be_read() -> None:
    assert_judged(
        "C02",
        undetermined("the fee due", fee("双电源", due="待核", paid=1000)),
        undetermined("the fee paid by one source", fee("单电源", paid="待核")),
        undetermined("the fee paid by several", fee("双电源", due=1000, paid="待核")),
        undetermined("the sources: right for one, wrong for several", fee("环网", due=1000)),
        undetermined("the sources: wrong for one, right for several", fee("环网", due=1000, paid=1000)),
        violation("the sources: wrong for any number", fee("环网", due=1000, paid=500)),
        kept("the sources: right for any number", fee("环网", due=0, paid=0)),
    )


def test_whom_it_is_about() -> None:
    assert_judged(
        "C02",
        not_applicable("sources not given", fee("", paid=1000)),
        not_applicable("still open", fee("单电源", paid=1000, energized_at="")),
        violation("generation", {**fee("单电源", paid=1000), "business_type": "高压光伏发电新装"}),
        violation("a type nobody knows", {**fee("单电源", paid=1000), "business_type": "临电变更"}),
        not_applicable("no connection", {**fee("单电源", paid=1000), "business_type": "高压减容"}),
    )


def test_missing_columns() -> None:
    assert_judged("C02", not_evaluated("paid", fee("单电源")), without=["reliability_fee_paid"])
    assert_judged(
        "C02",
        not_evaluated("sources", fee("")),
        not_applicable("sources, still open", fee("", energized_at="")),
        without=["supply"],
    )
    assert_judged(
        "C02",
        not_evaluated("due, several sources", fee("双电源", paid=1000)),
        violation("due, one source", fee("单电源", paid=1000)),
        without=["reliability_fee_due"],
    )

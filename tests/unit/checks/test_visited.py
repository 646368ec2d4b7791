"""Visits to high-voltage customers (SPEC §4: M02, M03)."""

from __future__ import annotations

import pyarrow as pa

from tests.unit.tables import (
    Record,
    assert_judged,
    high_voltage,
    kept,
    not_applicable,
    not_evaluated,
    resident,
    table,
    undetermined,
    visit,
)
from tests.unit.tables import suspected as not_visited


def visits(*records: Record) -> dict[str, pa.Table]:
    return {"visits": table("visits", *records)}


def energized(number: str, **cells: object) -> Record:
    return high_voltage(order_no=number, energized_at="2021-12-05", **cells)


def archived(number: str, **cells: object) -> Record:
    return energized(number, status="归档", archived_at="2021-12-06", **cells)


BOTH = {"met_legal_rep": "是", "met_handler": "是"}


def test_without_visits_nothing_is_judged() -> None:
    assert_judged("M02", not_evaluated("energized", energized("1")))
    assert_judged("M03", not_evaluated("archived", archived("1")))


def test_management_visits_energized_customers() -> None:
    assert_judged(
        "M02",
        kept("general manager", energized("A")),
        kept("deputy in charge", energized("B")),
        not_visited("somebody else", energized("C"), occurred_on="2021-12-05"),
        not_visited("nobody", energized("D")),
        not_visited("another deputy", energized("E")),
        kept("one of two visits", energized("F")),
        undetermined("by whom?", energized("I")),
        not_applicable("not energized", high_voltage(order_no="G")),
        not_applicable("low voltage", resident(order_no="H", energized_at="2021-12-05")),
        others=visits(
            visit("A"),
            visit("B", visitor_role="分管副总经理"),
            visit("C", visitor_role="客户经理"),
            visit("E", visitor_role="副总经理"),
            visit("F", visitor_role="班长"),
            visit("I", visitor_role="#N/A"),
            visit("F"),
        ),
    )


def test_a_visit_after_as_of_has_not_happened() -> None:
    one = visits(visit("A", visited_at="2021-12-20"))
    assert_judged("M02", not_visited("not yet", energized("A")), others=one, as_of="2021-12-19")
    assert_judged("M02", kept("now", energized("A")), others=one, as_of="2021-12-20")


def test_visits_reach_the_legal_representative_and_the_handler() -> None:
    assert_judged(
        "M03",
        kept("at once", archived("A")),
        kept("one after the other", archived("B")),
        not_visited("only one", archived("C"), occurred_on="2021-12-05"),
        not_visited("nobody", archived("D")),
        not_visited("empty is no", archived("E")),
        undetermined("not to be read", archived("F")),
        kept("not to be read, but seen in another visit", archived("G")),
        not_visited("one not to be read, the other not met", archived("H")),
        not_applicable("not archived", energized("I", status="在途")),
        not_applicable("given up", high_voltage(order_no="J", status="终止", terminated_at="2021-12-05")),
        others=visits(
            visit("A", **BOTH),
            visit("B", met_legal_rep="是", met_handler="否"),
            visit("B", met_handler="是"),
            visit("C", met_legal_rep="是", met_handler="否"),
            visit("E"),
            visit("F", met_legal_rep="也许", met_handler="是"),
            visit("G", met_legal_rep="也许", met_handler="是"),
            visit("G", **BOTH, visitor_role="客户经理"),
            visit("H", met_legal_rep="也许", met_handler="否"),
        ),
    )


def test_visits_that_do_not_say_whom_they_met() -> None:
    silent = {"visits": table("visits", visit("A", met_handler="是"), without=["met_legal_rep"])}
    assert_judged("M03", not_evaluated("met the handler", archived("A")), others=silent)
    assert_judged("M02", kept("visited all the same", energized("A")), others=silent)


def test_an_order_whose_number_was_destroyed_is_not_joined() -> None:
    assert_judged(
        "M02",
        not_visited("destroyed", energized("3.02121E+15")),
        others=visits(visit("3.02121E+15")),
    )

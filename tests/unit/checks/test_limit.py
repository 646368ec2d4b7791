"""Figures and shares against a bound that is strict or not (SPEC §4: C01, I01, S, E, P03)."""

from __future__ import annotations

import pytest

from tests.unit.tables import (
    Record,
    assert_judged,
    business,
    exam,
    high_voltage,
    kept,
    line_fault,
    not_applicable,
    not_evaluated,
    order,
    resident,
    reward,
    suspected,
    undetermined,
    violation,
)


def test_over_is_strict() -> None:
    assert_judged(
        "P03",
        kept("the limit", line_fault(household_hours=300)),
        kept("the limit, with decimals", line_fault(household_hours="300.0")),
        violation("just over", line_fault(household_hours="300.01"), measured=300.01, occurred_on="2021-12-01"),
        violation("of any cause", line_fault(household_hours=301, cause="计划")),
        undetermined("not given", line_fault()),
        undetermined("not to be read", line_fault(household_hours="很多")),
        not_applicable("not counted", line_fault(household_hours=301, counted="否")),
        kind="line_outages",
    )
    assert_judged("P03", not_evaluated("no column", line_fault()), kind="line_outages", without=["household_hours"])


def test_a_unit_is_ranked() -> None:
    units = [exam("单位", unit=f"单位{rank}", rank=rank) for rank in (1, 6, 7, 20)]
    no_rank = exam("单位", unit="青石供电所")
    assert_judged(
        "E01",
        reward("first", units[0], limit=6.0),
        reward("sixth", units[1], record_no="2021-12/单位6", occurred_on="2021-12-01"),
        kept("seventh", units[2]),
        kept("last", units[3]),
        undetermined("no rank", no_rank),
        not_applicable("a person", exam("个人", person="甲", rank=1)),
        kind="exams",
    )
    assert_judged(
        "E02",
        kept("first", units[0]),
        kept("sixth", units[1]),
        violation("seventh", units[2]),
        violation("last", units[3]),
        not_applicable("no rank: E01 says so", no_rank),
        kind="exams",
    )


def test_a_unit_below_80() -> None:
    assert_judged(
        "E03",
        kept("80", exam("单位", unit="甲", score=80)),
        violation("just below", exam("单位", unit="乙", score="79.99"), measured=79.99),
        not_applicable("a person", exam("个人", unit="丙", person="某", score=10)),
        kind="exams",
    )


@pytest.mark.parametrize(("rank", "out_of"), [(1, 10), (3, 30), (7, 70), (33, 330), (100, 1000)])
def test_a_tenth_is_exact(rank: int, out_of: int) -> None:
    assert_judged(
        "E04",
        reward("a tenth", exam("个人", person="甲", rank=rank, out_of=out_of)),
        kept("just over", exam("个人", person="乙", rank=rank + 1, out_of=out_of)),
        kept("of one fewer", exam("个人", person="丙", rank=rank, out_of=out_of - 1)),
        kind="exams",
    )


@pytest.mark.parametrize(("rank", "out_of"), [(6, 10), (18, 30), (42, 70), (33, 55), (600, 1000)])
def test_three_fifths_are_exact(rank: int, out_of: int) -> None:
    assert_judged(
        "E05",
        kept("three fifths", exam("个人", person="甲", rank=rank, out_of=out_of)),
        violation("just over", exam("个人", person="乙", rank=rank + 1, out_of=out_of)),
        violation("of one fewer", exam("个人", person="丙", rank=rank, out_of=out_of - 1)),
        kind="exams",
    )


def test_a_share_that_is_not_known_is_undetermined_once() -> None:
    nameless = exam("个人", person="甲", out_of=30)
    alone = exam("个人", person="乙", rank=3)
    wrong = exam("个人", person="丙", rank=31, out_of=30)
    assert_judged(
        "E04",
        undetermined("no rank", nameless),
        undetermined("no number", alone),
        undetermined("a rank that cannot be", wrong),
        kind="exams",
    )
    assert_judged(
        "E05",
        not_applicable("no rank", nameless),
        not_applicable("no number", alone),
        not_applicable("a rank that cannot be", wrong),
        kind="exams",
    )


def test_charges() -> None:
    energized = {"energized_at": "2021-12-10"}
    assert_judged(
        "C01",
        kept("empty is nothing", resident(**energized)),
        kept("nothing", resident(**energized, other_fees="0.00")),
        suspected("a fen", resident(**energized, other_fees="0.01"), measured=0.01, occurred_on="2021-12-10"),
        suspected("of an unclear class", business(**energized, other_fees="1,200.50 元"), measured=1200.5),
        suspected("given up", resident(terminated_at="2021-12-09", other_fees=5), occurred_on="2021-12-09"),
        suspected(
            "archived by date",
            resident(status="归档", archived_at="2021-12-11", other_fees=5),
            occurred_on="2021-12-11",
        ),
        suspected("archived by status alone", resident(status="归档", other_fees=5), occurred_on="2021-12-01"),
        suspected(
            "energized counts first",
            resident(**energized, terminated_at="2021-12-09", archived_at="2021-12-12", other_fees=5),
            occurred_on="2021-12-10",
        ),
        undetermined("not to be read", resident(**energized, other_fees="约五百")),
        not_applicable("still open", resident(other_fees=5)),
        not_applicable("generation", order("低压分布式光伏新装", **energized, other_fees=5)),
        not_applicable("nobody knows the type", order("临电变更", **energized, other_fees=5)),
    )
    assert_judged("C01", not_evaluated("no column", resident(**energized)), without=["other_fees"])


def test_works_the_customer_paid_for() -> None:
    paid = {"energized_at": "2021-12-10", "customer_paid_works": 100}
    park = {"in_park": "是", "usage_class": "大工业"}
    assert_judged(
        "I01",
        suspected("resident", resident(**paid)),
        suspected("micro business", business(**paid, capacity_kva=160)),
        not_applicable("bigger business", business(**paid, capacity_kva=161, in_park="否", usage_class="商业")),
        suspected("in a park", business(**paid, capacity_kva=161, in_park="是", usage_class="商业")),
        suspected("high voltage in a park", high_voltage(**paid, **park)),
        suspected("small or not, in a park", business(**paid, **park)),
        undetermined("small or not, outside", business(**paid, in_park="否", usage_class="商业")),
        not_applicable("farming", high_voltage(**paid, in_park="是", usage_class="农业生产")),
        undetermined("park not given", high_voltage(**paid, usage_class="大工业")),
        undetermined("use not given", high_voltage(**paid, in_park="是")),
        not_applicable("neither matters outside", high_voltage(**paid, in_park="否")),
        not_applicable("temporary", order("低压装表临时用电", **paid, customer_class="低压居民")),
        kept("nothing paid", resident(energized_at="2021-12-10")),
        not_applicable("nothing paid, park not given", high_voltage(energized_at="2021-12-10", usage_class="大工业")),
        not_applicable("still open", resident(customer_paid_works=100)),
    )


@pytest.mark.parametrize(
    ("rule", "record", "steps"),
    [("S01", resident(), 1), ("S02", business(capacity_kva=50), 1), ("S03", high_voltage(), 2)],
)
def test_steps(rule: str, record: Record, steps: int) -> None:
    energized = {**record, "energized_at": "2021-12-10"}
    assert_judged(
        rule,
        kept("as many as may be", {**energized, "steps": steps}),
        suspected("one more", {**energized, "steps": steps + 1}, limit=float(steps), measured=float(steps + 1)),
        not_applicable("not given", energized),
        not_applicable("still open", {**record, "steps": steps + 1}),
        undetermined("not to be read", {**energized, "steps": "若干"}),
    )
    assert_judged(rule, not_evaluated("no column", energized), not_applicable("still open", record), without=["steps"])

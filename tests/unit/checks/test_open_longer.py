"""Orders in transit for over a year (SPEC §2 and §4: B01)."""

from __future__ import annotations

import pytest

from tests.unit.tables import (
    Record,
    assert_judged,
    kept,
    not_applicable,
    not_evaluated,
    order,
    out_of_period,
    resident,
    suspected,
)


@pytest.mark.parametrize(
    ("accepted", "anniversary", "after"),
    [
        ("2021-12-10", "2022-12-10", "2022-12-11"),
        ("2024-02-29", "2025-02-28", "2025-03-01"),
        ("2023-02-28", "2024-02-28", "2024-02-29"),
    ],
)
def test_a_year_is_over_the_day_after_the_anniversary(accepted: str, anniversary: str, after: str) -> None:
    open_order = resident(accepted_at=accepted)
    assert_judged("B01", kept("the anniversary", open_order), as_of=anniversary)
    assert_judged("B01", suspected("the day after", open_order, occurred_on=after), as_of=after)
    assert_judged("B01", suspected("long after", open_order, occurred_on=after), as_of="2026-12-31")


def test_the_day_it_occurs_decides_whether_the_pack_is_in_effect() -> None:
    assert_judged(
        "B01",
        suspected("occurs on its first day", resident(accepted_at="2020-11-25"), occurred_on="2021-11-26"),
        out_of_period("occurs the day before", resident(accepted_at="2020-11-24")),
    )


def test_whom_it_is_about() -> None:
    old: Record = resident(accepted_at="2020-12-01")
    assert_judged(
        "B01",
        kept("justified", {**old, "justification": "客户要求暂缓"}),
        not_applicable("energized", {**old, "energized_at": "2021-12-31"}),
        not_applicable("archived", {**old, "status": "归档"}),
        not_applicable("given up", {**old, "terminated_at": "2021-12-31"}),
        suspected("in transit by status", {**old, "status": "在途"}),
        suspected("given up after as-of", {**old, "status": "终止", "terminated_at": "2022-02-01"}),
        suspected("generation", order("低压分布式光伏新装", accepted_at="2020-12-01")),
        not_applicable("no connection", order("更名", accepted_at="2020-12-01")),
    )
    assert_judged("B01", not_evaluated("no column", old), without=["justification"])

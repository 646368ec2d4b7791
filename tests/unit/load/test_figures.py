"""Numbers and amounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcaudit.load.cells import Reading
from tests.unit.load.samples import reading, typed

CAPACITY = reading("orders", "capacity_kva")
FEES = reading("orders", "other_fees")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("630", 630.0),
        ("1,250", 1250.0),
        ("630kVA", 630.0),
        ("630 千伏安", 630.0),
        ("-100", -100.0),
        ("１２５０", 1250.0),
        ("12.5", 12.5),
        ("1.25MVA", 1250.0),
        ("630.", 630.0),
        (".5", 0.5),
        ("'630", 630.0),
        ("300.1时户", 300.1),
    ],
)
def test_numbers(text: str, expected: float) -> None:
    assert typed([text, "-"], CAPACITY).values.to_pylist() == [expected, None]


@pytest.mark.parametrize("text", ["约630", "630+400", "2×315", "1,25", "inf", "630头", "1-2", "#DIV/0!", "100%"])
def test_no_numbers(text: str) -> None:
    column = typed([text, "630"], CAPACITY)
    assert column.values.to_pylist() == [None, 630.0]
    assert column.unreadable.tolist() == [0]


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("120.5", 12050),
        ("25,600.50", 2560050),
        ("￥120.5", 12050),
        ("¥ 1,000", 100000),
        ("120元", 12000),
        ("1.2万元", 1200000),
        ("0.005", 1),
        ("0.0049", 0),
        ("1.005", 101),
        ("-12.345", -1235),
        ("0", 0),
        ("1e3", 100000),
    ],
)
def test_money(text: str, fen: int) -> None:
    assert typed([text], FEES).values.to_pylist() == [fen]
    assert typed([text, "—"], FEES).values.to_pylist() == [fen, None]


@pytest.mark.parametrize("field", [FEES, CAPACITY])
@pytest.mark.parametrize("beside", ["1", "1 元", "1kVA"])
def test_what_is_too_large_to_have_been_kept_exactly_is_unreadable(field: Reading, beside: str) -> None:
    column = typed(["1.23E+17", "-1000000000000000", "999999999999999"], field)
    assert column.unreadable.tolist() == [0, 1]
    assert typed(["1e15", beside], field).unreadable.tolist()[:1] == [0]


@given(st.decimals("-100000000", "100000000", places=3))
@settings(deadline=None)
def test_money_is_rounded_half_up_on_both_paths(amount: Decimal) -> None:
    fast = typed([str(amount)], FEES).values.to_pylist()
    slow = typed([f"{amount}元"], FEES).values.to_pylist()
    sign = -1 if amount < 0 else 1
    assert fast == slow == [sign * int(abs(amount) * 100 + Decimal("0.5"))]


def test_the_unit_of_a_header_counts_unless_the_cell_has_its_own() -> None:
    column = typed(["1.2", "300元"], reading("orders", "other_fees", factor=10_000))
    assert column.values.to_pylist() == [1_200_000, 30_000]


@pytest.mark.parametrize(("text", "expected"), [("4", 4), ("4.0", 4), ("第4名", 4), ("1,000", 1000)])
def test_integers(text: str, expected: int) -> None:
    assert typed([text], reading("exams", "rank")).values.to_pylist() == [expected]


@pytest.mark.parametrize("text", ["4.5", "0x10", "3/104", "四"])
def test_no_integers(text: str) -> None:
    assert typed([text], reading("exams", "rank")).unreadable.tolist() == [0]

"""Whether records meet a rule's conditions, where cells are filled, empty, unreadable or not there."""

from __future__ import annotations

import pytest

from hcaudit.checks.conditions import all_hold, holds
from hcaudit.model.kleene import NO, UNKNOWN, YES
from hcaudit.model.rule import Condition
from hcaudit.model.view import View
from tests.unit.tables import high_voltage, line_fault, order
from tests.unit.views import view_of

PARK = ("是", "否", "", "也许")
CAUSES = ("故障", "计划", "", "雷击吧")
INDUSTRY = Condition(field="usage_class", is_any=("大工业", "商业"))


def parks() -> View:
    return view_of("orders", *(high_voltage(in_park=cell) for cell in PARK))


def faults() -> View:
    return view_of("line_outages", *(line_fault(cause=cell) for cell in CAUSES))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition(field="in_park", is_any=("yes",)), [YES, NO, UNKNOWN, UNKNOWN]),
        (Condition(field="in_park", is_any=("no",)), [NO, YES, UNKNOWN, UNKNOWN]),
        # Nothing entered is none of the values; what cannot be read may be any.
        (Condition(field="in_park", is_none=("no",)), [YES, NO, YES, UNKNOWN]),
        (Condition(field="in_park", filled=True), [YES, YES, NO, YES]),
    ],
)
def test_yes_no_fields(condition: Condition, expected: list[int]) -> None:
    assert holds(condition, parks()).tolist() == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition(field="cause", is_any=("故障",)), [YES, NO, UNKNOWN, UNKNOWN]),
        (Condition(field="cause", is_any=("故障", "计划")), [YES, YES, UNKNOWN, UNKNOWN]),
        (Condition(field="cause", is_none=("故障",)), [NO, YES, YES, UNKNOWN]),
        (Condition(field="cause", filled=True), [YES, YES, NO, YES]),
    ],
)
def test_categories(condition: Condition, expected: list[int]) -> None:
    assert holds(condition, faults()).tolist() == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition(field="business_type", has=("低压",)), [YES, NO, UNKNOWN]),
        (Condition(field="business_type", has=("光伏", "临时")), [NO, YES, UNKNOWN]),
        (Condition(field="business_type", has_none=("临时",)), [YES, NO, YES]),
    ],
)
def test_words_in_a_text(condition: Condition, expected: list[int]) -> None:
    view = view_of("orders", *(order(words) for words in ("低压居民新装", "高压装表临时用电", "")))
    assert holds(condition, view).tolist() == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition(field="in_park", is_any=("yes",)), UNKNOWN),
        (Condition(field="in_park", is_none=("yes",)), YES),
        (Condition(field="in_park", filled=True), UNKNOWN),
        (Condition(field="usage_class", is_any=("商业",)), UNKNOWN),
        (Condition(field="usage_class", has_none=("农业",)), YES),
    ],
)
def test_a_missing_column(condition: Condition, expected: int) -> None:
    view = view_of("orders", high_voltage(), without=["in_park", "usage_class"])
    assert holds(condition, view).tolist() == [expected]


def test_a_date_later_than_as_of_is_not_filled() -> None:
    filled = Condition(field="energized_at", filled=True)
    record = high_voltage(energized_at="2021-12-10")
    assert holds(filled, view_of("orders", record, as_of="2021-12-09")).tolist() == [NO]
    assert holds(filled, view_of("orders", record, as_of="2021-12-10")).tolist() == [YES]


def test_one_no_is_enough_and_nothing_asked_holds() -> None:
    view = view_of(
        "orders",
        high_voltage(in_park="否"),
        high_voltage(in_park="是"),
        high_voltage(in_park="是", usage_class="商业"),
    )
    conditions = [Condition(field="in_park", is_any=("yes",)), INDUSTRY]
    assert all_hold(conditions, view).tolist() == [NO, UNKNOWN, YES]
    assert all_hold([], view).tolist() == [YES, YES, YES]

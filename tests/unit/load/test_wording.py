"""Yes and no, categories, power sources, free text."""

from __future__ import annotations

import pytest

from tests.unit.load.samples import reading, typed

PARK = reading("orders", "in_park")


def test_yes_no() -> None:
    texts = ["是", "有", "属实", "Y", "yes", "1", "TRUE", "√", "否", "无", "不属实", "N", "no", "0", "false", "×"]
    assert typed(texts, PARK).values.to_pylist() == [True] * 8 + [False] * 8


def test_no_answer_and_an_unreadable_one() -> None:
    column = typed(["-", "/", "\\N", None, "待核", " 是\t"], PARK)
    assert column.values.to_pylist() == [None, None, None, None, None, True]
    assert column.unreadable.tolist() == [4]


def test_grid_works_by_category() -> None:
    column = typed(["01 有外线", "06", "99", "99 其它", "无", "1.0", "0.0", "1.1"], reading("orders", "grid_works"))
    assert column.values.to_pylist() == [True, False, None, None, False, True, False, None]
    assert column.unreadable.tolist() == [2, 3, 7]
    column = typed(["2", "6", "6.0", "5 有外线", "7"], reading("orders", "grid_works"))
    assert column.values.to_pylist() == [True, False, False, True, None]


def test_categories_are_values_of_their_vocabulary() -> None:
    column = typed(["已归档", "在途 ", "无", "派工中"], reading("orders", "status"))
    assert column.values.to_pylist() == ["archived", "in_transit", None, None]
    assert column.unreadable.tolist() == [3]


@pytest.mark.parametrize(
    ("text", "expected"), [("单电源", 1), ("双电源", 2), ("多电源", 3), ("2", 2), ("4路", 4), ("2.0", 2)]
)
def test_sources(text: str, expected: int) -> None:
    assert typed([text], reading("orders", "supply")).values.to_pylist() == [expected]


@pytest.mark.parametrize("text", ["0", "-1", "若干", "1.5"])
def test_no_sources(text: str) -> None:
    assert typed([text], reading("orders", "supply")).unreadable.tolist() == [0]


def test_free_text_is_normalised() -> None:
    column = typed([" 城关供电所　", "－", "null", "无", "示例（个体）", "#REF!", "'甲"], reading("orders", "unit"))
    assert column.values.to_pylist() == ["城关供电所", None, None, None, "示例(个体)", None, "甲"]
    assert column.unreadable.tolist() == [5]


@pytest.mark.parametrize("blank", [" ", "\t", "\u200b", "\u3000", "'", "", "NULL"])
def test_a_blank_among_long_texts(blank: str) -> None:
    assert typed([blank, "潢川县示例路一号院"], reading("orders", "address")).values.to_pylist()[0] is None


@pytest.mark.parametrize("text", ["李四\x00", "\x01李四", "李四\x1f ", " 李四"])
def test_characters_that_do_not_show_are_no_part_of_a_name(text: str) -> None:
    assert typed([text, "张三"], reading("orders", "customer_name")).values.to_pylist() == ["李四", "张三"]


def test_a_lost_value_among_long_texts() -> None:
    column = typed(["潢川县示例路一号院", "#UNCALCULATED!"], reading("orders", "address"))
    assert column.values.to_pylist() == ["潢川县示例路一号院", None]
    assert column.unreadable.tolist() == [1]


def test_business_types_by_code_and_by_name() -> None:
    column = typed(["104", "高压增容 ", "010101", "更名", "-"], reading("orders", "business_type"))
    assert column.values.to_pylist() == ["高压新装", "高压增容", "高压新装", "更名", None]

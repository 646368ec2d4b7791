"""Order and customer numbers are text, and never half of one."""

from __future__ import annotations

import pytest

from tests.unit.load.samples import reading, typed

ORDER = reading("orders", "order_no")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4121010000000000", "4121010000000000"),
        ("0012", "0012"),
        ("'4121", "4121"),
        ("4121\t", "4121"),
        (" 4121 ", "4121"),
        ('="0012"', "0012"),
        ("\u00a04121\u200b", "4121"),
        ("４１２１", "4121"),
        ("4121 0000", "41210000"),
        ("TK-01_a", "TK-01_a"),
        ("123456.0", "123456"),
        ("1,234,567,890", "1234567890"),
        ("121,234,567,890,123", "121234567890123"),
        ("12,34", "12,34"),
        ("1E05", "1E05"),
        ("-", None),
        ("NULL", None),
        ("'", None),
    ],
)
def test_readable(text: str, expected: str | None) -> None:
    column = typed([text, "4121010000000001"], ORDER)
    assert column.values.to_pylist() == [expected, "4121010000000001"]
    assert not len(column.unreadable)


@pytest.mark.parametrize(
    "text",
    [
        *("1.23457E+17", "1E+17", "4.12101e+15", "1.2E17", "4121010000000001.0", "########", "#N/A"),
        *("4,121,010,000,000,000", "41,210,100,000,000,000"),
    ],
)
def test_destroyed_by_a_spreadsheet(text: str) -> None:
    column = typed(["4121010000000001", text], ORDER)
    assert column.values.to_pylist() == ["4121010000000001", None]
    assert column.unreadable.tolist() == [1]

"""Whole columns as readers see them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest

from hcaudit.model.report import PAUSES
from hcaudit.render import cells
from hcaudit.render.amounts import amount_text, is_amount, yuan_text


def test_fen_become_yuan() -> None:
    fen = pa.array([0, 5, -5, 123_456_789, None, 9_000_000_000_000_000])
    amounts = ["0.00", "0.05", "-0.05", "1234567.89", None, "90000000000000.00"]
    assert cells.yuan(fen).to_pylist() == [amount and Decimal(amount) for amount in amounts]
    assert cells.yuan(fen).cast(pa.string()).to_pylist() == amounts


@pytest.mark.parametrize(
    ("fen", "plain", "read"), [(0, "0.00", "0.00"), (-5, "-0.05", "-0.05"), (123_456_789, "1234567.89", "1,234,567.89")]
)
def test_single_amounts(fen: int, plain: str, read: str) -> None:
    assert yuan_text(fen) == plain
    assert amount_text(fen) == read


def test_no_amount_is_empty() -> None:
    assert not amount_text(None)


@pytest.mark.parametrize(
    ("total", "money"),
    [("amount", True), ("reward", True), ("waived_amount", True), ("rewards", False), ("records", False)],
)
def test_totals_that_are_money(total: str, money: bool) -> None:
    assert is_amount(total) is money


def test_lists_become_one_text() -> None:
    assert cells.listed(pa.array([["a", "b"], ["c"], [], None])).to_pylist() == ["a;b", "c", None, None]


def test_control_characters_are_shown() -> None:
    column = pa.array(["a\x1b[31mb", "\x07", "c\u202ed", "x\x9by", "中文“好”\t1\n2", None, "plain"])
    assert cells.visible(column).to_pylist() == [
        *("a\\x1b[31mb", "\\x07", "c\\u202ed", "x\\x9by", "中文“好”\t1\n2", None, "plain"),
    ]
    assert cells.visible(column, one_line=True).to_pylist()[4] == "中文“好”\\t1\\n2"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_get_an_apostrophe(start: str) -> None:
    column = pa.array([f"{start}1+1", "1=1", "", None])
    assert cells.guarded(column).to_pylist() == [f"'{start}1+1", "1=1", "", None]


def test_slices_are_judged_by_their_own_text() -> None:
    column = pa.array(["=1", "harmless", "=2"])
    assert not cells.holds_any(column.slice(1, 1), b"=")
    assert cells.holds_any(column.slice(2), b"=")
    assert not cells.holds_any(column.slice(3), b"=")


def test_pauses_in_words() -> None:
    def pause(after: str, until: str, what: str | None) -> dict[str, object]:
        return {"after": dt.date.fromisoformat(after), "until": dt.date.fromisoformat(until), "what": what}

    first, second = pause("2022-01-05", "2022-01-20", "配套工程"), pause("2022-02-01", "2022-02-03", None)
    column = pa.array([[first, second], [], None, [second]], PAUSES)
    texts = ["2022-01-05→2022-01-20 配套工程;2022-02-01→2022-02-03", None, None, "2022-02-01→2022-02-03"]
    assert cells.pauses(column).to_pylist() == texts
    assert cells.pauses(column.slice(1)).to_pylist() == texts[1:]

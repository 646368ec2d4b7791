"""Records on the as-of day: what had not happened is empty, and every cell has one state (SPEC §2 and §3)."""

from __future__ import annotations

import numpy as np
import pytest

from hcaudit.model.kleene import NO, UNKNOWN, YES
from hcaudit.model.view import AnyCells, Cells, View
from tests.unit.tables import high_voltage, incident, line_fault, ticket
from tests.unit.views import view_of


def states(cells: AnyCells) -> list[str]:
    """Return the state of each cell, which must be exactly one."""
    masks = {name: getattr(cells, name) for name in ("known", "empty", "unreadable", "missing")}
    count = sum(mask.astype(int) for mask in masks.values())
    assert set(np.asarray(count).tolist()) <= {1}
    return [next(name for name, mask in masks.items() if mask[slot]) for slot in range(len(cells.known))]


def days(view: View, name: str) -> list[str]:
    return [str(day) for day in view.days(name).values]


def test_an_event_after_as_of_has_not_happened() -> None:
    view = view_of("orders", high_voltage(surveyed_at="2021-12-10"), as_of="2021-12-09")
    assert states(view.days("surveyed_at")) == ["empty"]
    assert days(view, "surveyed_at") == ["NaT"]


@pytest.mark.parametrize("moment", ["2021-12-10", "2021-12-10 00:00:00", "2021-12-10 23:59:59"])
def test_what_happens_on_as_of_has_happened_to_the_end_of_that_day(moment: str) -> None:
    view = view_of("orders", high_voltage(surveyed_at=moment), as_of="2021-12-10")
    assert states(view.days("surveyed_at")) == ["known"]
    assert days(view, "surveyed_at") == ["2021-12-10"]


@pytest.mark.parametrize("planned", ["appointment_at", "planned_energize_at"])
def test_intentions_are_not_cut(planned: str) -> None:
    view = view_of("orders", high_voltage(**{planned: "2022-06-01"}), as_of="2021-12-31")
    assert days(view, planned) == ["2022-06-01"]


def test_a_record_whose_governing_date_is_later_does_not_exist() -> None:
    early, late = high_voltage(order_no="A1"), high_voltage(order_no="A2", accepted_at="2021-12-02")
    assert view_of("orders", early, late, as_of="2021-12-01").records.table["record_no"].to_pylist() == ["A1"]
    assert len(view_of("orders", early, late, as_of="2021-12-02")) == 2


@pytest.mark.parametrize(
    ("kind", "record"),
    [("incidents", incident("三指定")), ("line_outages", line_fault()), ("tickets", ticket("投诉"))],
)
def test_so_with_every_kind(kind: str, record: dict[str, object]) -> None:
    assert len(view_of(kind, record, as_of="2021-11-30")) == 0
    assert len(view_of(kind, record, as_of="2021-12-01")) == 1


def test_dates_are_known_empty_or_unreadable() -> None:
    written = ["2021-12-03", "", "9999-12-31", "下周三"]
    view = view_of("orders", *(high_voltage(surveyed_at=cell) for cell in written))
    assert states(view.moments("surveyed_at")) == ["known", "empty", "empty", "unreadable"]
    assert view.days("surveyed_at").filled.tolist() == [True, False, False, True]
    assert view.days("surveyed_at").absent.tolist() == [False, True, True, False]


def test_a_column_that_is_not_there_is_missing() -> None:
    view = view_of("orders", high_voltage(), without=["surveyed_at", "capacity_kva", "manager", "in_park"])
    for cells in (view.days("surveyed_at"), view.numbers("capacity_kva"), view.words("manager")):
        assert states(cells) == ["missing"]
    assert view.state("in_park").absent.tolist() == [True]


def test_moments_keep_the_clock_time() -> None:
    view = view_of("orders", high_voltage(accepted_at="2021-12-01 09:05:30"))
    assert str(view.moments("accepted_at").values[0]) == "2021-12-01T09:05:30"
    assert days(view, "accepted_at") == ["2021-12-01"]


def test_amounts_are_whole_fen() -> None:
    view = view_of("orders", *(high_voltage(other_fees=cell) for cell in ("1,234.56", "", "见附件")))
    fees = view.numbers("other_fees")
    assert states(fees) == ["known", "known", "unreadable"]
    assert fees.values.dtype == np.int64
    assert fees.values[:2].tolist() == [123456, 0]


def test_words_are_codes_into_a_lexicon() -> None:
    view = view_of("orders", *(high_voltage(manager=name) for name in ("赵某", "钱某", "", "赵某")))
    cells = view.words("manager")
    assert [cells.lexicon[code] for code in cells.values] == ["赵某", "钱某", "", "赵某"]
    assert cells.contains("钱", "孙").tolist() == [False, True, False, False]
    assert cells.matches(lambda word: word == "赵某").tolist() == [True, False, False, True]


def test_a_word_is_asked_for_once_however_often_it_occurs() -> None:
    asked: list[str] = []

    def is_asked(word: str) -> bool:
        asked.append(word)
        return True

    view_of("orders", *(high_voltage(manager=name) for name in ("赵某", "钱某", "赵某"))).words("manager").matches(
        is_asked
    )
    assert sorted(asked) == ["", "赵某", "钱某"]


def test_flags_are_three_valued() -> None:
    view = view_of("orders", *(high_voltage(in_park=cell) for cell in ("是", "否", "", "也许")))
    assert view.flags("in_park").tolist() == [YES, NO, UNKNOWN, UNKNOWN]


@pytest.mark.parametrize(
    ("kind", "field", "reads_as"),
    [("tickets", "manmade", NO), ("tickets", "escalated", NO), ("line_outages", "counted", YES)],
)
def test_what_an_empty_cell_and_a_missing_column_stand_for(kind: str, field: str, reads_as: np.int8) -> None:
    record = {**(ticket("投诉") if kind == "tickets" else line_fault()), field: ""}
    assert view_of(kind, record).flags(field).tolist() == [reads_as]
    del record[field]
    assert view_of(kind, record, without=[field]).flags(field).tolist() == [reads_as]


def test_a_column_is_converted_once() -> None:
    view = view_of("orders", high_voltage(surveyed_at="2021-12-03"))
    assert view.days("surveyed_at") is view.days("surveyed_at")


def test_cells_taken_and_emptied() -> None:
    known, nothing = np.array([True, True, False]), np.zeros(3, dtype=np.bool_)
    cells: AnyCells = Cells(values=np.array([1, 2, 3]), known=known, empty=nothing, unreadable=nothing, missing=~known)
    assert cells.take(np.array([2, 0])).values.tolist() == [3, 1]
    assert states(cells.take(np.array([2, 0]))) == ["missing", "known"]
    assert states(cells.emptied(np.array([True, False, True]))) == ["empty", "known", "empty"]

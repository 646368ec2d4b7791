"""The reading by itself: the table of due dates that was counted by hand, and the cases the contract spells out."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.property.reading import Decision, Question, read
from tests.property.reading_days import counted, due_before, is_working_day, one_year_on
from tests.property.reading_records import Hole, Record, Value

AS_OF = dt.date(2022, 3, 31)
DUE_DATES = (
    ("2021-11-26", 2, "2021-11-30"),
    ("2021-11-26", 5, "2021-12-03"),
    ("2021-12-31", 5, "2022-01-10"),
    ("2022-01-28", 5, "2022-02-09"),
    ("2022-01-28", 16, "2022-02-24"),
    ("2021-09-17", 3, "2021-09-23"),
    ("2021-09-30", 2, "2021-10-09"),
    ("2022-04-01", 2, "2022-04-06"),
    ("2022-04-29", 5, "2022-05-10"),
    ("2021-10-02", 2, "2021-10-09"),
    ("2021-09-26", 2, "2021-09-28"),
    ("2022-01-01", 0, "2022-01-04"),
    ("2021-12-31", 0, "2021-12-31"),
)


def works(day: dt.date) -> bool:
    return bool(is_working_day(day))


@pytest.mark.parametrize(("start", "limit", "due"), DUE_DATES)
def test_due_dates(start: str, limit: int, due: str) -> None:
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(due)
    assert due_before(first, limit, dt.date(2023, 1, 1), (), works) == last
    assert due_before(first, limit, last, (), works) is None


def test_a_pause_stops_the_count_and_one_after_the_due_date_does_not() -> None:
    start, stop = dt.date(2022, 3, 7), dt.date(2022, 4, 1)
    assert due_before(start, 3, stop, [(dt.date(2022, 3, 8), dt.date(2022, 3, 10))], works) == dt.date(2022, 3, 14)
    assert due_before(start, 3, stop, [(dt.date(2022, 3, 10), dt.date(2022, 3, 20))], works) == dt.date(2022, 3, 10)


def test_days_without_a_notice_are_unknown() -> None:
    assert is_working_day(dt.date(2027, 1, 4)) is None
    assert counted(dt.date(2026, 12, 30), dt.date(2026, 12, 31), (), is_working_day) == 1
    assert counted(dt.date(2026, 12, 30), dt.date(2027, 1, 1), (), is_working_day) is None


def test_a_year_from_a_leap_day_ends_on_the_28th() -> None:
    assert one_year_on(dt.date(2024, 2, 29)) == dt.date(2025, 2, 28)


def order(**values: Value | str) -> Record:
    given: dict[str, Value] = {"order_no": "1", "unit": "城关供电所", "status": "在途", "business_type": "高压新装"}
    given |= dict.fromkeys(("energized_at", "works_started_at", "works_finished_at", "replied_at", "materials_at"))
    given |= dict.fromkeys(("terminated_at", "archived_at", "grid_works", "customer_class", "capacity_kva"))
    for field, value in values.items():
        is_date = field.endswith("_at") and isinstance(value, str)
        given[field] = dt.datetime.fromisoformat(str(value)) if is_date else value
    return Record(kind="orders", number="1", values=given)


def outcome(rule: str, record: Record, as_of: dt.date = AS_OF) -> str:
    counts = read([record], Question(as_of=as_of)).coverage[rule]
    return next(iter(counts))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"energized_at": "2022-03-23"}, "kept"),
        ({"energized_at": "2022-03-24"}, "undetermined"),
        ({"energized_at": "2022-03-24", "replied_at": "2022-03-04", "materials_at": "2022-03-07"}, "kept"),
        ({"energized_at": "2022-03-25", "replied_at": "2022-03-04", "materials_at": "2022-03-07"}, "undetermined"),
        ({"energized_at": "2022-03-24", "grid_works": False}, "undetermined"),
        (
            {
                "energized_at": "2022-03-24",
                "grid_works": False,
                "replied_at": "2022-03-04",
                "materials_at": "2022-03-07",
            },
            "kept",
        ),
        (
            {
                "energized_at": "2022-03-25",
                "grid_works": False,
                "replied_at": "2022-03-04",
                "materials_at": "2022-03-07",
            },
            "violation",
        ),
        ({}, "violation"),
        ({"replied_at": "2022-03-04"}, "kept"),
        ({"status": "归档"}, "undetermined"),
        ({"status": "归档", "energized_at": "2022-02-28"}, "undetermined"),
        ({"terminated_at": "2022-03-23"}, "kept"),
        ({"terminated_at": "2022-03-24"}, "violation"),
        ({"terminated_at": "2022-02-28"}, "not_applicable"),
        ({"terminated_at": Hole.UNREADABLE}, "undetermined"),
        ({"energized_at": Hole.UNREADABLE}, "undetermined"),
        ({"replied_at": "2022-03-04", "materials_at": "2022-03-03"}, "undetermined"),
        ({"business_type": "低压居民新装"}, "not_applicable"),
    ],
)
def test_high_voltage_clock_and_its_pauses(values: dict[str, Value | str], expected: str) -> None:
    # 16 counted days after 1 March 2022 end on 23 March; a pause of one working day moves that by one.
    assert outcome("T05", order(accepted_at="2022-03-01", **values)) == expected


def test_an_end_after_the_as_of_day_has_not_happened() -> None:
    closed = order(accepted_at="2022-03-01", energized_at="2022-03-28", status="归档")
    assert outcome("T05", closed, dt.date(2022, 3, 23)) == "kept"
    assert outcome("T05", closed, dt.date(2022, 3, 24)) == "violation"


def test_several_findings_of_one_item_are_one_fine_and_a_waived_one_is_left_out() -> None:
    late = order(
        accepted_at="2022-01-04", surveyed_at="2022-01-04", replied_at="2022-01-20", materials_at="2022-01-20",
        inspected_at="2022-02-28", energized_at="2022-03-31", grid_works=False, inspection_passed=True,
    )  # fmt: skip
    answer = read([late], Question(as_of=AS_OF))
    (fine,) = [fine for fine in answer.fines if fine.item == "2.3"]
    assert fine.rules == ("T05", "T08", "T09", "T10")
    assert (fine.amount, fine.leadership, fine.frontline) == (3_000_000, 1_000_000, 2_000_000)
    waived = tuple(Decision(rule=rule, record_no="1", disposition="waived") for rule in ("T05", "T08"))
    (rest,) = [fine for fine in read([late], Question(as_of=AS_OF, decisions=waived)).fines if fine.item == "2.3"]
    assert rest.rules == ("T09", "T10")

"""Pauses: what they take out of a clock, and how they are listed."""

import datetime as dt
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcaudit.workdays import merge_pauses, state_council_calendar

BEGINS = dt.date(2021, 11, 1)
offsets = st.none() | st.integers(-5, 40)
Offsets = list[tuple[int | None, int | None]]


def day(offset: int | None) -> np.datetime64:
    return np.datetime64("NaT", "D") if offset is None else np.datetime64(BEGINS) + np.timedelta64(offset, "D")


def november(*numbers: int) -> np.ndarray:
    return np.array([f"2021-11-{number:02d}" for number in numbers], dtype="datetime64[D]")


def taken_out(pauses: list[tuple[np.datetime64, np.datetime64]]) -> set[np.datetime64]:
    return {step for p, q in pauses if p < q for step in np.arange(p, q) + np.timedelta64(1, "D")}


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(offsets, offsets), max_size=4), st.integers(0, 15), st.integers(0, 35))
def test_merged_pauses_are_the_days_taken_out_of_the_clock(pauses: Offsets, after: int, until: int) -> None:
    given_pauses = [(day(p), day(q)) for p, q in pauses]
    columns = [(np.array([p]), np.array([q])) for p, q in given_pauses]
    merged = [(p[0], q[0]) for p, q in merge_pauses(columns, day(after), day(until))]
    clock = taken_out([(day(after), day(until))])
    assert taken_out(merged) == taken_out(given_pauses) & clock
    assert len(merged) == len(pauses)
    there = [(p, q) for p, q in merged if not np.isnat(p)]
    assert merged[: len(there)] == there, "the slots left over come last"
    assert all(earlier[1] < later[0] for earlier, later in itertools.pairwise(there))
    assert all(after_day < until_day for after_day, until_day in there)


@pytest.mark.parametrize(
    ("pauses", "listed"),
    [
        pytest.param([(3, 9), (5, 12)], [(3, 12)], id="overlapping"),
        pytest.param([(5, 9), (3, 5)], [(3, 9)], id="adjacent, unsorted"),
        pytest.param([(3, 12), (5, 6)], [(3, 12)], id="one inside the other"),
        pytest.param([(1, 28)], [(2, 24)], id="the whole clock"),
        pytest.param([(9, 9), (10, 8)], [], id="empty"),
        pytest.param([(25, 28), (24, 26)], [], id="after the clock"),
        pytest.param([(3, 5), (9, 12), (15, 16)], [(3, 5), (9, 12), (15, 16)], id="apart"),
    ],
)
def test_pauses_as_they_are_listed(pauses: list[tuple[int, int]], listed: list[tuple[int, int]]) -> None:
    columns = [(november(p), november(q)) for p, q in pauses]
    merged = merge_pauses(columns, november(2), november(24))
    days = [(p[0].item().day, q[0].item().day) for p, q in merged if not np.isnat(p[0])]
    assert days == listed


def test_every_record_has_its_own_pauses() -> None:
    nat = np.datetime64("NaT", "D")
    first = (np.array(["2021-11-03", nat, "2021-11-10"], "M8[D]"), np.array(["2021-11-05", nat, "2021-11-12"], "M8[D]"))
    second = (np.array(["2021-11-04", "2021-11-08", nat], "M8[D]"), november(8, 9, 10))
    merged = merge_pauses([first, second], november(1, 1, 1), np.datetime64("2021-11-30"))
    begun, ended = merged[0]
    assert begun.tolist() == november(3, 8, 10).tolist()
    assert ended.tolist() == november(8, 9, 12).tolist()
    assert np.isnat(merged[1][0]).all()
    assert np.isnat(merged[1][1]).all()


def test_a_missing_clock_has_no_pauses() -> None:
    nat = np.datetime64("NaT", "D")
    ((p, q),) = merge_pauses([(november(3), november(5))], nat, november(9))
    assert np.isnat(p).all()
    assert np.isnat(q).all()
    assert merge_pauses([], november(1), november(9)) == []


# 2021-11-01 is a Monday; 16 working days after it, the due date is Tuesday the 23rd.
@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        pytest.param([], 23, id="none"),
        pytest.param([(23, 26)], 23, id="starts on the due day"),
        pytest.param([(24, 26)], 23, id="starts after the due day"),
        pytest.param([(22, 26)], 29, id="starts the day before the due day"),
        pytest.param([(19, 21)], 23, id="a weekend"),
        pytest.param([(1, 5), (3, 8)], 30, id="overlapping"),
        pytest.param([(1, 3), (3, 8)], 30, id="adjacent"),
        pytest.param([(3, 8), (1, 3)], 30, id="adjacent, unsorted"),
        pytest.param([(22, 24), (24, 26)], 29, id="the second moves a due date the first has moved"),
        pytest.param([(23, 24), (22, 23)], 25, id="the second starts before the date the first has moved"),
    ],
)
def test_how_pauses_move_a_due_date(pauses: list[tuple[int, int]], due: int) -> None:
    sure = state_council_calendar().sure
    columns = [(november(p), november(q)) for p, q in pauses]
    assert sure.nth_after(november(1), 16, columns).tolist() == november(due).tolist()
    assert sure.count(november(1), november(due), columns).tolist() == [16]


def test_a_pause_over_the_whole_clock_leaves_nothing() -> None:
    sure = state_council_calendar().sure
    assert sure.count(november(1), november(30), [(november(1), november(30))]).tolist() == [0]

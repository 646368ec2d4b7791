"""Counts and due dates of whole columns against a loop that walks day by day."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcaudit.workdays import NEVER, NO_COUNT, Reading, state_council_calendar
from hcaudit.workdays.reading import read_days

BEGINS = dt.date(2021, 1, 1)
KNOWN = 60
ONE = dt.timedelta(days=1)
NAT = np.datetime64("NaT", "D")

# Days before, inside and after the known ones; a missing date is None.
days = st.integers(-40, KNOWN + 40).map(lambda offset: BEGINS + offset * ONE)
dates = st.none() | days
pauses = st.lists(st.tuples(dates, dates), max_size=4)
weeks = st.lists(st.booleans(), min_size=KNOWN, max_size=KNOWN).filter(any)

Pair = tuple[dt.date | None, dt.date | None]


def reading(working: list[bool], *, unknown_works: bool) -> Reading:
    return read_days(np.datetime64(BEGINS), np.array(working), unknown_works=unknown_works)


def column(*values: dt.date | None) -> np.ndarray:
    return np.array([NAT if value is None else np.datetime64(value) for value in values], dtype="datetime64[D]")


def counts_on(day: dt.date, working: list[bool], paused: list[Pair], *, unknown_works: bool) -> bool:
    """The plain reading: a day counts if it is a working day and in no pause."""
    if any(p is not None and q is not None and p < day <= q for p, q in paused):
        return False
    offset = (day - BEGINS).days
    return working[offset] if 0 <= offset < len(working) else unknown_works


@settings(deadline=None, max_examples=300)
@given(working=weeks, unknown_works=st.booleans(), after=dates, until=dates, paused=pauses)
def test_count_is_what_walking_day_by_day_gives(
    *, working: list[bool], unknown_works: bool, after: dt.date | None, until: dt.date | None, paused: list[Pair]
) -> None:
    counted = reading(working, unknown_works=unknown_works).count(
        column(after), column(until), [(column(p), column(q)) for p, q in paused]
    )
    if after is None or until is None:
        assert counted.tolist() == [NO_COUNT]
        return
    walked = (after + step * ONE for step in range(1, (until - after).days + 1))
    assert counted.tolist() == [sum(counts_on(day, working, paused, unknown_works=unknown_works) for day in walked)]


@settings(deadline=None, max_examples=300)
@given(working=weeks, unknown_works=st.booleans(), start=days, n=st.integers(1, 90), paused=pauses)
def test_nth_after_is_what_walking_day_by_day_gives(
    *, working: list[bool], unknown_works: bool, start: dt.date, n: int, paused: list[Pair]
) -> None:
    due = reading(working, unknown_works=unknown_works).nth_after(
        column(start), n, [(column(p), column(q)) for p, q in paused]
    )
    # Far enough for 90 days after the last known one and the longest pauses beyond.
    walked = (start + step * ONE for step in range(1, 500))
    counted = [day for day in walked if counts_on(day, working, paused, unknown_works=unknown_works)]
    assert due.tolist() == [counted[n - 1] if len(counted) >= n else NEVER.item()]


@settings(deadline=None, max_examples=100)
@given(weeks, st.lists(st.tuples(days, days, dates, dates), min_size=1, max_size=6))
def test_a_column_is_its_records_one_by_one(
    working: list[bool], records: list[tuple[dt.date, dt.date, dt.date | None, dt.date | None]]
) -> None:
    sure = reading(working, unknown_works=False)
    after, until, p, q = (column(*values) for values in zip(*records, strict=True))
    alone = [int(sure.count(column(a), column(b), [(column(c), column(d))]).item()) for a, b, c, d in records]
    assert sure.count(after, until, [(p, q)]).tolist() == alone


@settings(deadline=None, max_examples=200)
@given(weeks, days, days, st.integers(1, 30), pauses)
def test_the_readings_enclose_every_way_the_unknown_days_may_turn_out(
    working: list[bool], start: dt.date, until: dt.date, n: int, paused: list[Pair]
) -> None:
    sure, possible = (reading(working, unknown_works=works) for works in (False, True))
    columns = [(column(p), column(q)) for p, q in paused]
    assert sure.count(start, until, columns) <= possible.count(start, until, columns)
    assert possible.nth_after(start, n, columns) <= sure.nth_after(start, n, columns)


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
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
    ],
)
def test_due_dates_worked_out_by_hand(start: str, limit: int, due: str) -> None:
    calendar = state_council_calendar()
    for either in (calendar.sure, calendar.possible):
        assert either.nth_after(np.datetime64(start), limit) == np.datetime64(due)
        assert either.count(np.datetime64(start), np.datetime64(due)) == limit
    assert calendar.due(dt.date.fromisoformat(start), limit).isoformat() == due


def test_the_same_day_is_the_day_itself_or_the_next_working_day() -> None:
    sure = state_council_calendar().sure
    accepted = np.array(["2021-11-26", "2021-11-27", "2021-10-02", "2021-10-09", "NaT"], dtype="datetime64[D]")
    same_day = sure.on_or_after(accepted).astype(str).tolist()
    assert same_day == ["2021-11-26", "2021-11-29", "2021-10-08", "2021-10-09", "NaT"]
    following = sure.next_after(accepted).astype(str).tolist()
    assert following == ["2021-11-29", "2021-11-29", "2021-10-08", "2021-10-11", "NaT"]


def test_no_such_day_is_never() -> None:
    sure, possible = state_council_calendar().sure, state_council_calendar().possible
    start = np.datetime64("2026-12-30")
    assert sure.nth_after(start, 1) == np.datetime64("2026-12-31")
    assert sure.nth_after(start, 2) == NEVER
    assert possible.nth_after(start, 2) == np.datetime64("2027-01-01")


def test_a_limit_may_differ_from_record_to_record() -> None:
    starts = np.array(["2021-11-26", "2021-11-26"], dtype="datetime64[D]")
    due = state_council_calendar().sure.nth_after(starts, np.array([2, 5]))
    assert due.astype(str).tolist() == ["2021-11-30", "2021-12-03"]


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        state_council_calendar().sure.nth_after(np.datetime64("2021-11-26"), 0)


def test_clock_times_are_dropped() -> None:
    sure = state_council_calendar().sure
    evening, morning = np.datetime64("2021-11-26T23:59:59"), np.datetime64("2021-11-29T00:00:01")
    assert sure.count(evening, morning) == 1
    assert sure.nth_after(evening, 1) == np.datetime64("2021-11-29")


def test_empty_columns_stay_empty() -> None:
    sure, nothing = state_council_calendar().sure, np.array([], dtype="datetime64[D]")
    assert sure.count(nothing, nothing, [(nothing, nothing)]).shape == (0,)
    assert sure.nth_after(nothing, 5, [(nothing, nothing)]).shape == (0,)

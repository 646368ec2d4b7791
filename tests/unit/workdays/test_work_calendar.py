"""What the calendar knows, what it does not, and what it says then."""

import datetime as dt
import pickle

import numpy as np
import pytest

from hcaudit.errors import InputError
from hcaudit.workdays import Reason, state_council_calendar

CALENDAR = state_council_calendar()


def test_it_knows_the_days_from_its_beginning_to_the_last_notice() -> None:
    asked = np.array(["2006-12-31", "2007-01-01", "2026-12-31", "2027-01-01", "NaT"], dtype="datetime64[D]")
    assert CALENDAR.knows(asked).tolist() == [False, True, True, False, False]


@pytest.mark.parametrize(("year", "days"), [(2024, 366), (2026, 365), (2027, 365)])
def test_a_year_has_all_its_days(year: int, days: int) -> None:
    explained = CALENDAR.year(year)
    assert len(explained) == days
    assert [day.date.year for day in explained] == [year] * days
    assert all((day.reason is Reason.UNKNOWN) == (year == 2027) for day in explained)


def test_a_working_day_is_one_in_both_readings() -> None:
    days = CALENDAR.year(2022)
    for day in days:
        yesterday = day.date - dt.timedelta(days=1)
        assert CALENDAR.sure.count(yesterday, day.date) == CALENDAR.possible.count(yesterday, day.date) == day.working


@pytest.mark.parametrize(
    ("after", "until", "counted"),
    [
        (dt.date(2021, 9, 30), dt.date(2021, 10, 9), 2),
        (dt.date(2021, 10, 9), dt.date(2021, 9, 30), 0),
        (dt.date(2026, 12, 30), dt.date(2026, 12, 31), 1),
        (dt.date(2006, 12, 31), dt.date(2007, 1, 4), 1),
        (dt.date(2027, 3, 1), dt.date(2027, 3, 1), 0),
    ],
)
def test_counts_of_known_days(after: dt.date, until: dt.date, counted: int) -> None:
    assert CALENDAR.count(after, until) == counted


def test_the_same_day() -> None:
    assert CALENDAR.due(dt.date(2021, 10, 9), 0) == dt.date(2021, 10, 9)
    assert CALENDAR.due(dt.date(2021, 10, 2), 0) == dt.date(2021, 10, 8)


@pytest.mark.parametrize(
    ("after", "until", "day"),
    [
        (dt.date(2026, 12, 31), dt.date(2027, 1, 1), "2027-01-01"),
        (dt.date(2026, 12, 1), dt.date(2027, 2, 1), "2027-01-01"),
        (dt.date(2027, 3, 1), dt.date(2027, 3, 9), "2027-03-02"),
        (dt.date(2028, 3, 1), dt.date(2028, 3, 9), "2028-03-02"),
    ],
)
def test_a_count_past_the_last_notice_names_the_first_unknown_day(after: dt.date, until: dt.date, day: str) -> None:
    with pytest.raises(InputError) as caught:
        CALENDAR.count(after, until)
    said = caught.value.texts[0].said_in("en")
    assert said.startswith(f"{day}: not known yet")
    assert "2026-12-31" in said
    assert "[calendar.2027]" in said
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("start", "n"), [(dt.date(2026, 12, 30), 2), (dt.date(2027, 1, 1), 0), (dt.date(2030, 1, 1), 3)]
)
def test_a_due_date_past_the_last_notice_is_refused(start: dt.date, n: int) -> None:
    with pytest.raises(InputError, match="节假日安排只公布到 2026-12-31"):
        CALENDAR.due(start, n)


def test_pauses_are_left_out() -> None:
    pauses = [(dt.date(2022, 2, 8), dt.date(2022, 2, 10)), (dt.date(2022, 2, 9), dt.date(2022, 2, 11))]
    assert CALENDAR.count(dt.date(2022, 1, 28), dt.date(2022, 2, 15)) == 9
    assert CALENDAR.count(dt.date(2022, 1, 28), dt.date(2022, 2, 15), pauses) == 6
    assert CALENDAR.due(dt.date(2022, 1, 28), 9, pauses) == dt.date(2022, 2, 18)
    assert CALENDAR.due(dt.date(2022, 2, 9), 0, pauses) == dt.date(2022, 2, 9)


@pytest.mark.parametrize(("start", "n"), [(dt.date.max, 1), (dt.date(2026, 12, 1), 10**12), (dt.date.min, 1)])
def test_no_date_and_no_number_is_too_large(start: dt.date, n: int) -> None:
    with pytest.raises(InputError):
        CALENDAR.due(start, n)


def test_holidays_that_fall_together_can_be_told_apart() -> None:
    assert CALENDAR.explain(dt.date(2020, 10, 1)).holidays == ("中秋节", "国庆节")
    assert CALENDAR.explain(dt.date(2020, 10, 9)).holidays == ()


def test_a_day_before_the_calendar_is_refused() -> None:
    with pytest.raises(InputError, match="2006-12-31 早于日历起点 2007-01-01"):
        CALENDAR.count(dt.date(2006, 12, 30), dt.date(2007, 1, 5))
    with pytest.raises(InputError, match="2006-12-31 早于日历起点"):
        CALENDAR.due(dt.date(2006, 12, 31), 0)


def test_it_can_be_sent_to_another_process() -> None:
    copy = pickle.loads(pickle.dumps(CALENDAR))  # noqa: S301
    assert copy.version == CALENDAR.version
    assert copy.due(dt.date(2021, 9, 30), 2) == dt.date(2021, 10, 9)

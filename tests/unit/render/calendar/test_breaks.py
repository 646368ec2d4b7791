"""The breaks of a year are those of its notice: unbroken days off, each with the days worked for it."""

from __future__ import annotations

import datetime as dt

import pytest

from hcaudit.render.calendar import year_page
from hcaudit.workdays import Overlay, state_council_calendar, with_overlays

CALENDAR = state_council_calendar()

Told = tuple[str, str, str, list[str]]


def told(year: int) -> list[Told]:
    """Return the breaks of a year: holidays, first and last day, the days worked for them."""
    return [
        (
            "、".join(one.holidays),
            one.first.isoformat(),
            one.last.isoformat(),
            [day.date.isoformat() for day in worked],
        )
        for one, worked in year_page(CALENDAR, year).breaks
    ]


def test_a_year_as_its_notice_tells_it() -> None:
    assert told(2022) == [
        ("元旦", "2022-01-01", "2022-01-03", []),
        ("春节", "2022-01-31", "2022-02-06", ["2022-01-29", "2022-01-30"]),
        ("清明节", "2022-04-03", "2022-04-05", ["2022-04-02"]),
        ("劳动节", "2022-04-30", "2022-05-04", ["2022-04-24", "2022-05-07"]),
        ("端午节", "2022-06-03", "2022-06-05", []),
        ("中秋节", "2022-09-10", "2022-09-12", []),
        ("国庆节", "2022-10-01", "2022-10-07", ["2022-10-08", "2022-10-09"]),
        ("元旦", "2022-12-31", "2023-01-02", []),
    ]


def test_a_holiday_alone_on_a_weekend_is_that_day() -> None:
    assert ("中秋节", "2015-09-27", "2015-09-27", []) in told(2015)


def test_a_break_over_the_turn_of_the_year_is_told_in_both() -> None:
    turn = ("元旦", "2018-12-30", "2019-01-01", ["2018-12-29"])
    assert told(2018)[-1] == told(2019)[0] == turn


def test_no_make_up_day_is_left_out() -> None:
    for year in range(2007, 2027):
        page = year_page(CALENDAR, year)
        worked = {day.date for _, days in page.breaks for day in days} | {day.date for day in page.alone}
        assert worked >= {day.date for day in page.days if day.reason == "make-up"}
        assert page.working_days == CALENDAR.count(dt.date(year - 1, 12, 31), dt.date(year, 12, 31))


@pytest.mark.parametrize("name", [None, "县庆日"])
def test_days_of_ones_own(name: str | None) -> None:
    off, work = dt.date(2022, 3, 18), dt.date(2022, 3, 26)
    page = year_page(with_overlays(CALENDAR, [Overlay(year=2022, where="x", off={off: name}, work={work: name})]), 2022)
    (found,) = ((one, worked) for one, worked in page.breaks if one.configured)
    assert (found[0].holidays, found[0].first, found[0].last) == ((name,) if name else (), off, dt.date(2022, 3, 20))
    worked = found[1] if name else page.alone
    assert [day.date for day in worked] == [work]

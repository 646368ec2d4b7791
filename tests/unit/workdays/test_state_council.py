"""The State Council's days against a second, independent source, and the names of the holidays."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import chinese_calendar
import holidays
import pytest
from holidays.countries.china import ChinaStaticHolidays
from holidays.version import __version__ as version

from hcaudit.errors import ConfigError
from hcaudit.workdays import Reason, state_council, state_council_calendar

CALENDAR = state_council_calendar()


def test_every_day_agrees_with_a_second_source() -> None:
    every_day = [day for year in range(2007, CALENDAR.published_through.year + 1) for day in CALENDAR.year(year)]
    off, made_up = chinese_calendar.holidays, chinese_calendar.workdays
    differing = [
        day
        for day in every_day
        if day.working is not (day.date in made_up or (day.date.weekday() < 5 and day.date not in off))
    ]
    assert differing == []


def test_the_calendar_ends_where_the_notices_end() -> None:
    assert CALENDAR.begins == dt.date(2007, 1, 1)
    noticed = max(ChinaStaticHolidays.special_public_holidays)
    assert CALENDAR.published_through == dt.date(noticed, 12, 31)
    assert CALENDAR.published_through >= dt.date(2026, 12, 31)
    assert CALENDAR.source == f"holidays {version}"


def test_a_year_the_library_only_guesses_is_unknown() -> None:
    guessed = CALENDAR.published_through + dt.timedelta(days=1)
    assert guessed in holidays.country_holidays("CN", years=guessed.year)
    assert CALENDAR.is_working(guessed) is None


@pytest.mark.parametrize(
    ("day", "working", "why_zh", "why_en"),
    [
        ("2021-11-26", True, "工作日", "working day"),
        ("2021-11-27", False, "周末", "weekend"),
        ("2022-01-01", False, "元旦放假", "day off for New Year's Day"),
        ("2018-12-31", False, "元旦放假", "day off for New Year's Day"),
        ("2018-12-29", True, "元旦调休上班", "make-up day for New Year's Day"),
        ("2022-01-31", False, "春节放假", "day off for Spring Festival"),
        ("2021-02-17", False, "春节放假", "day off for Spring Festival"),
        ("2020-01-31", False, "春节放假", "day off for Spring Festival"),
        ("2021-04-05", False, "清明节放假", "day off for Qingming Festival"),
        ("2022-04-24", True, "劳动节调休上班", "make-up day for Labour Day"),
        ("2022-06-03", False, "端午节放假", "day off for Dragon Boat Festival"),
        ("2021-09-20", False, "中秋节放假", "day off for Mid-Autumn Festival"),
        ("2021-09-18", True, "中秋节调休上班", "make-up day for Mid-Autumn Festival"),
        ("2021-10-07", False, "国庆节放假", "day off for National Day"),
        ("2021-10-09", True, "国庆节调休上班", "make-up day for National Day"),
        ("2012-10-05", False, "中秋节、国庆节放假", "day off for Mid-Autumn Festival and National Day"),
        ("2027-01-01", None, "日历未覆盖该日", "not covered by the calendar"),
        ("2006-12-31", None, "日历未覆盖该日", "not covered by the calendar"),
    ],
)
def test_each_day_says_why(day: str, *, working: bool | None, why_zh: str, why_en: str) -> None:
    explained = CALENDAR.explain(dt.date.fromisoformat(day))
    assert explained.working is working
    assert (explained.why.said_in("zh"), explained.why.said_in("en")) == (why_zh, why_en)


def test_every_special_day_names_its_holiday_in_both_languages() -> None:
    special = CALENDAR.specials.values()
    assert [day for day in special if day.holiday is None] == []
    assert {day.reason for day in special} == {Reason.HOLIDAY, Reason.MAKE_UP}
    assert all(day.why.said_in("en").isascii() for day in special)


def test_a_day_off_without_a_named_neighbour_is_told_without_a_name() -> None:
    moved = dt.date(2031, 6, 11)
    specials = state_council.special_days({moved: "休息日（由 2031-06-14 调休）"}, [dt.date(2031, 6, 14)])
    assert [specials[day].why.said_in("zh") for day in sorted(specials)] == ["调休放假", "调休上班"]


def test_the_way_through_the_package_gives_the_same_days(tmp_path: Path) -> None:
    alone = state_council.china_of(Path(holidays.__file__).parent)
    through_package = state_council.china_of(tmp_path)
    assert dict(alone(years=range(2007, 2027))) == dict(through_package(years=range(2007, 2027)))


def test_a_library_without_notices_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_council, "china_of", lambda _package: object)
    with pytest.raises(ConfigError) as caught:
        state_council.state_council_calendar.__wrapped__()
    assert "不含 2007 年起的中国放假通知数据" in str(caught.value)
    assert "Install holidays again" in caught.value.texts[0].said_in("en")


def test_a_gap_in_the_notices_ends_the_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    noticed = {2007: (), 2008: (), 2010: ()}
    china = SimpleNamespace(special_public_holidays=noticed, items=dict[dt.date, str]().items, weekend_workdays=set())
    monkeypatch.setattr(state_council, "china_of", lambda _package: lambda **_options: china)
    assert state_council.state_council_calendar.__wrapped__().published_through == dt.date(2008, 12, 31)


def test_importing_the_calendar_does_not_load_the_library() -> None:
    code = "import sys, hcaudit.workdays; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""Overlays: years and days of a user's own on top of the notices, and what is said of wrong ones."""

import datetime as dt
import json
import tomllib
from pathlib import Path

import numpy as np
import pytest

from hcaudit.errors import ConfigError
from hcaudit.workdays import Overlay, WorkCalendar, read_overlays, state_council_calendar, with_overlays

CALENDAR = state_council_calendar()
CONFIG = Path("hcaudit.toml")


def overlaid(text: str, config: Path = CONFIG) -> WorkCalendar:
    """Return the calendar with the overlays of a configuration."""
    return with_overlays(CALENDAR, read_overlays(tomllib.loads(text)["calendar"], config))


def refusal(text: str, config: Path = CONFIG) -> list[str]:
    """Return what is said of a wrong configuration."""
    with pytest.raises(ConfigError) as caught:
        overlaid(text, config)
    for said in caught.value.texts:
        assert said.said_in("en").endswith(".")
    return [str(said) for said in caught.value.texts]


def notice(folder: Path, *days: tuple[str, str, bool], year: int = 2027) -> Path:
    """Write a notice in holiday-cn form; return a configuration beside it."""
    listed = [{"name": name, "date": date, "isOffDay": off} for name, date, off in days]
    (folder / "2027.json").write_text(json.dumps({"year": year, "papers": [], "days": listed}), encoding="utf-8")
    return folder / "hcaudit.toml"


def test_a_complete_year_is_known_and_follows_the_week() -> None:
    calendar = overlaid("[calendar.2027]\noff = [2027-01-01]\nwork = ['2027-01-09']\ncomplete = true")
    assert calendar.published_through == dt.date(2027, 12, 31)
    assert calendar.overlays == ("2027",)
    assert calendar.notes == ()
    days = {day.date: day for day in calendar.year(2027)}
    assert days[dt.date(2027, 1, 1)].why.said_in("zh") == "休息日（自行配置）"
    assert days[dt.date(2027, 1, 9)].why.said_in("zh") == "工作日（自行配置）"
    assert days[dt.date(2027, 1, 4)].working is True
    assert days[dt.date(2027, 1, 10)].working is False
    assert calendar.due(dt.date(2026, 12, 31), 6) == dt.date(2027, 1, 9)
    assert CALENDAR.published_through == dt.date(2026, 12, 31), "the calendar laid under stays as it is"


def test_an_incomplete_year_stays_unknown() -> None:
    calendar = overlaid("[calendar.2027]\noff = [2027-01-01]")
    assert calendar.published_through == dt.date(2026, 12, 31)
    assert calendar.is_working(dt.date(2027, 1, 1)) is None
    assert calendar.overlays == ()
    assert calendar.version == CALENDAR.version
    (note,) = calendar.notes
    assert str(note) == (
        "hcaudit.toml [calendar.2027]：未标为 complete，2027 年日期仍不可知。列全后请写 complete = true。"
    )


def test_listed_days_win_over_the_notice() -> None:
    calendar = overlaid("[calendar.2021]\noff = [2021-10-09, 2021-10-01]\nwork = [2021-10-05]")
    assert calendar.due(dt.date(2021, 9, 30), 2) == dt.date(2021, 10, 8)
    assert calendar.explain(dt.date(2021, 10, 1)).why.said_in("zh") == "国庆节放假（自行配置）"
    assert calendar.explain(dt.date(2021, 10, 9)).why.said_in("zh") == "休息日（自行配置）"
    assert calendar.explain(dt.date(2021, 10, 5)).why.said_in("zh") == "工作日（自行配置）"
    assert calendar.explain(dt.date(2021, 10, 6)).working is False
    assert calendar.overlays == ("2021",)
    assert calendar.published_through == dt.date(2026, 12, 31)


def test_years_in_a_row() -> None:
    text = "[calendar.2028]\noff = [2028-01-03]\ncomplete = true\n[calendar.2027]\noff = [2027-01-01]\ncomplete = true"
    calendar = overlaid(text)
    assert calendar.published_through == dt.date(2028, 12, 31)
    assert calendar.overlays == ("2027", "2028")
    assert calendar.knows(np.datetime64("2028-02-29"))


def test_the_version_tells_calendars_apart() -> None:
    one = overlaid("[calendar.2021]\noff = [2021-10-09]")
    same = overlaid("[calendar.2021]\noff = ['2021-10-09']")
    other = overlaid("[calendar.2021]\noff = [2021-10-11]")
    assert one.version == same.version
    assert len({CALENDAR.version, one.version, other.version}) == 3
    assert one.version.startswith("holidays ")


def test_a_notice_in_holiday_cn_form(tmp_path: Path) -> None:
    config = notice(
        tmp_path, ("元旦", "2026-12-26", False), ("元旦", "2027-01-01", True), ("特别假日", "2027-03-01", True)
    )
    calendar = overlaid("[calendar.2027]\nfile = '2027.json'", config)
    assert calendar.published_through == dt.date(2027, 12, 31)
    assert calendar.overlays == ("2027",)
    assert calendar.explain(dt.date(2026, 12, 26)).why.said_in("zh") == "元旦调休上班（自行配置）"
    assert calendar.explain(dt.date(2027, 1, 1)).why.said_in("en") == "day off for New Year's Day (configured)"
    assert calendar.explain(dt.date(2027, 3, 1)).why.said_in("en") == "day off for 特别假日 (configured)"


def test_days_listed_win_over_a_notice(tmp_path: Path) -> None:
    config = notice(tmp_path, ("元旦", "2027-01-01", True), ("元旦", "2027-01-02", True))
    calendar = overlaid("[calendar.2027]\nfile = '2027.json'\nwork = [2027-01-02]", config)
    assert calendar.is_working(dt.date(2027, 1, 1)) is False
    assert calendar.is_working(dt.date(2027, 1, 2)) is True
    assert calendar.published_through == dt.date(2027, 12, 31)


def test_a_notice_without_days_is_not_published(tmp_path: Path) -> None:
    calendar = overlaid("[calendar.2027]\nfile = '2027.json'", notice(tmp_path))
    assert calendar.published_through == dt.date(2026, 12, 31)
    (note,) = calendar.notes
    assert "视为安排尚未公布，该年日期仍不可知" in str(note)
    assert "2027.json" in str(note)


def test_a_notice_of_the_december_before_alone_is_no_notice(tmp_path: Path) -> None:
    (said,) = refusal("[calendar.2027]\nfile = '2027.json'", notice(tmp_path, ("元旦", "2026-12-31", True)))
    assert "[calendar.2027]：标为 complete，却没有一个休息日" in said


def test_a_notice_without_days_cannot_be_marked_complete(tmp_path: Path) -> None:
    (said,) = refusal("[calendar.2027]\nfile = '2027.json'\ncomplete = true", notice(tmp_path))
    assert "空列表表示安排尚未公布" in said
    calendar = overlaid("[calendar.2027]\nfile = '2027.json'\ncomplete = true\noff = [2027-01-01]", notice(tmp_path))
    assert calendar.published_through == dt.date(2027, 12, 31)


def test_a_notice_without_days_takes_nothing_from_a_published_year(tmp_path: Path) -> None:
    (tmp_path / "2026.json").write_text('{"year": 2026, "days": []}', encoding="utf-8")
    calendar = overlaid("[calendar.2026]\nfile = '2026.json'", tmp_path / "hcaudit.toml")
    assert (calendar.version, calendar.overlays, calendar.notes) == (CALENDAR.version, (), ())


def test_overlays_need_no_file() -> None:
    overlay = Overlay(year=2027, where="2027", off={dt.date(2027, 1, 1): "元旦"}, complete=True)
    assert with_overlays(CALENDAR, [overlay]).published_through == dt.date(2027, 12, 31)
    assert with_overlays(CALENDAR, []).version == CALENDAR.version


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[calendar.2027]\noff = [2028-01-01]", "off：2028-01-01 不在 2027 年内。请改正日期，或移到 [calendar.2028]"),
        ("[calendar.2027]\noff = [2027-01-01]\nwork = [2027-01-01]", "2027-01-01 既列为休息日又列为工作日"),
        ("[calendar.2027]\nholidays = []", "没有名为 holidays 的设置。可用的设置：off, work, complete, file"),
        ("[calendar.2027]\noff = [{}]", "[calendar.2027] off：“{}”不是日期"),
        ("[calendar.2027]\noff = '2027-01-01'", "[calendar.2027] off：应为日期列表"),
        ("[calendar.2027]\noff = ['2027-13-01']", "“2027-13-01”不是日期"),
        ("[calendar.2027]\nwork = [2027-01-01T08:00:00]", "[calendar.2027] work：“2027-01-01 08:00:00”不是日期"),
        ("[calendar.2027]\noff = [20270101]", "“20270101”不是日期"),
        ("[calendar.2027]\ncomplete = 'yes'", "complete：只能是 true 或 false"),
        ("[calendar.2027]\nfile = 1", "[calendar.2027] file：应为文件路径"),
        ("[calendar.next]\noff = []", "next 不是年份"),
        ("[calendar]\n2027 = true", "[calendar.2027]：应为一张表"),
        ("[calendar.2005]\noff = [2005-01-04]", "[calendar.2005]：该年早于日历起点 2007-01-01"),
        ("[calendar.2027]\ncomplete = true", "空列表表示安排尚未公布，而不是全年无假"),
        ("[calendar.2028]\noff = [2028-01-03]\ncomplete = true", "但 2027 年仍不可知，日历会出现空档"),
        (
            "[calendar.2027]\noff = [2027-01-01]\n[calendar.2028]\noff = [2028-01-03]\ncomplete = true",
            "请先补全 [calendar.2027] 并标为 complete",
        ),
        ("[calendar.2027]\nfile = 'nowhere.json'", "nowhere.json：无法读取"),
    ],
)
def test_what_is_said_of_a_wrong_overlay(text: str, words: str) -> None:
    (said,) = refusal(text)
    assert words in said
    assert said.endswith("。")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    config = notice(tmp_path, ("元旦", "2027-13-01", True))
    text = "[calendar.2027]\noff = ['x', 2026-01-01]\nfile = '2027.json'\n[calendar.2028]\ndays = []\n[calendar.x]\n"
    assert len(refusal(text, config)) == 5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<html>", "不是 holiday-cn 格式的 JSON"),
        ("[]", "不是 holiday-cn 格式的 JSON"),
        ("[" * 100_000, "不是 holiday-cn 格式的 JSON"),
        ('{"year": {}, "days": []}', "文件的年份是 {}，而不是 2027"),
        ('{"year": 2027}', "不是 holiday-cn 格式的 JSON"),
        ('{"year": 2026, "days": []}', "文件的年份是 2026，而不是 2027"),
        ('{"year": 2027, "days": [3]}', "days 的第 1 项有误"),
        ('{"year": 2027, "days": [{"date": "2027-01-01"}]}', "days 的第 1 项有误"),
        ('{"year": 2027, "days": [{"date": 20270101, "isOffDay": true}]}', "days 的第 1 项有误"),
        ('{"year": 2027, "days": [{"date": "2028-01-01", "isOffDay": true}]}', "2028-01-01 不属于 2027 年的通知"),
        ('{"year": 2027, "days": [{"date": "2026-11-30", "isOffDay": true}]}', "2026-11-30 不属于 2027 年的通知"),
        (
            """{"year": 2027, "days": [{"date": "2027-01-01", "isOffDay": true},
                                       {"date": "2027-01-01", "isOffDay": false}]}""",
            "2027-01-01 既列为休息日又列为工作日",
        ),
    ],
)
def test_what_is_said_of_a_wrong_notice(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "2027.json").write_text(content, encoding="utf-8")
    (said,) = refusal("[calendar.2027]\nfile = '2027.json'", tmp_path / "hcaudit.toml")
    assert words in said
    assert "2027.json" in said


def test_a_notice_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "2027.json").write_bytes('{"year": 2027, "days": [], "name": "元旦"}'.encode("gbk"))
    (said,) = refusal("[calendar.2027]\nfile = '2027.json'", tmp_path / "hcaudit.toml")
    assert "不是 holiday-cn 格式的 JSON" in said

"""``hcaudit calendar``: months, days, counts and due dates, how far they reach, and what to do beyond."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from hcaudit.cli import layout
from tests.cli.conftest import Hcaudit

NEXT = """\
[calendar.2027]
off = [2027-01-01]
work = [2027-01-09]
complete = true
"""
NOTICE = {
    "year": 2027,
    "papers": [],
    "days": [
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "元旦", "date": "2026-12-27", "isOffDay": False},
    ],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, which has no configuration yet."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def out(hcaudit: Hcaudit, *words: object, terminal: bool = False) -> str:
    result = hcaudit("calendar", *words, terminal=terminal, encoding="utf-8")
    assert (result.code, result.err) == (0, "")
    return result.out.decode("utf-8")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("count 2022-01-28 2022-02-15", "9"),
        ("count 2022-02-15 2022-01-28", "0"),
        ("count 2021-10-08 2021-10-09", "1"),
        ("count 2022-01-28 2022-02-15 --pause 2022-02-08..2022-02-10", "7"),
        ("count 2022-01-28 2022-02-15 --pause 2022-02-08..2022-02-10 --pause 2022-02-09..2022-02-11", "6"),
        ("count 2030-01-01 2020-01-01", "0"),
        ("due 2021-11-26 2", "2021-11-30"),
        ("due 2022-01-28 16", "2022-02-24"),
        ("due 2022-01-28 16 --pause 2022-02-09..2022-02-14", "2022-03-01"),
        ("due 2021-10-02 0", "2021-10-08"),
        ("due 2021-10-09 0", "2021-10-09"),
    ],
)
def test_one_answer_and_nothing_else(words: str, answer: str, folder: Path, hcaudit: Hcaudit) -> None:
    assert out(hcaudit, *words.split()) == f"{answer}\n"


def test_answers_for_machines(folder: Path, hcaudit: Hcaudit) -> None:
    pause = ("--pause", "2022-02-09..2022-02-14", "--format", "json")
    assert json.loads(out(hcaudit, "due", "2022-01-28", 16, *pause)) == {
        "start": "2022-01-28",
        "working_days": 16,
        "pauses": [{"after": "2022-02-09", "until": "2022-02-14"}],
        "due": "2022-03-01",
    }
    assert json.loads(out(hcaudit, "count", "2022-01-28", "2022-02-15", *pause))["working_days"] == 6


def test_every_day_of_a_year(folder: Path, hcaudit: Hcaudit) -> None:
    text = out(hcaudit, "show", 2021)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert text.startswith("date,working,reason\n2021-01-01,false,元旦放假\n")
    assert len(rows) == 365
    assert {row["date"]: row["working"] for row in rows}["2021-10-09"] == "true"
    listed = json.loads(out(hcaudit, "show", 2021, "--format", "json", "--lang", "en"))
    assert [day["date"] for day in listed] == [row["date"] for row in rows]
    assert [str(day["working"]).lower() for day in listed] == [row["working"] for row in rows]
    assert {day["date"]: day for day in listed}["2021-10-09"] == {
        "date": "2021-10-09",
        "working": True,
        "reason": "make-up day for National Day",
        "kind": "make-up",
        "holiday": "国庆节",
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("columns", "across"), [(34, 1), (80, 2), (120, 3), (200, 3)])
def test_months_stand_side_by_side(
    columns: int, across: int, lang: str, folder: Path, hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = out(hcaudit, "show", 2026, "--lang", lang, "--color", "never", terminal=True).splitlines()
    weekdays = [line for line in lines if line.lstrip().startswith(("一 ", "Mo "))]
    assert len(weekdays) == 12 // across
    assert {line.count("六") + line.count("Sa") for line in weekdays} == {across}
    assert [line for line in lines if layout.width(line) > max(columns, 34)] == []
    assert [line for line in lines if line != line.rstrip()] == []
    ends = {layout.width(line) for line in weekdays}
    assert len(ends) == 1, "every row of months ends at the same column"


def test_marks_need_no_colour(folder: Path, hcaudit: Hcaudit) -> None:
    plain = out(hcaudit, "show", 2022, "--format", "table")
    colourful = out(hcaudit, "show", 2022, "--format", "table", "--color", "always")
    assert "\x1b" not in plain
    assert "\x1b[31m 1休" in colourful
    for shown in ("29班 30班", "1月 工作日 21 天", "2022年，工作日 249 天", "休 放假，班 调休上班"):
        assert shown in plain
    for told in (
        "春节：1月31日至2月6日放假，共 7 天；1月29日（周六）、1月30日（周日）上班",
        "元旦：1月1日至1月3日放假",
    ):
        assert told in plain
    assert plain.encode("gbk")


def test_how_far_it_reaches_and_what_to_do_then(folder: Path, hcaudit: Hcaudit) -> None:
    assert out(hcaudit) == out(hcaudit, "coverage")
    text = out(hcaudit, "--lang", "en")
    for told in ("2007-01-01", "2026-12-31", "pip install --upgrade holidays", "[calendar.2027]", "complete = true"):
        assert told in text
    facts = json.loads(out(hcaudit, "--format", "json"))
    assert (facts["begins"], facts["published_through"], facts["overlays"]) == ("2007-01-01", "2026-12-31", [])
    assert facts["version"].startswith("holidays ")
    assert "2027.json" in facts["remedy"]


def test_a_year_of_ones_own(folder: Path, hcaudit: Hcaudit) -> None:
    assert hcaudit("calendar", "show", 2027).code == 3
    (folder / "hcaudit.toml").write_text(NEXT, encoding="utf-8")
    assert "2027-01-09,true,工作日（自行配置）" in out(hcaudit, "show", 2027)
    assert out(hcaudit, "due", "2026-12-31", 6) == "2027-01-09\n"
    shown = out(hcaudit, "show", 2027, "--format", "table")
    assert "，以及自行配置" in shown
    assert "休息日（自行配置）：1月1日至1月3日放假，共 3 天" in shown
    assert "另有上班日：1月9日（周六）（自行配置）" in shown
    assert "2027年：休息日 1 天，上班日 1 天，全年完整。见 hcaudit.toml [calendar.2027]" in out(hcaudit)


def test_a_notice_in_holiday_cn_form(folder: Path, hcaudit: Hcaudit) -> None:
    (folder / "my.toml").write_text('[calendar.2027]\nfile = "2027.json"\n', encoding="utf-8")
    (folder / "2027.json").write_text(json.dumps(NOTICE), encoding="utf-8")
    chosen = ("--config", "my.toml")
    assert out(hcaudit, "count", "2026-12-26", "2026-12-27", *chosen) == "1\n"
    shown = out(hcaudit, "show", 2027, "--format", "table", "--lang", "en", *chosen)
    assert "New Year's Day (configured): off from 1 January to 3 January, 3 days" in shown
    assert "worked: 27 December 2026 (Sunday) (configured)" in " ".join(shown.split())
    before = out(hcaudit, "show", 2026, "--format", "table", *chosen)
    assert "另有上班日：12月27日（周日，元旦）（自行配置）" in before


def test_a_year_file_without_days_is_not_published(folder: Path, hcaudit: Hcaudit) -> None:
    (folder / "hcaudit.toml").write_text('[calendar.2027]\nfile = "2027.json"\n', encoding="utf-8")
    (folder / "2027.json").write_text(json.dumps(NOTICE | {"days": []}), encoding="utf-8")
    result = hcaudit("calendar", "show", 2027)
    assert (result.code, result.out) == (3, b"")
    assert "2027.json：2027 年没有列出任何日期，视为安排尚未公布" in result.err
    assert "视为安排尚未公布" in out(hcaudit)


@pytest.mark.parametrize(
    ("words", "code", "chinese", "english"),
    [
        ("show 2027", 3, "2027-01-01 是不是工作日尚不可知", "2027-01-01: not known yet"),
        ("show 2006", 3, "早于日历起点 2007-01-01", "before the calendar begins"),
        ("count 2026-12-30 2027-01-04", 3, "2027-01-01", "upgrade the holidays package"),
        ("due 2026-12-30 5", 3, "[calendar.2027]", "complete = true"),
        ("due 9999-12-31 1", 3, "9999-12-31", "9999-12-31"),
        ("due 2026-12-30 999999999999", 3, "2027-01-01", "2027-01-01"),
        ("due 0001-01-01 1", 3, "0001-01-02 早于", "0001-01-02"),
        ("shwo 2022", 2, "是不是想写 show", "did you mean show?"),
        ("show", 2, "calendar show 后面要写一个年份", "calendar show takes a year"),
        ("count 2022-01-01", 2, "两个日期", "two dates"),
        ("due 2022-01-01 1 2", 2, "一个日期和工作日数", "a date and a number of working days"),
        ("coverage 2022", 2, "不写其他内容", "nothing more"),
        ("show 22", 2, "“22”不是年份", "“22” is no year"),
        ("show 0000", 2, "“0000”", "“0000”"),
        ("count 2022-02-30 2022-03-01", 2, "“2022-02-30”不是有效日期", "“2022-02-30” is no date"),
        ("due 2022-01-01 x", 2, "“x”不是工作日数", "“x” is no number of working days"),
        ("due 2022-01-01 1.5", 2, "“1.5”", "“1.5”"),
        ("count 2022-01-01 2022-02-01 --pause 2022-01-05", 2, "2022-01-05..2022-01-20", "first..last"),
        ("count 2022-01-01 2022-02-01 --pause 2022-01-05..x", 2, "“x”不是有效日期", "“x” is no date"),
        ("count 2022-01-01 2022-02-01 --pause 2022-01-05..2022-01-04", 2, "起日晚于止日", "ends before it begins"),
        ("show 2022 --pause 2022-01-05..2022-01-06", 2, "只用于 calendar count", "calendar count"),
        ("show 2022 --format text", 2, "table, csv, json", "table, csv, json"),
        ("coverage --format csv", 2, "text, json", "text, json"),
    ],
)
def test_mistakes(words: str, code: int, chinese: str, english: str, folder: Path, hcaudit: Hcaudit) -> None:
    for lang, told in (("zh", chinese), ("en", english)):
        result = hcaudit("calendar", *words.split(), "--lang", lang)
        assert (result.code, result.out) == (code, b"")
        assert told in result.err
        assert result.err.count("\n") == 1


def test_mistakes_of_the_configuration_come_first(folder: Path, hcaudit: Hcaudit) -> None:
    text = 'pakc = "x"\n[calendar.2027]\nof = [2027-01-01]\n[calendar.2029]\nfile = "none.json"\n'
    (folder / "hcaudit.toml").write_text(text, encoding="utf-8")
    result = hcaudit("calendar", "due", "2022-01-01", 1)
    assert (result.code, result.out, result.err.count("\n")) == (2, b"", 3)


def test_english_pages_hold_no_chinese(folder: Path, hcaudit: Hcaudit) -> None:
    for words in ([], ["show", "2020", "--format", "table"], ["show", "2015"]):
        assert out(hcaudit, *words, "--lang", "en").isascii()


@pytest.mark.parametrize("words", [[], ["show", 2022], ["--help"]])
def test_a_chinese_console_can_show_it(words: list[object], folder: Path, hcaudit: Hcaudit) -> None:
    shown = hcaudit("calendar", *words, terminal=True, encoding="gbk").out.decode("gbk")
    assert "工作日" in shown
    assert "?" not in shown, "what the console cannot show is replaced by a question mark"

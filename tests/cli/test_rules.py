"""The command `rules`: the rulebook in every form and language, and the check of a pack of one's own."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hcaudit.cli import layout
from hcaudit.cli.rules import FORMS
from hcaudit.groundwork import DEFAULT_PACK
from hcaudit.packs import pack_folder
from tests.cli.conftest import Hcaudit, Result

T08 = "rules/T08-high-voltage-reply-5-working-days.toml"
FEW = ("T08", "T12")


@pytest.fixture
def my_pack(tmp_path: Path) -> Path:
    """Return a copy of the shipped pack that has worked cases for few rules, so that its check is quick."""
    folder = tmp_path / "my-pack"
    shutil.copytree(Path(str(pack_folder(DEFAULT_PACK))), folder)
    for file in (folder / "cases").iterdir():
        if file.stem not in FEW:
            file.unlink()
    return folder


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def text_of(result: Result) -> str:
    return result.out.decode("utf-8")


def document(result: Result) -> Any:
    return json.loads(result.out)


@pytest.mark.parametrize("words", [["rules"], ["rules", "list"]])
def test_list_shows_every_rule_within_the_terminal(words: list[str], hcaudit: Hcaudit) -> None:
    for lang, title in (("zh", "高压业务办理"), ("en", "High-voltage")):
        result = hcaudit(*words, "--lang", lang)
        lines = text_of(result).splitlines()
        assert (result.code, result.err) == (0, "")
        assert [line for line in lines if layout.width(line) > 80] == []
        shown = [line[:3] for line in lines if line[3:4] == " " and line[1:3].isdigit()]
        assert len(shown) == len(set(shown)) == len(document(hcaudit("rules", "--format", "json"))["rules"])
        assert any("T05" in line and title in line for line in lines)
        assert any("T12.min_working_days" in line for line in lines)


def test_list_as_json_names_state_and_unset_parameters(hcaudit: Hcaudit) -> None:
    listed = document(hcaudit("rules", "list", "--format", "json", "--lang", "en"))
    rules = {rule["code"]: rule for rule in listed["rules"]}
    assert listed["pack"]["id"] == DEFAULT_PACK
    assert listed["pack"]["effective_from"] == "2021-11-26"
    assert rules["T05"]["trigger"] == "over 16 working days"
    assert rules["S01"]["off_by_default"] is True
    assert rules["B02"]["unset"] == ["B02.min_orders", "B02.window_minutes"]
    assert rules["R07"]["item"] is None


@pytest.fixture
def configured(tmp_path: Path) -> Path:
    """Return a configuration that sets a parameter without a default, and one that has one."""
    path = tmp_path / "hcaudit.toml"
    path.write_text('[parameters]\n"T12.min_working_days" = 5\n"B04.within_days" = 60\n', encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_parameters_that_are_set_are_shown_with_what_sets_them(lang: str, configured: Path, hcaudit: Hcaudit) -> None:
    text = " ".join(text_of(hcaudit("rules", "list", "--config", configured, "--lang", lang)).split())
    set_, waiting = re.split("以下规则要先|until their parameters", text)
    assert re.search(r"T12\.min_working_days = 5 ?[（(].*hcaudit\.toml", set_)
    assert re.search(r"B04\.within_days = 60 ?[（(].*hcaudit\.toml", set_)
    assert "T12.min_working_days" not in waiting
    assert "T13.max_working_days" in waiting
    page = text_of(hcaudit("rules", "--format", "md", "--config", configured))
    assert "T12.min_working_days = 5" in page.replace("\\", "")
    shown = text_of(hcaudit("rules", "show", "T12,B04", "--config", configured, "--lang", "en"))
    assert "now 5 (set by hcaudit.toml)" in " ".join(shown.split())
    assert "now 60 (set by hcaudit.toml; default 30)" in " ".join(shown.split())


def test_parameters_as_json_have_the_value_in_force(configured: Path, hcaudit: Hcaudit) -> None:
    listed = document(hcaudit("rules", "list", "--format", "json", "--config", configured))
    rules = {rule["code"]: rule for rule in listed["rules"]}
    assert rules["T12"]["unset"] == []
    assert rules["T12"]["parameters"] == {"T12.min_working_days": 5}
    assert rules["B02"]["parameters"] == {"B02.min_orders": None, "B02.window_minutes": None}
    (shown,) = document(hcaudit("rules", "show", "B04", "--format", "json", "--config", configured))["rules"]
    (parameter,) = shown["parameters"]
    assert (parameter["default"], parameter["value"]) == (30, 60)
    assert parameter["set_by"] == str(configured)


def test_list_as_markdown_has_a_row_a_rule(hcaudit: Hcaudit) -> None:
    page = text_of(hcaudit("rules", "--format", "md"))
    assert page.startswith(f"# 规则包 {DEFAULT_PACK}")
    assert "| T05 | 高压业务办理超过16个工作日 | 二(二)2(2)e | 2.3 | 超过16个工作日 | 开 |  |" in page
    assert "| T12 | 高压新装超短工单 |" in page
    assert "T12.min\\_working\\_days |" in page


SAID = {
    "zh": {
        "T05": ["二(二)2(2)e", "客户分类为高压", "超过16个工作日", "配套工程开工时间", "30,000.00元", "自主施工"],
        "T12": ["不足min_working_days个工作日", "--set T12.min_working_days=数值", "没有默认值"],
        "B04": ["默认30", "“户号”相同", "疑似"],
        "Q01": ["1.5倍", "降投诉攻坚行动", "同一公历年内", "纯人为责任"],
        "E01": ["奖励20,000.00元", "奖励"],
        "R01": ["对单位", "对个人", "待岗"],
        "R07": ["不涉及金额", "由考核组处理", "吃拿卡要"],
        "S01": ["--extend-select S01", "已办结"],
        "C02": ["每户考核20,000.00元", "两路及以上电源"],
        "T01": ["当日"],
        "T11": ["比到分钟"],
        "M03": ["“是否见到法人”", "状态为已归档"],
    },
    "en": {
        "T05": [
            "customer class is high-voltage",
            "over 16 working days",
            "Grid works started at",
            "30,000.00 yuan each",
        ],
        "T12": ["fewer than min_working_days working days", "no default", "--set T12.min_working_days=NUMBER"],
        "B04": ["default 30", "suspected"],
        "Q01": ["× 1.5", "complaint campaign", "calendar year"],
        "E01": ["a reward of 20,000.00 yuan"],
        "R07": ["no money", "the assessment group"],
        "S01": ["--extend-select S01", "completed"],
        "C02": ["20,000.00 yuan a customer", "several sources"],
    },
}


@pytest.mark.parametrize(("lang", "code"), [(lang, code) for lang, codes in SAID.items() for code in codes])
def test_show_says_what_matters(lang: str, code: str, hcaudit: Hcaudit) -> None:
    result = hcaudit("rules", "show", code, "--lang", lang)
    assert (result.code, result.err) == (0, "")
    assert [line for line in text_of(result).splitlines() if layout.width(line) > 80] == []
    unbroken = "".join(line.strip() for line in text_of(result).splitlines())
    spaced = " ".join(line.strip() for line in text_of(result).splitlines())
    assert [words for words in SAID[lang][code] if words not in unbroken and words not in spaced] == []
    page = text_of(hcaudit("rules", "show", code, "--lang", lang, "--format", "md")).replace("\\", "")
    assert [words for words in SAID[lang][code] if words not in page] == []


def test_show_as_json_holds_the_facts(hcaudit: Hcaudit) -> None:
    (rule,) = document(hcaudit("rules", "show", "T05", "--format", "json"))["rules"]
    assert rule["check"]["deadline"]["within"] == {"working_days": 16}
    assert rule["check"]["deadline"]["from"] == "accepted_at"
    assert rule["cost"]["amount"] == "30000.00"
    assert rule["cost"]["leadership_share"] == "10000.00"
    assert rule["needs"] == ["受理时间", "送电时间"]
    assert rule["outcome"] == "violation"
    expected = rule["cases"][1]["expected"][0]
    assert (expected["record"], expected["outcome"]) == (None, "violation")
    assert expected["figures"]["due_on"] == "2022-02-24"


def test_show_takes_prefixes_lists_and_small_letters(hcaudit: Hcaudit) -> None:
    def codes(*words: str) -> list[str]:
        return [rule["code"] for rule in document(hcaudit("rules", "show", *words, "--format", "json"))["rules"]]

    assert codes("s") == ["S01", "S02", "S03"]
    assert codes("T05", "t08,T05") == ["T05", "T08"]


WRONG = [
    ("show T55", "没有规则 T55", "There is no rule T55", "T05"),
    ("show", "没有写规则代码", "names no rule", "T05"),
    ("shwo T05", "没有“shwo”这个动作", "no action shwo", "show"),
    ("T05", "没有“T05”这个动作", "no action T05", "rules show"),
    ("list T05", "多写了：T05", "too many words: T05", "list"),
    ("check a b", "多写了：b", "too many words: b", "check"),
    ("schema rules", "“rules”", "“rules”", "rule, pack, classes, tariff, cases"),
    ("schema", "“”", "“”", "tariff"),
    ("--format xml", "“xml”", "“xml”", "text, json, md"),
    ("--rules my-pack", "没有规则包 my-pack", "no rule pack my-pack", DEFAULT_PACK),
    ("check my-pack", "没有规则包 my-pack", "no rule pack my-pack", DEFAULT_PACK),
]


@pytest.mark.parametrize(("words", "chinese", "english", "both"), WRONG)
def test_a_wrong_command_line_is_told(words: str, chinese: str, english: str, both: str, hcaudit: Hcaudit) -> None:
    for lang, said in (("zh", chinese), ("en", english)):
        result = hcaudit("rules", *words.split(), "--lang", lang)
        assert (result.code, result.out) == (2, b"")
        assert said in result.err
        assert both in result.err


@pytest.mark.parametrize("name", ["rule", "pack", "classes", "tariff", "cases"])
def test_schema_is_a_json_schema(name: str, hcaudit: Hcaudit) -> None:
    Draft202012Validator.check_schema(document(hcaudit("rules", "schema", name)))


def test_a_good_pack_passes_and_says_what_it_lacks(my_pack: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("rules", "check", my_pack, "--lang", "en")
    said = " ".join(text_of(result).split())
    assert (result.code, result.err) == (0, "")
    assert "has no mistakes: 50 rules" in said
    assert "Rule T05 has no worked case that is kept" in said
    assert "Rule T08 has no" not in said
    facts = document(hcaudit("rules", "check", my_pack, "--format", "json"))
    assert facts["good"] is True
    assert facts["cases"] == sum(
        (my_pack / "cases" / f"{code}.toml").read_text(encoding="utf-8").count("[[case]]") for code in FEW
    )
    assert facts["warnings"]


def test_every_mistake_of_a_pack_is_told_at_once(my_pack: Path, hcaudit: Hcaudit) -> None:
    change(my_pack, T08, '["hv"]', '["hw"]')
    change(my_pack, "tariff.toml", "leadership = 20000", "leadership = 20001")
    change(my_pack, "cases/T12.toml", "[[case]]", "[[casus]]")
    change(my_pack, "cases/T08.toml", "as_of = ", 'as_of = "soon" #')
    words = ["T08-high", "hw", "add up", "T12.toml", "casus", "T08.toml", "as_of"]
    for form in FORMS:
        result = hcaudit("rules", "check", my_pack, "--format", form, "--lang", "en")
        assert result.code == 2
        assert "did not pass" in result.err
        said = " ".join(text_of(result).replace("\\", "").split())
        assert [word for word in words if word not in said] == []
    facts = document(hcaudit("rules", "check", my_pack, "--format", "json"))
    assert len(facts["mistakes"]) >= 4
    assert facts["good"] is False


def test_cases_that_name_what_does_not_exist_are_told(my_pack: Path, hcaudit: Hcaudit) -> None:
    (my_pack / "cases" / "Z99.toml").write_text(
        '[[case]]\nname = "x"\nas_of = 2022-01-01\nexpect = [{ outcome = "kept" }]\n', encoding="utf-8"
    )
    (my_pack / "cases" / "T12.toml").write_text(
        '[[case]]\nname = "x"\nas_of = 2022-01-01\nwithout = ["contacted"]\nparameters = { days = 5, '
        'min_working_days = 0 }\ntickets = [{ energised_at = "2022-01-01" }]\nexpect = [{ outcome = "kept" }]\n',
        encoding="utf-8",
    )
    (my_pack / "cases" / "T08.toml").write_text(
        '[[case]]\nname = "stranger"\nas_of = 2022-01-01\norders = [{ business_type = "高压新装", '
        'accepted_at = "2021-12-01" }]\nexpect = [{ record = "7", outcome = "kept" }]\n\n'
        '[[case]]\nname = "nothing yet"\nas_of = 2021-12-01\norders = [{ business_type = "高压新装", '
        'accepted_at = "2022-12-01" }]\nexpect = [{ outcome = "kept" }]\n',
        encoding="utf-8",
    )
    result = hcaudit("rules", "check", my_pack, "--format", "json", "--lang", "en")
    told = "\n".join(document(result)["mistakes"])
    assert result.code == 2
    for words in ("no rule Z99", "contacted", "parameter days", "T12.min_working_days may not be below 1"):
        assert words in told
    for words in ("energised_at", "no record of the kind “Connection orders”", "has no record 7", "nothing yet"):
        assert words in told


def test_a_case_that_does_not_come_out_is_told(my_pack: Path, hcaudit: Hcaudit) -> None:
    change(my_pack, T08, "working_days = 5", "working_days = 4")
    for lang, words in (("zh", "应为"), ("en", "should be")):
        result = hcaudit("rules", "check", my_pack, "--lang", lang)
        assert result.code == 2
        assert words in " ".join(text_of(result).split())
        assert "T08" in text_of(result)


def test_figures_that_do_not_come_out_are_told_as_the_case_writes_them(my_pack: Path, hcaudit: Hcaudit) -> None:
    change(my_pack, "cases/T08.toml", "measured = 6", "measured = 7")
    said = " ".join(text_of(hcaudit("rules", "check", my_pack, "--lang", "en")).split())
    assert "measured should be 7 but is 6. Check" in said
    assert "has 1 mistake:" in said


def test_a_pack_of_one_s_own_is_judged_by_like_the_shipped_one(my_pack: Path, orders: Path, hcaudit: Hcaudit) -> None:
    def found(*words: object) -> dict[str, dict[str, str]]:
        result = hcaudit("check", orders, "--as-of", "2021-12-31", "--select", "T08", "--headers", "en", *words)
        rows = csv.DictReader(result.out.decode("utf-8-sig").splitlines())
        return {row["record_no"]: row for row in rows}

    change(my_pack, "pack.toml", f'id = "{DEFAULT_PACK}"', 'id = "my-pack"')
    shipped, mine = found(), found("--rules", my_pack)
    assert {row["rule"] for row in shipped.values()} == {"T08"}
    assert shipped.keys() == mine.keys()
    assert {row["pack"] for row in mine.values()} == {"my-pack"}
    assert not {row["finding_id"] for row in shipped.values()} & {row["finding_id"] for row in mine.values()}
    change(my_pack, T08, "working_days = 5", "working_days = 30")
    assert found("--rules", my_pack) == {}
    assert "超过30个工作日" in text_of(hcaudit("rules", "show", "T08", "--rules", my_pack))


def test_what_a_terminal_would_obey_is_shown(my_pack: Path, hcaudit: Hcaudit) -> None:
    change(my_pack, T08, 'zh = "', 'zh = "\\u001b[31m<b>|')
    for form in FORMS:
        assert b"\x1b" not in hcaudit("rules", "show", "T08", "--rules", my_pack, "--format", form).out
        assert b"\x1b" not in hcaudit("rules", "list", "--rules", my_pack, "--format", form).out
    assert "\\<b\\>\\|" in text_of(hcaudit("rules", "show", "T08", "--rules", my_pack, "--format", "md"))


@pytest.mark.parametrize("columns", [60, 80, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_help_page_fits(lang: str, columns: int, hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    result = hcaudit("rules", "--help", "--lang", lang)
    assert (result.code, result.err) == (0, "")
    assert [line for line in text_of(result).splitlines() if layout.width(line) > min(columns, 100)] == []
    told = ("list", "show", "check", "schema", "tariff", "--rules")
    assert [word for word in told if word not in text_of(result)] == []

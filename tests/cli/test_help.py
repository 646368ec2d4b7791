"""The help pages: complete, in the user's language, and at home in eighty columns."""

from __future__ import annotations

import re

import pytest

from hcaudit.cli import layout
from hcaudit.cli.app import COMMANDS
from hcaudit.render import FORMATS, SHOWN
from tests.cli.conftest import Hcaudit


@pytest.mark.parametrize("columns", [60, 80, 200])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words", [["--help"], ["check", "-h"], *([command, "--help"] for command in COMMANDS)])
def test_pages_fit(
    words: list[str], lang: str, columns: int, hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    result = hcaudit("--lang", lang, *words)
    page = result.out.decode("utf-8")
    assert (result.code, result.err) == (0, "")
    assert [line for line in page.splitlines() if layout.width(line) > min(columns, 100)] == []
    assert [line for line in page.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_names_every_format_and_part(lang: str, hcaudit: Hcaudit) -> None:
    page = hcaudit("check", "--help", "--lang", lang).out.decode("utf-8")
    assert [word for word in [*FORMATS, *SHOWN, "huangchuan-2021-38"] if word not in page] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_told_in_both_languages(command: str, hcaudit: Hcaudit) -> None:
    pages = [hcaudit(command, "--help", "--lang", lang).out.decode("utf-8") for lang in ("zh", "en")]
    chinese, english = (re.findall(r"^  (-\S+(?:, --\S+)?(?: \S+)?)", page, re.MULTILINE) for page in pages)
    assert chinese
    assert chinese == english
    assert not re.search(r"[\u4e00-\u9fff]", pages[1])


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("中文字可断", 6, ["中文字", "可断"]),
        ("逗号，不在行首", 4, ["逗", "号，", "不在", "行首"]),
        ("（括号）不落单", 8, ["（括号）", "不落单"]),
        ("words stay whole", 7, ["words", "stay", "whole"]),
        ("averyverylongword 中", 5, ["averyverylongword", "中"]),
        ("中文 with 英文", 9, ["中文 with", "英文"]),
        ("", 5, [""]),
    ],
)
def test_lines_break_where_chinese_and_english_may(text: str, columns: int, lines: list[str]) -> None:
    assert layout.wrap(text, columns).split("\n") == lines


def test_width_counts_columns() -> None:
    assert [layout.width(text) for text in ("abc", "中文", "ｶ", "e\u0301")] == [3, 4, 1, 1]

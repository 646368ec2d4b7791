"""The words of the outputs: every column has a heading, no two in one list the same, nothing GBK lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from hcaudit import render
from hcaudit.render.headings import DECISION_COLUMNS, decision_headings, heading
from hcaudit.render.parts import PARTS
from hcaudit.render.penalty_table import PENALTY_TABLE
from hcaudit.texts import LANGUAGES, catalogue

PREFIXES = ("column-", "word-", "decision-", "sheet-", "part-", "input-", "table-")
"""Keys that are put together in the code."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_every_column_has_a_heading_of_its_own(part: str, lang: str) -> None:
    headings = [heading(column, lang) for column in PARTS[part].names]
    assert all(headings)
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_penalty_table_and_the_working_have_headings(lang: str) -> None:
    assert all(heading(column, lang) for column in [*PENALTY_TABLE.names[:-1], "pauses"])


def test_decision_columns_are_named_as_a_decisions_file_names_them() -> None:
    assert DECISION_COLUMNS == ("decision", "reason", "decided_by", "decided_on", "expires_on", "responsible")
    assert decision_headings() == ["裁定", "理由", "裁定人", "裁定日期", "有效期至", "责任单位"]
    assert not set(decision_headings()) & {heading(column, "zh") for column in PARTS["findings"].names}


def test_both_languages_say_the_same() -> None:
    assert set(catalogue("zh", "render")) == set(catalogue("en", "render"))


def test_a_chinese_console_has_every_character() -> None:
    for words in catalogue("zh", "render").values():
        assert words.encode("gbk").decode("gbk") == words


def test_no_sentence_is_left_over() -> None:
    code = "".join(file.read_text("utf-8") for file in Path(render.__file__).parent.rglob("*.py"))
    said = {key for key in catalogue("zh", "render") if key.startswith(PREFIXES) or f"render.{key}" in code}
    assert set(catalogue("zh", "render")) == said

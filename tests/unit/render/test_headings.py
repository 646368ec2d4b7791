"""The words of the outputs: every column has a heading, no two in one list the same."""

from __future__ import annotations

import pytest

from hcaudit.render.headings import DECISION_COLUMNS, decision_headings, heading
from hcaudit.render.parts import PARTS
from hcaudit.render.penalty_table import PENALTY_TABLE
from hcaudit.texts import LANGUAGES


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

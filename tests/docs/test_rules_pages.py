"""docs/rules and docs/schema are what `make docs` writes, no more and no less."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from docs.generate import documents, write, written
from hcaudit.checks import CHECKS
from hcaudit.render.rulebook.checks import WORDS

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def wanted() -> Mapping[str, str]:
    return documents()


def test_pages_and_schemas_are_up_to_date(wanted: Mapping[str, str]) -> None:
    standing = {path: (DOCS / path).read_text(encoding="utf-8") for path in written(DOCS)}
    stale = [path for path in sorted({*wanted, *standing}) if wanted.get(path) != standing.get(path)]
    assert stale == [], "run make docs"


def test_every_link_of_the_index_leads_to_a_page(wanted: Mapping[str, str]) -> None:
    linked = set(re.findall(r"\]\(([^)]+)\)", wanted["rules/README.md"]))
    assert {f"rules/{name}" for name in linked} == {path for path in wanted if re.search(r"[A-Z]\d\d\.md$", path)}


def test_every_page_holds_both_languages_chinese_first(wanted: Mapping[str, str]) -> None:
    page = wanted["rules/T05.md"]
    chinese, english = re.findall(r"^# T05 (.+)$", page, re.MULTILINE)
    assert chinese == "高压业务办理超过16个工作日"
    assert english == "High-voltage connection took over 16 working days"


def test_writing_removes_the_page_of_a_rule_that_is_gone(tmp_path: Path, wanted: Mapping[str, str]) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "Z99.md").write_text("gone", encoding="utf-8")
    write(tmp_path)
    assert set(written(tmp_path)) == set(wanted)


def test_every_check_has_words() -> None:
    assert list(WORDS) == list(CHECKS)

"""The sample month in English: the same report, with no Chinese in it but data, names of files and of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import hcaudit
from hcaudit import Report
from tests.golden.conftest import PARAMETERS, SAMPLE

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
DATA = re.compile(r"“[^”]*”|\"[^\"]*\"|\S+\.(xlsx|csv)(:\d+)?|潢电〔2021〕38号")
"""What a sentence quotes from the data, names of files, and the number of the source."""

SENTENCES = {
    "findings": ("title", "reason"),
    "fines": ("event", "assessed_by", "note"),
    "units": ("event", "assessed_by"),
    "consequences": ("consequence",),
    "coverage": ("title", "reason"),
    "problems": ("problem",),
}


@pytest.fixture(scope="module")
def english() -> Report:
    """Return the report on December 2021 of the sample month in English."""
    return hcaudit.audit(SAMPLE, month="2021-12", parameters=PARAMETERS, extend_select=["S"], lang="en")


def sentences(report: Report) -> Iterator[str]:
    """Yield everything a report says in words of its own."""
    yield from (report.run.pack_title, *report.run.warnings)
    yield from (str(sheet["note"]) for sheet in report.run.inputs if sheet["note"])
    for name, columns in SENTENCES.items():
        for column in columns:
            yield from filter(None, getattr(report, name)[column].unique().to_pylist())


def test_it_speaks_english(english: Report) -> None:
    said = list(sentences(english))
    assert len(said) > 50
    assert [words for words in said if CHINESE.search(DATA.sub("", words))] == []


def test_it_speaks_chinese_otherwise(sample: Report) -> None:
    assert [words for words in sentences(sample) if not CHINESE.search(words)] == []


def test_the_language_changes_no_verdict(sample: Report, english: Report) -> None:
    for name, columns in SENTENCES.items():
        zh, en = (getattr(report, name).drop_columns(list(columns)) for report in (sample, english))
        assert zh.equals(en), name
    assert sample.run.totals == english.run.totals

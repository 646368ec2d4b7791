"""With the supervisors' decisions the sample month shows every line of the penalty table that carries money."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

import hcaudit
from hcaudit.groundwork import DEFAULT_PACK, closed_values
from hcaudit.load import read_vocabulary
from hcaudit.packs import read_pack
from hcaudit.shipped import rules_folder
from sample_data.decide import FILE, HEADERS, MONTH, decisions

SAMPLE = Path(__file__).parents[2] / "sample_data"


@pytest.fixture(scope="module")
def decided() -> hcaudit.Report:
    return hcaudit.audit(SAMPLE, month=MONTH, decisions=SAMPLE / FILE.name)


def test_every_item_with_money_is_provoked_twice(decided: hcaudit.Report) -> None:
    vocabulary = read_vocabulary(rules_folder())
    pack = read_pack(DEFAULT_PACK, vocabulary.kinds, closed_values(vocabulary))
    with_money = {item.id for item in pack.items.values() if item.amount or item.reward}
    counted = Counter(decided.fines["item"].to_pylist())
    assert {item for item in with_money if counted[item] < 2} == set()


def test_consequences_without_money_are_there(decided: hcaudit.Report) -> None:
    said = set(decided.consequences["consequence"].to_pylist())
    assert said == {"单位当月评为C级", "责任人和班（所）长评为C级，待岗2个月", "交考核组处理"}


def test_an_expired_decision_is_reported(decided: hcaudit.Report) -> None:
    assert any("有效期" in problem for problem in decided.problems["problem"].to_pylist())


def test_the_file_is_what_the_supervisors_decide() -> None:
    findings = hcaudit.audit(SAMPLE, month=MONTH).findings.to_pylist()
    stream = io.StringIO()
    writer = csv.DictWriter(stream, HEADERS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(decisions(findings))
    assert FILE.read_text(encoding="utf-8-sig") == stream.getvalue()

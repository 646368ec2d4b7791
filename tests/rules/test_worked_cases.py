"""Every worked case beside the law comes out, and every rule has the cases and words a reader needs."""

from __future__ import annotations

import pytest

from hcaudit.casework import differences
from hcaudit.groundwork import DEFAULT_PACK, closed_values
from hcaudit.load import read_vocabulary
from hcaudit.model.rule import Pack, Rule
from hcaudit.packs import pack_folder, read_pack
from hcaudit.packs.cases import Case, read_cases
from hcaudit.shipped import rules_folder

VOCABULARY = read_vocabulary(rules_folder())
PACK: Pack = read_pack(DEFAULT_PACK, VOCABULARY.kinds, closed_values(VOCABULARY))
CASES = list(read_cases(pack_folder(DEFAULT_PACK)))
RULES = list(PACK.rules.values())

KEEPING = {"kept", "not_applicable"}
BREAKING = {"violation", "suspected", "reward"}


@pytest.mark.parametrize(("code", "case"), CASES, ids=[f"{code}-{case.name}" for code, case in CASES])
def test_comes_out(code: str, case: Case) -> None:
    assert [str(text) for text in differences(code, case, PACK, VOCABULARY)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_has_a_keeping_and_a_breaking_case(rule: Rule) -> None:
    outcomes = {expectation.outcome for code, case in CASES if code == rule.code for expectation in case.expect}
    assert outcomes & KEEPING
    assert outcomes & BREAKING


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_has_a_clause_and_words_in_both_languages(rule: Rule) -> None:
    assert rule.clause
    for wording in (rule.titles, rule.explanation, *([rule.interpretation] if rule.interpretation else [])):
        assert set(wording) == {"zh", "en"}
        assert all(words.strip() for words in wording.values())


def test_every_case_belongs_to_a_rule() -> None:
    assert {code for code, _ in CASES} <= set(PACK.rules)

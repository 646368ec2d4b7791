"""Rules in words: every form of condition, figure and check, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from hcaudit import render
from hcaudit.checks.burst import Burst
from hcaudit.checks.deadline import Deadline
from hcaudit.checks.presence import Presence
from hcaudit.checks.visited import Visited
from hcaudit.groundwork import DEFAULT_PACK, closed_values
from hcaudit.load import read_vocabulary
from hcaudit.model.rule import Condition, Counting, Pack, Rule
from hcaudit.packs import read_pack
from hcaudit.render.rulebook import rule_page
from hcaudit.render.rulebook.terms import Terms, condition_words, counted, joined
from hcaudit.shipped import rules_folder
from hcaudit.texts import catalogue

VOCABULARY = read_vocabulary(rules_folder())
PACK: Pack = read_pack(DEFAULT_PACK, VOCABULARY.kinds, closed_values(VOCABULARY))
T05, T12 = PACK.rules["T05"], PACK.rules["T12"]


def terms(lang: str) -> Terms:
    kind = PACK.kinds["orders"]
    return Terms(lang=lang, kind=kind, kinds=PACK.kinds, parameters=T12.parameters, counting=PACK.counting)


@pytest.mark.parametrize(
    ("condition", "chinese", "english"),
    [
        (Condition(field="grid_works", is_any=("no",)), "“是否有配套工程”为否", "“Grid works” is no"),
        (
            Condition(field="usage_class", is_any=("商业", "工商业", "非工业")),
            "“用电类别”为商业、工商业或非工业",
            "“Usage class” is 商业, 工商业 or 非工业",
        ),
        (
            Condition(field="status", is_none=("in_transit",)),
            "“工单状态”不为在途（未填的也适用）",
            "“Status” is not in transit (nor need it be filled in)",
        ),
        (Condition(field="unit", has=("城关",)), "“供电单位”含城关", "“Unit” contains 城关"),
        (
            Condition(field="unit", has_none=("城关",)),
            "“供电单位”不含城关（未填的也适用）",
            "“Unit” does not contain 城关 (nor need it be filled in)",
        ),
        (Condition(field="supply", filled=True), "“电源类型”已填写", "“Supply” is filled in"),
    ],
)
def test_conditions(condition: Condition, chinese: str, english: str) -> None:
    assert condition_words(condition, terms("zh")) == chinese
    assert condition_words(condition, terms("en")) == english


@pytest.mark.parametrize(
    ("figure", "unit", "chinese", "english"),
    [
        (16, "working_days", "16个工作日", "16 working days"),
        (1, "working_days", "1个工作日", "1 working day"),
        ("0.10", "share", "10%", "10 %"),
        (6, "rank", "第6名", "rank 6"),
        ("0.5", "MVA", "0.5 MVA", "0.5 MVA"),
    ],
)
def test_figures(figure: object, unit: str, chinese: str, english: str) -> None:
    assert (counted(figure, unit, "zh"), counted(figure, unit, "en")) == (chinese, english)


def test_a_list_of_one_is_that_one() -> None:
    assert joined(["A"], "or", "zh") == "A"


def test_how_the_pack_counts_is_told_with_the_rule() -> None:
    pack = replace(PACK, counting=Counting(inclusive=True, after_hours=17 * 60 + 30))
    test = rule_page(T05, pack, (), "zh").test
    assert any("计为第1天" in line for line in test)
    assert any("17:30" in line for line in test)


def with_check(check: str, spec: object, **changes: object) -> Rule:
    return replace(T05, check=check, spec=spec, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "brief"),
    [
        (with_check("presence", Presence(field="team")), "“班组”未填"),
        (
            with_check("visited", Visited(by_role=("所长",), meeting=("met_handler",))),
            "没有所长回访；“是否见到经办人”未做到",
        ),
        (with_check("burst", Burst(at="accepted_at", same="unit", at_least=3, within_minutes=1)), "1分钟内达到3条"),
        (
            with_check("deadline", Deadline.model_validate({"to": "contacted_at", "by": "appointment_at"})),
            "晚于“预约时间”",
        ),
    ],
)
def test_checks_the_shipped_rules_use_otherwise(rule: Rule, brief: str) -> None:
    assert rule_page(rule, PACK, (), "zh").trigger == brief
    assert not re.search(r"[\u4e00-\u9fff]", rule_page(rule, PACK, (), "en").trigger.replace("所长", ""))


@pytest.mark.parametrize("code", PACK.rules)
def test_an_english_page_says_nothing_in_chinese_but_words_of_the_data(code: str) -> None:
    page = rule_page(PACK.rules[code], PACK, (), "en")
    values = "|".join(
        word for rule in PACK.rules.values() for word in re.findall(r"[\u4e00-\u9fff]+", f"{rule.applies}{rule.spec}")
    )
    said = " ".join([page.title, page.explanation, page.trigger, *page.applies, *page.test, *page.pauses, *page.needs])
    assert not re.search(r"[\u4e00-\u9fff]", re.sub(values, "", said))


PUT_TOGETHER = ("figure-", "value-", "outcome-", "cost-", "meets-", "result-", "label-", "default-", "test-", "brief-")


def test_no_sentence_is_left_over() -> None:
    code = "".join(file.read_text("utf-8") for file in Path(render.__file__).parents[1].rglob("*.py"))
    asked = set(re.findall(r'"(?:rules\.)?([a-z][a-z_-]+)"', code))
    left = [key for key in catalogue("zh", "rules") if key not in asked and not key.startswith(PUT_TOGETHER)]
    assert left == []

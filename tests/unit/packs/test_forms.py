"""What a pack's files may say: shapes, patterns and sums, and nothing coerced."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from hcaudit.packs.forms import (
    ClassForm,
    ConditionForm,
    CountingForm,
    FilledForm,
    HasForm,
    HasNoneForm,
    ItemForm,
    NotForm,
    ParameterForm,
    RuleForm,
)
from hcaudit.packs.mistakes import mistakes_of
from tests.unit.packs.tables import WORDS, Table, item, rule

CONDITION: TypeAdapter[ConditionForm] = TypeAdapter(ConditionForm)


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("yes", str),
        (["yes", "no"], list),
        ({"not": "no"}, NotForm),
        ({"not": ["yes", "no"]}, NotForm),
        ({"has": ["低压"]}, HasForm),
        ({"has_none": ["临时"]}, HasNoneForm),
        ({"filled": True}, FilledForm),
    ],
)
def test_a_condition_is_said_in_one_of_five_ways(said: object, form: type) -> None:
    assert type(CONDITION.validate_python(said)) is form


@pytest.mark.parametrize(
    "said", [[], {"has": []}, {"filled": False}, {"has": ["低压"], "not": "高压"}, {"like": "低%"}, 5, True]
)
def test_anything_else_is_no_condition(said: object) -> None:
    with pytest.raises(ValidationError):
        CONDITION.validate_python(said)


def test_a_rule_says_little_and_means_the_usual() -> None:
    form = RuleForm.model_validate(rule())
    assert (form.outcome, form.off_by_default, form.in_effect_by, form.item) == (
        "violation",
        False,
        "governing date",
        None,
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "x01"},
        {"code": "X1"},
        {"code": "X01 "},
        {"name": "An-Example"},
        {"name": "an_example"},
        {"clause": ""},
        {"title": {"zh": "甲"}},
        {"title": {"zh": "甲", "en": ""}},
        {"outcome": "kept"},
        {"off_by_default": "yes"},
        {"in_effect_by": "completion"},
        {"severity": "high"},
        {"check": {}},
        {"check": {"limit": {}, "event": {}}},
        {"applies": {}},
        {"applies": {"kind": "orders", "class": []}},
        {"applies": {"kind": "orders", "stage": ["open"]}},
        {"applies": {"kind": "orders", "any": [{"kind": "orders"}]}},
    ],
)
def test_a_rule_with_a_mistake_is_refused(changes: Table) -> None:
    with pytest.raises(ValidationError):
        RuleForm.model_validate(rule(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": 3, "leadership": 1, "frontline": 2},
        {"amount": 3},
        {"reward": 3},
        {"consequences": ["unit-graded-c"]},
        {"amount": 3, "multiplier": "1.5"},
        {"id": "2.9e", "amount": 3, "per": "customer"},
    ],
)
def test_what_a_line_of_the_tariff_may_say(changes: Table) -> None:
    ItemForm.model_validate(item(**changes))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amount": 3, "leadership": 1, "frontline": 1}, "must add up to amount"),
        ({"amount": 3, "leadership": 3}, "all or none of leadership, frontline"),
        ({"leadership": 1, "frontline": 2}, "must add up to amount"),
        ({"amount": 3, "reward": 3}, "only one of amount, reward"),
        ({}, "one of amount, reward, consequences at least"),
        ({"amount": 0}, "more than 0"),
        ({"amount": 3.5}, "whole number"),
        ({"amount": "3"}, "whole number"),
        ({"amount": 3, "multiplier": "x1.5"}, "the form"),
        ({"amount": 3, "multiplier": 1.5}, "text"),
        ({"amount": 3, "id": "2"}, "the form"),
    ],
)
def test_what_it_may_not(changes: Table, words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ItemForm.model_validate(item(**changes))
    (mistake,) = mistakes_of(caught.value, "tariff.toml", ItemForm)
    assert words in mistake.said_in("en")


@pytest.mark.parametrize("time", ["00:00", "17:30", "23:59"])
def test_clock_times(time: str) -> None:
    assert CountingForm.model_validate({"after_hours": time}).after_hours == time


@pytest.mark.parametrize(
    ("form", "table"),
    [
        (CountingForm, {"after_hours": "24:00"}),
        (CountingForm, {"after_hours": "7:30"}),
        (CountingForm, {"after_hours": "17:60"}),
        (CountingForm, {"mode": "both"}),
        (ClassForm, {"is": "micro", "capacity_up_to_kva": 160}),
        (ClassForm, {"is": "micro", "above": "lv_other"}),
        (ClassForm, {"is_": "micro"}),
        (ClassForm, {"is": "micro", "business_type_has": [[]]}),
        (ParameterForm, {"default": 1.5, "meaning": WORDS}),
        (ParameterForm, {"default": True, "meaning": WORDS}),
    ],
)
def test_other_mistakes(form: type[BaseModel], table: Table) -> None:
    with pytest.raises(ValidationError):
        form.model_validate(table)

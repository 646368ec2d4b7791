"""From forms to the model's nouns: conditions, alternatives, figures and money."""

from __future__ import annotations

import datetime as dt

import pytest

from hcaudit.model.rule import Alternative, Condition, Pack, Rule
from hcaudit.model.verdicts import Outcome
from hcaudit.packs.build import build_pack, build_rule
from hcaudit.packs.forms import ClassesForm, PackForm, RuleForm, TariffForm
from hcaudit.texts import Text
from tests.unit.packs.tables import WORDS, Table, item, rule

IN_PARK = Condition(field="in_park", is_any=("yes",))


def built(**changes: object) -> Rule:
    mistakes: list[Text] = []
    made = build_rule("X01.toml", RuleForm.model_validate(rule(**changes)), mistakes)
    assert mistakes == []
    assert made is not None
    return made


def applies(**table: object) -> tuple[Alternative, ...]:
    return built(applies={"kind": "orders", **table}).applies


def pack(rules: list[Rule], counting: Table, *items: Table) -> Pack:
    form = {"id": "x", "title": WORDS, "source": "某文", "counting": counting}
    return build_pack(
        PackForm.model_validate({**form, "effective_from": dt.date(2021, 11, 26)}),
        ClassesForm.model_validate({"class": [{"is": "micro", "capacity_up_to_kva": 160, "above": "lv_other"}]}),
        TariffForm.model_validate({"item": list(items)}),
        rules,
        {},
    )


@pytest.mark.parametrize(
    ("said", "condition"),
    [
        ("yes", Condition(field="in_park", is_any=("yes",))),
        (["yes", "no"], Condition(field="in_park", is_any=("yes", "no"))),
        ({"not": "no"}, Condition(field="in_park", is_none=("no",))),
        ({"not": ["yes", "no"]}, Condition(field="in_park", is_none=("yes", "no"))),
        ({"has": ["园"]}, Condition(field="in_park", has=("园",))),
        ({"has_none": ["园"]}, Condition(field="in_park", has_none=("园",))),
        ({"filled": True}, Condition(field="in_park", filled=True)),
    ],
)
def test_conditions(said: object, condition: Condition) -> None:
    assert applies(where={"in_park": said}) == (Alternative(conditions=(condition,)),)


def test_a_rule_about_everything_has_one_alternative_that_asks_nothing() -> None:
    assert applies() == (Alternative(),)


def test_alternatives_add_to_what_the_rule_asks_of_all() -> None:
    found = applies(
        completed=True,
        where={"in_park": "yes"},
        any=[{"class": ["hv"]}, {"class": ["micro"], "where": {"manager": {"filled": True}}}],
    )
    assert found == (
        Alternative(classes=("hv",), completed=True, conditions=(IN_PARK,)),
        Alternative(classes=("micro",), completed=True, conditions=(IN_PARK, Condition(field="manager", filled=True))),
    )


def test_a_rule_has_its_identity_and_its_check() -> None:
    made = built(outcome="reward", in_effect_by="occurrence", off_by_default=True, item="1.1")
    assert (made.code, made.check, made.item, made.breach) == ("X01", "limit", "1.1", Outcome.REWARD)
    assert made.judged_by_occurrence
    assert made.off_by_default
    assert made.spec.needs == ("steps",)


def test_parameters_without_a_default_wait_for_the_user() -> None:
    made = built(parameters={"a": {"meaning": WORDS, "minimum": 2}, "b": {"meaning": WORDS, "default": 30}})
    assert {name: (p.minimum, p.default) for name, p in made.parameters.items()} == {"a": (2, None), "b": (0, 30)}


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ({"limmit": {}}, ["limmit", "limit"]),
        ({"limit": {"field": "steps", "unit_of_measure": "steps"}}, ["check.limit", "over, below, up_to"]),
        ({"limit": {"feld": "steps", "over": 1, "unit_of_measure": "steps"}}, ["feld", "field"]),
    ],
)
def test_a_check_that_is_wrong_is_a_mistake_and_no_rule(check: Table, words: list[str]) -> None:
    mistakes: list[Text] = []
    assert build_rule("X01.toml", RuleForm.model_validate(rule(check=check)), mistakes) is None
    message = "\n".join(text.said_in("en") for text in mistakes)
    assert "X01.toml" in message
    for word in words:
        assert word in message


@pytest.mark.parametrize(
    ("counting", "inclusive", "after_hours"),
    [({}, False, None), ({"mode": "inclusive"}, True, None), ({"after_hours": "17:30"}, False, 17 * 60 + 30)],
)
def test_counting_options(counting: Table, inclusive: bool, after_hours: int | None) -> None:
    made = pack([], counting).counting
    assert (made.inclusive, made.after_hours) == (inclusive, after_hours)


def test_money_is_kept_in_fen_and_what_is_not_stated_stays_so() -> None:
    stated = item(amount=25000, leadership=10000, frontline=15000, multiplier="1.5")
    items = pack([], {}, stated, item(id="1.2", amount=50), item(id="1.3", reward=2000)).items
    assert [(one.amount, one.leadership, one.frontline, one.reward) for one in items.values()] == [
        (2_500_000, 1_000_000, 1_500_000, None),
        (5_000, None, None, None),
        (None, None, None, 200_000),
    ]
    assert items["1.1"].multiplier == "1.5"


def test_rules_stand_in_the_order_of_their_codes_and_items_in_that_of_the_tariff() -> None:
    made = pack([built(code="X02"), built(code="X01")], {}, item(id="2.1", amount=1), item(id="1.1", amount=1))
    assert list(made.rules) == ["X01", "X02"]
    assert list(made.items) == ["2.1", "1.1"]
    assert made.class_names == ("micro", "lv_other")

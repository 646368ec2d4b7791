"""Mistakes in words: the file, the key, what is wrong with it, and what is allowed there."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ValidationError

from hcaudit.packs.forms import RuleForm, TariffForm
from hcaudit.packs.mistakes import mistakes_of, nearest
from tests.unit.packs.tables import WORDS, Table, item, rule


def said(form: type[BaseModel], table: Table) -> list[str]:
    """Return the mistakes of a table, in English."""
    with pytest.raises(ValidationError) as caught:
        form.model_validate(table)
    texts = mistakes_of(caught.value, "X01-an-example.toml", form)
    assert all(text.said_in("zh") for text in texts)
    return [text.said_in("en") for text in texts]


def test_a_key_that_is_missing() -> None:
    table = rule()
    del table["clause"]
    (message,) = said(RuleForm, table)
    assert "X01-an-example.toml" in message
    assert "clause" in message


@pytest.mark.parametrize(
    ("changes", "key", "known"),
    [
        ({"clausula": "一"}, "clausula", ["code", "clause", "applies"]),
        ({"title": {**WORDS, "fr": "a"}}, "title.fr", ["zh", "en"]),
        ({"applies": {"kind": "orders", "where_": {}}}, "applies.where_", ["kind", "class", "where"]),
        ({"parameters": {"days": {"meaning": WORDS, "max": 3}}}, "parameters.days.max", ["minimum", "default"]),
        ({"applies": {"kind": "orders", "any": [{"klass": ["hv"]}]}}, "applies.any.0.klass", ["class", "stage"]),
    ],
)
def test_an_unknown_key_lists_the_known_ones_of_its_table(changes: Table, key: str, known: list[str]) -> None:
    (message,) = said(RuleForm, rule(**changes))
    assert key in message
    for name in known:
        assert name in message
    assert "class_" not in message


def test_a_wrong_value_says_why() -> None:
    (message,) = said(RuleForm, rule(off_by_default="yes"))
    assert "off_by_default" in message
    assert "true or false" in message


def test_values_that_do_not_go_together() -> None:
    (message,) = said(TariffForm, {"item": [item(amount=3, leadership=1, frontline=1)]})
    assert "item.0" in message
    assert "must add up to amount" in message


def test_all_mistakes_of_a_file_are_said() -> None:
    assert len(said(RuleForm, rule(code="x", name="", clause="", outcome="kept"))) == 4


def test_the_nearest_words() -> None:
    known = ["deadline", "limit", "event", "sequence"]
    assert nearest("dedline", known) == "deadline"
    assert nearest("xyz", known) == "deadline, event, limit, sequence"
    assert nearest("T0", ["T01", "T02", "T03", "T04"]).count(", ") == 2
    assert nearest("x", []) == ""

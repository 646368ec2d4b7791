"""The JSON Schema of hcaudit.toml takes what hcaudit takes, and refuses what it refuses."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hcaudit.config import Config
from hcaudit.config.reading import read_tables
from hcaudit.errors import HcauditError
from hcaudit.groundwork import calendar_for, pack_for, parameters_for
from hcaudit.inventory import schema_for, with_outputs_checked
from hcaudit.reading import vocabulary_for
from hcaudit.texts import Text
from tests.unit.spoiling import Document, as_json, spoiled

WHOLE = """\
pack = "huangchuan-2021-38"
roster = ["张三"]
[parameters]
"B04.within_days" = 20
[parameters.T12]
min_working_days = 5
[columns.orders]
unit = ["所属公司"]
[values.status]
in_transit = ["派工中"]
[values.business_type]
"高压新装" = ["专变新装"]
[units]
"城关供电所" = ["城关所", "城关供电营业所"]
[calendar.2027]
off = [2027-01-01, "2027-01-02"]
work = [2027-01-09]
complete = true
[limits]
memory_mb = 2048
time_s = 60
[outputs]
files = ["a.xlsx", "b.csv"]
format = "csv"
show = "fines"
headers = "en"
mask = true
"""
DOCUMENT: Document = tomllib.loads(WHOLE)
VALIDATOR = Draft202012Validator(schema_for(Config()), format_checker=Draft202012Validator.FORMAT_CHECKER)
PACK = pack_for(None, Config(), vocabulary_for(Config(), []), [])

BEYOND = {
    "config.no-such-pack",
    "config.about",
    "load.header-taken",
    "load.word-taken",
    "workdays.notice-unreadable",
    "workdays.overlay-nothing-off",
    "workdays.overlay-off-and-work",
    "workdays.overlay-other-year",
}
"""What a schema cannot say: files that exist, days in their year, and what must be together."""


def mistakes_in(document: Document) -> list[Text]:
    """Return what is wrong with a configuration."""
    config = with_outputs_checked(read_tables(document))
    mistakes = list(config.mistakes)
    vocabulary = vocabulary_for(config, mistakes)
    parameters_for({}, config, PACK, mistakes)
    calendar_for(config, mistakes)
    pack_for(None, config, vocabulary, mistakes)
    return mistakes


def innermost(text: Text) -> Text:
    """Return a mistake without the name of the file before it."""
    inner = dict(text.values).get("mistake")
    return innermost(inner) if isinstance(inner, Text) and text.key == "config.mistake" else text


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema_for(Config()))


def test_a_whole_configuration_is_valid() -> None:
    assert [error.message for error in VALIDATOR.iter_errors(as_json(DOCUMENT))] == []
    assert mistakes_in(DOCUMENT) == []


@pytest.mark.parametrize("key", DOCUMENT)
def test_schema_and_parser_agree(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hcaudit.groundwork.read_pack", lambda *_: PACK)
    differing: list[Any] = []
    for what, copied in spoiled({key: DOCUMENT[key]}):
        mistakes = mistakes_in(copied)
        beyond = {innermost(mistake).key for mistake in mistakes} - BEYOND == set()
        if VALIDATOR.is_valid(as_json(copied)) != (not mistakes or beyond):
            differing.append((what, [mistake.said_in("en") for mistake in mistakes]))
    assert differing == []


@pytest.mark.parametrize("key", DOCUMENT)
def test_every_mistake_has_words_in_both_languages(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hcaudit.groundwork.read_pack", lambda *_: PACK)
    for _, copied in spoiled({key: DOCUMENT[key]}):
        for mistake in map(innermost, mistakes_in(copied)):
            assert isinstance(dict(mistake.values).get("why", mistake), Text), mistake
            assert mistake.said_in("zh") != mistake.said_in("en")


def test_it_is_of_the_pack_that_is_configured() -> None:
    schema = schema_for(Config())
    assert schema["properties"]["parameters"]["properties"]["T12.min_working_days"]["minimum"] == 1
    with pytest.raises(HcauditError, match="no-such"):
        schema_for(Config(pack="no-such"))

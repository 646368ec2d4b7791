"""The JSON Schemas of pack files take what the parser takes, and refuse what it refuses."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from hcaudit.checks import CHECKS
from hcaudit.groundwork import DEFAULT_PACK
from hcaudit.packs import pack_folder
from hcaudit.packs.build import build_rule
from hcaudit.packs.cases import CasesForm
from hcaudit.packs.forms import ClassesForm, PackForm, RuleForm, TariffForm
from hcaudit.packs.mistakes import mistakes_of
from hcaudit.packs.schema import SCHEMAS, schema
from hcaudit.texts import Text
from tests.unit.spoiling import Document, as_json, spoiled

PACK = Path(str(pack_folder(DEFAULT_PACK)))
FORMS: Mapping[str, type[BaseModel]] = {
    "pack": PackForm,
    "classes": ClassesForm,
    "tariff": TariffForm,
    "cases": CasesForm,
}
VALIDATORS = {
    name: Draft202012Validator(schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER) for name in SCHEMAS
}


def read(file: str) -> Document:
    return tomllib.loads((PACK / file).read_text(encoding="utf-8"))


def files() -> Iterator[tuple[str, str]]:
    """Yield every file of the shipped pack with the name of its schema."""
    yield from (("pack", "pack.toml"), ("classes", "classes.toml"), ("tariff", "tariff.toml"))
    yield from (("rule", f"rules/{path.name}") for path in sorted((PACK / "rules").iterdir()))
    yield from (("cases", f"cases/{path.name}") for path in sorted((PACK / "cases").iterdir()))


def parsed(name: str, document: Document) -> bool:
    try:
        if name != "rule":
            FORMS[name].model_validate(document)
            return True
        mistakes: list[Any] = []
        return build_rule("X.toml", RuleForm.model_validate(document), mistakes) is not None
    except ValidationError:
        return False


def samples() -> Mapping[str, tuple[str, Document]]:
    """Return documents to be spoiled: a rule for each check, and a short form of every other file."""
    found: dict[str, tuple[str, Document]] = {}
    for name, file in files():
        document = read(file)
        if name == "rule":
            found.setdefault(f"rule with {next(iter(document['check']))}", (name, document))
    found["rule with parts"] = ("rule", read("rules/I01-investment-boundary.toml"))
    found["rule with a plan"] = ("rule", read("rules/T07-protection-before-commissioning.toml"))
    found["rule with pauses"] = ("rule", read("rules/T05-high-voltage-16-working-days.toml"))
    found["pack"] = ("pack", read("pack.toml"))
    found["pack"][1]["counting"]["after_hours"] = "17:30"
    rows = read("classes.toml")["class"]
    found["classes"] = ("classes", {"class": [rows[1], next(row for row in rows if "above" in row)]})
    tariff = read("tariff.toml")
    items = [one for one in tariff["item"] if one["id"] in {"1.1", "2.1", "2.6", "2.9a", "2.9c"}]
    found["tariff"] = ("tariff", {**tariff, "item": items})
    found["cases"] = ("cases", {"case": [*read("cases/T12.toml")["case"][:1], *read("cases/Q01.toml")["case"][8:9]]})
    return found


SAMPLES = samples()


def beyond_a_schema(name: str, document: Document) -> bool:
    """Tell whether the shares of an item do not add up: sums are no matter of a schema."""
    if name != "tariff":
        return False
    shares = [(one.get("amount"), one.get("leadership"), one.get("frontline")) for one in document.get("item", ())]
    return any(None not in three and three[0] != three[1] + three[2] for three in shares)


@pytest.mark.parametrize(("name", "file"), list(files()))
def test_every_shipped_file_is_valid(name: str, file: str) -> None:
    document = read(file)
    assert [error.message for error in VALIDATORS[name].iter_errors(as_json(document))] == []
    assert parsed(name, document)


@pytest.mark.parametrize("sample", SAMPLES)
def test_schema_and_parser_agree(sample: str) -> None:
    name, document = SAMPLES[sample]
    assert parsed(name, document)
    validator = VALIDATORS[name]
    differing = []
    refused = 0
    for what, copied in spoiled(document):
        takes = parsed(name, copied)
        refused += not takes
        if takes != validator.is_valid(as_json(copied)) and not (not takes and beyond_a_schema(name, copied)):
            differing.append(f"{what}: the parser {'takes' if takes else 'refuses'} it")
    assert differing == []
    assert refused


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_the_schema_of_a_rule_knows_every_check() -> None:
    check = schema("rule")["$defs"]["RuleForm"]["properties"]["check"]
    assert list(check["properties"]) == list(CHECKS)


def test_a_check_that_does_not_exist_and_two_checks_are_refused() -> None:
    rule = read("rules/T05-high-voltage-16-working-days.toml")
    event: Document = {"event": {}}
    wrong: list[Document] = [{"dedline": {}}, rule["check"] | event, {}]
    for checks in wrong:
        assert not VALIDATORS["rule"].is_valid(rule | {"check": checks})
        assert not parsed("rule", rule | {"check": checks})
    assert VALIDATORS["rule"].is_valid(rule | {"check": event})


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_mistake_has_words_in_both_languages(sample: str) -> None:
    name, document = SAMPLES[sample]
    texts = [text for _, copied in spoiled(document) for text in mistakes_in(name, copied)]
    assert texts
    assert [text for text in texts if not isinstance(dict(text.values).get("why", text), Text)] == []


def mistakes_in(name: str, document: Document) -> list[Text]:
    form = RuleForm if name == "rule" else FORMS[name]
    mistakes: list[Text] = []
    try:
        read = form.model_validate(document)
    except ValidationError as error:
        return mistakes_of(error, "X.toml", form)
    if isinstance(read, RuleForm):
        build_rule("X.toml", read, mistakes)
    return mistakes

"""JSON Schemas of a pack's files, made from the forms that parse them; it must not know any pack.

A schema says what one file may hold.  What several files, or the figures of one, must be together (an item
that exists, shares that add up) is beyond it: ``hcaudit rules check`` says that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from hcaudit.checks import CHECKS
from hcaudit.checks.deadline import Deadline
from hcaudit.checks.limit import Limit
from hcaudit.model.form_schema import DIALECT, Schema, plain
from hcaudit.packs.cases import CasesForm
from hcaudit.packs.forms import ClassesForm, ClassForm, ItemForm, PackForm, RuleForm, TariffForm

_FORMS: Mapping[str, tuple[str, type[BaseModel]]] = {
    "rule": ("rules/CODE-name.toml", RuleForm),
    "pack": ("pack.toml", PackForm),
    "classes": ("classes.toml", ClassesForm),
    "tariff": ("tariff.toml", TariffForm),
    "cases": ("cases/CODE.toml", CasesForm),
}
"""The file each schema is about, and the form that parses it."""

SCHEMAS = tuple(_FORMS)
"""The names of the schemas."""


def _any_of(*keys: str) -> list[Schema]:
    return [{"required": [key]} for key in keys]


_TOGETHER: Mapping[type[BaseModel], Schema] = {
    Deadline: {"oneOf": _any_of("within", "by"), "dependentRequired": {"within": ["from"]}},
    Limit: {"oneOf": _any_of("over", "below", "up_to")},
    ClassForm: {"dependentRequired": {"capacity_up_to_kva": ["above"], "above": ["capacity_up_to_kva"]}},
    ItemForm: {
        "dependentRequired": {"leadership": ["amount", "frontline"], "frontline": ["amount", "leadership"]},
        "not": {"required": ["amount", "reward"]},
        "anyOf": [
            *_any_of("amount", "reward"),
            {"required": ["consequences"], "properties": {"consequences": {"minItems": 1}}},
        ],
    },
}
"""Which keys of a table go together: what the forms tell in their validators, said again for the schema."""


def schema(name: str) -> Schema:
    """Return the JSON Schema `name` (one of `SCHEMAS`)."""
    file, form = _FORMS[name]
    checks = {check: one.spec for check, one in CHECKS.items()} if form is RuleForm else {}
    forms = [form, *checks.values()]
    where, whole = models_json_schema([(one, "validation") for one in forms], by_alias=True)
    tables = {key: plain(table) for key, table in whole["$defs"].items()}
    for one, together in _TOGETHER.items():
        if one.__name__ in tables:
            tables[one.__name__] |= together
    if checks:
        tables["RuleForm"]["properties"]["check"] = _one_check(lambda name: where[checks[name], "validation"], checks)
    return {
        "$schema": DIALECT,
        "title": f"hcaudit: {file}",
        "$ref": where[form, "validation"]["$ref"],
        "$defs": tables,
    }


def _one_check(reference: Callable[[str], Schema], checks: Mapping[str, type[BaseModel]]) -> Schema:
    """Return the schema of the table ``check``: one of the checks there are, with its own specification."""
    return {
        "description": "The test, one of these.",
        "type": "object",
        "properties": {name: reference(name) for name in checks},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }

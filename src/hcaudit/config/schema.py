"""The JSON Schema of ``hcaudit.toml``, for editors; it must not know which kinds, words and rules there are.

It says what a file may hold.  What it must be together - days that lie in their year, years without a gap, a header
that belongs to another field - is beyond it: ``hcaudit config`` says that.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from hcaudit.config.forms import ConfigForm
from hcaudit.model.form_schema import DIALECT, Schema, plain
from hcaudit.model.rule import Parameter

_WORDS: Schema = {"$ref": "#/$defs/Words"}
_DAYS: Schema = {"type": "array", "items": {"type": "string", "format": "date"}}
_YEAR: Schema = {
    "description": "What the user says of this year.",
    "type": "object",
    "properties": {
        "off": {"description": "Days off.", **_DAYS},
        "work": {"description": "Make-up days that are worked.", **_DAYS},
        "complete": {
            "description": "Whether this is the whole notice: days not listed follow the week.",
            "type": "boolean",
        },
        "file": {
            "description": "The notice in holiday-cn form, relative to the folder of this file.",
            "type": "string",
            "minLength": 1,
        },
    },
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the keys of the file may name.

    `fields` are those of each kind of data, `values` those of each vocabulary, or None where it takes any;
    `parameters` the rules' by ``CODE.NAME``; `outputs` the words that a key of ``[outputs]`` takes.
    """

    fields: Mapping[str, Collection[str]]
    values: Mapping[str, Collection[str] | None]
    parameters: Mapping[str, Parameter]
    outputs: Mapping[str, Collection[str]]


def config_schema(known: Known) -> Schema:
    """Return the JSON Schema of a configuration that may name what is `known`."""
    whole = plain(ConfigForm.model_json_schema())
    words = whole["properties"]["roster"]
    whole["$defs"]["Words"] = {key: value for key, value in words.items() if key != "description"}
    keys: Mapping[str, Schema] = {
        "parameters": _parameters(known.parameters),
        "columns": _closed({kind: _closed(dict.fromkeys(names, _WORDS)) for kind, names in known.fields.items()}),
        "values": _closed({name: _values(values) for name, values in known.values.items()}),
        "units": {"propertyNames": {"pattern": r"\S"}},
        "calendar": {"patternProperties": {"^[12][0-9]{3}$": _YEAR}, "additionalProperties": False},
    }
    for key, schema in keys.items():
        whole["properties"][key] |= schema
    for key, choices in known.outputs.items():
        whole["$defs"]["OutputsForm"]["properties"][key] |= {"enum": list(choices)}
    return {"$schema": DIALECT, "title": "hcaudit: hcaudit.toml", **whole}


def _closed(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


def _values(values: Collection[str] | None) -> Schema:
    if values is None:
        return {"type": "object", "additionalProperties": _WORDS}
    return _closed(dict.fromkeys(values, _WORDS))


def _parameters(parameters: Mapping[str, Parameter]) -> Schema:
    """Return the schema of ``[parameters]``: each by its full name, or by its name in a table of its rule."""
    figures = {name: _figure(one) for name, one in parameters.items()}
    rules: dict[str, dict[str, Schema]] = {}
    for name, figure in figures.items():
        code, own = name.split(".", 1)
        rules.setdefault(code, {})[own] = figure
    return _closed({**figures, **{code: _closed(own) for code, own in rules.items()}})


def _figure(parameter: Parameter) -> Schema:
    meaning = f"{parameter.meaning['zh']} / {parameter.meaning['en']}"
    return {"description": meaning, "type": "integer", "minimum": parameter.minimum}

"""The example row of a sheet; it must not know the sheet's layout.

Its first cell says that it is an example, and none of its dates is one: so it is never taken for a record, and becomes
one as soon as somebody writes real dates into it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hcaudit.model.records import Field, FieldType, Kind
from hcaudit.texts import DEFAULT_LANGUAGE, catalogue, say

_DATES: Mapping[FieldType, str] = {
    FieldType.MOMENT: "2021-12-03 09:05",
    FieldType.DAY: "2021-12-03",
    FieldType.MONTH: "2021-12",
}
_NO_AMOUNT = "0.00"


def example_row(kind: Kind, choices: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """Return what stands under each field; `choices` are the words of the fields that have a list."""
    cells = {name: _example(field, choices.get(name, ())) for name, field in kind.fields.items()}
    first = next(iter(kind.fields.values()))
    plain = _DATES.get(first.type) or cells[first.name]
    return {**cells, first.name: say("template.example-mark", value=plain)}


def _example(field: Field, choices: Sequence[str]) -> str:
    if field.type in _DATES:
        return say("template.example-date", value=_DATES[field.type])
    if f"example-{field.name}" in catalogue(DEFAULT_LANGUAGE, "template"):
        return say(f"template.example-{field.name}")
    return choices[0] if choices else _NO_AMOUNT

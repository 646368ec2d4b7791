"""Whether the fields a rule names are of the types its check can work with; it must not know what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from hcaudit.checks.visited import VISITS
from hcaudit.model.records import FieldType, Kind
from hcaudit.model.rule import Condition, Rule
from hcaudit.packs.mistakes import nearest
from hcaudit.texts import Text

Wanted = Iterable[tuple[str, frozenset[FieldType]]]

DATES = frozenset({FieldType.MOMENT, FieldType.DAY, FieldType.MONTH})
FIGURES = frozenset({FieldType.NUMBER, FieldType.INTEGER, FieldType.MONEY, FieldType.SOURCES})
WORDS = frozenset({FieldType.ID, FieldType.TEXT, FieldType.CATEGORY})
FLAGS = frozenset({FieldType.YES_NO})

_NAMES = {DATES: "dates", FIGURES: "figures", WORDS: "words", FLAGS: "flags", WORDS | FLAGS: "words-flags"}


def wrong_types(file: str, rule: Rule, kinds: Mapping[str, Kind]) -> Iterator[Text]:
    """Yield a text for each field of `rule` that its check or a condition cannot work with, unknown ones left out."""
    kind = kinds[rule.kind]
    for name, types in dict.fromkeys([*WANTED[rule.check](rule.spec), *_of_conditions(rule)]):
        field = kind.fields.get(name)
        if field is not None and field.type not in types:
            wanted = Text(f"packs.type-{_NAMES[types]}")
            yield Text("packs.field-type", file=file, field=name, found=field.type.value, wanted=wanted)
    if rule.check == "visited":
        yield from _unknown_flags(file, rule.spec, kinds[VISITS])


def _of_conditions(rule: Rule) -> Wanted:
    asked = [condition for alternative in rule.applies for condition in alternative.conditions]
    for condition in (*asked, *getattr(rule.spec, "conditions", ())):
        if not condition.filled:
            yield condition.field, WORDS if _in_text(condition) else WORDS | FLAGS


def _in_text(condition: Condition) -> bool:
    """Tell whether a condition looks for words within a text."""
    return bool(condition.has or condition.has_none)


def _unknown_flags(file: str, spec: Any, visits: Kind) -> Iterator[Text]:  # noqa: ANN401 - the check's own
    flags = {name: field for name, field in visits.fields.items() if field.type in FLAGS}
    for name in spec.meeting:
        if name not in flags:
            yield Text("packs.no-such-field", file=file, field=name, kind=visits.name, known=nearest(name, flags))


def _each(names: Iterable[str | None], types: frozenset[FieldType]) -> Wanted:
    return [(name, types) for name in names if name]


WANTED: Mapping[str, Callable[[Any], Wanted]] = {
    "again": lambda spec: [(spec.at, DATES), *_each([spec.customer, *spec.otherwise], WORDS)],
    "burst": lambda spec: [(spec.at, DATES), (spec.same, WORDS)],
    "deadline": lambda spec: _each(
        [spec.from_, *spec.ends, spec.by, *(name for pause in spec.pauses for name in (pause.from_, pause.to))], DATES
    ),
    "event": lambda spec: [*_each([spec.child_of, *spec.repeat_by], WORDS), *_each([spec.repeat_at], DATES)],
    "fee": lambda spec: _each([spec.sources, spec.due, spec.paid], FIGURES),
    "limit": lambda spec: _each([spec.field, spec.share_of], FIGURES),
    "minimum": lambda spec: _each([spec.from_, spec.to], DATES),
    "nth_in_year": lambda spec: [(spec.at, DATES), *_each(spec.same, WORDS)],
    "open_longer": lambda spec: [(spec.from_, DATES)],
    "presence": lambda spec: [(spec.field, WORDS)],
    "sequence": lambda spec: _each(spec.stages, DATES),
    "visited": lambda _: (),
}
"""The types of field each check reads, where it does not take any; every check is named."""

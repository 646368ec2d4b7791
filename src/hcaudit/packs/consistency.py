"""Whether the files of a pack fit together and the data they speak of exists; it must not know their syntax."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from hcaudit.model.records import Field, FieldType, Kind
from hcaudit.model.rule import Condition, Rule
from hcaudit.packs.field_types import wrong_types
from hcaudit.packs.forms import ClassesForm, TariffForm
from hcaudit.packs.mistakes import nearest
from hcaudit.texts import Text

RulesByFile = Sequence[tuple[str, Rule]]
Vocabularies = Mapping[str, frozenset[str]]
"""The values each vocabulary can give, by its name."""


def inconsistencies(
    rules: RulesByFile,
    classes: ClassesForm | None,
    tariff: TariffForm | None,
    kinds: Mapping[str, Kind],
    vocabularies: Vocabularies,
) -> Iterator[Text]:
    """Yield a text for each thing named in the pack that does not exist or exists twice.

    What a file that could not be read may hold (None) is not missed.
    """
    yield from _names(rules)
    if tariff is not None:
        yield from _tariff(tariff)
        yield from _unpriced(rules, tariff)
    if classes is not None:
        yield from _unknown_classes(rules, classes)
    for file, rule in rules:
        if rule.kind not in kinds:
            yield Text("packs.no-such-kind", file=file, kind=rule.kind, known=", ".join(kinds))
            continue
        yield from _unknown_fields(file, rule, kinds[rule.kind], vocabularies)
        yield from wrong_types(file, rule, kinds)
        yield from _parameters(file, rule)


def _names(rules: RulesByFile) -> Iterator[Text]:
    for code, count in Counter(rule.code for _, rule in rules).items():
        if count > 1:
            files = ", ".join(file for file, rule in rules if rule.code == code)
            yield Text("packs.code-twice", file=files, code=code)
    for file, rule in rules:
        if not file.startswith(f"{rule.code}-"):
            yield Text("packs.file-name", file=file, code=rule.code, name=rule.name)


def _tariff(tariff: TariffForm) -> Iterator[Text]:
    for item, count in Counter(item.id for item in tariff.item).items():
        if count > 1:
            yield Text("packs.item-twice", file="tariff.toml", item=item)
    for line in tariff.item:
        yield from _unknown_consequences("tariff.toml", line.consequences, tariff)


def _unpriced(rules: RulesByFile, tariff: TariffForm) -> Iterator[Text]:
    items = [item.id for item in tariff.item]
    for file, rule in rules:
        yield from _unknown_consequences(file, rule.consequences, tariff)
        if rule.item is not None and rule.item not in items:
            yield Text("packs.no-such-item", file=file, item=rule.item, known=nearest(rule.item, items))


def _unknown_consequences(file: str, names: Collection[str], tariff: TariffForm) -> Iterator[Text]:
    for name in names:
        if name not in tariff.consequence:
            yield Text("packs.no-such-consequence", file=file, name=name, known=nearest(name, tariff.consequence))


def _unknown_classes(rules: RulesByFile, classes: ClassesForm) -> Iterator[Text]:
    known = dict.fromkeys(name for row in classes.class_ for name in (row.is_, row.above) if name)
    for file, rule in rules:
        for alternative in rule.applies:
            for name in alternative.classes:
                if name not in known:
                    yield Text("packs.no-such-class", file=file, name=name, known=", ".join(known))


def _unknown_fields(file: str, rule: Rule, kind: Kind, vocabularies: Vocabularies) -> Iterator[Text]:
    conditions = [condition for alternative in rule.applies for condition in alternative.conditions]
    for name in dict.fromkeys([*(condition.field for condition in conditions), *rule.spec.fields]):
        if name not in kind.fields:
            yield Text("packs.no-such-field", file=file, field=name, kind=kind.name, known=nearest(name, kind.fields))
    for condition in (*conditions, *getattr(rule.spec, "conditions", ())):
        if condition.field in kind.fields:
            yield from _unknown_values(file, condition, kind.fields[condition.field], vocabularies)


def _unknown_values(file: str, condition: Condition, field: Field, vocabularies: Vocabularies) -> Iterator[Text]:
    if field.type is FieldType.YES_NO:
        known = frozenset({"yes", "no"})
    elif field.vocabulary is not None and field.vocabulary in vocabularies:
        known = vocabularies[field.vocabulary]
    else:
        return
    for value in (*condition.is_any, *condition.is_none):
        if value not in known:
            yield Text("packs.no-such-value", file=file, field=field.name, value=value, known=nearest(value, known))


def _parameters(file: str, rule: Rule) -> Iterator[Text]:
    used = {figure for figure in getattr(rule.spec, "figures", ()) if isinstance(figure, str)}
    for name in sorted(used - set(rule.parameters)):
        yield Text("packs.no-such-parameter", file=file, name=name, known=", ".join(rule.parameters) or "-")
    for name in sorted(set(rule.parameters) - used):
        yield Text("packs.parameter-unused", file=file, name=name)

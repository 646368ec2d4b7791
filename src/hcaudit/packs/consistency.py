"""Whether the files of a pack fit together and the data they speak of exists; it must not know their syntax."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hcaudit.model.records import Field, FieldType, Kind
from hcaudit.model.rule import Condition, Pack, Rule
from hcaudit.packs.mistakes import nearest
from hcaudit.texts import Text

RulesByFile = Sequence[tuple[str, Rule]]


def inconsistencies(
    pack: Pack, rules: RulesByFile, kinds: Mapping[str, Kind], vocabularies: Mapping[str, frozenset[str]]
) -> Iterator[Text]:
    """Yield a text for each thing named in the pack that does not exist or exists twice."""
    for code, count in Counter(rule.code for _, rule in rules).items():
        if count > 1:
            yield Text("packs.code-twice", file=_file_of(code, rules), code=code)
    for item in pack.items.values():
        for name in item.consequences:
            yield from _unknown_consequence("tariff.toml", name, pack)
    for file, rule in rules:
        if not file.startswith(f"{rule.code}-"):
            yield Text("packs.file-name", file=file, code=rule.code, name=rule.name)
        if rule.item is not None and rule.item not in pack.items:
            yield Text("packs.no-such-item", file=file, item=rule.item, known=nearest(rule.item, pack.items))
        for name in rule.consequences:
            yield from _unknown_consequence(file, name, pack)
        if rule.kind not in kinds:
            yield Text("packs.no-such-kind", file=file, kind=rule.kind, known=", ".join(kinds))
            continue
        yield from _unknown_classes(file, rule, pack)
        yield from _unknown_fields(file, rule, kinds[rule.kind], vocabularies)
        yield from _parameters(file, rule)


def _unknown_consequence(file: str, name: str, pack: Pack) -> Iterator[Text]:
    if name not in pack.consequences:
        yield Text("packs.no-such-consequence", file=file, name=name, known=nearest(name, pack.consequences))


def _file_of(code: str, rules: RulesByFile) -> str:
    return ", ".join(file for file, rule in rules if rule.code == code)


def _unknown_classes(file: str, rule: Rule, pack: Pack) -> Iterator[Text]:
    for alternative in rule.applies:
        for name in alternative.classes:
            if name not in pack.class_names:
                yield Text("packs.no-such-class", file=file, name=name, known=", ".join(pack.class_names))


def _unknown_fields(
    file: str, rule: Rule, kind: Kind, vocabularies: Mapping[str, frozenset[str]]
) -> Iterator[Text]:
    conditions = [condition for alternative in rule.applies for condition in alternative.conditions]
    named = [*(condition.field for condition in conditions), *_fields_of(rule)]
    for name in dict.fromkeys(named):
        if name not in kind.fields:
            yield Text("packs.no-such-field", file=file, field=name, kind=kind.name, known=nearest(name, kind.fields))
    for condition in conditions:
        if condition.field in kind.fields:
            yield from _unknown_values(file, condition, kind.fields[condition.field], vocabularies)


def _fields_of(rule: Rule) -> Iterable[str]:
    return getattr(rule.spec, "fields", ())


def _unknown_values(
    file: str, condition: Condition, field: Field, vocabularies: Mapping[str, frozenset[str]]
) -> Iterator[Text]:
    if field.type is FieldType.YES_NO:
        known = frozenset({"yes", "no"})
    elif field.vocabulary in vocabularies:
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

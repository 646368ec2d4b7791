"""From the forms of a pack's files to the model's nouns; it must not know how a form was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from hcaudit.checks import CHECKS
from hcaudit.model.records import Kind
from hcaudit.model.rule import (
    Alternative,
    ClassRow,
    Condition,
    Consequence,
    Counting,
    Item,
    Pack,
    Parameter,
    Rule,
    Wording,
)
from hcaudit.model.verdicts import Outcome
from hcaudit.packs.forms import (
    AlternativeForm,
    AppliesForm,
    ClassesForm,
    ConditionForm,
    CountingForm,
    FilledForm,
    HasForm,
    HasNoneForm,
    ItemForm,
    NotForm,
    PackForm,
    RuleForm,
    TariffForm,
    WordingForm,
)
from hcaudit.packs.mistakes import mistakes_of, nearest
from hcaudit.texts import Text

FEN_PER_YUAN = 100


def build_rule(file: str, form: RuleForm, mistakes: list[Text]) -> Rule | None:
    """Return the rule a form describes, or None after adding what is wrong with its check to `mistakes`."""
    ((check, table),) = form.check.items()
    if check not in CHECKS:
        mistakes.append(Text("packs.no-such-check", file=file, check=check, known=nearest(check, CHECKS)))
        return None
    try:
        spec: Any = CHECKS[check].spec.model_validate(table)
    except ValidationError as error:
        mistakes += mistakes_of(error, f"{file} [check.{check}]", CHECKS[check].spec)
        return None
    return Rule(
        code=form.code,
        name=form.name,
        titles=_wording(form.title),
        explanation=_wording(form.explanation),
        clause=form.clause,
        item=form.item,
        kind=form.applies.kind,
        applies=_alternatives(form.applies),
        breach=Outcome[form.outcome.upper()],
        check=check,
        spec=spec,
        parameters={
            name: Parameter(name=name, minimum=p.minimum, default=p.default, meaning=_wording(p.meaning))
            for name, p in form.parameters.items()
        },
        interpretation=_wording(form.interpretation) if form.interpretation else None,
        off_by_default=form.off_by_default,
        judged_by_occurrence=form.in_effect_by == "occurrence",
        consequences=tuple(form.consequences),
    )


def build_pack(
    form: PackForm, classes: ClassesForm, tariff: TariffForm, rules: Iterable[Rule], kinds: Mapping[str, Kind]
) -> Pack:
    """Return the pack; rules in the order of their codes."""
    return Pack(
        id=form.id,
        titles=_wording(form.title),
        source=form.source,
        effective_from=form.effective_from,
        stated_until=form.stated_until,
        counting=_counting(form.counting),
        readings=tuple(_wording(reading) for reading in form.readings),
        classes=tuple(
            ClassRow(
                is_class=row.is_,
                business_type_has=tuple(tuple(group) for group in row.business_type_has),
                customer_class=row.customer_class,
                capacity_up_to_kva=row.capacity_up_to_kva,
                above=row.above,
            )
            for row in classes.class_
        ),
        rules={rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)},
        items={item.id: _item(item) for item in tariff.item},
        consequences={
            name: Consequence(name=name, titles=_wording(one.title), meets=one.meets)
            for name, one in tariff.consequence.items()
        },
        kinds=kinds,
    )


def _alternatives(form: AppliesForm) -> tuple[Alternative, ...]:
    return tuple(
        Alternative(
            classes=tuple(alternative.class_ or form.class_ or ()),
            stages=tuple(alternative.stage or form.stage),
            completed=alternative.completed or form.completed,
            conditions=(*_conditions(form), *_conditions(alternative)),
        )
        for alternative in form.any_ or [AlternativeForm()]
    )


def _conditions(form: AlternativeForm) -> Sequence[Condition]:
    return [_condition(field, condition) for field, condition in form.where.items()]


def _condition(field: str, form: ConditionForm) -> Condition:
    match form:
        case str() | list():
            return Condition(field=field, is_any=_values(form))
        case NotForm():
            return Condition(field=field, is_none=_values(form.not_))
        case HasForm():
            return Condition(field=field, has=tuple(form.has))
        case HasNoneForm():
            return Condition(field=field, has_none=tuple(form.has_none))
        case FilledForm():
            return Condition(field=field, filled=True)


def _values(form: str | list[str]) -> tuple[str, ...]:
    return (form,) if isinstance(form, str) else tuple(form)


def _counting(form: CountingForm) -> Counting:
    after_hours = None
    if form.after_hours is not None:
        hours, minutes = form.after_hours.split(":")
        after_hours = int(hours) * 60 + int(minutes)
    return Counting(inclusive=form.mode == "inclusive", after_hours=after_hours)


def _item(form: ItemForm) -> Item:
    def fen(yuan: int | None) -> int | None:
        return None if yuan is None else yuan * FEN_PER_YUAN

    return Item(
        id=form.id,
        event=_wording(form.event),
        amount=fen(form.amount),
        leadership=fen(form.leadership),
        frontline=fen(form.frontline),
        reward=fen(form.reward),
        per=form.per,
        assessed_by=_wording(form.assessed_by) if form.assessed_by else None,
        note=_wording(form.note) if form.note else None,
        multiplier=form.multiplier,
        consequences=tuple(form.consequences),
    )


def _wording(form: WordingForm) -> Wording:
    return {"zh": form.zh, "en": form.en}

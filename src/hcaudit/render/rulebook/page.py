"""A rule and its pack described for people, once, for every form they are shown in; it must not know any form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from hcaudit.model.rule import Item, Pack, Rule
from hcaudit.render.amounts import yuan_text
from hcaudit.render.rulebook.checks import check_words
from hcaudit.render.rulebook.scope import scope_words
from hcaudit.render.rulebook.terms import Terms, clock_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a worked case expects of a record (None: the first): an outcome, and figures by their column's name."""

    record: str | None
    outcome: str
    figures: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked case: what it is about, and what is expected on `as_of` (ISO)."""

    name: str
    as_of: str
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A parameter of a rule; `key` is how ``--set`` names it.

    `value` is the one in force, None where none is; `set_by` the file that sets it, None where that is the default.
    """

    key: str
    meaning: str
    minimum: int
    default: int | None
    value: int | None
    set_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A line of the penalty table: amounts are yuan with two decimals, as text, None where none is stated."""

    item: str
    event: str
    amount: str | None
    leadership_share: str | None
    frontline_share: str | None
    reward: str | None
    per: str
    multiplier: str | None
    assessed_by: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A consequence beside money, and whom it meets."""

    name: str
    title: str
    meets: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """All about one rule, its sentences in one language.

    `trigger` is what counts in brief, `test` in full; `pauses` what its clock leaves out; `needs` the headers
    without which it is not evaluated; `check` the test as the rule file has it.
    """

    code: str
    name: str
    title: str
    clause: str
    source: str
    item: str | None
    kind: str
    kind_title: str
    explanation: str
    applies: tuple[str, ...]
    trigger: str
    test: tuple[str, ...]
    pauses: tuple[str, ...]
    needs: tuple[str, ...]
    parameters: tuple[Setting, ...]
    off_by_default: bool
    outcome: str
    cost: Cost | None
    consequences: tuple[Effect, ...]
    interpretation: str | None
    check: Mapping[str, object]
    cases: tuple[Example, ...]

    @property
    def unset(self) -> tuple[str, ...]:
        """The parameters that have to be set before the rule is evaluated."""
        return tuple(one.key for one in self.parameters if one.value is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPage:
    """All about a pack beside its rules, its sentences in one language; days are ISO texts."""

    id: str
    title: str
    source: str
    effective_from: str
    stated_until: str | None
    counting: Mapping[str, object]
    readings: tuple[str, ...]
    rules: int


def pack_page(pack: Pack, lang: str) -> PackPage:
    """Return the description of `pack` in `lang`."""
    hours = pack.counting.after_hours
    return PackPage(
        id=pack.id,
        title=pack.titles[lang],
        source=pack.source,
        effective_from=pack.effective_from.isoformat(),
        stated_until=pack.stated_until.isoformat() if pack.stated_until else None,
        counting={"inclusive": pack.counting.inclusive, "after_hours": None if hours is None else clock_time(hours)},
        readings=tuple(reading[lang] for reading in pack.readings),
        rules=len(pack.rules),
    )


def rule_page(rule: Rule, pack: Pack, examples: Sequence[Example], lang: str) -> RulePage:
    """Return the description of `rule` in `lang`."""
    kind = pack.kinds[rule.kind]
    terms = Terms(lang=lang, kind=kind, kinds=pack.kinds, parameters=rule.parameters, counting=pack.counting)
    told = check_words(rule, terms)
    item = pack.items[rule.item] if rule.item else None
    return RulePage(
        code=rule.code,
        name=rule.name,
        title=rule.titles[lang],
        clause=rule.clause,
        source=pack.source,
        item=rule.item,
        kind=rule.kind,
        kind_title=kind.titles[lang],
        explanation=rule.explanation[lang],
        applies=tuple(scope_words(rule, pack, terms)),
        trigger=told.brief,
        test=told.test,
        pauses=told.pauses,
        needs=tuple(kind.fields[name].headers[lang] for name in dict.fromkeys(rule.spec.needs)),
        parameters=_settings(rule, lang),
        off_by_default=rule.off_by_default,
        outcome=rule.breach.word,
        cost=_cost(item, lang) if item else None,
        consequences=_effects([*rule.consequences, *(item.consequences if item else ())], pack, lang),
        interpretation=rule.interpretation[lang] if rule.interpretation else None,
        check={rule.check: _as_written(rule)},
        cases=tuple(examples),
    )


def _settings(rule: Rule, lang: str) -> tuple[Setting, ...]:
    return tuple(
        Setting(
            key=f"{rule.code}.{name}",
            meaning=one.meaning[lang],
            minimum=one.minimum,
            default=one.default,
            value=one.default,
        )
        for name, one in rule.parameters.items()
    )


def _cost(item: Item, lang: str) -> Cost:
    return Cost(
        item=item.id,
        event=item.event[lang],
        amount=_yuan(item.amount),
        leadership_share=_yuan(item.leadership),
        frontline_share=_yuan(item.frontline),
        reward=_yuan(item.reward),
        per=item.per,
        multiplier=item.multiplier,
        assessed_by=item.assessed_by[lang] if item.assessed_by else None,
        note=item.note[lang] if item.note else None,
    )


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else yuan_text(fen)


def _effects(names: Iterable[str], pack: Pack, lang: str) -> tuple[Effect, ...]:
    found = [pack.consequences[name] for name in dict.fromkeys(names)]
    return tuple(Effect(name=one.name, title=one.titles[lang], meets=one.meets) for one in found)


def _as_written(rule: Rule) -> Mapping[str, object]:
    """Return the specification of the rule's check, with the keys of a rule file and without what is not given."""
    spec = rule.spec
    return spec.model_dump(by_alias=True, exclude_unset=True, mode="json") if isinstance(spec, BaseModel) else {}

"""The description of a rule as labelled lines, for the forms that people read; it must not know their layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

from hcaudit.render.headings import heading
from hcaudit.render.rulebook.page import Cost, Example, Expected, PackPage, RulePage, Setting
from hcaudit.texts import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one thing about a rule is called, and what there is to say about it."""

    label: str
    lines: tuple[str, ...]


def entries(page: RulePage, lang: str) -> Iterator[Entry]:
    """Yield everything about a rule beside its code, title and worked cases; what it does not have is left out."""
    told = {
        "explanation": (page.explanation,),
        "clause": (say("rules.clause", lang, clause=page.clause, source=page.source),),
        "kind": (say("rules.kind", lang, title=page.kind_title, kind=page.kind),),
        "applies": page.applies,
        "test": page.test,
        "pauses": page.pauses,
        "needs": _list(page.needs, lang),
        "parameters": tuple(parameter_words(one, lang) for one in page.parameters),
        "outcome": (say(f"rules.outcome-{page.outcome}", lang),),
        "item": (say("rules.item", lang, item=page.cost.item, event=page.cost.event),) if page.cost else (),
        "cost": tuple(_cost_words(page.cost, lang)) if page.cost else (say("rules.cost-no-money", lang),),
        "consequences": _consequences(page, lang),
        "interpretation": (page.interpretation,) if page.interpretation else (),
        "default": (say("rules.default-off-long", lang, code=page.code),) if page.off_by_default else (),
        "name": (page.name,),
    }
    for name, lines in told.items():
        if lines:
            yield Entry(label=label(name, lang), lines=lines)


def cases_entry(page: RulePage, lang: str) -> Entry:
    """Return the worked cases and what is expected of each."""
    title = say("rules.count", lang, label=label("cases", lang), n=len(page.cases))
    return Entry(label=title, lines=tuple(_example_words(one, lang) for one in page.cases))


def pack_words(pack: PackPage, lang: str) -> str:
    """Return which pack it is."""
    return say("rules.pack", lang, id=pack.id, title=pack.title)


def effect_words(pack: PackPage, lang: str) -> str:
    """Return what the pack rests on, since when it holds, and how many rules it has."""
    key = "rules.pack-effect-until" if pack.stated_until else "rules.pack-effect"
    facts = {"source": pack.source, "effective_from": pack.effective_from, "stated_until": pack.stated_until}
    return say(key, lang, n=pack.rules, **facts)


def label(name: str, lang: str) -> str:
    """Return what `name` is called."""
    return say(f"rules.label-{name}", lang)


def state_words(page: RulePage, lang: str) -> str:
    """Return whether the rule is on: off by default, waiting for a parameter, or on."""
    state = "off" if page.off_by_default else "waits" if page.unset else "on"
    return say(f"rules.default-{state}", lang)


def parameter_words(one: Setting, lang: str) -> str:
    """Return what a parameter is, and the value in force with what sets it."""
    facts = {"key": one.key, "meaning": one.meaning, "minimum": one.minimum, "default": one.default}
    if one.set_by is not None:
        key = "rules.parameter-set" if one.default is None else "rules.parameter-set-over"
        return say(key, lang, value=one.value, source=PurePath(one.set_by).name, **facts)
    return say("rules.parameter-unset" if one.default is None else "rules.parameter-default", lang, **facts)


def set_words(pages: Iterable[RulePage], lang: str) -> Iterator[str]:
    """Yield the parameters that a file sets, each with its value and that file."""
    for one in (parameter for page in pages for parameter in page.parameters if parameter.set_by is not None):
        source = PurePath(str(one.set_by)).name
        yield say("rules.set-one", lang, key=one.key, value=one.value, meaning=one.meaning, source=source)


def _list(words: tuple[str, ...], lang: str) -> tuple[str, ...]:
    return (say("rules.separator", lang).join(words),) if words else ()


def _cost_words(cost: Cost, lang: str) -> Iterator[str]:
    if cost.amount is not None:
        yield say(f"rules.cost-{cost.per}", lang, amount=_grouped(cost.amount))
    if cost.leadership_share is not None:
        shares = {"leadership": _grouped(cost.leadership_share), "frontline": _grouped(str(cost.frontline_share))}
        yield say("rules.cost-shares", lang, **shares)
    if cost.reward is not None:
        yield say("rules.cost-reward", lang, amount=_grouped(cost.reward))
    if cost.amount is None and cost.reward is None:
        yield say("rules.cost-no-money", lang)
    if cost.multiplier is not None:
        yield say("rules.cost-multiplier", lang, multiplier=cost.multiplier)
    if cost.assessed_by is not None:
        yield say("rules.cost-assessed-by", lang, body=cost.assessed_by)
    if cost.note is not None:
        yield cost.note


def _grouped(yuan: str) -> str:
    """Return an amount as people read it: ``30,000.00``."""
    return f"{Decimal(yuan):,}"


def _consequences(page: RulePage, lang: str) -> tuple[str, ...]:
    def meets(whom: str) -> str:
        return say(f"rules.meets-{whom.replace(' ', '-')}", lang)

    return tuple(say("rules.consequence", lang, title=one.title, meets=meets(one.meets)) for one in page.consequences)


def _example_words(example: Example, lang: str) -> str:
    expected = say("rules.semicolon", lang).join(_expected_words(one, lang) for one in example.expected)
    return say("rules.case", lang, name=example.name, as_of=example.as_of, expected=expected)


def _expected_words(one: Expected, lang: str) -> str:
    outcome = say(f"rules.result-{one.outcome}", lang)
    words = say("rules.comma", lang).join([outcome, *_figures(one, lang)])
    return words if one.record is None else say("rules.case-record", lang, record=one.record, words=words)


def _figures(one: Expected, lang: str) -> Iterator[str]:
    for name, value in one.figures.items():
        if name == "aggravated":
            yield say("rules.case-aggravated" if value else "rules.case-not-aggravated", lang)
        else:
            yield say("rules.case-figure", lang, name=heading(name, lang), value=value)

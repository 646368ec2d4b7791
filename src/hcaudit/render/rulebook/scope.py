"""Whom a rule applies to, in words; it must not know what the rule asks of them."""

from __future__ import annotations

from collections.abc import Iterator

from hcaudit.model.rule import OUT_OF_SCOPE, Alternative, Pack, Rule
from hcaudit.render.rulebook.terms import Terms, all_of, condition_words, joined, value_words

_CLASSIFIED_BY = "business_type"


def scope_words(rule: Rule, pack: Pack, terms: Terms) -> Iterator[str]:
    """Yield each alternative that makes `rule` apply, and what it never applies to."""
    kind = terms.kind.titles[terms.lang]
    for place, alternative in enumerate(rule.applies):
        parts = list(part_words(alternative, terms))
        if not parts:
            yield terms.say("everyone", kind=kind)
        elif place:
            yield terms.say("or-else", conditions=all_of(parts, terms))
        else:
            yield terms.say("whose", kind=kind, conditions=all_of(parts, terms))
    if OUT_OF_SCOPE in pack.class_names and _CLASSIFIED_BY in terms.kind.fields:
        yield terms.say("out-of-scope")


def part_words(alternative: Alternative, terms: Terms) -> Iterator[str]:
    """Yield each part of what one alternative asks: class, status, completion, conditions."""
    if alternative.classes:
        yield terms.say("classes", classes=_either(alternative.classes, terms))
    if alternative.stages:
        yield terms.say("stages", stages=_either(alternative.stages, terms))
    if alternative.completed:
        yield terms.say("completed")
    yield from (condition_words(condition, terms) for condition in alternative.conditions)


def _either(values: tuple[str, ...], terms: Terms) -> str:
    return joined([value_words(value, terms.lang) for value in values], "or", terms.lang)

"""What a rule asks of records, part by part, with the answers; it must not know which record is explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hcaudit.judging.bench import Bench
from hcaudit.judging.doubts import answers
from hcaudit.model.kleene import Kleene
from hcaudit.model.rule import Alternative, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One part of an alternative, as an alternative with nothing else, and the answer for every record."""

    part: Alternative
    answer: Kleene


def asked_by(rule: Rule, bench: Bench) -> list[list[Asked]]:
    """Return what each alternative of a rule asks, with the answers."""
    return [list(_asked(alternative, rule, bench)) for alternative in rule.applies]


def _asked(alternative: Alternative, rule: Rule, bench: Bench) -> Iterator[Asked]:
    parts = [
        Alternative(classes=alternative.classes),
        *([Alternative(stages=alternative.stages)] if alternative.stages else []),
        *([Alternative(completed=True)] if alternative.completed else []),
        *(Alternative(conditions=(condition,)) for condition in alternative.conditions),
    ]
    for part, (_, _, answer) in zip(parts, answers(alternative, rule.kind, bench), strict=True):
        if part != Alternative():
            yield Asked(part=part, answer=answer)

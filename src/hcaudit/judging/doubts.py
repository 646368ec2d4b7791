"""Which fields leave open whether a rule applies to a record; it must not decide anything."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hcaudit.checks.conditions import holds
from hcaudit.checks.sight import Rows
from hcaudit.judging.bench import Bench
from hcaudit.judging.classes import BUSINESS_TYPE
from hcaudit.model.kleene import UNKNOWN, Kleene
from hcaudit.model.records import Mask
from hcaudit.model.rule import Alternative, Rule
from hcaudit.texts import Text


def doubts(rule: Rule, bench: Bench, rows: Rows) -> Iterator[tuple[Mask, Text]]:
    """Yield, for the records `rows` a rule may or may not apply to, masks of `rows` with the fields to blame."""
    blamed = dict(_scope(rule.kind, bench, rows))
    for alternative in rule.applies:
        for name, header, answer in answers(alternative, rule.kind, bench):
            before = blamed[name][1] if name in blamed else False
            blamed[name] = header, before | (answer[rows] == UNKNOWN)
    unknown = np.stack([mask for _, mask in blamed.values()], axis=1)
    for combination in np.unique(unknown, axis=0):
        names = tuple(header for (header, _), here in zip(blamed.values(), combination, strict=True) if here)
        yield (unknown == combination).all(axis=1), Text("reason.applicability-unknown", fields=names)


def _scope(kind: str, bench: Bench, rows: Rows) -> Iterator[tuple[str, tuple[object, Mask]]]:
    """Yield the business type, for the records that may be no grid connection at all for want of it."""
    fields = bench.around.views[kind].records.kind.fields
    unsure = bench.around.in_scope[kind][rows] == UNKNOWN
    if unsure.any():
        yield BUSINESS_TYPE, (fields[BUSINESS_TYPE].headers, unsure)


def answers(alternative: Alternative, kind: str, bench: Bench) -> Iterator[tuple[str, object, Kleene]]:
    """Yield each part of an alternative: its name, what a user calls it, and its answer for every record."""
    view, life = bench.around.views[kind], bench.around.lives[kind]
    yield "class", Text("audit.class"), bench.classes[kind].is_one_of(alternative.classes)
    if alternative.stages:
        yield "status", Text("audit.status"), life.is_in(alternative.stages)
    if alternative.completed:
        yield "completed", Text("audit.completed"), life.completed
    for condition in alternative.conditions:
        yield condition.field, view.records.kind.fields[condition.field].headers, holds(condition, view)

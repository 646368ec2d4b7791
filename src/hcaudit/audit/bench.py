"""What a run judges with, and whom a rule is about; it must not know what any check says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hcaudit.audit.classes import Classes, classes_of
from hcaudit.checks.conditions import all_hold
from hcaudit.checks.sight import Surroundings
from hcaudit.model.kleene import Kleene, all_of, any_of
from hcaudit.model.life import life_of
from hcaudit.model.rule import Alternative, Pack, Rule
from hcaudit.model.view import View
from hcaudit.workdays import WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Everything a run judges with: the pack, what its checks see, and the classes of the orders."""

    pack: Pack
    around: Surroundings
    classes: Mapping[str, Classes]


def bench_of(
    pack: Pack, views: Mapping[str, View], calendar: WorkCalendar, as_of: np.datetime64, roster: frozenset[str] | None
) -> Bench:
    """Return what the rules of `pack` are judged with on `as_of`."""
    classes = {name: classes_of(pack, view) for name, view in views.items()}
    around = Surroundings(
        as_of=as_of,
        calendar=calendar,
        counting=pack.counting,
        views=views,
        lives={name: life_of(view) for name, view in views.items()},
        in_scope={name: known.in_scope for name, known in classes.items()},
        roster=roster,
    )
    return Bench(pack=pack, around=around, classes=classes)


def applicability(rule: Rule, bench: Bench) -> Kleene:
    """Return whether `rule` is about each record of its kind: in scope, and one of its alternatives holds."""
    in_scope = bench.classes[rule.kind].in_scope
    return all_of(in_scope, any_of(*(_holds(alternative, rule.kind, bench) for alternative in rule.applies)))


def _holds(alternative: Alternative, kind: str, bench: Bench) -> Kleene:
    life = bench.around.lives[kind]
    columns = [
        bench.classes[kind].is_one_of(alternative.classes),
        all_hold(alternative.conditions, bench.around.views[kind]),
    ]
    if alternative.stages:
        columns.append(life.is_in(alternative.stages))
    if alternative.completed:
        columns.append(life.completed)
    return all_of(*columns)

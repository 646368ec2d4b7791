"""What a run judges with, and whom a rule is about; it must not know what any check says."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from hcaudit.checks.conditions import all_hold
from hcaudit.checks.sight import Rows, Surroundings
from hcaudit.judging.classes import Classes, classes_of
from hcaudit.model.kleene import NO, UNKNOWN, YES, Kleene, all_of, any_of
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
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        placing = {name: pool.submit(classes_of, pack, view) for name, view in views.items()}
        lives = dict(zip(views, pool.map(life_of, views.values()), strict=True))
        classes = {name: place.result() for name, place in placing.items()}
    around = Surroundings(
        as_of=as_of,
        calendar=calendar,
        counting=pack.counting,
        views=views,
        lives=lives,
        in_scope={name: known.in_scope for name, known in classes.items()},
        roster=roster,
    )
    return Bench(pack=pack, around=around, classes=classes)


def applicability(rule: Rule, bench: Bench) -> Kleene:
    """Return whether `rule` is about each record of its kind: in scope, and one of its alternatives holds."""
    classes = bench.classes[rule.kind]
    parts = [_conditions_hold(alternative, rule.kind, bench) for alternative in rule.applies]
    sides = [classes.is_one_of(alternative.classes) for alternative in rule.applies]
    applies = any_of(*(all_of(side, part) for side, part in zip(sides, parts, strict=True)))
    if len(parts) > 1:
        unsure = np.flatnonzero((applies == UNKNOWN) & classes.unclear)
        applies[unsure] = _by_class(rule, [part[unsure] for part in parts], classes, unsure)
    return all_of(bench.around.in_scope[rule.kind], applies)


def _by_class(rule: Rule, parts: list[Kleene], classes: Classes, rows: Rows) -> Kleene:
    """Return the answer for records of unclear class: what every class they can have gives, if all give the same."""
    least, most = np.full(len(rows), YES), np.full(len(rows), NO)
    for name, mask in classes.possible.items():
        about = [part for alternative, part in zip(rule.applies, parts, strict=True) if _covers(alternative, name)]
        answer = any_of(np.full(len(rows), NO), *about)
        least = np.where(mask[rows], np.minimum(least, answer), least)
        most = np.where(mask[rows], np.maximum(most, answer), most)
    return np.where(least == most, least, UNKNOWN).astype(np.int8)


def _covers(alternative: Alternative, name: str) -> bool:
    return not alternative.classes or name in alternative.classes


def _conditions_hold(alternative: Alternative, kind: str, bench: Bench) -> Kleene:
    life = bench.around.lives[kind]
    columns = [all_hold(alternative.conditions, bench.around.views[kind])]
    if alternative.stages:
        columns.append(life.is_in(alternative.stages))
    if alternative.completed:
        columns.append(life.completed)
    return all_of(*columns)

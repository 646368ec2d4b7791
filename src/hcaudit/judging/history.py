"""Which rules look back on earlier records, what must be kept for them, and how they see them; it must not judge.

A rule that looks back judges the records of its kind together with the earlier ones, as if all had been read at once:
so months judged one by one come out as the whole year would.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from hcaudit.checks import CHECKS
from hcaudit.judging.bench import Bench
from hcaudit.judging.classes import classes_of
from hcaudit.model.life import life_of
from hcaudit.model.records import Kind, Mask, Records
from hcaudit.model.rule import Pack, Rule
from hcaudit.model.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """What must be kept of the records of one kind: the `rules` that look back, and the names of fields.

    `keys` are kept of records that count, or may; `bare` of all that are kept.  `keeps_all`: a rule asks which records
    are there at all (a child counts under its parent), so the others are kept too, but only barely.
    """

    kind: Kind
    rules: tuple[Rule, ...]
    bare: tuple[str, ...]
    keys: tuple[str, ...]
    keeps_all: bool


def recalls_of(pack: Pack) -> Mapping[str, Recall]:
    """Return what must be kept for the rules of `pack` that look back, by kind."""
    rules = [rule for rule in pack.rules.values() if looks_back(rule)]
    kinds = dict.fromkeys(rule.kind for rule in rules)
    return {name: _recall(pack.kinds[name], [rule for rule in rules if rule.kind == name]) for name in kinds}


def looks_back(rule: Rule) -> bool:
    """Tell whether what `rule` says of a record depends on earlier ones."""
    return CHECKS[rule.check].looks_back(rule.spec)


def _recall(kind: Kind, rules: Iterable[Rule]) -> Recall:
    chosen = tuple(rules)
    parents = [parent for rule in chosen if (parent := getattr(rule.spec, "child_of", None))]
    bare = dict.fromkeys([*kind.number, kind.governed_by, *parents, *_asked_first(kind, chosen)])
    keys = dict.fromkeys(["unit", *(name for rule in chosen for name in rule.spec.fields)])
    return Recall(
        kind=kind,
        rules=chosen,
        bare=tuple(bare),
        keys=tuple(name for name in keys if name not in bare and name in kind.fields),
        keeps_all=bool(parents),
    )


def _asked_first(kind: Kind, rules: Iterable[Rule]) -> Iterable[str]:
    """Return the fields that decide whom the rules are about; where a class or a life does, those it may hang on."""
    alternatives = [alternative for rule in rules for alternative in rule.applies]
    if any(one.classes or one.stages or one.completed for one in alternatives):
        return [field.name for field in kind.fields.values() if not field.personal]
    return [condition.field for one in alternatives for condition in one.conditions]


def widened(bench: Bench, rule: Rule) -> Bench:
    """Return what `rule` is judged with: `bench`, and if it looks back the earlier records behind those of its kind."""
    earlier = bench.around.history.get(rule.kind)
    if earlier is None or not looks_back(rule):
        return bench
    return with_earlier(bench, earlier, bench.around.as_of)


def with_earlier(bench: Bench, earlier: Records, as_of: np.datetime64) -> Bench:
    """Return `bench` with the `earlier` records that exist on `as_of` behind those of their kind."""
    around, name = bench.around, earlier.kind.name
    existing = _existing(earlier, as_of)
    if not len(existing):
        return bench
    view = View(records=_joined(around.views[name].records, existing), as_of=as_of)
    classes = classes_of(bench.pack, view)
    wider = replace(
        around,
        as_of=as_of,
        views={**around.views, name: view},
        lives={**around.lives, name: life_of(view)},
        in_scope={**around.in_scope, name: classes.in_scope},
    )
    return replace(bench, around=wider, classes={**bench.classes, name: classes})


def _existing(records: Records, as_of: np.datetime64) -> Records:
    governed = View(records=records, as_of=as_of).days(records.kind.governed_by)
    return records.take(governed.known)


def _joined(first: Records, then: Records) -> Records:
    """Return the records of both, which are of one kind."""
    return Records(
        kind=first.kind,
        table=pa.concat_tables([first.table, then.table.select(first.table.column_names)]).combine_chunks(),
        unreadable=_joined_masks(first, first.unreadable, then, then.unreadable),
        missing=_joined_masks(first, first.missing, then, then.missing),
        numbered=np.concatenate([first.numbered, then.numbered]),
    )


def _joined_masks(
    first: Records, masks: Mapping[str, Mask], then: Records, more: Mapping[str, Mask]
) -> Mapping[str, Mask]:
    nothing, none_more = np.zeros(len(first), dtype=np.bool_), np.zeros(len(then), dtype=np.bool_)
    return {
        name: np.concatenate([masks.get(name, nothing), more.get(name, none_more)])
        for name in dict.fromkeys([*masks, *more])
    }

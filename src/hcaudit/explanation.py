"""Joins a judged run with the trace of one record: everything that decides it; it must not judge, count or phrase.

A number is what a person copies from somewhere: a record's own number, ``file:row`` of a record without one, or the id
of a finding, with whatever blanks, tabs and apostrophes came along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from hcaudit import pipeline
from hcaudit.errors import InputError, UsageError
from hcaudit.judging.period import Period
from hcaudit.judging.trace import Docket, nearest_numbers, record_trace, rows_numbered
from hcaudit.load.folding import INVISIBLE, clean
from hcaudit.model.explanation import Explanation
from hcaudit.model.records import Dossier
from hcaudit.packs.mistakes import nearest
from hcaudit.pipeline import Judged
from hcaudit.settings import Settings
from hcaudit.texts import Text

FINDING_ID = re.compile("[0-9a-f]{16}")

_INSIDE = re.compile(f"[{INVISIBLE}\"'=]+")
_MOST_NEAR = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The records that were asked for, as kinds and rows, and the one rule, None for all."""

    records: Sequence[tuple[str, int]]
    rule: str | None


def explain(settings: Settings, number: str, rule: str | None = None) -> Explanation:
    """Return everything that decides the record `number` in the files of `settings`; with `rule` what that one says.

    Raises:
        InputError: no record has the number; the message names the nearest.
        UsageError: there is no such rule, or it is not about records of the kind.
        HcauditError: the settings, the pack or all of the files cannot be used.
    """
    return explained(docket_of(pipeline.judged(settings), settings), settings, number, rule)


def docket_of(judged: Judged, settings: Settings) -> Docket:
    """Return what the explanations of a judged run look into; it may be used for any number of them."""
    return Docket(
        dossier=judged.dossier,
        bench=judged.bench,
        horizon=judged.horizon,
        selection=judged.ground.selection,
        judgements=judged.judgements,
        findings=judged.findings,
        decided=judged.decided,
        objections=judged.objections,
        period=Period(first=settings.period_from, last=settings.period_to),
    )


def explained(docket: Docket, settings: Settings, number: str, rule: str | None = None) -> Explanation:
    """Return everything that decides the record `number`.

    Raises:
        InputError: no record has the number.
        UsageError: there is no such rule, or it is not about records of the kind.
    """
    code = None if rule is None else _code(rule, docket)
    wanted = _wanted(number, code, docket)
    around = docket.bench.around
    return Explanation(
        lang=settings.lang,
        pack=docket.bench.pack,
        as_of=docket.as_of,
        as_of_source=docket.horizon.source,
        period_from=docket.period.first,
        period_to=docket.period.last,
        calendar=around.calendar.version,
        rule=wanted.rule,
        records=tuple(record_trace(kind, row, docket, wanted.rule) for kind, row in wanted.records),
        unusable=docket.dossier.unusable,
        personal_headers=docket.dossier.personal_headers,
    )


def _code(rule: str, docket: Docket) -> str:
    """Return the code of the rule that is named.

    Raises:
        UsageError: there is none.
    """
    known = docket.bench.pack.rules
    code = rule.strip().upper()
    if code not in known:
        raise UsageError(Text("rules.no-such-rule", code=rule, known=nearest(code, known, _MOST_NEAR)))
    return code


def _wanted(number: str, rule: str | None, docket: Docket) -> Wanted:
    """Return the records that have the number or the finding; of several kinds those that have rules, if any has."""
    spellings = _spellings(number)
    found = [
        (kind, row)
        for kind, view in docket.bench.around.views.items()
        for row in rows_numbered(view.records, spellings)
    ]
    if not found and (finding := _finding(spellings, docket)):
        return finding
    if not found:
        raise InputError(_unknown(number, spellings, docket))
    ruled = {one.kind for one in docket.bench.pack.rules.values()}
    chosen = [one for one in found if one[0] in ruled] or found
    if rule is not None:
        about = docket.bench.pack.rules[rule].kind
        if about not in {kind for kind, _ in chosen}:
            kinds = docket.bench.pack.kinds
            there = tuple(kinds[kind].titles for kind, _ in chosen)
            raise UsageError(Text("explain.rule-of-other-kind", rule=rule, kind=kinds[about].titles, there=there))
        chosen = [one for one in chosen if one[0] == about]
    return Wanted(records=chosen, rule=rule)


def _spellings(number: str) -> list[str]:
    """Return the forms in which the number may stand in the data, as given first."""
    bare = clean(number)
    return list(dict.fromkeys(form for form in (number, bare, _INSIDE.sub("", bare)) if form))


def _finding(spellings: Sequence[str], docket: Docket) -> Wanted | None:
    """Return the record and the rule of the finding that is named, None if none is."""
    for form in spellings:
        if not FINDING_ID.fullmatch(form.lower()):
            continue
        one = docket.findings.filter(pc.equal(docket.findings["finding_id"], form.lower())).to_pylist()
        if one:
            rows = rows_numbered(docket.view(one[0]["kind"]).records, [one[0]["record_no"]])
            return Wanted(records=[(one[0]["kind"], row) for row in rows], rule=one[0]["rule"])
    return None


def _unknown(number: str, spellings: Sequence[str], docket: Docket) -> Text:
    """Return why there is no such record: it is later than as-of, or its number is not in the data."""
    for kind, day in _later(spellings, docket.dossier):
        titles = docket.bench.pack.kinds[kind].titles
        return Text("explain.later", record=number, kind=titles, day=day, as_of=docket.as_of)
    near = nearest_numbers(docket.dossier, spellings[-1]) if spellings else []
    if near:
        return Text("explain.unknown-number", record=number, known=tuple(near))
    return Text("explain.unknown-number-far", record=number)


def _later(spellings: Sequence[str], dossier: Dossier) -> Iterator[tuple[str, object]]:
    """Yield the records of that number that do not exist yet on as-of: kind and governing day."""
    for kind, records in dossier.records.items():
        for row in rows_numbered(records, spellings):
            day = records.table.column(records.kind.governed_by)[row].as_py()
            yield kind, np.datetime64(day, "D")

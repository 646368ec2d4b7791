"""What follows from findings beside money: grades, suspensions, cases for the assessment group; it must not price."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.report import CONSEQUENCES
from hcaudit.model.rule import Consequence, Pack

Row = Mapping[str, object]
Key = tuple[str, str, str, str]
"""Unit, person (empty: the unit itself), consequence and month."""


def consequences_of(standing: pa.Table, pack: Pack, lang: str) -> pa.Table:
    """Return the consequences (`CONSEQUENCES`) of the findings that stand, by unit, person, consequence and month."""
    found: dict[Key, list[str]] = defaultdict(list)
    with_some = [code for code, rule in pack.rules.items() if _names(rule.code, pack)]
    concerned = standing.filter(pc.is_in(standing["rule"], pa.array(with_some, pa.string())))
    for row in concerned.to_pylist():
        for key in _keys(row, pack, lang):
            found[key].append(str(row["finding_id"]))
    rows = [
        {
            "unit": unit or None,
            "person": person or None,
            "consequence": consequence,
            "month": month,
            "finding_ids": sorted(ids),
        }
        for (unit, person, consequence, month), ids in sorted(found.items())
    ]
    return pa.Table.from_pylist(rows, schema=CONSEQUENCES)


def _names(code: str, pack: Pack) -> tuple[str, ...]:
    rule = pack.rules[code]
    return rule.consequences + (pack.items[rule.item].consequences if rule.item else ())


def _keys(row: Row, pack: Pack, lang: str) -> Iterator[Key]:
    month = f"{row['occurred_on']:%Y-%m}"
    for name in _names(str(row["rule"]), pack):
        consequence = pack.consequences[name]
        for person in _whom(row, consequence):
            yield str(row["unit"] or ""), person, consequence.titles[lang], month


def _whom(row: Row, consequence: Consequence) -> Iterator[str]:
    """Yield whom a consequence meets: the unit (no name), or the persons named by the incident or the order."""
    persons = [str(row[name]) for name in ("person", "team_leader", "manager") if row[name]]
    if consequence.meets == "persons":
        yield from dict.fromkeys(persons)
    else:
        yield ""

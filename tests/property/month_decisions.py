"""Makes up decisions on findings, some of which must not be applied; it must not know what they lead to."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from tests.property.month_orders import UNITS
from tests.property.reading import Decision

HEADERS = ("违规编号", "裁定", "理由", "裁定人", "裁定日期", "事实编号", "有效期至", "责任单位")
WORDS = {"confirmed": ("确认", "confirm"), "waived": ("豁免", "waive")}
SPOILT = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One row of a decisions file, and the decision it is for the reading (None where it must not be applied)."""

    cells: tuple[str, ...]
    decision: Decision | None


def make_rulings(rng: random.Random, findings: Sequence[Mapping[str, Any]], as_of: dt.date) -> list[Ruling]:
    """Return decisions on some of `findings`, the engine's rows."""
    return [make_ruling(rng, finding, as_of) for finding in findings if rng.random() < 0.5]


def make_ruling(rng: random.Random, finding: Mapping[str, Any], as_of: dt.date) -> Ruling:
    """Return one decision: good, expired, outdated or incomplete."""
    suspected = finding["outcome"] == "suspected"
    disposition = "confirmed" if suspected and rng.random() < 0.7 else "waived"
    facts = rng.choice(("", finding["facts_id"], finding["facts_id"]))
    expires = rng.choice((None, None, as_of, as_of + dt.timedelta(days=30)))
    reason = "现场核实"
    applies = rng.random() >= SPOILT
    if not applies:
        spoilt = rng.choice(("facts", "expired", "reason"))
        facts = "00000000" if spoilt == "facts" else facts
        expires = as_of - dt.timedelta(days=1) if spoilt == "expired" else expires
        reason = "" if spoilt == "reason" else reason
    responsible = rng.choice(("", "", *UNITS, "市场部"))
    word = rng.choice(WORDS[disposition])
    day = as_of.isoformat()
    cells = (finding["finding_id"], word, reason, "主任", day, facts, str(expires or ""), responsible)
    decision = Decision(
        rule=finding["rule"], record_no=finding["record_no"], disposition=disposition, responsible=responsible
    )
    return Ruling(cells=cells, decision=decision if applies else None)


def as_table(rulings: Sequence[Ruling]) -> pa.Table:
    """Return a decisions file as the engine takes it."""
    columns = zip(*(ruling.cells for ruling in rulings), strict=True)
    return pa.table([pa.array(list(column), pa.string()) for column in columns], names=list(HEADERS))

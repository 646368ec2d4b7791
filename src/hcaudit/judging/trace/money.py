"""The finding that a verdict is, what was decided of it, and the one fine it belongs to; it must not judge anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.judging.fines import fines_of, standing
from hcaudit.judging.ordering import sorted_by
from hcaudit.judging.period import findings_in
from hcaudit.judging.price import price_of
from hcaudit.judging.settle import DECIDING
from hcaudit.judging.trace.docket import Docket
from hcaudit.model.explanation import Decision, FindingTrace, FineMember, FineTrace
from hcaudit.texts import DEFAULT_LANGUAGE, Text

_NEVER_FINED = "undetermined"
_FIGURES = ("base", "multiplier", "amount", "leadership_share", "frontline_share", "reward")

Row = Mapping[str, Any]


def finding_trace(rule: str, record_no: str, docket: Docket) -> FindingTrace | None:
    """Return the finding that a rule made of a record, None if it made none."""
    place = docket.finding_rows.get((rule, record_no))
    if place is None:
        return None
    one = docket.findings.slice(place, 1)
    row = one.to_pylist()[0]
    return FindingTrace(
        finding_id=row["finding_id"],
        facts_id=row["facts_id"],
        disposition=row["disposition"],
        occurred_on=row["occurred_on"],
        unit=row["unit"],
        in_period=findings_in(docket.period, one).num_rows > 0,
        decision=_decision(row, docket),
        not_applied=tuple(_objections(row, docket)),
    )


def fine_trace(rule: str, record_no: str, docket: Docket) -> FineTrace | None:
    """Return the fine or reward that a finding belongs to, None if it carries no money and never can."""
    place = docket.finding_rows.get((rule, record_no))
    if place is None:
        return None
    pack, findings = docket.bench.pack, docket.findings
    row = findings.slice(place, 1).to_pylist()[0]
    if row["item"] is None or row["outcome"] == _NEVER_FINED:
        return None
    members = findings.take(pa.array(np.flatnonzero(docket.groups == docket.groups[place])))
    charged: list[Row] = fines_of(members, pack, DEFAULT_LANGUAGE).to_pylist()
    price = price_of(pack.items[row["item"]], aggravated=_is_aggravated(members))
    # Where no fine stands it is told what one would cost.
    figures = {name: charged[0][name] if charged else getattr(price, name) for name in _FIGURES}
    first = charged[0] if charged else {"occurred_on": None, "unit": row["unit"], "record_no": row["fined_record"]}
    return FineTrace(
        item=pack.items[row["item"]],
        is_charged=bool(charged),
        charged_on=first["occurred_on"],
        unit=first["unit"],
        record_no=first["record_no"],
        members=tuple(_members(members)),
        **figures,
    )


def _members(findings: pa.Table) -> Iterator[FineMember]:
    """Yield the findings of a fine, the earliest first."""
    stand = set(standing(findings)["finding_id"].to_pylist())
    names = ("finding_id", "rule", "kind", "record_no", "outcome", "disposition", "occurred_on")
    for row in sorted_by(findings, "occurred_on", "record_no", "rule").to_pylist():
        if row["outcome"] != _NEVER_FINED:
            yield FineMember(stands=row["finding_id"] in stand, **{name: row[name] for name in names})


def _is_aggravated(members: pa.Table) -> bool:
    pairs = zip(members["outcome"].to_pylist(), members["aggravated"].to_pylist(), strict=True)
    return any(worse for outcome, worse in pairs if outcome in ("violation", "suspected"))


def _decision(finding: Row, docket: Docket) -> Decision | None:
    """Return the decision that gave the finding its disposition, if one did."""
    decided = docket.decided.filter(pc.equal(docket.decided["finding_id"], finding["finding_id"])).to_pylist()
    return next((Decision(**{name: row[name] for name in DECIDING}) for row in decided), None)


def _objections(finding: Row, docket: Docket) -> Iterator[Text]:
    """Yield why decisions on the finding were not applied."""
    for one in docket.objections:
        if one.row["finding_id"] == finding["finding_id"]:
            yield one.why

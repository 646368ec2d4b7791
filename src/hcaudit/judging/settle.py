"""Applies the decisions of supervisors to findings; it must not know rules or money.

A decision that is incomplete, unknown, outdated, expired, contradictory or without effect is reported and not
applied: nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.judging.ordering import sorted_by
from hcaudit.model.decided import DECIDED
from hcaudit.model.records import Dossier, Records
from hcaudit.texts import Text

CONFIRM, WAIVE = "confirm", "waive"
DISPOSITIONS = {CONFIRM: "confirmed", WAIVE: "waived"}
MANDATORY = ("finding_id", "decision", "reason", "decided_by", "decided_on")
DECIDING = ("decision", "reason", "decided_by", "decided_on", "expires_on", "responsible")
UNKNOWN = "decision-unknown"
"""The key of the reason that there is no finding a decision could be applied to."""

Row = Mapping[str, object]
Reproach = tuple[str | None, str]
"""The column to blame and the key of the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A decision that was not applied: its row, the column to blame (or None), the key of the reason, its values."""

    row: Row
    column: str | None
    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def why(self) -> Text:
        """Why it was not applied."""
        return Text(f"audit.{self.key}", finding=self.row["finding_id"] or "-", **self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """The findings with their dispositions, the decisions that were applied (`DECIDED`), and those that were not."""

    findings: pa.Table
    decided: pa.Table
    objections: tuple[Objection, ...] = ()


def settle(findings: pa.Table, decisions: Dossier | None, as_of: np.datetime64) -> Settlement:
    """Return the findings with the decisions applied: their `disposition`, and their `unit` where one is named."""
    if decisions is None:
        return Settlement(findings=findings, decided=DECIDED.empty_table())
    objections: list[Objection] = []
    rows = [row for records in decisions.records.values() for row in _rows(records)]
    usable = list(_usable(rows, findings, as_of, objections))
    applied = _with_effect(_without_contradictions(usable, objections), findings, objections)
    places = pc.index_in(findings["finding_id"], pa.array(list(applied), pa.string()))
    chosen = list(applied.values())
    disposed = _replaced(findings, "disposition", places, [DISPOSITIONS[str(row["decision"])] for row in chosen])
    settled = _replaced(disposed, "unit", places, [row["responsible"] for row in chosen])
    return Settlement(findings=settled, decided=_decided(settled, applied), objections=tuple(objections))


def _decided(findings: pa.Table, applied: Mapping[str, Row]) -> pa.Table:
    """Return the decisions that were applied (`DECIDED`), in the order of the findings they are on."""
    ids = pa.array(list(applied), pa.string())
    own = findings.take(pc.index_in(ids, findings["finding_id"].combine_chunks()))
    columns = [
        pa.array([row[field.name] for row in applied.values()], field.type)
        if field.name in DECIDING
        else own[field.name].combine_chunks()
        for field in DECIDED
    ]
    return sorted_by(pa.table(columns, schema=DECIDED), "unit", "occurred_on", "record_no", "rule")


def _rows(decisions: Records) -> Iterator[dict[str, object]]:
    """Yield the rows that decide something; a row of a report that nobody filled in is no decision."""
    unreadable = decisions.unreadable
    for number, row in enumerate(decisions.table.to_pylist()):
        bad = frozenset(name for name, mask in unreadable.items() if mask[number])
        if bad or any(row[name] is not None for name in DECIDING):
            yield {**row, "unreadable": bad}


def _usable(
    rows: Sequence[Row], findings: pa.Table, as_of: np.datetime64, objections: list[Objection]
) -> Iterator[Row]:
    """Yield the decisions that can be applied to a finding, and object to the others."""
    facts = dict(zip(findings["finding_id"].to_pylist(), findings["facts_id"].to_pylist(), strict=True))
    for row in rows:
        objection = _objection(row, facts, as_of)
        if objection is None:
            yield row
        else:
            objections.append(Objection(row=row, column=objection[0], key=objection[1]))


def _objection(row: Row, facts: Mapping[str, str], as_of: np.datetime64) -> Reproach | None:
    """Return what is wrong with a decision, or None."""
    finding = str(row["finding_id"])
    unreadable = next((name for name in (*MANDATORY, "expires_on") if name in _unreadable(row)), None)
    missing = next((name for name in MANDATORY if row[name] is None), None)
    reproaches = (
        (unreadable is not None, (unreadable, "decision-unreadable")),
        (missing is not None, (missing, "decision-incomplete")),
        (finding not in facts, ("finding_id", UNKNOWN)),
        (row["facts_id"] not in (None, facts.get(finding)), ("facts_id", "decision-outdated")),
        (_is_before(row["expires_on"], as_of), ("expires_on", "decision-expired")),
    )
    return next((reproach for holds, reproach in reproaches if holds), None)


def _unreadable(row: Row) -> frozenset[str]:
    names = row["unreadable"]
    return names if isinstance(names, frozenset) else frozenset()


def _is_before(day: object, as_of: np.datetime64) -> bool:
    return day is not None and bool(np.datetime64(str(day)) < as_of)


def _without_contradictions(rows: Sequence[Row], objections: list[Objection]) -> dict[str, Row]:
    """Return the decisions by finding; of a finding with two that differ, neither."""
    by_finding: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_finding[str(row["finding_id"])].append(row)
    applied = {}
    for finding, given in by_finding.items():
        if len({(row["decision"], row["responsible"]) for row in given}) > 1:
            objections += [Objection(row=row, column="decision", key="decision-contradictory") for row in given]
        else:
            applied[finding] = given[0]
    return applied


def _with_effect(applied: Mapping[str, Row], findings: pa.Table, objections: list[Objection]) -> dict[str, Row]:
    """Return the decisions that change anything; what cannot be determined cannot be confirmed either."""
    undetermined = findings.filter(pc.equal(findings["outcome"], "undetermined"))
    open_ones = frozenset(undetermined["finding_id"].to_pylist())
    vain = {finding: row for finding, row in applied.items() if finding in open_ones and row["decision"] == CONFIRM}
    objections += [Objection(row=row, column="decision", key="decision-unused") for row in vain.values()]
    return {finding: row for finding, row in applied.items() if finding not in vain}


def _replaced(findings: pa.Table, column: str, rows: pa.Array, values: Sequence[object]) -> pa.Table:
    """Return the findings with `column` replaced by the value that `rows` points to, where there is one."""
    given = pa.array(values, pa.string()).take(rows.combine_chunks() if isinstance(rows, pa.ChunkedArray) else rows)
    place = findings.schema.get_field_index(column)
    return findings.set_column(place, column, pc.coalesce(given, findings[column].combine_chunks()))

"""The counts and amounts that summaries show, each computed in one place; it must not know how they are laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

Counts = Mapping[str, int]
"""Findings by outcome; outcomes that do not occur are absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a unit, or all of them, have on the books: findings by outcome, fines and rewards, money in fen.

    `booked` is the amount by the body that books it, None being the company itself.
    """

    name: str | None
    counts: Counts
    fines: int = 0
    amount: int = 0
    leadership_share: int = 0
    frontline_share: int = 0
    unassigned_share: int = 0
    reward: int = 0
    booked: Mapping[str | None, int]

    @property
    def campaigns(self) -> int:
        """What is booked by others than the company itself."""
        return sum(amount for body, amount in self.booked.items() if body is not None)


def figures_by_unit(findings: pa.Table, penalty: pa.Table) -> list[Figures]:
    """Return the figures of every unit that has findings or fines, in code-point order, no unit last."""
    counts = counts_by(findings, "unit")
    totals = {line["unit"]: line for line in _lines(penalty, "total")}
    booked: dict[str | None, dict[str | None, int]] = {}
    for line in _lines(penalty, "subtotal"):
        booked.setdefault(line["unit"], {})[line["assessed_by"]] = line["amount"]
    units = sorted({*counts, *totals}, key=_null_last)
    return [_figures(unit, counts.get(unit, {}), totals.get(unit), booked.get(unit, {})) for unit in units]


def overall_figures(findings: pa.Table, penalty: pa.Table) -> Figures:
    """Return the figures of all units together."""
    counts = {entry["values"]: entry["counts"] for entry in pc.value_counts(findings["outcome"]).to_pylist()}
    (total,) = _lines(penalty, "grand-total")
    booked = {line["assessed_by"]: line["amount"] for line in _lines(penalty, "grand-subtotal")}
    return _figures(total["unit"], counts, total, booked)


def counts_by(findings: pa.Table, column: str) -> Mapping[str | None, Counts]:
    """Return the findings by outcome for each value of `column`, in code-point order, null last."""
    counted = findings.group_by([column, "outcome"]).aggregate([([], "count_all")]).to_pylist()
    by_value: dict[str | None, dict[str, int]] = {}
    for row in sorted(counted, key=lambda row: _null_last(row[column])):
        by_value.setdefault(row[column], {})[row["outcome"]] = row["count_all"]
    return by_value


def waived_count(findings: pa.Table) -> int:
    """Return how many findings are waived."""
    return int(pc.sum(pc.equal(findings["disposition"], "waived")).as_py() or 0)


def titles_of_rules(findings: pa.Table) -> Mapping[str, str]:
    """Return the titles of the rules that have findings, rule → title, in the order of their codes."""
    rules = findings.group_by("rule").aggregate([("title", "min")]).to_pylist()
    return {row["rule"]: row["title_min"] or "" for row in sorted(rules, key=lambda row: _null_last(row["rule"]))}


def _figures(
    name: str | None, counts: Counts, total: Mapping[str, Any] | None, booked: Mapping[str | None, int]
) -> Figures:
    if total is None:
        return Figures(name=name, counts=counts, booked=booked)
    shares = {share: total[share] for share in ("leadership_share", "frontline_share", "unassigned_share")}
    money = {"amount": total["amount"], "reward": total["reward"], **shares}
    return Figures(name=name, counts=counts, fines=total["count"], booked=booked, **money)


def _lines(penalty: pa.Table, level: str) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = penalty.filter(pc.equal(penalty["level"], level)).to_pylist()
    return lines


def _null_last(value: str | None) -> tuple[bool, str]:
    return value is None, value or ""

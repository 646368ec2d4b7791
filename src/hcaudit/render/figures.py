"""The counts and amounts that summaries show, each computed in one place; it must not know how they are laid out."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

Counts = Mapping[str, int]
"""Findings by outcome; outcomes that do not occur are absent."""


def outcome_counts(findings: pa.Table) -> Counts:
    """Return how many findings have each outcome."""
    return {entry["values"]: entry["counts"] for entry in pc.value_counts(findings["outcome"]).to_pylist()}


def waived_count(findings: pa.Table) -> int:
    """Return how many findings are waived."""
    return int(pc.sum(pc.equal(findings["disposition"], "waived")).as_py() or 0)


def counts_by(findings: pa.Table, column: str) -> Mapping[str | None, Counts]:
    """Return the counts for each value of `column`, in code-point order, null last."""
    counted = findings.group_by([column, "outcome"]).aggregate([([], "count_all")]).to_pylist()
    values = sorted({row[column] for row in counted}, key=lambda value: (value is None, value or ""))
    by_value: dict[str | None, dict[str, int]] = {value: {} for value in values}
    for row in counted:
        by_value[row[column]][row["outcome"]] = row["count_all"]
    return by_value


def lines_at(penalty: pa.Table, level: str) -> list[dict[str, object]]:
    """Return the lines of a penalty table at one level (``item``, ``total``, ``grand-subtotal`` …)."""
    lines: list[dict[str, object]] = penalty.filter(pc.equal(penalty["level"], level)).to_pylist()
    return lines


def own_amounts(penalty: pa.Table, level: str) -> Mapping[str | None, int]:
    """Return what the company books itself (fen) by unit, from the subtotals at `level`."""
    return {
        line["unit"]: line["amount"] for line in lines_at(penalty, level) if line["assessed_by"] is None
    }  # type: ignore[misc]


def titles_of_rules(findings: pa.Table) -> Mapping[str, str]:
    """Return the titles of the rules that have findings, rule → title, in the order of their codes."""
    rules = findings.group_by("rule").aggregate([("title", "min")]).to_pylist()
    return {row["rule"]: row["title_min"] or "" for row in sorted(rules, key=lambda row: row["rule"])}

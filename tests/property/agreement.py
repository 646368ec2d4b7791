"""Lays a report of the engine beside an answer of the reading, line by line; it must not judge who is right.

A line holds what SPEC promises of a finding or a fine.  Figures are compared where both owe them: due dates and
counted days of late clocks; an undetermined finding has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

import hcaudit
from tests.property.months import Month
from tests.property.reading import OFF_BY_DEFAULT, Answer, Decision, Question, read
from tests.property.reading_cases import SUSPECTED, VIOLATION, Law
from tests.property.reading_fines import Finding

LATE_CLOCKS = frozenset({"T01", "T02", "T03", "T04", "T05", "T06", "T08", "T09", "T10", "T13"})
COUNTED = LATE_CLOCKS | {"T12", "T14"}
OUTCOMES = {"kept": "kept", "violations": "violation", "suspected": "suspected", "rewards": "reward"}

Line = tuple[object, ...]


def engine_report(month: Month, decisions: pa.Table | None = None) -> hcaudit.Report:
    """Audit a month with the engine, every rule on."""
    return hcaudit.audit(
        month.sources(),
        as_of=month.as_of,
        period=month.period,
        parameters={name: str(value) for name, value in month.parameters.items()},
        extend_select=sorted(OFF_BY_DEFAULT),
        decisions=() if decisions is None else decisions,
        lang="en",
    )


def plain_answer(month: Month, law: Law | None = None, decisions: tuple[Decision, ...] = ()) -> Answer:
    """Read a month the plain way, under the law as it is or a bent one."""
    question = Question(
        as_of=month.as_of,
        parameters=month.parameters,
        period=month.period,
        decisions=decisions,
        extended=OFF_BY_DEFAULT,
        law=law or Law(),
    )
    return read(month.records(), question)


def differences(report: hcaudit.Report, answer: Answer) -> list[str]:
    """Return what only one of the two says, engine and reading each by name."""
    lines = []
    for what, engine, reading in (
        ("finding", engine_findings(report), [finding_line(finding) for finding in answer.findings]),
        ("fine", engine_fines(report), [fine_line(fine) for fine in answer.fines]),
        ("count", engine_counts(report), reading_counts(answer)),
    ):
        lines += [f"only the engine has {what} {line}" for line in left_over(engine, reading)]
        lines += [f"only the reading has {what} {line}" for line in left_over(reading, engine)]
    return sorted(lines)


def left_over(some: list[Line], others: list[Line]) -> Iterable[Line]:
    """Return the lines of `some` that `others` lacks, each as often as it is lacking."""
    return (Counter(some) - Counter(others)).elements()


def finding_line(finding: Finding) -> Line:
    """Return the line of a finding of the reading."""
    verdict = finding.verdict
    proved = verdict.outcome in (VIOLATION, SUSPECTED)
    return (
        finding.rule,
        finding.record_no,
        finding.unit or None,
        verdict.outcome,
        finding.disposition,
        verdict.occurred_on,
        verdict.due_on if proved and finding.rule in LATE_CLOCKS else None,
        verdict.measured if proved and finding.rule in COUNTED else None,
    )


def engine_findings(report: hcaudit.Report) -> list[Line]:
    """Return the same lines of the engine's findings."""
    return [engine_line(row) for row in report.findings.to_pylist()]


def engine_line(row: Mapping[str, Any]) -> Line:
    """Return the line of one of the engine's findings."""
    proved = row["outcome"] in (VIOLATION, SUSPECTED)
    return (
        row["rule"],
        row["record_no"],
        row["unit"],
        row["outcome"],
        row["disposition"],
        row["occurred_on"],
        row["due_on"] if proved and row["rule"] in LATE_CLOCKS else None,
        row["measured"] if proved and row["rule"] in COUNTED else None,
    )


def fine_line(fine: Any) -> Line:
    """Return the line of a fine of the reading."""
    money = (fine.amount, fine.leadership, fine.frontline, fine.reward)
    return (fine.item, fine.record_no, fine.unit or None, fine.rules, fine.occurred_on, *money)


def engine_fines(report: hcaudit.Report) -> list[Line]:
    """Return the same lines of the engine's fines."""
    return [
        (
            row["item"],
            row["record_no"],
            row["unit"],
            tuple(row["rules"]),
            row["occurred_on"],
            *(row[name] for name in ("amount", "leadership_share", "frontline_share", "reward")),
        )
        for row in report.fines.to_pylist()
    ]


def engine_counts(report: hcaudit.Report) -> list[Line]:
    """Return how many records each rule judged how, as the engine counts them."""
    rows = report.coverage.to_pylist()
    return [(row["rule"], name, row[column]) for row in rows for column, name in OUTCOMES.items() if row[column]]


def reading_counts(answer: Answer) -> list[Line]:
    """Return the same counts of the reading."""
    wanted = set(OUTCOMES.values())
    return [
        (rule, outcome, count)
        for rule, counts in answer.coverage.items()
        for outcome, count in counts.items()
        if outcome in wanted
    ]

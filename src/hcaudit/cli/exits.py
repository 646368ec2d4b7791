"""The exit codes and how a report comes by one; it must not know what was printed."""

from __future__ import annotations

from enum import IntEnum

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.cli import signals
from hcaudit.model.report import Report, Run


class ExitCode(IntEnum):
    """What hcaudit tells the process that called it."""

    CLEAN = 0
    FOUND = 1
    USAGE = 2
    UNUSABLE = 3
    INTERNAL = 4
    LOCKED = 75
    INTERRUPTED = signals.INTERRUPTED


def of_report(report: Report, *, strict: bool, exit_zero: bool) -> ExitCode:
    """Return the exit code of an audit that came to its end.

    A file that could not be used comes before what the others show: a month half read is no clean month
    and no complete one; nor is one of which nothing was judged.  `strict` counts undetermined findings and
    problems too; `exit_zero` turns FOUND, and nothing else, into CLEAN.
    """
    if report.run.unusable or not report.run.totals["judged"]:
        return ExitCode.UNUSABLE
    outcomes = ["violation", "suspected", *(["undetermined"] if strict else [])]
    found = _stands(report.findings, outcomes) or (strict and report.problems.num_rows > 0)
    return ExitCode.FOUND if found and not exit_zero else ExitCode.CLEAN


def of_outlook(run: Run, *, exit_zero: bool) -> ExitCode:
    """Return the exit code of a look at what is due: found is what is overdue and not waived; see `of_report`."""
    if run.unusable or not run.totals["judged"]:
        return ExitCode.UNUSABLE
    return ExitCode.FOUND if run.totals["overdue"] and not exit_zero else ExitCode.CLEAN


def of_progress(run: Run) -> ExitCode:
    """Return the exit code of a progress report, which finds nothing but files that could not be used."""
    return ExitCode.UNUSABLE if run.unusable else ExitCode.CLEAN


def _stands(findings: pa.Table, outcomes: list[str]) -> bool:
    """Tell whether a finding with one of `outcomes` is not waived."""
    counted = pc.is_in(findings["outcome"], value_set=pa.array(outcomes, pa.string()))
    waived = pc.fill_null(pc.equal(findings["disposition"], "waived"), False)
    return bool(pc.any(pc.and_not(counted, waived)).as_py())

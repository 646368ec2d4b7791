"""What an audit saw and found, as lines of a log; it must not know where they are written.

There are counts, amounts and places in them, and no values: what a cell says is for the report, not for a log.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.cli import log, summary_changes
from hcaudit.model.report import Audited, Report, Run
from hcaudit.render.amounts import yuan_text
from hcaudit.render.as_json import run_facts

_ROW_COUNTS = ("rows", "records", "duplicates", "non_records", "problem_rows")


def lines(report: Audited, written: Sequence[str], *, config: Path | None, quiet: bool, nothing: bool) -> Iterator[str]:
    """Yield what the audit saw and found, by which `config`, and the files it has `written`.

    `nothing`: there was nothing it could judge.  `quiet` leaves only why it is not complete.
    """
    if not quiet:
        if config is not None:
            yield log.line("info", "config", file=str(config))
        yield log.line("info", "audited", **_facts(report.run))
        yield from _left_out(report.run)
        yield from _not_evaluated(report.coverage)
        yield from _problems(report.problems)
        yield from (log.line("info", "written", file=name) for name in written)
        yield from (log.line("warning", "warning", words) for words in report.run.warnings)
    yield from (log.line("error", "file-unusable", file=file) for file in report.run.unusable)
    if nothing:
        yield log.line("error", "nothing-judged")


def compared(report: Report) -> Iterator[str]:
    """Yield how much is new, gone or changed since the earlier run that a report is compared with, if it is."""
    since, changes = report.run.since, report.changes
    if since is None or changes is None:
        return
    counts = {subject: summary_changes.counts(changes, subject) for subject in ("finding", "fine")}
    totals = {"before": since.totals, "after": report.run.totals}
    money = {
        f"{name}_{when}": yuan_text(found.get(name, 0))
        for name in ("amount", "reward")
        for when, found in totals.items()
    }
    earlier = {"file": since.file, "since_as_of": since.as_of.isoformat()}
    yield log.line("info", "compared", **earlier, findings=counts["finding"], fines=counts["fine"], **money)


def _facts(run: Run) -> dict[str, object]:
    facts = run_facts(run)
    counts = {name: sum(_whole(sheet[name]) for sheet in run.inputs) for name in _ROW_COUNTS}
    files = len({sheet["file"] for sheet in run.inputs if sheet["kind"] is not None})
    told = {name: facts[name] for name in ("as_of", "as_of_source", "period", "pack", "totals")}
    return {**told, "files": files, **counts}


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _left_out(run: Run) -> Iterator[str]:
    for sheet in run.inputs:
        if sheet["kind"] is None and sheet["file"] not in run.unusable:
            place = {name: sheet[name] or None for name in ("file", "sheet")}
            yield log.line("info", "left-out", str(sheet["note"]), **place)


def _not_evaluated(coverage: pa.Table) -> Iterator[str]:
    for row in coverage.filter(pc.invert(coverage["evaluated"])).to_pylist():
        yield log.line("info", "rule-not-evaluated", row["reason"], rule=row["rule"])


def _problems(problems: pa.Table) -> Iterator[str]:
    """Yield a line a file, sheet and column that has problems: how many, and the row of the first."""
    places = zip(*(problems[name].to_pylist() for name in ("source_file", "source_sheet", "column")), strict=True)
    rows: dict[tuple[str | None, ...], list[int | None]] = {}
    for place, row in zip(places, problems["source_row"].to_pylist(), strict=True):
        rows.setdefault(place, []).append(row)
    for (file, sheet, column), found in rows.items():
        first = min((row for row in found if row is not None), default=None)
        yield log.line(
            "warning", "problems", file=file, sheet=sheet or None, column=column, row=first, count=len(found)
        )

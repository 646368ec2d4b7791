"""The parts of a report as the workbook's lists; it must not know how a sheet is written."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
from xlsxwriter.worksheet import Worksheet

from hcaudit.model.report import Report
from hcaudit.render.headings import DECISION_COLUMNS, decision_headings, headings, readable
from hcaudit.render.look import Look
from hcaudit.render.parts import findings_with_working, part
from hcaudit.render.penalty_table import penalty_table
from hcaudit.render.workbook.sheets import MOST_ROWS, Book, List, write_list
from hcaudit.texts import DEFAULT_LANGUAGE, say

_WHAT = ("unit", "record_no", "customer_name", "rule", "title", "reason")
_WORKING = (
    *("started_on", "due_on", "ended_on", "measured", "limit", "unit_of_measure", "pauses"),
    *("overdue_working_days", "overdue_calendar_days", "occurred_on", "amount", "disposition"),
)
_ORIGIN = (
    *("team", "manager", "person", "clause", "item", "kind", "customer_no", "outcome"),
    *("source_file", "source_sheet", "source_row", "pack", "finding_id", "facts_id"),
)
_ENTRY_KINDS = dict.fromkeys(DECISION_COLUMNS, "id") | {"decided_on": "date", "expires_on": "date"}
_ENTRY = "decision-"
"""Before the names of the columns to fill in: the findings have a `reason` of their own."""


def findings_list(report: Report, outcome: str, look: Look) -> List:
    """Return the findings with `outcome`: first what a person needs to judge them, then where they come from.

    Behind the working of violations and suspicions stand the empty columns of a decisions file.
    """
    findings = findings_with_working(report, look)
    table = _readable(findings.filter(pc.equal(findings["outcome"], outcome)), look)
    if outcome == "undetermined":
        names = [*_WHAT, *_WORKING, *_ORIGIN]
        return List(table=table.select(names), headings=headings(names, look), frozen=2)
    entries = {f"{_ENTRY}{name}": kind for name, kind in _ENTRY_KINDS.items()}
    for name in entries:
        table = table.append_column(name, pa.nulls(table.num_rows, pa.string()))
    before, behind = [*_WHAT, *_WORKING], list(_ORIGIN)
    return List(
        table=table.select([*before, *entries, *behind]),
        headings=[*headings(before, look), *decision_headings(), *headings(behind, look)],
        frozen=2,
        entries=entries,
    )


def part_list(report: Report, name: str, look: Look) -> List:
    """Return a part as a list, all columns in the order of its schema."""
    table = _readable(part(report, name, look), look)
    return List(table=table, headings=headings(table.column_names, look))


def penalty_list(report: Report, look: Look) -> List:
    """Return the penalty table with its subtotals and totals."""
    penalty = penalty_table(report.units, look.lang)
    table = _readable(penalty.drop_columns(["level"]), look)
    levels = penalty["level"].to_pylist()
    return List(table=table, headings=headings(table.column_names, look), frozen=1, levels=levels)


def write_findings(book: Book, report: Report, outcome: str) -> None:
    """Write the findings with `outcome` as a sheet in which decisions can be entered."""
    content = findings_list(report, outcome, book.look)
    entries = [place for place, name in enumerate(content.table.column_names) if name == f"{_ENTRY}decision"]
    for sheet in write_list(book, outcome, content):
        for place in entries:
            _offer_decisions(sheet, place, book.look.lang)


def _offer_decisions(sheet: Worksheet, place: int, lang: str) -> None:
    """Have column `place` take nothing but the words for a decision."""
    words = [say(f"render.decision-{word}") for word in ("confirm", "waive")]
    rule = {"validate": "list", "source": words, "error_message": say("render.decision-choose", lang)}
    sheet.data_validation(1, place, MOST_ROWS - 1, place, rule)


def _readable(table: pa.Table, look: Look) -> pa.Table:
    return readable(table, None if look.machine_keys else DEFAULT_LANGUAGE)

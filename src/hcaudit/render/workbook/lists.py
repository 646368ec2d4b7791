"""The parts of a report as the workbook's lists; it must not know how a sheet is written."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
from xlsxwriter.worksheet import Worksheet

from hcaudit.model.report import Report
from hcaudit.render.cells import change_texts
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
_ENTRIES = {f"{_ENTRY}{name}": kind for name, kind in _ENTRY_KINDS.items()}
_WITH_ENTRIES = ("violation", "suspected")
"""The outcomes that are lists in which decisions can be entered."""
_DECIDED_ON = ("unit", "record_no", "rule", "title", "outcome", "occurred_on")


def findings_list(report: Report, outcome: str, look: Look) -> List:
    """Return the findings with `outcome`: first what a person needs to judge them, then where they come from.

    Behind the working of violations and suspicions stand the columns of a decisions file, with the decision that was
    applied, so that the workbook, given back, decides the same.
    """
    findings = findings_with_working(report, look)
    table = _readable(findings.filter(pc.equal(findings["outcome"], outcome)), look)
    if outcome not in _WITH_ENTRIES:
        names = [*_WHAT, *_WORKING, *_ORIGIN]
        return List(table=table.select(names), headings=headings(names, look), frozen=2)
    decided = _entries(report.decided)
    places = pc.index_in(table["finding_id"], decided["finding_id"].combine_chunks())
    for name in _ENTRIES:
        table = table.append_column(name, decided[name].take(places))
    return _with_entries(table, [*_WHAT, *_WORKING], list(_ORIGIN), look)


def others_decided(report: Report, look: Look) -> List:
    """Return the decisions on findings that are on no list with columns for them.

    Without them the workbook, given back, would not decide the same: fines are formed over all months.
    """
    findings = report.findings
    listed = findings["finding_id"].filter(pc.is_in(findings["outcome"], pa.array(_WITH_ENTRIES)))
    others = report.decided.filter(pc.invert(pc.is_in(report.decided["finding_id"], listed.combine_chunks())))
    table = _readable(others.select([*_DECIDED_ON, "finding_id", "facts_id"]), look)
    for name, column in zip(_ENTRIES, _entries(others).select(list(_ENTRIES)).columns, strict=True):
        table = table.append_column(name, column)
    return _with_entries(table, list(_DECIDED_ON), ["finding_id", "facts_id"], look)


def _entries(decided: pa.Table) -> pa.Table:
    """Return decisions (`DECIDED`) as people enter them: the id of the finding, and the columns `_ENTRIES`."""
    words = {word: say(f"render.decision-{word}") for word in ("confirm", "waive")}
    as_entered = readable(decided.select(DECISION_COLUMNS), None)
    place = as_entered.schema.get_field_index("decision")
    as_entered = as_entered.set_column(place, "decision", change_texts(as_entered["decision"], lambda one: words[one]))
    return as_entered.rename_columns(list(_ENTRIES)).append_column("finding_id", decided["finding_id"])


def _with_entries(table: pa.Table, before: list[str], behind: list[str], look: Look) -> List:
    """Return a list whose columns for a decision stand between the columns `before` and those `behind`."""
    return List(
        table=table.select([*before, *_ENTRIES, *behind]),
        headings=[*_not_taken(headings(before, look)), *decision_headings(), *headings(behind, look)],
        frozen=2,
        entries=_ENTRIES,
    )


def _not_taken(given: list[str]) -> list[str]:
    """Return headings of which none is the machine key of a column of a decisions file."""
    return [f"finding_{one}" if one in DECISION_COLUMNS else one for one in given]


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
    _write_with_offers(book, outcome, findings_list(report, outcome, book.look))


def write_others_decided(book: Book, report: Report) -> None:
    """Write the decisions that stand on no other sheet, if there are any."""
    content = others_decided(report, book.look)
    if content.table.num_rows:
        _write_with_offers(book, "decided", content)


def _write_with_offers(book: Book, key: str, content: List) -> None:
    entries = [place for place, name in enumerate(content.table.column_names) if name == f"{_ENTRY}decision"]
    for sheet in write_list(book, key, content):
        for place in entries:
            _offer_decisions(sheet, place, book.look.lang)


def _offer_decisions(sheet: Worksheet, place: int, lang: str) -> None:
    """Have column `place` take nothing but the words for a decision."""
    words = [say(f"render.decision-{word}") for word in ("confirm", "waive")]
    rule = {"validate": "list", "source": words, "error_message": say("render.decision-choose", lang)}
    sheet.data_validation(1, place, MOST_ROWS - 1, place, rule)


def _readable(table: pa.Table, look: Look) -> pa.Table:
    return readable(table, None if look.machine_keys else DEFAULT_LANGUAGE)

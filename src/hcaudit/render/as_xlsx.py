"""Writes a whole report as an Excel workbook; it must not know how a sheet is laid out."""

from __future__ import annotations

from typing import BinaryIO

from hcaudit.model.report import Report
from hcaudit.render.look import Look
from hcaudit.render.workbook import lists
from hcaudit.render.workbook.clocks import clocks_list
from hcaudit.render.workbook.manifest import write_manifest
from hcaudit.render.workbook.new import new_book
from hcaudit.render.workbook.overview import write_overview
from hcaudit.render.workbook.sheets import Book, write_list


def render(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write every part, each late clock with its working, in sheets that can be checked by hand."""
    book = new_book(stream, report.run, look)
    _write_sheets(book, report)
    book.workbook.close()


def _write_sheets(book: Book, report: Report) -> None:
    look = book.look
    write_overview(book, report)
    write_list(book, "penalty", lists.penalty_list(report, look))
    write_list(book, "fines", lists.part_list(report, "fines", look))
    write_list(book, "consequences", lists.part_list(report, "consequences", look))
    for outcome in ("violation", "suspected", "undetermined"):
        lists.write_findings(book, report, outcome)
    lists.write_others_decided(book, report)
    write_list(book, "warnings", clocks_list(report.early_warnings, look))
    write_list(book, "coverage", lists.part_list(report, "coverage", look))
    write_list(book, "problems", lists.part_list(report, "problems", look))
    if report.changes is not None:
        write_list(book, "changes", lists.part_list(report, "changes", look))
    write_manifest(book, report.run)

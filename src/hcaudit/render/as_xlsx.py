"""Writes a whole report as an Excel workbook; it must not know how a sheet is laid out."""

from __future__ import annotations

import datetime as dt
from typing import BinaryIO

from xlsxwriter import Workbook

from hcaudit.model.report import Report
from hcaudit.render.look import Look
from hcaudit.render.workbook import lists
from hcaudit.render.workbook.manifest import MARK, write_manifest
from hcaudit.render.workbook.overview import write_overview
from hcaudit.render.workbook.sheets import Book, write_list
from hcaudit.render.workbook.styles import make_styles

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write every part, each late clock with its working, in sheets that can be checked by hand."""
    workbook = Workbook(stream, _OPTIONS)
    workbook.use_zip64()
    # The clock of the machine would make every copy of the same report another file.
    created = dt.datetime.combine(report.run.as_of, dt.time(), tzinfo=dt.UTC)
    workbook.set_properties({"title": report.run.pack_title, "comments": MARK, "created": created})
    book = Book(workbook=workbook, styles=make_styles(workbook), look=look)
    _write_sheets(book, report)
    workbook.close()


def _write_sheets(book: Book, report: Report) -> None:
    look = book.look
    write_overview(book, report)
    write_list(book, "penalty", lists.penalty_list(report, look))
    write_list(book, "fines", lists.part_list(report, "fines", look))
    write_list(book, "consequences", lists.part_list(report, "consequences", look))
    for outcome in ("violation", "suspected", "undetermined"):
        lists.write_findings(book, report, outcome)
    write_list(book, "warnings", lists.warnings_list(report, look))
    write_list(book, "coverage", lists.part_list(report, "coverage", look))
    write_list(book, "problems", lists.part_list(report, "problems", look))
    write_manifest(book, report.run)

"""The last sheet: enough to run the audit again, and the mark by which hcaudit knows its own reports.

It must not know the other sheets.
"""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from hcaudit.model.report import Run
from hcaudit.render.headings import words
from hcaudit.render.run_words import INPUT_COLUMNS, Fact, run_sections
from hcaudit.render.workbook.facts import write_cell
from hcaudit.render.workbook.sheets import Book, set_page
from hcaudit.texts import say

MARK = "hcaudit"
"""Stands in the first cell of the sheet: a workbook with it is a report, not an export."""


def write_manifest(book: Book, run: Run) -> None:
    """Write the sheet: facts of the run, totals, parameters, then the inputs with their counts."""
    lang = book.look.lang
    sheet = book.workbook.add_worksheet(book.sheet_name("manifest"))
    set_page(sheet)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 10, 14)
    sheet.write_string(0, 0, MARK, book.styles.title)
    sheet.write_string(0, 1, say("render.sheet-manifest", lang), book.styles.title)
    line = 2
    for title, facts in run_sections(run, lang):
        line = _write_section(book, sheet, line, (title, facts))
    _write_inputs(book, sheet, line, run)


def _write_section(book: Book, sheet: Worksheet, top: int, section: tuple[str, list[tuple[str, Fact]]]) -> int:
    """Write a title and the facts under it from row `top` on; return the row where the next section begins."""
    title, facts = section
    sheet.write_string(top, 0, title, book.styles.heading)
    for line, (name, value) in enumerate(facts, start=top + 1):
        write_cell(book, sheet, (line, 0), name)
        write_cell(book, sheet, (line, 1), value)
    return top + len(facts) + 2


def _write_inputs(book: Book, sheet: Worksheet, top: int, run: Run) -> None:
    lang = book.look.lang
    sheet.write_string(top, 0, say("render.manifest-inputs", lang), book.styles.label)
    for place, name in enumerate(INPUT_COLUMNS):
        sheet.write_string(top + 1, place, say(f"render.input-{name}", lang), book.styles.heading)
    kinds = words("kind", lang)
    for line, one in enumerate(run.inputs, start=top + 2):
        for place, name in enumerate(INPUT_COLUMNS):
            value = one.get(name)
            if isinstance(value, int | float):
                write_cell(book, sheet, (line, place), value)
            elif value is not None:
                write_cell(book, sheet, (line, place), kinds.get(str(value), str(value)))

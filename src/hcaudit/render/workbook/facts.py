"""Single facts on a sheet: a cell at a place, the period in words; it must not know which sheet."""

from __future__ import annotations

import datetime as dt

from xlsxwriter.worksheet import Worksheet

from hcaudit.model.report import Run
from hcaudit.render.cells import visible_text
from hcaudit.render.workbook.sheets import Book
from hcaudit.texts import say

Cell = str | int | float | dt.date
"""A text, a count, an amount in yuan (a float) or a day."""


def write_cell(book: Book, sheet: Worksheet, at: tuple[int, int], value: Cell) -> None:
    """Write `value` at row and column `at`; a text stays a text whatever it looks like."""
    if isinstance(value, str):
        sheet.write_string(*at, visible_text(value), book.styles.cells["item", "id"])
    elif isinstance(value, dt.date):
        sheet.write_datetime(*at, value, book.styles.cells["item", "date"])
    else:
        kind = "money" if isinstance(value, float) else "number"
        sheet.write_number(*at, value, book.styles.cells["item", kind])


def period_words(run: Run, lang: str) -> str:
    """Return the period of a run in words."""
    if not (run.period_from or run.period_to):
        return say("render.overview-whole-period", lang)
    return say("render.overview-from-to", lang, from_day=run.period_from or "", to_day=run.period_to or run.as_of)

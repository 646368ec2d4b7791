"""Single facts on a sheet: a cell at a place; it must not know which sheet."""

from __future__ import annotations

import datetime as dt

from xlsxwriter.worksheet import Worksheet

from hcaudit.render.cells import visible_text
from hcaudit.render.run_words import Fact
from hcaudit.render.workbook.sheets import Book


def write_cell(book: Book, sheet: Worksheet, at: tuple[int, int], value: Fact) -> None:
    """Write `value` at row and column `at`; a text stays a text whatever it looks like."""
    if isinstance(value, str):
        sheet.write_string(*at, visible_text(value), book.styles.cells["item", "id"])
    elif isinstance(value, dt.date):
        sheet.write_datetime(*at, value, book.styles.cells["item", "date"])
    else:
        kind = "money" if isinstance(value, float) else "number"
        sheet.write_number(*at, value, book.styles.cells["item", kind])

"""A whole ledger as a workbook; it must not know how a sheet is laid out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import BinaryIO

import pyarrow as pa

from hcaudit.render.headings import headings, readable
from hcaudit.render.look import Look
from hcaudit.render.workbook.manifest import MARK
from hcaudit.render.workbook.new import titled_book
from hcaudit.render.workbook.sheets import Book, List, write_list
from hcaudit.texts import DEFAULT_LANGUAGE, say

_LONG_AGO = dt.date(2000, 1, 1)
"""The day the workbook of an empty ledger is of."""


def write_workbook(
    tables: Mapping[str, pa.Table], facts: Sequence[tuple[str, object]], stream: BinaryIO, look: Look
) -> None:
    """Write a sheet for each of `tables` (``balances``, ``fines``, ``events``), and one with what the ledger is."""
    book = titled_book(stream, say("ledger.book-title", look.lang), _day_of(tables["events"]), look)
    for name, table in tables.items():
        write_list(book, f"ledger-{name}", _listed(table, look))
    _write_facts(book, facts)
    book.workbook.close()


def _day_of(events: pa.Table) -> dt.date:
    """Return the last day on which a fine occurred: the same ledger makes the same book, whatever the clock says."""
    days = events["occurred_on"].to_pylist()
    return dt.date.fromisoformat(max(days)) if days else _LONG_AGO


def _listed(table: pa.Table, look: Look) -> List:
    shown = readable(table, None if look.machine_keys else DEFAULT_LANGUAGE)
    return List(table=shown, headings=headings(table.column_names, look), frozen=1)


def _write_facts(book: Book, facts: Sequence[tuple[str, object]]) -> None:
    """Write the sheet by which hcaudit knows its own workbooks."""
    sheet = book.workbook.add_worksheet(book.sheet_name("manifest"))
    sheet.set_column(0, 1, 36)
    sheet.write_string(0, 0, MARK, book.styles.title)
    for line, (name, value) in enumerate(facts, start=2):
        sheet.write_string(line, 0, name, book.styles.label)
        if isinstance(value, int):
            sheet.write_number(line, 1, value)
        else:
            sheet.write_string(line, 1, str(value))

"""How each file was understood, as text for a terminal; lines are broken by whoever shows them, tables fitted here."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from hcaudit.render.as_table import write_blocks
from hcaudit.render.blocks import Block
from hcaudit.render.cells import visible_text
from hcaudit.render.fitting import Column
from hcaudit.render.intake import words
from hcaudit.render.intake.page import IntakePage, SheetPage
from hcaudit.render.look import Look
from hcaudit.texts import say

MOST_DOUBTS = 10
"""Doubts told of a sheet; the other forms tell all."""


def sheet_opening(sheet: SheetPage, lang: str) -> Iterator[str]:
    """Yield what stands above the table of a sheet's headers."""
    yield visible_text(words.name_of(sheet))
    yield from (f"  {visible_text(line)}" for line in words.facts_of(sheet, lang))


def sheet_table(sheet: SheetPage, look: Look) -> str:
    """Return a table with a row a header, fitted to the terminal's width."""
    columns = [
        Column(name="header", heading=say("columns.heading-header", look.lang), values=[], wraps=12),
        Column(name="field", heading=say("columns.heading-field", look.lang), values=[], wraps=12),
        Column(name="title", heading=say("columns.heading-title", look.lang), values=[], wraps=12),
    ]
    values = [
        [visible_text(one.header) for one in sheet.columns],
        [words.field_words(one, look.lang) for one in sheet.columns],
        [one.title or "" for one in sheet.columns],
    ]
    filled = [
        Column(name=column.name, heading=column.heading, values=cells, wraps=column.wraps)
        for column, cells in zip(columns, values, strict=True)
    ]
    table = BytesIO()
    write_blocks(iter([Block(words="", columns=filled)]), table, look)
    return table.getvalue().decode().strip("\n")


def sheet_closing(sheet: SheetPage, lang: str) -> Iterator[str]:
    """Yield what stands under it: the fields that no column was taken for, and what was not understood."""
    if lacking := words.lacking_words(sheet, lang):
        yield f"  {lacking}"
    yield from _doubts(sheet, lang)


def page_closing(page: IntakePage, lang: str) -> Iterator[str]:
    """Yield what stands at the end: what was left out and why, and the rows of all sheets together."""
    if page.left_out:
        yield say("columns.left-out", lang, count=len(page.left_out))
    for sheet in page.left_out:
        yield f"  {visible_text(words.left_out_words(sheet, lang))}"
    yield words.totals_words(page.sheets, lang)


def _doubts(sheet: SheetPage, lang: str) -> Iterator[str]:
    if not sheet.doubts:
        return
    yield f"  {say('columns.doubts', lang, count=len(sheet.doubts))}"
    for doubt in sheet.doubts[:MOST_DOUBTS]:
        yield f"    - {visible_text(words.doubt_words(doubt, lang))}"
    if (more := len(sheet.doubts) - MOST_DOUBTS) > 0:
        yield f"    {say('columns.more-doubts', lang, count=more)}"

"""Writes a bulletin as an Excel workbook; it must not know how a sheet is laid out."""

from __future__ import annotations

from typing import BinaryIO

from hcaudit.render.bulletin.bulletin import Bulletin
from hcaudit.render.look import Look
from hcaudit.render.workbook.clocks import rows_list
from hcaudit.render.workbook.manifest import write_manifest
from hcaudit.render.workbook.new import new_book
from hcaudit.render.workbook.sheets import write_list


def write_xlsx(bulletin: Bulletin, stream: BinaryIO, look: Look) -> None:
    """Write a sheet a roll, the main one first, and the manifest, by which hcaudit knows its own reports."""
    book = new_book(stream, bulletin.run, look)
    for roll in sorted(bulletin.rolls, key=lambda roll: roll.key != bulletin.main):
        others = [name for name in roll.table.column_names if name not in roll.read]
        content = rows_list(roll.table.select([*roll.read, *others]), look, roll.frozen)
        for sheet in write_list(book, roll.sheet, content):
            # On paper it is what people read, as wide as the page.
            sheet.print_area(0, 0, max(roll.table.num_rows, 1), len(roll.read) - 1)
            sheet.fit_to_pages(1, 0)
    write_manifest(book, bulletin.run)
    book.workbook.close()

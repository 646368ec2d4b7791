"""Opens a new workbook, the same bytes for the same contents; it must not know what sheets it gets."""

from __future__ import annotations

import datetime as dt
from typing import BinaryIO

from xlsxwriter import Workbook

from hcaudit.model.report import Run
from hcaudit.render.look import Look
from hcaudit.render.workbook.manifest import MARK
from hcaudit.render.workbook.sheets import Book
from hcaudit.render.workbook.styles import make_styles

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def new_book(stream: BinaryIO, run: Run, look: Look) -> Book:
    """Return an empty workbook about `run` that `stream` gets once it is closed; texts in it stay texts."""
    return titled_book(stream, run.pack_title, run.as_of, look)


def titled_book(stream: BinaryIO, title: str, day: dt.date, look: Look) -> Book:
    """Return an empty workbook called `title`, which is to be as old as `day`."""
    workbook = Workbook(stream, _OPTIONS)
    workbook.use_zip64()
    # The clock of the machine would make every copy of the same report another file.
    created = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
    workbook.set_properties({"title": title, "comments": MARK, "created": created})
    return Book(workbook=workbook, styles=make_styles(workbook), look=look)

"""A workbook's bytes → what its reader makes of them, before any cell becomes text; it must not know Arrow.

This is the first of two steps (`spreadsheet` is the second): while it runs, the child process imports what the other
needs.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import python_calamine as calamine

from hcaudit.load.cellmarks import WorkbookMarks
from hcaudit.load.codepages import OldText, old_text_of
from hcaudit.load.limits import SHEETS
from hcaudit.load.mending import mended
from hcaudit.load.package import check_package, is_cut_off
from hcaudit.load.unusable import UnusableFileError
from hcaudit.load.workbookmarks import marks_of
from hcaudit.texts import Text

_PANIC = "PanicException"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet:
    """One worksheet, parsed, what it is called, and whether the workbook hides it."""

    cells: calamine.CalamineSheet
    name: str
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedWorkbook:
    """A workbook of which the first sheet has been parsed, its marks, which may still be looked for, and its text."""

    file: str
    text: OldText
    book: calamine.CalamineWorkbook
    entries: Sequence[calamine.SheetMetadata]
    first: calamine.CalamineSheet | None
    marks: Future[WorkbookMarks]

    def worksheets(self) -> Iterator[Worksheet]:
        """Yield the worksheets, hidden ones included; each is parsed when its turn has come.

        Raises:
            UnusableFileError: one cannot be read.
        """
        for place, entry in enumerate(self.entries):
            with reader_errors(self.file, self.text.data):
                cells = self.book.get_sheet_by_name(entry.name) if place or self.first is None else self.first
            hidden = entry.visible is not calamine.SheetVisibleEnum.Visible
            yield Worksheet(cells=cells, name=self.text.decoded(entry.name), hidden=hidden)


def parse(file: str, data: bytes) -> ParsedWorkbook:
    """Return a workbook.

    Raises:
        UnusableFileError: it cannot be read.
    """
    check_package(file, data)
    # The reader is no Python: what it does not tell can be looked up meanwhile.
    beside = ThreadPoolExecutor(1)
    marks = beside.submit(marks_of, data)
    beside.shutdown(wait=False)
    text = old_text_of(data)
    with reader_errors(file, data):
        book = _opened(text.data)
        entries = [entry for entry in book.sheets_metadata if entry.typ is calamine.SheetTypeEnum.WorkSheet]
        if len(entries) > SHEETS:
            raise UnusableFileError(Text("load.too-many-sheets", file=file, count=len(entries), most=SHEETS))
        first = book.get_sheet_by_name(entries[0].name) if entries else None
    return ParsedWorkbook(file=file, text=text, book=book, entries=entries, first=first, marks=marks)


def _opened(data: bytes) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError:
        raise
    except calamine.CalamineError:
        again = mended(data)
        if again is None:
            raise
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(again))


@contextmanager
def reader_errors(file: str, data: bytes) -> Iterator[None]:
    """Turn what the reader raises into an error about the file; its own words help nobody who has only the file.

    Raises:
        UnusableFileError: it raises something.
    """
    try:
        yield
    except calamine.PasswordError:
        raise UnusableFileError(Text("load.password", file=file)) from None
    except (calamine.CalamineError, OSError, ValueError):
        raise UnusableFileError(_why_broken(file, data)) from None
    except BaseException as error:
        # A panic of the reader's own language is no Exception, and it is the file's fault all the same.
        if type(error).__name__ != _PANIC:
            raise
        raise UnusableFileError(_why_broken(file, data)) from None


def _why_broken(file: str, data: bytes) -> Text:
    return Text("load.cut-off-workbook" if is_cut_off(data) else "load.broken-workbook", file=file)

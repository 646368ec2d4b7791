"""The marks of OpenDocument spreadsheets (.ods); it must not know what any cell means."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator

from hcaudit.load.cellmarks import UNCALCULATED, Place, SheetMarks, WorkbookMarks

WORKBOOK = "content.xml"

_LARGEST = 1 << 29
_TABLE = re.compile(rb"<table:table\s([^>]*)>(.*?)</table:table>", re.DOTALL)
_ROW = re.compile(rb"<table:table-row(?:\s([^>]*?))?(?:/>|>(.*?)</table:table-row>)", re.DOTALL)
_CELL = re.compile(
    rb"<table:(?:covered-)?table-cell((?:\s[^>]*?)?)(?:/>|>(.*?)</table:(?:covered-)?table-cell>)", re.DOTALL
)
_NAME = re.compile(rb'table:name="([^"]*)"')
_ROWS = re.compile(rb'table:number-rows-repeated="(\d+)"')
_COLUMNS = re.compile(rb'table:number-columns-repeated="(\d+)"')
_SPAN = re.compile(rb'table:number-rows-spanned="(\d+)"')
_ERROR = b'calcext:value-type="error"'
_FORMULA = b"table:formula="
_VALUE = b"office:value-type="
_RESULT = b"<text:p"
_TEXT = re.compile(rb"<text:p[^>]*>([^<]*)<")
_ANY_MARK = re.compile(rb'calcext:value-type="error"|table:formula=|table:number-rows-spanned="(?:[2-9]|\d\d)')
_EPOCH_1904 = re.compile(rb'<table:null-date\s[^>]*table:date-value="1904-01-01"')


def marks_of(package: zipfile.ZipFile) -> WorkbookMarks:
    """Return the marks of a workbook."""
    if package.getinfo(WORKBOOK).file_size > _LARGEST:
        return WorkbookMarks()
    xml = package.read(WORKBOOK)
    epoch_1904 = bool(_EPOCH_1904.search(xml))
    if not _ANY_MARK.search(xml):
        return WorkbookMarks(epoch_1904=epoch_1904)
    return WorkbookMarks(epoch_1904=epoch_1904, sheets=dict(map(_marks, _TABLE.finditer(xml))))


def _marks(table: re.Match[bytes]) -> tuple[str, SheetMarks]:
    name = _NAME.search(table[1])
    cells: dict[Place, str] = {}
    merged: list[tuple[Place, Place]] = []
    row = 0
    for line in _ROW.finditer(table[2]):
        if line[2] and _ANY_MARK.search(line[2]):
            for column, attributes, content in _cells(line[2]):
                text = _text(attributes, content)
                if text is not None:
                    cells[row, column] = text
                if span := _SPAN.search(attributes):
                    merged.append(((row, column), (row + int(span[1]) - 1, column)))
        row += _count(_ROWS, line[1])
    return html.unescape(name[1].decode("utf-8", "replace")) if name else "", SheetMarks(cells=cells, merged=merged)


def _cells(row: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield the column, the attributes and the content of each cell."""
    column = 0
    for cell in _CELL.finditer(row):
        yield column, cell[1], cell[2] or b""
        column += _count(_COLUMNS, cell[1])


def _text(attributes: bytes, content: bytes) -> str | None:
    if _ERROR in attributes:
        said = _TEXT.search(content)
        return html.unescape(said[1].decode("utf-8", "replace")) if said and said[1] else "#VALUE!"
    # A result that is no text at all has a paragraph with nothing in it.
    return UNCALCULATED if _FORMULA in attributes and _VALUE not in attributes and _RESULT not in content else None


def _count(attribute: re.Pattern[bytes], attributes: bytes | None) -> int:
    match = attribute.search(attributes or b"")
    return int(match[1]) if match else 1

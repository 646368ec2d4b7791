"""The marks of workbooks in binary records within a zip package (.xlsb); it must not know what any cell means.

After [MS-XLSB]: a record is its number (one or two bytes), its length (one to four) and that many bytes.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable, Iterator

from hcaudit.load.cellmarks import ERRORS, Place, SheetMarks, WorkbookMarks
from hcaudit.load.ooxmlmarks import relations_of

WORKBOOK = "xl/workbook.bin"

RELATIONS = "xl/_rels/workbook.bin.rels"
_ROW, _ERROR, _ERROR_OF_FORMULA, _PROPERTIES, _SHEET, _MERGED = 0, 3, 11, 153, 156, 176
_ERROR_BYTES = b"[\x00\x07\x0f\x17\x1d\x24\x2a\x2b]"
_ANY_MARK = re.compile(b"\x03\x09.{8}%b|\x0b.{1,2}.{8}%b|\xb0\x01\x10" % (_ERROR_BYTES, _ERROR_BYTES), re.DOTALL)
"""What a marked cell looks like: few sheets have one, and reading all records takes long."""

_CONTINUED = 0x80
_NO_TEXT = 0xFFFFFFFF
"""The length of a relation that is not there: modules of macros have none."""


def marks_of(package: zipfile.ZipFile) -> WorkbookMarks:
    """Return the marks of a workbook."""
    relations = relations_of(package, RELATIONS)
    epoch_1904, sheets, there = False, {}, frozenset(package.namelist())
    for number, record, _ in _records(package.read(WORKBOOK)):
        if number == _PROPERTIES:
            epoch_1904 = bool(record[0] & 1)
        elif number == _SHEET:
            relation, name = _names(record)
            if relations.get(relation) in there:
                sheets[name] = _marks(package.read(relations[relation]))
    return WorkbookMarks(epoch_1904=epoch_1904, sheets=sheets)


def without_sheets(book: bytes, is_left_out: Callable[[str], bool]) -> bytes:
    """Return the part with the list of sheets without those whose relation is to be left out."""
    kept, start = [], 0
    for number, record, end in _records(book):
        if number != _SHEET or not is_left_out(_names(record)[0]):
            kept.append(book[start:end])
        start = end
    return b"".join(kept)


def _records(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield the number and the content of each record, and the place where it ends."""
    place = 0
    while place < len(data):
        number, place = _varying(data, place, 2)
        length, place = _varying(data, place, 4)
        yield number, data[place : place + length], place + length
        place += length


def _varying(data: bytes, place: int, most: int) -> tuple[int, int]:
    """Return a number of up to `most` bytes of seven bits, and the place behind it."""
    value = 0
    for count in range(most):
        byte = data[place + count]
        value |= (byte & ~_CONTINUED) << (7 * count)
        if not byte & _CONTINUED:
            return value, place + count + 1
    return value, place + most


def _names(record: bytes) -> tuple[str, str]:
    """Return the relation and the name of a sheet."""
    names = []
    place = 8
    for _ in range(2):
        (length,) = struct.unpack_from("<I", record, place)
        length = 0 if length == _NO_TEXT else length
        names.append(record[place + 4 : place + 4 + 2 * length].decode("utf-16-le", "replace"))
        place += 4 + 2 * length
    return names[0], names[1]


def _marks(part: bytes) -> SheetMarks:
    if not _ANY_MARK.search(part):
        return SheetMarks()
    cells: dict[Place, str] = {}
    merged = []
    row = 0
    for number, record, _ in _records(part):
        if number == _ROW:
            (row,) = struct.unpack_from("<I", record)
        elif number in {_ERROR, _ERROR_OF_FORMULA}:
            (column,) = struct.unpack_from("<I", record)
            cells[row, column] = ERRORS.get(record[8], ERRORS[0x0F])
        elif number == _MERGED:
            first_row, last_row, first_column, last_column = struct.unpack_from("<4I", record)
            merged.append(((first_row, first_column), (last_row, last_column)))
    return SheetMarks(cells=cells, merged=merged)

"""The marks of old workbooks (.xls, BIFF5 and BIFF8); it must not know what any cell means.

After [MS-XLS]: a record is its number and its length, two bytes each, and that many bytes.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from hcaudit.load.cellmarks import ERRORS, Place, SheetMarks, WorkbookMarks
from hcaudit.load.container import stream_of

STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
"""What the stream with the cells is called, in the order in which its reader looks for it."""

_FORMULA, _END, _EPOCH, _LOCK, _SHEET, _ERROR_OR_TRUTH = 0x0006, 0x000A, 0x0022, 0x002F, 0x0085, 0x0205
_ANY_MARK = re.compile(b"\x05\x02\x08\x00.{7}\x01|\x06\x00.{2}.{6}\x02.{5}\xff\xff", re.DOTALL)
"""What a marked cell looks like: few sheets have one, and reading all records takes long."""

_ERROR_RESULT = 2


def marks_of(data: bytes) -> WorkbookMarks:
    """Return the marks of a workbook.

    Raises:
        ValueError, struct.error: it is no workbook.
    """
    stream = stream_of(data, STREAMS) or b""
    epoch_1904, sheets = False, {}
    for number, record in _records(stream, 0):
        if number == _EPOCH:
            epoch_1904 = record[:1] == b"\x01"
        elif number == _SHEET:
            (start,) = struct.unpack_from("<I", record)
            sheets[_name(record[6:])] = start
    is_marked = bool(_ANY_MARK.search(stream))
    return WorkbookMarks(
        epoch_1904=epoch_1904,
        sheets={name: SheetMarks(cells=dict(_marks(stream, start))) for name, start in sheets.items() if is_marked},
    )


def is_locked(stream: bytes) -> bool:
    """Return whether the cells of a workbook are encrypted."""
    return any(number == _LOCK for number, _ in _records(stream, 0))


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of the part of a stream that begins at `start`."""
    place = start
    while place + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, place)
        yield number, stream[place + 4 : place + 4 + length]
        if number == _END:
            return
        place += 4 + length


def all_records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield the records of all parts of a stream, each with the place where its content begins."""
    place = 0
    while place + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, place)
        yield place + 4, number, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _name(text: bytes) -> str:
    """Return the name of a sheet: its length and, in BIFF8, whether its characters have two bytes."""
    length, form = text[0], text[1]
    if form == 1:
        return text[2 : 2 + 2 * length].decode("utf-16-le", "replace")
    if form == 0:
        return text[2 : 2 + length].decode("latin-1")
    return text[1 : 1 + length].decode("gb18030", "replace")


def _marks(stream: bytes, start: int) -> Iterator[tuple[Place, str]]:
    for number, record in _records(stream, start):
        code = None
        if number == _ERROR_OR_TRUTH and record[7:8] == b"\x01":
            code = record[6]
        elif number == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == _ERROR_RESULT:
            code = record[8]
        if code is not None:
            row, column = struct.unpack_from("<HH", record)
            yield (row, column), ERRORS.get(code, ERRORS[0x0F])

"""A small writer of .xlsb workbooks for the loader's tests, after [MS-XLSB]; no library writes them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence

_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="xl/workbook.bin" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument"/></Relationships>',
    "xl/_rels/workbook.bin.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.bin" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/worksheet"/><Relationship Id="rId2" Target="styles.bin" Type="http://schemas.openxmlformats'
    '.org/officeDocument/2006/relationships/styles"/></Relationships>',
}
_MACROS = (
    '<Relationship Id="rIdM" Target="macrosheets/sheet1.bin" '
    'Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"/></Relationships>'
)
_DATE_FORMAT = 22
_NUMBER, _DATE = 0, 1
ERRORS = {"#N/A": 0x2A, "#DIV/0!": 0x07}

Cell = str | float | bool | None


class Date(float):
    """The serial number of a date."""


def xlsb(
    rows: Sequence[Sequence[Cell]],
    *,
    epoch_1904: bool = False,
    merged: Iterable[tuple[int, int, int, int]] = (),
    macros: bool = False,
) -> bytes:
    """Return a workbook with one sheet: texts, numbers, dates, truths and errors (`ERRORS`).

    `merged` cells are given by their first and last row, first and last column.  `macros`: there is also a sheet of
    macros, and a module that is no part of its own.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in _PARTS.items():
            package.writestr(name, text.replace("</Relationships>", _MACROS) if macros and "workbook" in name else text)
        package.writestr("xl/workbook.bin", _workbook(epoch_1904, macros=macros))
        package.writestr("xl/styles.bin", _styles())
        package.writestr("xl/worksheets/sheet1.bin", _sheet(rows, list(merged)))
    return stream.getvalue()


def _workbook(epoch_1904: bool, *, macros: bool) -> bytes:
    sheets = [struct.pack("<II", 0, 1) + _text("rId1") + _text("在途")]
    if macros:
        sheets.append(struct.pack("<II", 0, 2) + _text("rIdM") + _text("宏"))
        sheets.append(struct.pack("<IIi", 0, 3, -1) + _text("Module1"))
    properties = _record(153, struct.pack("<II", int(epoch_1904), 0) + _text(""))
    listed = b"".join(_record(156, sheet) for sheet in sheets)
    return _record(131) + properties + _record(143) + listed + _record(144) + _record(132)


def _styles() -> bytes:
    formats = [struct.pack("<HHHHHHHH", 0xFFFF, number, 0, 0, 0, 0, 0, 0) for number in (0, _DATE_FORMAT)]
    cells = _record(617, struct.pack("<I", len(formats))) + b"".join(_record(47, one) for one in formats)
    return _record(278) + cells + _record(618) + _record(279)


def _sheet(rows: Sequence[Sequence[Cell]], merged: Sequence[tuple[int, int, int, int]]) -> bytes:
    size = _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1))
    body = b"".join(
        _record(0, struct.pack("<I", place) + bytes(13))
        + b"".join(_cell(column, cell) for column, cell in enumerate(row))
        for place, row in enumerate(rows)
    )
    ranges = b"".join(_record(176, struct.pack("<4I", *one)) for one in merged)
    ends = _record(177, struct.pack("<I", len(merged))) + ranges + _record(178)
    return _record(129) + size + _record(145) + body + _record(146) + ends + _record(130)


def _cell(column: int, cell: Cell) -> bytes:
    head = struct.pack("<II", column, _DATE if isinstance(cell, Date) else _NUMBER)
    match cell:
        case None:
            return b""
        case bool():
            return _record(4, head + bytes([cell]))
        case str() if cell in ERRORS:
            return _record(3, head + bytes([ERRORS[cell]]))
        case str():
            return _record(6, head + _text(cell))
        case _:
            return _record(5, head + struct.pack("<d", cell))


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(number: int, data: bytes = b"") -> bytes:
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    length, size = b"", len(data)
    while size >= 0x80:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + data

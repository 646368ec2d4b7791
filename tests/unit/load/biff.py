"""Old workbooks (.xls) of few cells, written record by record after [MS-XLS] and [MS-CFB]; it must not read any."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

BIFF5, BIFF8 = 0x0500, 0x0600
_SECTOR = 512
_SMALLEST = 4096
_NONE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STREAM, _ROOT = 2, 5

Cells = Sequence[Sequence[str | float]]


def old_workbook(
    sheets: Mapping[str, Cells], *, version: int = BIFF8, code_page: int = 1200, encoding: str = "utf-16-le"
) -> bytes:
    """Return a workbook; in BIFF5 `encoding` is that of its bytes, whatever the code page says."""
    name = "Workbook" if version == BIFF8 else "Book"
    return container(name, _stream(sheets, version, code_page, encoding))


def container(name: str, stream: bytes) -> bytes:
    """Return a container with one stream."""
    padded = stream.ljust(max(len(stream) + -len(stream) % _SECTOR, _SMALLEST), b"\x00")
    count = len(padded) // _SECTOR
    chain = [_TABLE, _END, *range(3, 2 + count), _END]
    directory = _entry("Root Entry", _ROOT, _END, 0) + _entry(name, _STREAM, 2, len(padded))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, _SMALLEST, _END, 0, _END, 0)
    table = struct.pack("<109I", 0, *[_NONE] * 108)
    fat = struct.pack("<128I", *chain, *[_NONE] * (128 - len(chain)))
    return header + table + fat + directory.ljust(_SECTOR, b"\x00") + padded


def _entry(name: str, sort: int, first: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\x00\x00"
    child = 1 if sort == _ROOT else _NONE
    places = struct.pack("<HBB3I", len(text), sort, 1, _NONE, _NONE, child)
    return text.ljust(64, b"\x00") + places + bytes(36) + struct.pack("<2I4x", first, size)


def _stream(sheets: Mapping[str, Cells], version: int, code_page: int, encoding: str) -> bytes:
    opening = _record(0x0809, struct.pack("<HH12x", version, 5)[: 16 if version == BIFF8 else 8])
    opening += _record(0x0042, struct.pack("<H", code_page))
    bodies = [_sheet(cells, version, encoding) for cells in sheets.values()]
    names = [_text(name, version, encoding, "B") for name in sheets]
    place = len(opening) + sum(len(name) + 10 for name in names) + 4
    for name, body in zip(names, bodies, strict=True):
        opening += _record(0x0085, struct.pack("<IH", place, 0) + name)
        place += len(body)
    return opening + _record(0x000A, b"") + b"".join(bodies)


def _sheet(cells: Cells, version: int, encoding: str) -> bytes:
    records = [_record(0x0809, struct.pack("<HH12x", version, 0x10)[: 16 if version == BIFF8 else 8])]
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            place = struct.pack("<3H", row, column, 0)
            if isinstance(cell, str):
                records.append(_record(0x0204, place + _text(cell, version, encoding, "H")))
            else:
                records.append(_record(0x0203, place + struct.pack("<d", cell)))
    return b"".join([*records, _record(0x000A, b"")])


def _text(text: str, version: int, encoding: str, length: str) -> bytes:
    """Return text with its length before it; BIFF8 says with a byte whether its letters have two bytes."""
    if version == BIFF8:
        wide = not text.isascii()
        return struct.pack(f"<{length}B", len(text), wide) + text.encode("utf-16-le" if wide else "ascii")
    raw = text.encode(encoding)
    return struct.pack(f"<{length}", len(raw)) + raw


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HH", number, len(content)) + content

"""Workbooks that their reader refuses although they are sound → the same without what it stumbles over.

Sheets that are no worksheets (macros, modules) and XML in two bytes a letter are rare and right; the reader gives the
whole workbook up for them.  It must not know cells.
"""

from __future__ import annotations

import codecs
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from hcaudit.load import binarymarks, ooxmlmarks
from hcaudit.load.limits import MEGABYTE

_LARGEST = 64 * MEGABYTE
"""Parts together; a workbook with more of them is not unpacked a second time."""

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?(?:/>|>\s*</(?:\w+:)?sheet>)")
_DECLARED = re.compile(r"""(<\?xml[^>]*\sencoding\s*=\s*)["'][^"']*["']""")
_MARKUP = (".xml", ".rels")
_READ_BY_ITS_READER = ("worksheet", "chartsheet", "dialogsheet")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    LookupError,
    ValueError,
    OSError,
    EOFError,
    struct.error,
)

_Parts = dict[str, bytes]


def mended(data: bytes) -> bytes | None:
    """Return a workbook that can be read in place of one that cannot; None if there is nothing to mend."""
    try:
        parts = _parts(data)
        found = {name: _narrow(name, content) for name, content in parts.items()}
        for name, (relations, without) in _LISTS.items():
            if name in found and relations in found:
                found[name] = without(found[name], _kinds(found[relations]))
    except _DAMAGED:
        return None
    return _package(found) if found != parts else None


def _parts(data: bytes) -> _Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        if sum(entry.file_size for entry in entries) > _LARGEST:
            raise ValueError
        return {entry.filename: package.read(entry) for entry in entries}


def _package(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def _narrow(name: str, content: bytes) -> bytes:
    """Return XML of two bytes a letter as UTF-8."""
    if not name.endswith(_MARKUP) or not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content
    return _DECLARED.sub(r'\1"UTF-8"', content.decode("utf-16"), count=1).encode()


def _kinds(relations: bytes) -> Mapping[str, str]:
    """Return what the parts are of which a list of sheets speaks, by the ids with which it does."""
    found = ooxmlmarks.relations_in(relations)
    return {relation.get("Id", ""): relation.get("Type", "").rpartition("/")[2] for relation in found}


def _without_xml_sheets(book: bytes, kinds: Mapping[str, str]) -> bytes:
    def kept(sheet: re.Match[bytes]) -> bytes:
        ids = [value for key, value in ooxmlmarks.attributes_of(sheet[0]).items() if key.endswith(":id")]
        return sheet[0] if any(kinds.get(one) in _READ_BY_ITS_READER for one in ids) else b""

    return _SHEET.sub(kept, book)


def _without_binary_sheets(book: bytes, kinds: Mapping[str, str]) -> bytes:
    return binarymarks.without_sheets(book, lambda relation: kinds.get(relation) not in _READ_BY_ITS_READER)


_LISTS: Mapping[str, tuple[str, Callable[[bytes, Mapping[str, str]], bytes]]] = {
    ooxmlmarks.WORKBOOK: (ooxmlmarks.RELATIONS, _without_xml_sheets),
    binarymarks.WORKBOOK: (binarymarks.RELATIONS, _without_binary_sheets),
}
"""The parts with the lists of sheets, their relations, and how a list is cut."""

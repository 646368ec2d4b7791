"""What a file is, told by its bytes and never by its name; it must not read it."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum

from hcaudit.load.decoding import Bytes


class Form(Enum):
    """The forms a file can have."""

    EMPTY = "empty"
    TEXT = "text"
    XLSX = "xlsx"
    XLS = "xls"
    ZIP = "zip"
    HTML = "html"
    XML = "xml"
    JSON = "json"
    PARQUET = "parquet"
    PDF = "pdf"
    IMAGE = "image"
    BINARY = "binary"


_MAGIC = (
    (b"PK\x03\x04", Form.ZIP),
    (b"\xd0\xcf\x11\xe0", Form.XLS),
    (b"PAR1", Form.PARQUET),
    (b"%PDF", Form.PDF),
    (b"\x89PNG", Form.IMAGE),
    (b"\xff\xd8\xff", Form.IMAGE),
    (b"Rar!", Form.BINARY),
    (b"7z\xbc\xaf", Form.BINARY),
    (b"\x1f\x8b", Form.BINARY),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 4096
_XML = re.compile(rb"<\?xml|<\?mso-application|<workbook", re.IGNORECASE)
_JSON = re.compile(rb'\{\s*["}]|\[\s*[\[{"\]]')


def form_of(data: Bytes) -> Form:
    """Return the form of a file."""
    head = data[:_HEAD]
    for magic, form in _MAGIC:
        if head.startswith(magic):
            return _package(data) if form is Form.ZIP else form
    if head.startswith(_UTF16):
        return Form.TEXT
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not bare.strip(b"\x00\x1a"):
        return Form.EMPTY
    if b"\x00" in head:
        return Form.BINARY
    return _text_form(bare)


def _text_form(head: bytes) -> Form:
    if _JSON.match(head):
        return Form.JSON
    if head.startswith(b"<"):
        return Form.XML if _XML.match(head) else Form.HTML
    return Form.TEXT


def _package(data: Bytes) -> Form:
    """Tell a workbook from any other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data[:])) as package:
            names = package.namelist()
    except zipfile.BadZipFile:
        return Form.XLSX
    return Form.XLSX if any(name.startswith("xl/") for name in names) else Form.ZIP

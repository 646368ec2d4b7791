"""What a file is, told by its bytes and never by its name; it must not read it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Sequence
from enum import Enum

from hcaudit.load.decoding import Bytes, mark_of, wide_encoding


class Form(Enum):
    """The forms a file can have."""

    EMPTY = "empty"
    TEXT = "text"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    ZIP = "zip"
    GZIP = "gzip"
    ARCHIVE = "archive"
    HTML = "html"
    XML = "xml"
    MHTML = "mhtml"
    JSON = "json"
    PARQUET = "parquet"
    PDF = "pdf"
    IMAGE = "image"
    DOCUMENT = "document"
    LOCKED = "locked"
    BINARY = "binary"


_MAGIC = (
    (b"PK\x03\x04", Form.ZIP),
    (b"PK\x05\x06", Form.ZIP),
    (b"PK\x07\x08", Form.ZIP),
    (b"\x1f\x8b", Form.GZIP),
    (b"\xd0\xcf\x11\xe0", Form.XLS),
    (b"\x09\x08\x08\x00", Form.XLS),
    (b"\x09\x08\x10\x00", Form.XLS),
    (b"\x09\x04\x06\x00", Form.XLS),
    (b"\x09\x02\x06\x00", Form.XLS),
    (b"\x09\x00\x04\x00", Form.XLS),
    (b"%TSD-Header-###%", Form.LOCKED),
    (b"PAR1", Form.PARQUET),
    (b"PARE", Form.PARQUET),
    (b"%PDF", Form.PDF),
    (b"{\\rtf", Form.DOCUMENT),
    (b"\x89PNG", Form.IMAGE),
    (b"\xff\xd8\xff", Form.IMAGE),
    (b"GIF8", Form.IMAGE),
    (b"BM", Form.IMAGE),
    (b"II*\x00", Form.IMAGE),
    (b"MM\x00*", Form.IMAGE),
    (b"Rar!", Form.ARCHIVE),
    (b"7z\xbc\xaf", Form.ARCHIVE),
    (b"BZh", Form.ARCHIVE),
    (b"\xfd7zXZ", Form.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Form.ARCHIVE),
)
_SAFE_NET = b"E-SafeNet"
_SAFE_NET_WITHIN = 32
"""Software that encrypts what an office writes marks its files with these words or with a ``%TSD-Header``."""

_HEAD = 4096
_XML = re.compile(rb"<\?xml|<\?mso-application|<(?:\w+:)?workbook[\s>]", re.IGNORECASE)
_SPREADSHEET_XML = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet|<(?:\w+:)?workbook[\s>]", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|body|table)[\s>]", re.IGNORECASE)
_HTML_WITHIN = re.compile(rb"<(?:html|table)[\s>].*?<t[rdh][\s>]", re.IGNORECASE | re.DOTALL)
_MHTML = re.compile(rb"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?i:mime-version|content-type):[^\n]*")
_MULTIPART = re.compile(rb"content-type:\s*(?:multipart/|text/html)", re.IGNORECASE)
_JSON = re.compile(rb'\{\s*["}]|\[\s*[\[{"\]]')
_WORKBOOK_PARTS = ("xl/", "[Content_Types].xml", "_rels/", "docProps/", "mimetype")
_OTHER_DOCUMENTS = ("word/", "ppt/", "visio/")
_SHEETS_OF_ODF = b"opendocument.spreadsheet"
_BITMAP_RESERVED = slice(6, 10)
_TAR = slice(257, 262)
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]")
_SELDOM = 20


def form_of(data: Bytes) -> Form:
    """Return the form of a file."""
    head = data[:_HEAD]
    for magic, form in _MAGIC:
        if head.startswith(magic) and _is_bitmap_if_it_says_so(head, form):
            return _package(data) if form is Form.ZIP else form
    if _SAFE_NET in head[:_SAFE_NET_WITHIN]:
        return Form.LOCKED
    encoding = mark_of(head) or wide_encoding(head)
    if encoding:
        head = head.decode(encoding, "ignore").encode("utf-8", "ignore")
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not bare.strip(b"\x00\x1a \t\r\n"):
        return Form.EMPTY if not data[_HEAD:].strip(b"\x00\x1a \t\r\n") else Form.TEXT
    if b"\x00" in head:
        return Form.ARCHIVE if head[_TAR] == b"ustar" else _with_zeros(bare)
    return _text_form(bare)


def _with_zeros(head: bytes) -> Form:
    """Tell text with a stray zero, or with zeros behind its end, from what is no text."""
    text = head.rstrip(b"\x00")
    stray = text.count(0)
    is_text = stray * _SELDOM <= len(text) and not _CONTROLS.search(text.replace(b"\x00", b""))
    return _text_form(text) if is_text else Form.BINARY


def _is_bitmap_if_it_says_so(head: bytes, form: Form) -> bool:
    """Return false for text that begins with the two letters of a bitmap."""
    return form is not Form.IMAGE or not head.startswith(b"BM") or head[_BITMAP_RESERVED] == bytes(4)


def _text_form(head: bytes) -> Form:
    if _JSON.match(head):
        return Form.JSON
    if head.startswith(b"<"):
        if _SPREADSHEET_XML.search(head) and not _is_page(head):
            return Form.XML
        return Form.HTML if _HTML.search(head) or not _XML.match(head) else Form.XML
    if _MHTML.match(head) and _MULTIPART.search(head):
        return Form.MHTML
    return Form.HTML if _HTML_WITHIN.search(head) else Form.TEXT


def _is_page(head: bytes) -> bool:
    """Return whether it begins as a page: spreadsheets write pages that name their XML in the heading."""
    return bool(re.search(rb"<html[\s>]", head, re.IGNORECASE))


def _package(data: Bytes) -> Form:
    """Tell a workbook from any other archive."""
    whole = data[:]
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as package:
            names = [name.replace("\\", "/") for name in package.namelist()]
            return _of_parts(names, package)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, OverflowError, struct.error):
        return Form.XLSX if _first_name(whole).startswith(_WORKBOOK_PARTS) else Form.ZIP


def _of_parts(names: Sequence[str], package: zipfile.ZipFile) -> Form:
    if any(name.startswith("xl/") for name in names):
        return Form.XLSX
    if "[Content_Types].xml" in names:
        return Form.DOCUMENT if any(name.startswith(_OTHER_DOCUMENTS) for name in names) else Form.XLSX
    if "content.xml" in names and "mimetype" in names:
        try:
            with package.open("mimetype") as stream:
                return Form.ODS if _SHEETS_OF_ODF in stream.read(_HEAD) else Form.DOCUMENT
        except (zipfile.BadZipFile, RuntimeError):
            return Form.ODS
    return Form.ODS if "content.xml" in names and "META-INF/manifest.xml" in names else Form.ZIP


def _first_name(data: bytes) -> str:
    """Return the name of the first member, which stands at the beginning even of what was cut off."""
    length = int.from_bytes(data[26:28], "little")
    return data[30 : 30 + length].decode("utf-8", "replace")

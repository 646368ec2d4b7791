"""HTML, SpreadsheetML and MHTML, under whatever name → raw sheets; it must not know headers or what a cell means.

Pure functions on bytes: no network, no entity from outside, no other file.
"""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Iterator, Sequence

from hcaudit.load.decoding import GARBLED, MIXED, mark_of, wide_encoding
from hcaudit.load.failures import shortened
from hcaudit.load.grid import Grid, TooLargeError
from hcaudit.load.htmltables import Page, Table, page_of, words_of
from hcaudit.load.mhtml import Part, pages_of, sheet_names
from hcaudit.load.mixture import has_utf8_lines, mixture_of
from hcaudit.load.rawsheet import RawSheet, UnusableFileError
from hcaudit.load.spreadsheetml import DeclaresError, NotWellFormedError, sheets_of
from hcaudit.texts import Text

_HEAD = 4096
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_CHINESE = frozenset(["gb2312", "gbk", "gb18030", "hz"])
_WORKBOOK = re.compile(r"<(?:\w+:)?Workbook[\s>]")
_ROOT = re.compile(r"<([A-Za-z][\w:.-]*)")
_TAG = re.compile(r"<[^<>]*>")
_NUMBERED = "表"
_WIDTH_OF_DATA = 4
"""No kind of data has fewer columns that are required, but one."""


def read_html(file: str, data: bytes) -> Sequence[RawSheet]:
    """Return the tables of a web page, each as a sheet.

    Raises:
        UnusableFileError: there is no table, or it is a page to log in.
    """
    text, encoding = decoded(data, None)
    try:
        page = page_of(text)
        if not page.tables or (page.asks_password and not _has_data(page)):
            raise UnusableFileError(_why_no_table(file, page))
        return _sheets(file, page, encoding, [name for _, name in sheet_names(text)])
    except TooLargeError:
        raise UnusableFileError(Text("load.too-large", file=file)) from None


def read_xml(file: str, data: bytes) -> Sequence[RawSheet]:
    """Return the worksheets of a workbook in SpreadsheetML.

    Raises:
        UnusableFileError: it is other XML, broken, or empty.
    """
    text, encoding = decoded(data, None)
    if not _WORKBOOK.search(text):
        root = _ROOT.search(text)
        said = shortened(words_of(_TAG.sub(" ", text[:_HEAD])))
        raise UnusableFileError(Text("load.xml", file=file, root=root[1] if root else "?", said=said))
    try:
        sheets = sheets_of(file, text, encoding)
    except NotWellFormedError as error:
        raise UnusableFileError(Text("load.broken-xml", file=file, line=error.line)) from None
    except DeclaresError:
        raise UnusableFileError(Text("load.xml-declares", file=file)) from None
    except TooLargeError:
        raise UnusableFileError(Text("load.too-large", file=file)) from None
    if not sheets:
        raise UnusableFileError(Text("load.empty-file", file=file))
    return sheets


def read_mhtml(file: str, data: bytes) -> Sequence[RawSheet]:
    """Return the tables of all pages of a web archive.

    Raises:
        UnusableFileError: it is broken, or there is no table in it.
    """
    try:
        parts = pages_of(data)
    except ValueError:
        raise UnusableFileError(Text("load.broken-archive", file=file)) from None
    try:
        sheets = list(_sheets_of_parts(file, parts))
    except TooLargeError:
        raise UnusableFileError(Text("load.too-large", file=file)) from None
    if not sheets:
        raise UnusableFileError(Text("load.empty-page", file=file))
    return sheets


def decoded(data: bytes, charset: str | None) -> tuple[str, str]:
    """Return the text of a page and its encoding: a mark's, the one declared, UTF-8 or GB18030 - the first that fits.

    A page that declares gb2312 holds GBK.  What fits none is marked, never guessed.
    """
    marked = mark_of(data) or wide_encoding(data)
    declared = _DECLARED.search(data[:_HEAD])
    named = charset or (declared[1].decode("ascii", "replace") if declared else None)
    candidates = [encoding for encoding in (marked, _known(named), "utf-8", "gb18030") if encoding]
    for encoding in candidates:
        if encoding == "gb18030" and has_utf8_lines(data):
            mixture = mixture_of(data)
            return mixture.text, mixture.encoding + MIXED
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        except UnicodeDecodeError:
            continue
    texts = [(data.decode(encoding, "replace"), encoding) for encoding in candidates]
    text, encoding = min(texts, key=lambda pair: pair[0].count(GARBLED))
    return text.removeprefix("\ufeff"), encoding + MIXED


def _known(name: str | None) -> str | None:
    """Return the encoding behind a declared name; a page of bytes cannot be UTF-16 without showing it."""
    if not name:
        return None
    try:
        plain = codecs.lookup(name.removeprefix("x-")).name
    except (LookupError, ValueError):
        return None
    if plain in _CHINESE:
        return "gb18030"
    return None if plain.startswith(("utf-16", "utf-32", "iso8859", "cp1252", "ascii")) else _of_text(plain)


def _of_text(name: str) -> str | None:
    """Return the encoding unless it is one of Python's that make bytes of bytes."""
    try:
        return name if isinstance(b"a".decode(name), str) else None
    except (LookupError, ValueError):
        return None


def _sheets_of_parts(file: str, parts: Sequence[Part]) -> Iterator[RawSheet]:
    texts = [decoded(part.data, part.charset) for part in parts]
    names: dict[str, str] = {}
    for text, _ in texts:
        names.update(sheet_names(text))
    numbers = itertools.count(1)
    for part, (text, encoding) in zip(parts, texts, strict=True):
        page = page_of(text)
        if page.tables:
            name = names.get(part.address) or (f"{_NUMBERED}{next(numbers)}" if len(parts) > 1 else "")
            yield from _sheets(file, page, encoding, [name])


def _sheets(file: str, page: Page, encoding: str, names: Sequence[str]) -> list[RawSheet]:
    """Return the tables of a page as sheets; one alone is called as its workbook calls it, several are numbered."""
    tables = list(_joined(page.tables))
    alone = names[0] if len(names) == 1 else ""
    if len(tables) == 1:
        return [tables[0].grid.sheet(file, tables[0].caption or alone, encoding)]
    prefix = f"{alone} " if alone else ""
    return [
        table.grid.sheet(file, f"{prefix}{_NUMBERED}{number} {table.caption}".rstrip(), encoding)
        for number, table in enumerate(tables, 1)
    ]


def _joined(tables: Sequence[Table]) -> Iterator[Table]:
    """Yield the tables; one of headings alone is joined with the one below it, as grids that scroll are made."""
    above: Table | None = None
    for table in tables:
        if above is not None and _is_heading_of(above, table.grid):
            table.grid = _stacked(above.grid, table.grid)
            above = None
        if above is not None:
            yield above
        above = table
    if above is not None:
        yield above


def _is_heading_of(above: Table, below: Grid) -> bool:
    rows = len([row for row in above.grid.rows if row])
    return above.grid.width == below.width > 1 and (rows == 1 or above.headings_only)


def _stacked(above: Grid, below: Grid) -> Grid:
    last = above.numbers[-1]
    return Grid(numbers=[*above.numbers, *(number + last for number in below.numbers)], rows=[*above.rows, *below.rows])


def _has_data(page: Page) -> bool:
    """Return whether a page has more than the tables in which a form to log in is laid out."""
    widths = (len([row for row in table.grid.rows if len(row) >= _WIDTH_OF_DATA]) for table in page.tables)
    return max(widths, default=0) > 1


def _why_no_table(file: str, page: Page) -> Text:
    if page.asks_password:
        title = shortened(page.title)
        return Text("load.login-page", file=file, title=title) if title else Text("load.login-form", file=file)
    if page.is_frame:
        return Text("load.frame-page", file=file)
    said = shortened(" ".join(filter(None, [page.title, page.said.removeprefix(page.title).strip()])))
    return Text("load.web-page", file=file, said=said) if said else Text("load.empty-page", file=file)

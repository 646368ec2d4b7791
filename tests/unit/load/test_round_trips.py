"""A table reads back the same in whatever form, encoding or delimiter it was written."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcaudit.load import intake
from hcaudit.load.archives import unpacked
from hcaudit.load.intake import LoadOptions
from hcaudit.load.rawsheet import RawSheet
from hcaudit.load.sources import Entry
from tests.unit.load.samples import HERE, ORDER_HEADERS, vocabulary
from tests.unit.load.writers import (
    Rows,
    delimited,
    gzipped,
    html_page,
    html_table,
    mhtml,
    parquet_of,
    spreadsheetml,
    workbook_of,
    xml_of,
    xml_row,
    zipped,
)

_STEADY = settings(max_examples=25, deadline=None, derandomize=True)
_LETTERS = "aZ09 .-_/:;,|'()#%&<>=+@*申请高压喆镕玥堃所（）—·“”é"
_CELL = st.text(alphabet=_LETTERS, max_size=8).map(lambda text: " ".join(text.split()))
_FILLED = _CELL.filter(bool)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Tables with the header of orders; no row is blank, none has blanks at an edge, no cell wants a second look."""
    rows = draw(st.lists(st.tuples(_FILLED, _CELL, _CELL, _FILLED), min_size=1, max_size=12))
    return [list(ORDER_HEADERS), *map(list, rows)]


def read(data: bytes, encoding: str | None = None) -> list[RawSheet]:
    (entry,) = unpacked([Entry(name="f", read=lambda: data)])
    sheets = intake._read(entry, vocabulary(), LoadOptions(encoding=encoding), HERE)
    assert sheets is not None
    return list(sheets)


def cells(sheet: RawSheet) -> list[list[str]]:
    rows = sheet.first(len(sheet.rows))
    return [list(sheet.header), *rows] if sheet.header else rows


def assert_same(rows: Rows, data: bytes, encoding: str | None = None) -> None:
    (sheet,) = read(data, encoding)
    assert cells(sheet) == [list(row) for row in rows]


def plain(rows: Rows) -> list[list[str]]:
    """Return rows that all encodings can hold."""
    return [[cell.replace("é", "e") for cell in row] for row in rows]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@given(rows=tables())
@_STEADY
def test_delimiters(rows: list[list[str]], delimiter: str, quoting: int) -> None:
    assert_same(rows, delimited(rows, delimiter, quoting=quoting).encode())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@given(rows=tables())
@_STEADY
def test_line_ends(rows: list[list[str]], end: str) -> None:
    assert_same(rows, delimited(rows, end=end).encode())


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
@given(rows=tables())
@_STEADY
def test_encodings(rows: list[list[str]], encoding: str) -> None:
    assert_same(rows, delimited(rows, "\t").encode(encoding))


@pytest.mark.parametrize("encoding", ["gbk", "utf-16-be", "big5hkscs"])
@given(rows=tables())
@_STEADY
def test_an_encoding_that_the_user_names(rows: list[list[str]], encoding: str) -> None:
    kept = [[cell.encode(encoding, "ignore").decode(encoding) or "x" for cell in row] for row in rows]
    assert_same(kept, delimited(kept).encode(encoding), encoding)


@pytest.mark.parametrize(("charset", "encoding"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("unicode", "utf-16")])
@given(rows=tables())
@_STEADY
def test_html(rows: list[list[str]], charset: str, encoding: str) -> None:
    assert_same(rows, html_page(html_table(rows), charset=charset).encode(encoding))


@given(rows=tables())
@_STEADY
def test_html_as_mhtml(rows: list[list[str]]) -> None:
    page = html_page(html_table(rows)).encode("gb18030")
    assert_same(rows, mhtml({"a.htm": page}))
    assert_same(rows, mhtml({"a.htm": page}, transfer="quoted-printable"))


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16"])
@given(rows=tables())
@_STEADY
def test_spreadsheetml(rows: list[list[str]], encoding: str) -> None:
    text = spreadsheetml({"在途": "".join(map(xml_row, rows))}, encoding=encoding)
    assert_same(rows, text.encode("gb18030" if encoding == "gb2312" else encoding))


@given(rows=tables())
@_STEADY
def test_parquet(rows: list[list[str]]) -> None:
    assert_same(rows, parquet_of(rows))


@given(rows=tables())
@_STEADY
def test_workbooks(rows: list[list[str]]) -> None:
    assert_same(rows, workbook_of(rows))


FORMS: Sequence[Callable[[Rows], bytes]] = (
    lambda rows: delimited(rows).encode(),
    lambda rows: delimited(rows, "\t").encode("utf-16"),
    lambda rows: html_page(html_table(rows)).encode("gb18030"),
    lambda rows: codecs.BOM_UTF8 + xml_of(rows).encode(),
    parquet_of,
    workbook_of,
)


@pytest.mark.parametrize("form", FORMS)
@given(rows=tables())
@_STEADY
def test_packed(rows: list[list[str]], form: Callable[[Rows], bytes]) -> None:
    data = form(rows)
    assert_same(rows, gzipped(data))
    assert_same(rows, gzipped(data[:50], data[50:]))
    assert_same(rows, zipped({"某.xls": data}))
    assert_same(rows, zipped({"里面.zip": zipped({"某.xls": data})}))

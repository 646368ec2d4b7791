"""Tables of text written in every form that an export has; it must not read any of them."""

from __future__ import annotations

import base64
import csv
import gzip
import html
import io
import quopri
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

Rows = Sequence[Sequence[str]]


def delimited(rows: Rows, delimiter: str = ",", *, quoting: int = csv.QUOTE_MINIMAL, end: str = "\n") -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows(rows)
    return stream.getvalue()


def html_table(rows: Rows, attributes: str = "") -> str:
    cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    return f"<table {attributes}>" + "".join(f"<tr>{row}</tr>\n" for row in cells) + "</table>"


def html_page(*tables: str, charset: str = "gb2312", head: str = "") -> str:
    return (
        f'<html><head><meta http-equiv=Content-Type content="text/html; charset={charset}">{head}</head>'
        f"<body>{''.join(tables)}</body></html>"
    )


def xml_row(row: Sequence[str], attributes: str = "") -> str:
    cells = "".join(f'<Cell><Data ss:Type="String">{escape(cell)}</Data></Cell>' if cell else "<Cell/>" for cell in row)
    return f"<Row {attributes}>{cells}</Row>"


def spreadsheetml(sheets: Mapping[str, str], *, encoding: str = "UTF-8", book: str = "") -> str:
    """Return a workbook; each sheet is given as the XML of its rows."""
    inside = "".join(
        f'<Worksheet ss:Name="{escape(name)}"><Table>{rows}</Table></Worksheet>' for name, rows in sheets.items()
    )
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f"{book}{inside}</Workbook>"
    )


def xml_of(rows: Rows) -> str:
    return spreadsheetml({"Sheet1": "".join(map(xml_row, rows))})


def mhtml(pages: Mapping[str, bytes], *, charset: str = "gb2312", transfer: str = "base64") -> bytes:
    """Return a web archive of pages by address."""
    lines = ["MIME-Version: 1.0", 'Content-Type: multipart/related; boundary="----=_Part"', "", "one file", ""]
    for address, page in pages.items():
        packed = base64.encodebytes(page) if transfer == "base64" else quopri.encodestring(page)
        lines += [
            "------=_Part",
            f"Content-Location: file:///C:/{address}",
            f"Content-Transfer-Encoding: {transfer}",
            f'Content-Type: text/html; charset="{charset}"',
            "",
            packed.decode(),
        ]
    return "\r\n".join([*lines, "------=_Part--", ""]).encode()


def frames(names: Mapping[str, str]) -> bytes:
    """Return the page with the frames of a workbook: sheets' names by address."""
    sheets = "".join(
        f'<x:ExcelWorksheet><x:Name>{name}</x:Name><x:WorksheetSource HRef="{address}"/></x:ExcelWorksheet>'
        for address, name in names.items()
    )
    return (
        "<html><xml><x:ExcelWorkbook><x:ExcelWorksheets>"
        f"{sheets}</x:ExcelWorksheets></x:ExcelWorkbook></xml><frameset><frame src=x></frameset></html>"
    ).encode("gb18030")


def parquet(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    pq.write_table(table, stream)
    return stream.getvalue()


def parquet_of(rows: Rows) -> bytes:
    header, *body = rows
    columns = [pa.array([row[place] or None for row in body], pa.string()) for place in range(len(header))]
    return parquet(pa.table(columns, list(header)))


def zipped(members: Mapping[str, bytes | str], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stream.getvalue()


def zipped_on_windows(name: str, content: bytes, encoding: str = "gbk") -> bytes:
    """Return an archive whose one member has its name in the encoding of an old system."""
    raw = name.encode(encoding)
    return zipped({"x" * len(raw): content}, packing=zipfile.ZIP_STORED).replace(b"x" * len(raw), raw)


def with_flag(archive: bytes, flag: int) -> bytes:
    """Return an archive whose members all have a flag: 1 says that they are encrypted."""
    data = bytearray(archive)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= flag
            place = data.find(mark, place + 4)
    return bytes(data)


def gzipped(*members: bytes) -> bytes:
    return b"".join(gzip.compress(member, mtime=0) for member in members)


def workbook_of(rows: Rows) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(place, column, cell)
    return stream.getvalue()

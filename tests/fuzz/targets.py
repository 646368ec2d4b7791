"""What is fuzzed: each target takes bytes and must end soon, raising nothing but that a file cannot be used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from hcaudit.load.archives import unpacked
from hcaudit.load.cells import Reading
from hcaudit.load.codepages import old_text_of
from hcaudit.load.columns import read_column
from hcaudit.load.failures import said_by_json
from hcaudit.load.headers import Recognised, recognise
from hcaudit.load.intake import LoadOptions, take_in
from hcaudit.load.markup import read_html, read_mhtml, read_xml
from hcaudit.load.mending import mended
from hcaudit.load.rawsheet import RawSheet, UnusableFileError
from hcaudit.load.sheet import TypedSheet
from hcaudit.load.sniff import form_of
from hcaudit.load.sources import Entry
from hcaudit.load.text import read_delimited
from hcaudit.load.workbookmarks import marks_of
from tests.unit.load.biff import BIFF5, old_workbook
from tests.unit.load.samples import HERE, csv_text, orders, vocabulary, workbook
from tests.unit.load.writers import (
    delimited,
    frames,
    gzipped,
    html_page,
    html_table,
    mhtml,
    parquet_of,
    spreadsheetml,
    xml_of,
    xml_row,
    zipped,
)
from tests.unit.load.xlsb import xlsb


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A function under fire, the good inputs that are broken, and how large its part of all inputs is."""

    run: Callable[[bytes], object]
    seeds: Sequence[bytes]
    share: int


_ROWS = (
    ("申请编号", "户名", "业务类型", "供电单位", "受理时间", "合同容量(kVA)"),
    ("0012345678901234", "张喆", "高压新装", "城关供电所", "2021-12-03 09:05:00", "1,250"),
    ("1.23457E+17", '王"某"', "低压居民新装", "双柳,供电所", "44533.5", "630kVA"),
    ("合计", "", "", "", "", "2"),
)
_TEXT = delimited(_ROWS)
_TEXTS = (
    _TEXT.encode(),
    b"\xef\xbb\xbf" + _TEXT.encode(),
    _TEXT.encode("gb18030"),
    delimited(_ROWS, "\t", end="\r\n").encode("utf-16"),
    delimited(_ROWS, ";").encode("utf-16-be"),
    ("标题\n\n" + delimited(_ROWS, "|", quoting=1)).encode("gbk"),
    _TEXT.encode("gbk") + _TEXT.encode(),
    orders({}, {"班组": '一\n"班'}).encode(),
)
_CELLS = tuple(
    "\n".join(cells).encode()
    for cells in (
        ("2021-12-03 09:05:00.0", "2021/12/3 9:05", "2021.12.03", "2021年12月3日", "20211203", "44533", "1900-01-00"),
        ("1,250", "630kVA", "-12.5", "¥1,000.50", "12800.50元", "1e5", "－３", "1.2.3", "1万"),
        ("是", "否", "√", "×", "Y", "n", "1", "0", "true", "06 无工程", "99 其它", "单电源", "2路", "双电源"),
        ("0012", "'0012", '="0012"', "１２", "4.12101E+15", "12.0", "#N/A", "NULL", "\\N", "", "　", "nan"),
        ("2021-12", "202112", "2021年12月", "2021/1", "12月", "归档", "已终止", "派工中"),
        ("2021-12-03T01:05:00.000Z", "2021/12/3 下午3:05", "2021年12月3日 星期五", "1.0", "1,234,567,890"),
    )
)
_HTML = (
    html_page(html_table(_ROWS)).encode("gbk"),
    b"<table><tr><th rowspan=2>a<th colspan=2>b<tr><td x:num='1.5'>c<td>d<br>e</table>",
    html_page(html_table([("a", html_table(_ROWS[:2]))])).encode(),
    "<title>登录</title><form><input type=password></form>".encode(),
)
_XML = (
    xml_of(_ROWS).encode(),
    spreadsheetml(
        {
            "甲": '<Row ss:Index="3"><Cell ss:Index="2" ss:MergeAcross="1" ss:MergeDown="2"><Data ss:Type="Number">1.50'
            '</Data></Cell><Cell ss:Formula="=A1"/></Row>'
            '<Row><Cell><Data ss:Type="DateTime">2021-12-03T09:05:00.999</Data></Cell></Row>',
            "乙": xml_row(["a", "b & c"]),
        },
        encoding="gb2312",
    ).encode("gb18030"),
)
_PAGE = html_page(html_table(_ROWS)).encode("gbk")
_MHTML = (
    mhtml({"a.htm": frames({"sheet001.htm": "在途"}), "sheet001.htm": _PAGE}),
    mhtml({"a.htm": _PAGE}, transfer="quoted-printable"),
)
_ARCHIVES = (
    zipped({"在途.csv": _TEXT.encode("gbk"), "b/": "", "~$x.xlsx": "x"}),
    zipped({"a.zip": zipped({"b.csv": _TEXT}), "c.csv.gz": gzipped(_TEXT.encode())}, packing=0),
    gzipped(_TEXT.encode(), b"x"),
)
_OTHERS = (
    b'{"code":403,"msg":"denied","data":{"a":[1,2]}}',
    workbook({"s": [["a", "b"], [1, "2"]]}),
    parquet_of(_ROWS),
    b"\xd0\xcf\x11\xe0" + bytes(64),
    b"%PDF-1.7",
    b"",
)
_WORKBOOKS = (
    old_workbook({"在途": _ROWS}),
    old_workbook({"在途": _ROWS}, version=BIFF5, code_page=1252, encoding="gb18030"),
    xlsb(_ROWS, macros=True),
    workbook({"s": _ROWS}),
)
_HEADERS = tuple(
    "\n".join("\t".join(row) for row in rows).encode()
    for rows in (
        (("报表",), *_ROWS[:2]),
        (("申请编号", "时间", "", "单位"), ("", "受理时间", "业务类型", "供电单位")),
        (("工单编号", "工单类别", "受理时间", "责任单位", "是否业扩"), ("T1", "投诉", "2021-12-03", "所", "是")),
        (("finding_id", "违规编号", "rule"), ("月份", "对象", "单位", "成绩")),
        (("申 请 编 号", "業務類型", "受理时间（必填）", "供电单位*", "容量[kVA]", "容量(万千瓦)"), ()),
    )
)


def _sound(sheets: Sequence[RawSheet]) -> None:
    for sheet in sheets:
        assert {len(column) for column in sheet.columns} <= {len(sheet.rows)}
        assert (np.diff(sheet.rows) > 0).all()


def _sniff(data: bytes) -> None:
    form_of(data)
    said_by_json(data)


def _text(data: bytes) -> None:
    _sound([read_delimited("f", data, None)])


def _header(data: bytes) -> None:
    lines = [line.split("\t")[:12] for line in data.decode("utf-8", "replace").split("\n")[:8]]
    width = max(map(len, lines))
    outcome = recognise([line + [""] * (width - len(line)) for line in lines], vocabulary(), None)
    if isinstance(outcome, Recognised):
        assert len(outcome.fields) == len(outcome.headers) == len(outcome.factors) == width
        assert not [
            name for name, field in outcome.kind.fields.items() if field.required and name not in outcome.fields
        ]


def _fields() -> list[Reading]:
    """Return a reading of each type of field and vocabulary."""
    by_type = {
        (field.type, field.vocabulary): field for kind in vocabulary().kinds.values() for field in kind.fields.values()
    }
    return [Reading(field=field, vocabulary=vocabulary()) for field in by_type.values()]


_READINGS = _fields()


def _values(data: bytes) -> None:
    reading = _READINGS[sum(data) % len(_READINGS)]
    cells = [cell or None for cell in data.decode("utf-8", "replace").split("\n")]
    column = read_column(pa.chunked_array([pa.array(cells, pa.string())]), reading)
    column.values.validate(full=True)
    assert len(column.values) == len(cells)
    assert (np.diff(column.unreadable) > 0).all()
    assert not [place for place in column.unreadable.tolist() if column.values[place].is_valid or cells[place] is None]


def _workbook(data: bytes) -> None:
    """Look at what is looked at beside the reader, which is not ours."""
    old_text_of(data)
    mended(data)
    marks_of(data)


def _archive(data: bytes) -> None:
    for entry in unpacked([Entry(name="f", read=lambda: data)]):
        try:
            assert entry.note or entry.read is None or entry.read() is not None
        except UnusableFileError:
            continue


def _file(data: bytes) -> None:
    entries = unpacked([Entry(name="f", read=lambda: data)])
    files = [take_in(entry, vocabulary(), LoadOptions(), HERE) for entry in entries]
    for sheet in [sheet for file in files for sheet in file.sheets]:
        intake = sheet.intake if isinstance(sheet, TypedSheet) else sheet
        parts = (intake.records, intake.duplicates, intake.non_records, intake.problem_rows)
        assert min(parts) >= 0
        assert intake.rows == sum(parts)


TARGETS = {
    "sniff": Target(run=_sniff, seeds=(*_TEXTS, *_HTML, *_XML, *_MHTML, *_ARCHIVES, *_OTHERS), share=30),
    "header": Target(run=_header, seeds=_HEADERS, share=15),
    "values": Target(run=_values, seeds=_CELLS, share=30),
    "text": Target(run=_text, seeds=(*_TEXTS, csv_text([["a", "b"], ["1", "2"]]).encode()), share=10),
    "html": Target(run=lambda data: _sound(read_html("f", data)), seeds=_HTML, share=6),
    "xml": Target(run=lambda data: _sound(read_xml("f", data)), seeds=_XML, share=4),
    "mhtml": Target(run=lambda data: _sound(read_mhtml("f", data)), seeds=_MHTML, share=2),
    "file": Target(run=_file, seeds=(*_TEXTS, *_HTML, *_XML), share=6),
    "archive": Target(run=_archive, seeds=_ARCHIVES, share=3),
    "workbook": Target(run=_workbook, seeds=_WORKBOOKS, share=5),
}


def failure_of(target: Target, data: bytes) -> str | None:
    """Return what went wrong with an input, None if nothing did."""
    try:
        target.run(data)
    except UnusableFileError as error:
        return None if str(error) else "said nothing"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return f"{type(error).__name__}: {error}"[:200]
    return None

"""Workbooks that went wrong, each with the words its message must contain: what is wrong and what to do."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.unit.load.samples import ORDER_HEADERS, load_files, orders, sentences, workbook

ORDER = ("A1", "高压新装", "城关供电所", "2021-12-03")
FILES = Path(__file__).parents[2] / "unit" / "load" / "files"


def with_part(data: bytes, name: str, content: bytes | None) -> bytes:
    """Return a package with another content of a part, or without the part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as changed:
        for part in package.namelist():
            if part != name:
                changed.writestr(part, package.read(part))
            elif content is not None:
                changed.writestr(part, content)
    return stream.getvalue()


def far_cell() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(ORDER_HEADERS)
    book.active.append(ORDER)
    book.active["XFD1048576"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def charts_only() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Sheet1!$A$1:$A$2"})
        book.add_chartsheet("图").set_chart(chart)
        book.add_worksheet("Sheet1")
    return stream.getvalue()


GOOD = workbook({"Sheet1": [ORDER_HEADERS, ORDER]})
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%b</t></si></sst>'

CASES: dict[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "没有工作表.xlsx": (lambda: with_part(GOOD, SHEET, None), ("不是完整的工作簿", "另存为 .xlsx")),
    "半截.xlsx": (lambda: with_part(GOOD, SHEET, b"<worksheet><sheetData><row r="), ("另存为 .xlsx",)),
    "截断.xlsx": (lambda: GOOD[: len(GOOD) // 2], ("不是完整的工作簿", "重新导出")),
    "截断.xls": (lambda: (FILES / "quirks.xls").read_bytes()[:3000], ("不是完整的工作簿", "另存为 .xlsx")),
    "截断.ods": (lambda: (FILES / "quirks.ods").read_bytes()[:9000], ("不是完整的工作簿", "没有下载完")),
    "字符串炸弹.xlsx": (
        lambda: with_part(GOOD, "xl/sharedStrings.xml", STRINGS % (b"x" * (80 << 20))),
        ("80 MB", "确认来源"),
    ),
    "只有图.xlsx": (charts_only, ("空文件", "重新导出")),
    "加密.xls": (
        lambda: (FILES / "quirks.xls").read_bytes().replace(b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00", 1),
        ("加了密码", "没有保护"),
    ),
    "加密.ods": (
        lambda: with_part(
            (FILES / "quirks.ods").read_bytes(), "META-INF/manifest.xml", b"<a><manifest:encryption-data/></a>"
        ),
        ("加了密码", "没有保护"),
    ),
    "加密软件.xlsx": (lambda: b"%TSD-Header-###%" + bytes(900), ("文档加密软件", "解密")),
    "加密软件.xls": (
        lambda: b"b\x14#e\x02\x00\x00\x00E-SafeNet\x00\x00\x00LOCK" + bytes(900),
        ("文档加密软件", "解密"),
    ),
    "很旧.xls": (lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(90), ("很旧的 .xls", "另存为 .xlsx")),
}


@pytest.mark.parametrize("name", list(CASES))
def test_what_is_said(tmp_path: Path, name: str) -> None:
    content, says = CASES[name]
    dossier = load_files(tmp_path, {name: content(), "好.csv": orders({}, {})})
    assert dossier.unusable == (name,)
    assert dossier.records["orders"].table.num_rows == 2
    (said,) = sentences(dossier)
    assert name in said
    assert all(words in said for words in says), said
    assert name in sentences(dossier, "en")[0]


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not limited there")
def test_a_cell_in_the_last_corner(tmp_path: Path) -> None:
    dossier = load_files(tmp_path, {"远.xlsx": far_cell(), "好.xlsx": GOOD})
    assert dossier.unusable == ("远.xlsx",)
    assert dossier.records["orders"].table.num_rows == 1
    assert "内存超过上限 2048 MB" in sentences(dossier)[0]


def test_columns_far_right_are_said_to_be_left_out(tmp_path: Path) -> None:
    dossier = load_files(tmp_path, {"宽.xlsx": workbook({"s": [[*ORDER_HEADERS, *["备注"] * 1100], ORDER]})})
    assert dossier.records["orders"].table.num_rows == 1
    assert "80 列没有读" in sentences(dossier)[0]


def test_hidden_sheets_without_data_are_no_problem(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("在途")
        sheet.write_row(0, 0, ORDER_HEADERS)
        sheet.write_row(1, 0, ORDER)
        words = book.add_worksheet("字典")
        words.write_row(0, 0, ("业务类型", "供电单位", "申请编号"))
        words.hide()
    dossier = load_files(tmp_path, {"a.xlsx": stream.getvalue()})
    assert sentences(dossier) == []
    assert [(one.sheet, one.note) for one in dossier.intake] == [("在途", None), ("字典", "load.note-hidden-sheet")]


def test_a_hidden_sheet_with_data_is_read(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("说明")
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, ORDER_HEADERS)
        sheet.write_row(1, 0, ORDER)
        sheet.hide()
    dossier = load_files(tmp_path, {"a.xlsx": stream.getvalue()})
    assert dossier.records["orders"].table.num_rows == 1


def test_broken_packages_are_taken_out_of_the_way(tmp_path: Path) -> None:
    files = {f"{place}.xlsx": GOOD[: len(GOOD) - place * 97] for place in range(1, 40)}
    dossier = load_files(tmp_path, {**files, "好.csv": orders({})})
    assert len(dossier.unusable) == 39
    assert len(sentences(dossier)) == 39

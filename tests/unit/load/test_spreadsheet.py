"""Workbooks: every kind of cell as text, hidden sheets, errors, formulas without a value, the 1904 epoch."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from hcaudit.load.numbertext import number_text
from hcaudit.load.rawsheet import UnusableFileError
from hcaudit.load.spreadsheet import read_workbook
from tests.unit.load.samples import workbook


def test_cells_as_text() -> None:
    row = [
        "文",
        630,
        12.5,
        True,
        dt.datetime(2021, 12, 3, 9, 5),
        dt.date(2021, 12, 3),
        4121010000000000,
        123456789012345,
    ]
    (sheet,) = read_workbook("f.xlsx", workbook({"在途": [row]}))
    assert (sheet.file, sheet.sheet, sheet.header) == ("f.xlsx", "在途", None)
    assert sheet.first(1)[0][:4] == ["文", "630", "12.5", "true"]
    assert sheet.first(1)[0][4].startswith("2021-12-03 09:05")
    assert sheet.first(1)[0][5].startswith("2021-12-03")
    assert sheet.first(1)[0][6:] == ["4.12101E+15", "123456789012345"]


def test_rows_above_the_data_keep_their_numbers() -> None:
    (sheet,) = read_workbook("f.xlsx", workbook({"s": [[], [], ["a", "b"], ["1", "2"]]}))
    assert sheet.first(4) == [["", ""], ["", ""], ["a", "b"], ["1", "2"]]
    assert sheet.rows.tolist() == [1, 2, 3, 4]


def test_hidden_sheets_are_read_and_charts_are_not() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("seen").write(0, 0, "a")
        hidden = book.add_worksheet("hidden")
        hidden.write(0, 0, "b")
        hidden.hide()
        book.add_chartsheet("chart")
    assert [sheet.sheet for sheet in read_workbook("f.xlsx", stream.getvalue())] == ["seen", "hidden"]


def test_errors_and_formulas_without_a_value_are_not_empty() -> None:
    book = openpyxl.Workbook()
    book.active.append(["=A2+1", None, "x"])
    stream = io.BytesIO()
    book.save(stream)
    assert next(read_workbook("f.xlsx", stream.getvalue())).first(1) == [["#UNCALCULATED!", "", "x"]]


def test_errors_are_not_empty_and_empty_results_are() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=NA()", None, "#N/A")
        sheet.write_formula(0, 1, '=IF(A2="","",A2)', None, "")
        sheet.write_formula(0, 2, "=1+1", None, 2)
    data = replaced(stream.getvalue(), b'<c r="B1"><f>', b'<c r="B1" t="str"><f>')
    assert next(read_workbook("f.xlsx", data)).first(1) == [["#N/A", "", "2"]]


def replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return a workbook with `old` replaced in its first sheet, as Excel itself writes it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(stream, "w") as changed:
        for name in package.namelist():
            part = package.read(name)
            changed.writestr(name, part.replace(old, new) if name.endswith("sheet1.xml") else part)
    return stream.getvalue()


def test_the_1904_epoch() -> None:
    data = workbook({"s": [[43071, dt.datetime(2021, 12, 3, 9, 5)]]}, date_1904=True)
    (sheet,) = read_workbook("f.xlsx", data)
    assert sheet.epoch_1904
    assert sheet.first(1) == [["43071", "2021-12-03 09:05:00"]]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "另存为 .xlsx", id="nothing"),
        pytest.param(b"PK\x03\x04 but no more", "没有下载完", id="a beginning"),
        pytest.param(workbook({"s": [["a"]]})[:800], "没有下载完", id="cut off"),
        pytest.param(replaced(workbook({"s": [["a"]]}), b"</sheetData>", b""), "已经损坏", id="damaged"),
    ],
)
def test_a_broken_workbook(data: bytes, says: str) -> None:
    with pytest.raises(UnusableFileError, match=rf"f\.xlsx.*{says}"):
        list(read_workbook("f.xlsx", data))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1.0, "1"),
        (-3.0, "-3"),
        (0.1, "0.1"),
        (1e15, "1.00000E+15"),
        (float("nan"), None),
        (999999999999999.0, "9" * 15),
    ],
)
def test_numbers(number: float, text: str | None) -> None:
    assert number_text(number) == text

"""The same workbook in every form: errors, formulas, dates, merged cells and hidden sheets read alike."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from hcaudit.load.cellmarks import UNCALCULATED
from hcaudit.load.rawsheet import RawSheet
from hcaudit.load.spreadsheet import read_workbook
from tests.unit.load.samples import load_files, problem_keys, rows_of, workbook
from tests.unit.load.test_spreadsheet import replaced
from tests.unit.load.xlsb import Cell, Date, xlsb

FILES = Path(__file__).parent / "files"
HEADERS = [
    "申请编号",
    "业务类型",
    "供电单位",
    "受理时间",
    "送电时间",
    "是否有配套工程",
    "合同容量",
    "其他收费金额",
    "备注",
]


def sheets(name: str) -> list[RawSheet]:
    return list(read_workbook(name, (FILES / name).read_bytes()))


@pytest.mark.parametrize("form", ["xls", "ods"])
@pytest.mark.parametrize("epoch", ["", "-1904"])
def test_old_and_open_workbooks(form: str, epoch: str) -> None:
    orders, words, empty = sheets(f"quirks{epoch}.{form}")
    truth, no_text = ("true", "") if form == "xls" else ("1", "")
    serial = "43072" if epoch else "44534"
    long_number = [
        "4.12101E+15",
        "高压新装",
        "城关供电所",
        "2021-12-04 00:00:00",
        "#N/A",
        "#DIV/0!",
        "315",
        no_text,
        "",
    ]
    assert orders.first(9) == [
        [""] * 9,
        ["业扩工单", *[""] * 8],
        HEADERS,
        ["A1", "高压新装", "城关供电所", "2021-12-03 09:05:07", "2021-12-20", truth, "630", "12800.5", ""],
        long_number,
        ["A3", "高压新装", "城关供电所", serial, "", "", "", "", ""],
    ]
    assert orders.epoch_1904 is bool(epoch)
    assert [(sheet.sheet, sheet.hidden, len(sheet.rows)) for sheet in (words, empty)] == [
        ("字典", True, 2),
        ("空", False, 0),
    ]


@pytest.mark.parametrize("name", ["quirks.xls", "quirks.ods", "quirks-1904.xls", "quirks-1904.ods"])
def test_loaded(tmp_path: Path, name: str) -> None:
    dossier = load_files(tmp_path, {name: (FILES / name).read_bytes()})
    rows = rows_of(dossier.records["orders"], "order_no", "unit", "capacity_kva", "grid_works")
    assert rows == [
        ("A1", "城关供电所", 630.0, True),
        (None, "城关供电所", 315.0, None),
        ("A3", "城关供电所", None, None),
    ]
    accepted = [moment.isoformat(" ") for (moment,) in rows_of(dossier.records["orders"], "accepted_at")]
    assert accepted == ["2021-12-03 09:05:07", "2021-12-04 00:00:00", "2021-12-04 00:00:00"]
    assert sorted(problem_keys(dossier)) == ["destroyed-number", "lost-value", "lost-value"]
    assert [(sheet.sheet, sheet.note) for sheet in dossier.intake] == [
        ("在途", None),
        ("字典", "load.note-hidden-sheet"),
        ("空", "load.note-no-data"),
    ]


def test_binary_workbooks() -> None:
    rows: list[list[Cell]] = [
        ["申请编号", "业务类型", "受理时间", "送电时间"],
        ["A1", "高压新装", Date(44533.5), "#N/A"],
        [4121010000000001.0, None, 44533.0, True],
        ["A3", None, "2021-12-05", "#DIV/0!"],
    ]
    (sheet,) = read_workbook("f", xlsb(rows, merged=[(1, 3, 1, 1)]))
    assert sheet.first(9) == [
        ["申请编号", "业务类型", "受理时间", "送电时间"],
        ["A1", "高压新装", "2021-12-03 12:00:00", "#N/A"],
        ["4.12101E+15", "高压新装", "44533", "true"],
        ["A3", "高压新装", "2021-12-05", "#DIV/0!"],
    ]
    (sheet,) = read_workbook("f", xlsb([["a"], [Date(43071.5)]], epoch_1904=True))
    assert (sheet.epoch_1904, sheet.first(2)) == (True, [["a"], ["2021-12-03 12:00:00"]])


def test_merged_cells_hold_for_every_row() -> None:
    book = openpyxl.Workbook()
    for row in (["标题", None], ["单位", "数"], ["城关", 1], [None, 2], [None, 3]):
        book.active.append(row)
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("A3:A5")
    (sheet,) = read_workbook("f", saved(book))
    assert sheet.first(9) == [["标题", ""], ["单位", "数"], ["城关", "1"], ["城关", "2"], ["城关", "3"]]


def test_merged_cells_reach_over_many_rows() -> None:
    book = openpyxl.Workbook()
    for number in range(9000):
        book.active.append(["城关" if number == 5 else None, number])
    book.active.merge_cells("A6:A8800")
    (sheet,) = read_workbook("f", saved(book))
    unit = sheet.columns[0].to_pylist()
    assert (unit[4], unit[5], unit[8799], unit[8800]) == (None, "城关", "城关", None)


def test_errors_left_of_all_values() -> None:
    book = openpyxl.Workbook()
    book.active.append(["#N/A", None, "x"])
    book.active["A2"] = "=1+1"
    assert next(read_workbook("f", saved(book))).first(2) == [["#N/A", "", "x"], [UNCALCULATED, "", ""]][:1]


@pytest.mark.parametrize("dimension", [b"A1", b"A1:XFD1048576", b"C9:C9"])
def test_a_lying_dimension(dimension: bytes) -> None:
    rows = [["a", "b"], ["1", "2"], ["3", "4"]]
    data = replaced(workbook({"s": rows}), b'<dimension ref="A1:B3"/>', b'<dimension ref="%b"/>' % dimension)
    assert next(read_workbook("f", data)).first(9) == rows


def test_columns_far_right_are_left_out_and_counted() -> None:
    (sheet,) = read_workbook("f", workbook({"s": [["a"] * 1030]}))
    assert (len(sheet.columns), sheet.beyond) == (1024, 6)


def test_a_cell_far_down() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "a"
    book.active["B1000000"] = "b"
    (sheet,) = read_workbook("f", saved(book))
    assert (len(sheet.rows), sheet.columns[1].to_pylist()[-1]) == (1_000_000, "b")


def test_macros_are_only_parts() -> None:
    data = workbook({"s": [["a"]]})
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert next(read_workbook("f.xlsm", stream.getvalue())).first(1) == [["a"]]


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()

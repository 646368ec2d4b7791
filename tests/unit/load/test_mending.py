"""Workbooks with something in them for which their reader would give up the whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from hcaudit.load.mending import mended
from hcaudit.load.spreadsheet import read_workbook
from tests.unit.load.samples import workbook
from tests.unit.load.xlsb import xlsb

RELATIONS = "xl/_rels/workbook.xml.rels"
MACROS = (
    b'<Relationship Id="rIdM" Target="macrosheets/sheet1.xml" '
    b'Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"/></Relationships>'
)
CELLS = [["申请编号", "受理时间"], ["A1", "2021-12-03"]]


def changed(data: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """Return a package with changed parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as other:
        for name in package.namelist():
            other.writestr(name, changes.get(name, bytes)(package.read(name)))
    return stream.getvalue()


def with_sheet(book: bytes, tag: bytes) -> bytes:
    return book.replace(b"<sheets>", b"<sheets>" + tag)


def wide(part: bytes) -> bytes:
    """Return XML with two bytes a letter."""
    return part.decode().replace("UTF-8", "UTF-16").encode("utf-16")


GOOD = workbook({"在途": CELLS})
BOOKS = {
    "macros": changed(
        GOOD,
        {
            "xl/workbook.xml": lambda book: with_sheet(book, b'<sheet name="M" sheetId="9" r:id="rIdM"/>'),
            RELATIONS: lambda part: part.replace(b"</Relationships>", MACROS),
        },
    ),
    "module": changed(
        GOOD,
        {
            "xl/workbook.xml": lambda book: with_sheet(
                book, b'<sheet name="Module1" sheetId="9" state="veryHidden" r:id=""/>'
            )
        },
    ),
    "no relation": changed(
        GOOD, {"xl/workbook.xml": lambda book: with_sheet(book, b'<sheet name="X" sheetId="9"></sheet>')}
    ),
    "two bytes a letter": changed(
        GOOD, dict.fromkeys(["xl/workbook.xml", RELATIONS, "xl/worksheets/sheet1.xml"], wide)
    ),
    "macros in binary": xlsb(CELLS, macros=True),
}


@pytest.mark.parametrize("name", BOOKS)
def test_the_sheets_with_cells_are_read(name: str) -> None:
    assert [(sheet.sheet, sheet.first(9)) for sheet in read_workbook("f", BOOKS[name])] == [("在途", CELLS)]


def test_the_marks_of_binary_workbooks_do_not_need_a_part_for_each_sheet() -> None:
    (sheet,) = read_workbook("f", xlsb([["a", "b"], ["#N/A", "c"]], macros=True))
    assert sheet.first(9) == [["a", "b"], ["#N/A", "c"]]


@pytest.mark.parametrize("data", [GOOD, xlsb(CELLS), b"PK\x03\x04 cut off", b"no package"])
def test_there_is_nothing_to_mend(data: bytes) -> None:
    assert mended(data) is None


def test_a_large_workbook_is_not_unpacked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mended(BOOKS["macros"]) is not None
    monkeypatch.setattr("hcaudit.load.mending._LARGEST", 100)
    assert mended(BOOKS["macros"]) is None

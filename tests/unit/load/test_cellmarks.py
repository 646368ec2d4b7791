"""What the parts of a workbook say beside its cells."""

from __future__ import annotations

import io
import zipfile

import pytest

from hcaudit.load.cellmarks import UNCALCULATED, WorkbookMarks
from hcaudit.load.workbookmarks import marks_of


def package(sheet: str, properties: str = "", prefix: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        sheets = f'<{prefix}sheets><{prefix}sheet name="a &amp; b" sheetId="1" r:id="rId7"/></{prefix}sheets>'
        parts.writestr("xl/workbook.xml", f"<{prefix}workbook>{properties}{sheets}</{prefix}workbook>")
        relation = '<Relationship Id="rId7" Target="worksheets/other.xml"/>'
        parts.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{relation}</Relationships>")
        parts.writestr("xl/worksheets/other.xml", f"<{prefix}worksheet>{sheet}</{prefix}worksheet>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("cell", "marks"),
    [
        ('<c r="B3" t="e"><v>#N/A</v></c>', {(2, 1): "#N/A"}),
        ('<c r="AA1" s="4" t="e"><f>1/0</f><v>#DIV/0!</v></c>', {(0, 26): "#DIV/0!"}),
        ('<c r="A1"><f>B1+1</f><v></v></c>', {(0, 0): UNCALCULATED}),
        ('<c r="A1"><f>B1+1</f><v/></c>', {(0, 0): UNCALCULATED}),
        ('<c r="A1"><f t="shared" si="0"/></c>', {(0, 0): UNCALCULATED}),
        ('<x:c r="A1"><x:f>B1</x:f></x:c>', {(0, 0): UNCALCULATED}),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', {}),
        ('<c r="A1"><f>B1+1</f><v>2</v></c><c r="B1"><v>3</v></c>', {}),
        ('<c r="A1"/><c r="B1" t="s"><v>0</v></c>', {}),
        ("<c r='B3' t='e'><v>#N/A</v></c>", {(2, 1): "#N/A"}),
    ],
)
def test_cells_that_are_not_empty(cell: str, marks: dict[tuple[int, int], str]) -> None:
    sheets = marks_of(package(f"<row>{cell}</row>", prefix="x:" if "<x:" in cell else "")).sheets
    assert {name: sheet.cells for name, sheet in sheets.items()} == {"a & b": marks}


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('<workbookPr date1904="1"/>', True),
        ('<workbookPr date1904="true"/>', True),
        ('<workbookPr date1904="0"/>', False),
    ],
)
def test_the_epoch(properties: str, *, expected: bool) -> None:
    assert marks_of(package("", properties)).epoch_1904 is expected


def test_prefixed_names() -> None:
    assert list(marks_of(package("", prefix="x:")).sheets) == ["a & b"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04"])
def test_no_package(data: bytes) -> None:
    assert marks_of(data) == WorkbookMarks()

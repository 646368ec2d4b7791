"""Old workbooks whose code page is not what their reader takes it for."""

from __future__ import annotations

from pathlib import Path

import pytest

from hcaudit.load.biffmarks import STREAMS
from hcaudit.load.codepages import old_text_of
from hcaudit.load.container import stream_of
from hcaudit.load.spreadsheet import read_workbook
from tests.unit.load.biff import BIFF5, BIFF8, old_workbook
from tests.unit.load.samples import workbook

FILES = Path(__file__).parent / "files"
ROWS: list[list[str | float]] = [["申请编号", "户名", "容量"], ["A1", "喆镕玥堃公司", 630.0], ["A2", "plain", 1.5]]


def read(data: bytes) -> list[tuple[str, list[list[str]]]]:
    return [(sheet.sheet, sheet.first(9)) for sheet in read_workbook("f", data)]


@pytest.mark.parametrize("code_page", [1200, 1252, 936, 0x8001, 10029])
def test_new_text_is_unicode_whatever_it_says(code_page: int) -> None:
    assert read(old_workbook({"在途 a": ROWS}, version=BIFF8, code_page=code_page)) == [
        ("在途 a", [["申请编号", "户名", "容量"], ["A1", "喆镕玥堃公司", "630"], ["A2", "plain", "1.5"]])
    ]


@pytest.mark.parametrize(
    ("code_page", "encoding"),
    [
        pytest.param(936, "gbk", id="said"),
        pytest.param(1252, "gbk", id="not said"),
        pytest.param(0x8001, "gbk", id="not said of old"),
        pytest.param(950, "big5hkscs", id="Big5"),
    ],
)
def test_old_text_is_bytes(code_page: int, encoding: str) -> None:
    rows = [[str(cell).encode(encoding, "ignore").decode(encoding) for cell in row] for row in ROWS]
    written = old_workbook({"在途": rows}, version=BIFF5, code_page=code_page, encoding=encoding)
    assert read(written) == [("在途", rows)]


def test_a_chain_that_runs_in_a_circle_ends() -> None:
    data = bytearray(old_workbook({"在途": ROWS}))
    place = 512 + 4 * 2
    data[place : place + 4] = (2).to_bytes(4, "little")
    assert len(stream_of(bytes(data), STREAMS) or b"") <= len(data)


def test_of_two_streams_the_newer_counts() -> None:
    older, newer = old_workbook({"a": ROWS}, version=BIFF5, encoding="gbk"), old_workbook({"a": ROWS})
    assert stream_of(newer, ["Book", "Workbook"]) == stream_of(newer, STREAMS)
    assert stream_of(older, ["Workbook"]) is None


def test_western_text_stays_western() -> None:
    rows = [["Größe", "für", "Ärger"], ["naïve", "señor", "ça"]]
    assert read(old_workbook({"Blätter": rows}, version=BIFF5, code_page=1252, encoding="cp1252")) == [
        ("Blätter", rows)
    ]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param((FILES / "quirks.xls").read_bytes(), id="right"),
        pytest.param(workbook({"s": [["a"]]}), id="new"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), id="damaged"),
        pytest.param(old_workbook({"s": [["a"]]})[:1100], id="cut off"),
    ],
)
def test_what_is_right_or_beyond_help_stays_as_it_is(data: bytes) -> None:
    text = old_text_of(data)
    assert (text.data, text.encoding) == (data, None)

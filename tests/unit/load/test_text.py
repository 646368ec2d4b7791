"""Delimited text: encodings, delimiters, rows of unusual width; nothing is lost and rows keep their numbers."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcaudit.load import text
from hcaudit.load.rawsheet import RawSheet, UnusableFileError
from hcaudit.load.text import read_delimited


def read(content: str | bytes, encoding: str | None = None) -> RawSheet:
    return read_delimited("f.csv", content.encode() if isinstance(content, str) else content, encoding)


def cells(sheet: RawSheet) -> list[list[str]]:
    return sheet.first(len(sheet.rows))


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_encodings(encoding: str, named: str) -> None:
    sheet = read("户名,地址\n喆镕,玥路\n".encode(encoding))
    assert sheet.encoding == named
    assert cells(sheet) == [["户名", "地址"], ["喆镕", "玥路"]]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_without_a_mark(encoding: str) -> None:
    sheet = read("户名,地址\n一,二\n三,1\n2,3\n".encode(encoding))
    assert (sheet.encoding, cells(sheet)[:2]) == (encoding, [["户名", "地址"], ["一", "二"]])


def test_a_wide_encoding_that_is_cut_off_within_a_character() -> None:
    assert cells(read("户名,b\n1,2\n3,4\n5,67".encode("utf-16")[:-1])) == [
        ["户名", "b"],
        ["1", "2"],
        ["3", "4"],
        ["5", "6"],
    ]


def test_uneven_rows_of_something_else_far_down() -> None:
    sheet = read(b"a,b\n" + b"1,2\n" * 50_000 + "3,文,字\n城,关\n".encode("gb18030"))
    assert sheet.encoding == "gb18030"
    assert [column[-2].as_py() for column in sheet.columns] == ["3", "文", "字"]


def test_gb18030_after_a_long_ascii_beginning() -> None:
    sheet = read(b"a,b\n" + b"1,2\n" * 50_000 + "3,文\n".encode("gb18030"))
    assert sheet.encoding == "gb18030"
    assert sheet.columns[1][-1].as_py() == "文"


def test_an_encoding_that_the_user_names() -> None:
    assert cells(read("é,b\n".encode("latin-1"), "latin-1")) == [["é", "b"]]


@pytest.mark.parametrize(
    ("data", "encoding", "words"),
    [
        (b"", None, ["f.csv", "空文件"]),
        (b"\r\n\r\n", None, ["空文件"]),
        (b"\xef\xbb\xbf", None, ["空文件"]),
        ("中,b\n".encode() + b"1,\xff\xff\n", None, ["UTF-8", "第 2 行", "另存为"]),
        (b"a,b\n\xff\xff,1\n", None, ["gb18030", "第 2 行", "CSV UTF-8"]),
        ("中".encode(), "ascii", ["ascii", "第 1 行"]),
        (b"a", "klingon", ["klingon", "gb18030"]),
    ],
)
def test_what_cannot_be_decoded(data: bytes, encoding: str | None, words: list[str]) -> None:
    with pytest.raises(UnusableFileError) as caught:
        read(data, encoding)
    assert all(word in str(caught.value) for word in words)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters(delimiter: str) -> None:
    lines = "\n".join(delimiter.join(row) for row in (["a", "b", "c"], ["1", "2", "3"]))
    assert cells(read(lines)) == [["a", "b", "c"], ["1", "2", "3"]]


def test_commas_inside_tab_separated_cells() -> None:
    assert cells(read("a\tb\n1,5\t2,5,7\n")) == [["a", "b"], ["1,5", "2,5,7"]]


def test_titles_blank_lines_totals_and_long_rows() -> None:
    sheet = read("标题\n\na,b,c\n1,2,3\n\n合计,66\n4,5,6,7\n8,9,10,,\n")
    assert cells(sheet) == [
        ["标题", "", "", ""],
        ["", "", "", ""],
        ["a", "b", "c", ""],
        ["1", "2", "3", ""],
        ["", "", "", ""],
        ["合计", "66", "", ""],
        ["4", "5", "6", "7"],
        ["8", "9", "10", ""],
    ]
    assert sheet.rows.tolist() == list(range(1, 9))


def test_line_breaks_in_quotation_marks_are_one_row() -> None:
    sheet = read('a,b\n"x\ny",2\n"合\n计"\n3,4\n')
    assert cells(sheet) == [["a", "b"], ["x\ny", "2"], ["合\n计", ""], ["3", "4"]]


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    sheet = read('a,b,c\n1,"x,3\n4,5,6\n7,8,9\n')
    assert cells(sheet) == [["a", "b", "c"], ["1", '"x', "3"], ["4", "5", "6"], ["7", "8", "9"]]


@pytest.mark.parametrize("last", ["", '"'])
def test_quotation_marks_around_more_than_a_block(last: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "_CARE", tuple(replace(care, block=64) for care in text._CARE))
    sheet = read('a,b,c\n1,2,"' + "x,y,z\n" * 100 + last + "\n4,5,6\n")
    assert len(sheet.rows) == 103
    assert sheet.first(2)[1][:2] == ["1", "2"]
    assert [column[-1].as_py() for column in sheet.columns[:3]] == ["4", "5", "6"]
    assert sheet.broken.tolist() == ([2, 102] if last else [2])


def test_a_swallowed_row_of_the_right_width() -> None:
    sheet = read('a,b,c\n1,2,"x\n4,5,6\n7,8,9\n')
    assert cells(sheet) == [["a", "b", "c"], ["1", "2", '"x'], ["4", "5", "6"], ["7", "8", "9"]]
    sheet = read('a,b,c\n1,"x,3\n4,"5",6\n7,8,9\n')
    assert cells(sheet) == [["a", "b", "c"], ["1", '"x', "3"], ["4", "5", "6"], ["7", "8", "9"]]


def test_quotation_marks_that_open_every_row_swallow_none() -> None:
    sheet = read("h1,h2,h3,h4\n" + "".join(f'"a{row},b,c,d\n' for row in range(4)))
    assert cells(sheet)[1:] == [[f'"a{row}', "b", "c", "d"] for row in range(4)]


def test_a_row_that_stays_doubtful_is_marked() -> None:
    sheet = read('a,b,c\n1,"x\n2,3,4\n5,6,7\n')
    assert cells(sheet)[1:] == [["1", '"x', ""], ["2", "3", "4"], ["5", "6", "7"]]
    assert sheet.broken.tolist() == [2]


def test_one_huge_cell() -> None:
    sheet = read("a,b\n1," + "x" * 5_000_000 + "\n2,3\n")
    assert sheet.columns[0].to_pylist() == ["a", "1", "2"]


def test_other_line_ends() -> None:
    assert cells(read("a,b\r\n1,2\r\n\r\n")) == [["a", "b"], ["1", "2"]]
    assert cells(read("a,b\r1,2\r")) == [["a", "b"], ["1", "2"]]


def test_a_file_that_ends_within_a_row() -> None:
    assert read("a,b,c\n1,2,3\n4,5").cut_off
    assert not read("a,b,c\n1,2,3\n4,5\n").cut_off
    assert not read("a,b,c\n1,2,3").cut_off


CELLS = st.text(alphabet='abc中文 0,"', max_size=6) | st.text(alphabet='abc中文 0"\n', max_size=6)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=30))
@settings(deadline=None)
def test_reads_what_the_csv_module_writes(rows: list[list[str]]) -> None:
    table = [["h1", "h2", "h3"], *rows]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(table)
    assert cells(read(stream.getvalue())) == table


@given(st.lists(st.lists(st.text(alphabet="ab中", min_size=1, max_size=3), max_size=5), min_size=1, max_size=40))
@settings(deadline=None)
def test_ragged_rows_keep_every_cell_and_their_place(rows: list[list[str]]) -> None:
    lines = "h1,h2,h3\n" + "".join(",".join(row) + "\n" for row in rows)
    found = [[cell for cell in row if cell] for row in cells(read(lines))]
    expected = [["h1", "h2", "h3"], *rows]
    while expected and not expected[-1]:
        expected.pop()
    assert found == expected

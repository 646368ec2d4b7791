"""Markup: HTML, SpreadsheetML and MHTML as offices' programs write them."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from hcaudit.load.htmltags import pieces_of
from hcaudit.load.markup import read_html, read_mhtml, read_xml
from hcaudit.load.rawsheet import RawSheet, UnusableFileError
from tests.unit.load.samples import load_files, rows_of
from tests.unit.load.writers import frames, html_page, html_table, mhtml, spreadsheetml, xml_row


def cells(sheet: RawSheet) -> list[list[str]]:
    return sheet.first(len(sheet.rows))


def table(inside: str) -> list[list[str]]:
    (sheet,) = read_html("f.xls", f"<table>{inside}</table>".encode())
    return cells(sheet)


def book(rows: str) -> list[list[str]]:
    (sheet,) = read_xml("f.xls", spreadsheetml({"s": rows}).encode())
    return cells(sheet)


def data(kind: str, text: str) -> str:
    return f'<Cell><Data ss:Type="{kind}">{text}</Data></Cell>'


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<tr><td>a<td>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
        ("<TR><TD>a</TD><TH>b</TH></TR>", [["a", "b"]]),
        ("<thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody>", [["a"], ["1"]]),
        ("<tr><td>&lt;a&gt; &amp;&nbsp;&#22478;&#x5173;</td></tr>", [["<a> & 城关"]]),
        ("<tr><td>\n  a\n  b </td><td> </td><td>&nbsp;</td></tr>", [["a b"]]),
        ("<tr><td>申请<br>编号</td><td><p>甲</p><p>乙</p></td></tr>", [["申请\n编号", "甲\n\n乙"]]),
        ("<tr><td><b>a</b><font color=red>b</font><!-- x<td> --></td></tr>", [["ab"]]),
        ("<tr><td colspan=2>a</td><td>b</td></tr><tr><td>1<td>2<td>3</tr>", [["a", "", "b"], ["1", "2", "3"]]),
        ("<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d", [["a", "b"], ["a", "c"], ["d", ""]]),
        ("<tr><td>x</td><td rowspan=0>a</td></tr><tr><td>y</td></tr><tr><td>z", [["x", "a"], ["y", "a"], ["z", "a"]]),
        (
            "<tr><td rowspan='2' colspan=\"2\">a</td><td>b</td></tr><tr><td>c</td></tr>",
            [["a", "", "b"], ["a", "", "c"]],
        ),
        ("<tr><td colspan=x>a</td><td rowspan=-1>b</td></tr>", [["a", "b"]]),
        ("<tr></tr><tr><td>a</td></tr>", [[""], ["a"]]),
        ('<tr><td x:num="44533">2021/12/3</td><td x:num>5</td><td x:str>0012</td></tr>', [["44533", "5", "0012"]]),
        ('<tr><td x:num="4121010000000000">4.12101E+15</td></tr>', [["4.12101E+15"]]),
        ("<tr><td x:num='1234567890123456789'>1.23457E+18</td></tr>", [["1234567890123456789"]]),
        ('<tr><td x:fmla="=IF(A1>3,1,0)" class=x>1</td><td>2</td></tr>', [["1", "2"]]),
        ("<tr><td style='mso-number-format:\"\\@\"'>0012</td></tr>", [["0012"]]),
        ("<tr><td>a < b</td><td>5 > 3</td><td>1<2</td></tr>", [["a < b", "5 > 3", "1<2"]]),
        ("<tr><td>a<script>if (1 < 2) { '<td>' }</script></td><td>b</td></tr>", [["a", "b"]]),
        ("<![if supportMisalignedColumns]><tr height=0 style='display:none'></tr><![endif]><tr><td>a", [[""], ["a"]]),
    ],
)
def test_cells_of_html(inside: str, expected: list[list[str]]) -> None:
    assert table(inside) == expected


def test_tables_in_tables_are_tables_of_their_own() -> None:
    inner = html_table([("a", "b"), ("1", "2")])
    sheets = read_html("f.xls", f"<table><tr><td>外{inner}面</td></tr></table>".encode())
    assert [(sheet.sheet, cells(sheet)) for sheet in sheets] == [
        ("表1", [["外面"]]),
        ("表2", [["a", "b"], ["1", "2"]]),
    ]


def test_tables_without_text_are_left_out() -> None:
    (sheet,) = read_html("f.xls", f"<table><tr><td><img src=x></table>{html_table([('a',)])}".encode())
    assert (sheet.sheet, cells(sheet)) == ("", [["a"]])


def test_a_table_of_headings_belongs_to_the_one_below() -> None:
    headings = "<table><tr><th>a</th><th>b</th></tr></table>"
    (sheet,) = read_html("f.xls", f"{headings}<div>{html_table([('1', '2'), ('3', '4')])}</div>".encode())
    assert cells(sheet) == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert sheet.rows.tolist() == [1, 2, 3]


def test_sheets_are_called_as_the_page_calls_them() -> None:
    one = html_table([("a", "b", "c")])
    caption = "<table><caption>归档<br>工单</caption><tr><td>x</td></tr></table>"
    named = html_page(one, head='<xml><x:ExcelWorksheet><x:Name>在途</x:Name><x:WorksheetSource HRef="a"/></xml>')
    assert [sheet.sheet for sheet in read_html("f", named.encode())] == ["在途"]
    assert [sheet.sheet for sheet in read_html("f", (one + caption).encode())] == ["表1", "表2 归档\n工单"]


@pytest.mark.parametrize(
    ("charset", "encoding", "named"),
    [
        ("gb2312", "gb18030", "gb18030"),
        ("GBK", "gb18030", "gb18030"),
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "gb18030", "gb18030"),
        ("iso-8859-1", "gb18030", "gb18030"),
        ("klingon", "gb18030", "gb18030"),
        ("big5", "big5", "big5"),
        ("unicode", "utf-16", "utf-16-le"),
        ("utf-8", "utf-8-sig", "utf-8-sig"),
        ("rot13", "utf-8", "utf-8"),
    ],
)
def test_what_a_page_says_of_its_encoding_is_tried_first(charset: str, encoding: str, named: str) -> None:
    (sheet,) = read_html("f", html_page(html_table([("中文", "x")]), charset=charset).encode(encoding))
    assert (cells(sheet), sheet.encoding) == ([["中文", "x"]], named)


def test_a_page_that_names_the_wrong_chinese_encoding(tmp_path: Path) -> None:
    page = html_page(
        html_table([("申请编号", "业务类型", "供电单位", "受理时间"), ("A", "高压新装", "所", "2021-12-03")])
    )
    dossier = load_files(tmp_path, {"a.xls": page.encode()})
    assert rows_of(dossier.records["orders"], "unit") == [("所",)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (f"<Row>{data('String', '0012')}{data('Number', '12')}</Row>", [["0012", "12"]]),
        (f"<Row>{data('Number', '630.50')}{data('Number', '4.12101E+15')}</Row>", [["630.5", "4.12101E+15"]]),
        (f"<Row>{data('Number', '4121010000000001')}</Row>", [["4121010000000001"]]),
        (f"<Row>{data('DateTime', '2021-12-03T09:05:00.000')}</Row>", [["2021-12-03 09:05:00"]]),
        (f"<Row>{data('DateTime', '2021-12-03T09:04:59.999')}</Row>", [["2021-12-03 09:05:00"]]),
        (f"<Row>{data('DateTime', '1899-12-31T09:05:00.000')}{data('DateTime', 'x')}</Row>", [["09:05:00", "x"]]),
        (f"<Row>{data('Boolean', '1')}{data('Error', '#N/A')}</Row>", [["true", "#N/A"]]),
        ("<Row><Cell ss:Formula='=A1'/><Cell/></Row>", [["#UNCALCULATED!"]]),
        (f"<Row ss:Index='2'><Cell ss:Index='2'><Data>x</Data></Cell>{data('String', 'y')}</Row>", [["", "x", "y"]]),
        (
            f"<Row><Cell ss:MergeAcross='1' ss:MergeDown='1'><Data>x</Data></Cell>{data('', 'y')}</Row>"
            + xml_row(["z"]),
            [["x", "", "y"], ["x", "", "z"]],
        ),
        (
            "<Row><Cell><Data>a</Data><Comment><ss:Data>批注</ss:Data></Comment><NamedCell ss:Name='x'/></Cell></Row>",
            [["a"]],
        ),
        ("<Row><Cell><ss:Data xmlns='x'><B>粗</B>体</ss:Data></Cell></Row>", [["粗体"]]),
        ("<Row><Cell><Data>A & B\x01</Data></Cell></Row>", [["A & B"]]),
    ],
)
def test_cells_of_spreadsheetml(rows: str, expected: list[list[str]]) -> None:
    assert book(rows) == expected


def test_worksheets() -> None:
    rows = xml_row(["a"])
    hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    book_says = "<x:ExcelWorkbook><x:Date1904/></x:ExcelWorkbook>"
    xml = spreadsheetml({"在途": rows, "归档": rows, "空": ""}, book=book_says)
    last = '</Table></Worksheet><Worksheet ss:Name="空"'
    xml = xml.replace(last, last.replace("</Table>", f"</Table>{hidden}"))
    sheets = read_xml("f", xml.encode())
    assert [(sheet.sheet, sheet.hidden, sheet.epoch_1904) for sheet in sheets] == [
        ("在途", False, True),
        ("归档", True, True),
    ]


def test_a_form_to_log_in_beside_data_does_not_hide_it() -> None:
    form = "<form><table><tr><td>密码<td><input type=password></table></form>"
    page = html_page(form + html_table([list("abcd"), list("1234")]))
    assert [sheet.first(9) for sheet in read_html("f", page.encode("gbk"))][-1] == [list("abcd"), list("1234")]
    with pytest.raises(UnusableFileError, match="登录页"):
        read_html("f", html_page(form).encode("gbk"))


def test_row_numbers_are_those_of_the_sheet() -> None:
    rows = xml_row(["a"]) + xml_row(["b"], "ss:Index='7'")
    (sheet,) = read_xml("f", spreadsheetml({"s": rows}).encode())
    assert sheet.rows.tolist() == [1, 7]


@pytest.mark.parametrize("declared", ['<!DOCTYPE a SYSTEM "file:///etc/passwd">', '<!DOCTYPE a [<!ENTITY x "y">]>'])
def test_declarations_are_refused(declared: str) -> None:
    xml = spreadsheetml({"s": xml_row(["a"])}).replace("<Workbook", f"{declared}<Workbook")
    with pytest.raises(UnusableFileError, match="DTD"):
        read_xml("f", xml.encode())


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable"])
def test_web_archives(transfer: str) -> None:
    pages = {
        "a.htm": frames({"a.files/sheet001.htm": "在途", "a.files/sheet002.htm": "归档"}),
        "a.files/sheet001.htm": html_page(html_table([("甲", "1")])).encode("gbk"),
        "a.files/sheet002.htm": html_page(html_table([("乙", "2")])).encode("gbk"),
    }
    sheets = read_mhtml("f", mhtml(pages, transfer=transfer))
    assert [(sheet.sheet, cells(sheet)) for sheet in sheets] == [("在途", [["甲", "1"]]), ("归档", [["乙", "2"]])]


@pytest.mark.parametrize(
    "hostile",
    [
        b"<" * 20_000,
        b"<table><tr><td" * 20_000,
        b'<td x="' * 20_000,
        b"<!--" * 20_000,
        b"<table>" * 20_000,
        b"<script>" * 20_000,
        b"<tr><td colspan=1000 rowspan=60000>x" * 5_000,
        b"<table><tr><td>" + b"<td colspan=1000>x" * 50,
        b"<table><tr>" + b"<td>&#" * 20_000,
    ],
)
def test_hostile_pages_end_soon(hostile: bytes) -> None:
    rows = 0
    with contextlib.suppress(UnusableFileError):
        rows = sum(len(sheet.rows) for sheet in read_html("f", hostile))
    assert rows <= 20_000


def test_deep_xml_is_refused() -> None:
    with pytest.raises(UnusableFileError, match="行列数"):
        read_xml("f", b"<Workbook>" + b"<a>" * 1000)


def test_pieces() -> None:
    assert list(pieces_of("x<A b='1'>y</a ><!DOCTYPE z><br/><title>t<b></TITLE>!")) == [
        ("", "x"),
        ("a", " b='1'"),
        ("", "y"),
        ("/a", " "),
        ("br", "/"),
        ("title", ""),
        ("/title", "t<b>"),
        ("", "!"),
    ]

"""The command `template`: what it writes opens elsewhere, and what is filled in is audited."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hcaudit.load import read_vocabulary
from hcaudit.shipped import rules_folder
from hcaudit.texts import LANGUAGES
from tests.cli.conftest import Hcaudit

KINDS = read_vocabulary(rules_folder()).kinds
MOST_OF_A_MESSAGE = 255


@pytest.fixture
def template(tmp_path: Path, hcaudit: Hcaudit) -> Path:
    """Return a template for all kinds."""
    file = tmp_path / "模板.xlsx"
    result = hcaudit("template", "-o", file)
    assert (result.code, result.out) == (0, b"")
    assert "模板.xlsx" in result.err
    return file


def fill(file: Path, sheet: str, *rows: dict[str, object]) -> None:
    """Fill rows into a sheet of a template as a person would: under its headers, below the example."""
    book = openpyxl.load_workbook(file)
    page = book[sheet]
    places = {cell.value: cell.column for cell in page[1]}
    for line, row in enumerate(rows, start=3):
        for header, value in row.items():
            page.cell(line, places[header], value)
    book.save(file)


def sheets_of(hcaudit: Hcaudit, file: Path) -> dict[str, Any]:
    result = hcaudit("columns", file, "--format", "json")
    assert result.code == 0, result.err
    return {sheet["sheet"]: sheet for sheet in json.loads(result.out)["sheets"]}


def test_a_sheet_a_kind_with_its_headers(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    assert book.sheetnames == ["说明", *(kind.titles["zh"] for kind in KINDS.values())]
    for kind in KINDS.values():
        page = book[kind.titles["zh"]]
        assert [cell.value for cell in page[1]] == [field.headers["zh"] for field in kind.fields.values()]
        assert page.freeze_panes == "B2"
        assert page.max_row == 2


def test_every_header_has_a_note(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    for kind in KINDS.values():
        for cell, field in zip(book[kind.titles["zh"]][1], kind.fields.values(), strict=True):
            assert cell.comment is not None
            assert ("必填" in cell.comment.text) == field.required
    assert "元" in book["业扩工单"]["AM1"].comment.text


def lists_of(file: Path, sheet: str) -> dict[str, Any]:
    page = openpyxl.load_workbook(file)[sheet]
    return {
        str(page.cell(1, next(iter(rule.sqref.ranges)).min_col).value): rule
        for rule in page.data_validations.dataValidation
    }


def test_words_come_from_lists(template: Path) -> None:
    orders = lists_of(template, "业扩工单")
    assert orders["工单状态"].formula1 == '"在途,归档,终止"'
    assert orders["是否有配套工程"].formula1 == '"是,否"'
    assert orders["电源类型"].formula1 == '"单电源,双电源,多电源"'
    assert "高压新装" in orders["业务类型"].formula1
    assert orders["工单状态"].showErrorMessage
    assert not orders["业务类型"].showErrorMessage
    assert lists_of(template, "违规事件")["事件类型"].formula1.count(",") == 10
    assert lists_of(template, "考试成绩")["对象"].formula1 == '"单位,个人"'


def test_columns_have_the_form_of_their_field(template: Path) -> None:
    page = openpyxl.load_workbook(template)["业扩工单"]
    forms = {str(cell.value): page.column_dimensions[cell.column_letter].number_format for cell in page[1]}
    assert forms["申请编号"] == "@"
    assert forms["受理时间"] == "yyyy-mm-dd hh:mm"
    assert forms["其他收费金额"] == "#,##0.00"


def test_an_empty_template_is_no_data(template: Path, hcaudit: Hcaudit) -> None:
    sheets = sheets_of(hcaudit, template)
    assert {sheet["kind"] for sheet in sheets.values()} == {None}
    assert all(sheet["note"] and not sheet["doubts"] for sheet in sheets.values())
    result = hcaudit("check", template)
    assert result.code == 3
    told = result.err.splitlines()
    assert [line.rpartition("：")[2] for line in told[:2]] == ["数据模板的填写说明，不是数据", "数据模板中没有填写的表"]
    assert told[2:] == ["错误：没有读到可用的数据。请改正以上文件后重试。"]


ORDER = {
    "申请编号": "3021211100000001234",
    "业务类型": "高压新装",
    "供电单位": "城关供电所",
    "受理时间": dt.datetime(2021, 12, 1, 9, 5),
    "现场勘察时间": dt.datetime(2021, 12, 2),
    "方案答复时间": dt.date(2021, 12, 20),
    "工单状态": "在途",
    "合同容量": 630,
}


def test_what_is_filled_in_is_audited(template: Path, hcaudit: Hcaudit) -> None:
    fill(template, "业扩工单", ORDER)
    result = hcaudit("check", template, "--as-of", "2021-12-31", "--select", "T08,M02", "--format", "json")
    document = json.loads(result.out)
    assert result.code == 1
    assert [(one["rule"], one["record_no"]) for one in document["findings"]] == [("T08", "3021211100000001234")]
    assert document["problems"] == []
    coverage = {row["rule"]: row for row in document["coverage"]}
    assert not coverage["M02"]["evaluated"]


def test_the_example_is_no_record_and_the_counts_add_up(template: Path, hcaudit: Hcaudit) -> None:
    fill(template, "业扩工单", ORDER)
    sheets = sheets_of(hcaudit, template)
    orders = sheets.pop("业扩工单")
    counts = ("rows", "records", "duplicates", "non_records", "problem_rows")
    assert [orders[name] for name in counts] == [2, 1, 0, 1, 0]
    assert {sheet["kind"] for sheet in sheets.values()} == {None}


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_kind_reads_back(kind: Any, template: Path, hcaudit: Hcaudit) -> None:
    values: dict[str, object] = {
        "id": "X1", "text": "城关供电所", "moment": dt.datetime(2021, 12, 3, 9, 5), "day": dt.date(2021, 12, 3),
        "month": dt.date(2021, 12, 1), "yes_no": "是", "money": 12800.5, "number": 92.5, "integer": 3,
        "sources": "双电源",
    }  # fmt: skip
    lists = lists_of(template, kind.titles["zh"])
    row = {
        field.headers["zh"]: lists[field.headers["zh"]].formula1.strip('"').split(",")[-1]
        if field.headers["zh"] in lists
        else values[field.type]
        for field in kind.fields.values()
    }
    fill(template, kind.titles["zh"], row)
    sheet = sheets_of(hcaudit, template)[kind.titles["zh"]]
    assert (sheet["kind"], sheet["records"], sheet["non_records"]) == (kind.name, 1, 1)
    assert (sheet["doubts"], sheet["lacking"]) == ([], [])


def test_an_example_written_over_is_a_record(template: Path, hcaudit: Hcaudit) -> None:
    book = openpyxl.load_workbook(template)
    page = book["检修作业"]
    for place, value in enumerate(["Z1", dt.date(2021, 12, 3), "城关供电所", None, "是", "停电"], start=1):
        page.cell(2, place, value)
    book.save(template)
    assert sheets_of(hcaudit, template)["检修作业"]["records"] == 1


def test_an_example_half_written_over_is_not_lost(template: Path, hcaudit: Hcaudit) -> None:
    book = openpyxl.load_workbook(template)
    book["检修作业"]["B2"] = dt.date(2021, 12, 3)
    book.save(template)
    assert sheets_of(hcaudit, template)["检修作业"]["records"] == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_runs_write_the_same_bytes(lang: str, tmp_path: Path, hcaudit: Hcaudit) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert hcaudit("template", "-o", tmp_path / name, "--lang", lang).code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    again = hcaudit("template", "-o", tmp_path / "a.xlsx", "--lang", lang)
    assert again.code == 0


def test_an_english_template_is_read_as_well(tmp_path: Path, hcaudit: Hcaudit) -> None:
    file = tmp_path / "t.xlsx"
    hcaudit("template", "-o", file, "--lang", "en")
    page = openpyxl.load_workbook(file)["业扩工单"]
    assert "Required." in page["A1"].comment.text
    assert {sheet["kind"] for sheet in sheets_of(hcaudit, file).values()} == {None}


@pytest.mark.parametrize("word", ["visits", "客户回访", "Customer visits"])
def test_single_kinds(word: str, tmp_path: Path, hcaudit: Hcaudit) -> None:
    assert hcaudit("template", word, "works", "-o", tmp_path / "t.xlsx", "-q").err == ""
    assert openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames == ["说明", "检修作业", "客户回访"]


def test_units_of_the_configuration_are_offered(tmp_path: Path, hcaudit: Hcaudit) -> None:
    (tmp_path / "my.toml").write_text('[units]\n"城关供电所" = ["城关所"]\n"仁和供电所" = []\n', encoding="utf-8")
    hcaudit("template", "orders", "-o", tmp_path / "t.xlsx", "--config", tmp_path / "my.toml")
    assert lists_of(tmp_path / "t.xlsx", "业扩工单")["供电单位"].formula1 == '"城关供电所,仁和供电所"'


def test_what_was_filled_in_is_never_overwritten(template: Path, hcaudit: Hcaudit) -> None:
    fill(template, "业扩工单", ORDER)
    before = template.read_bytes()
    result = hcaudit("template", "-o", template)
    assert (result.code, template.read_bytes()) == (2, before)
    assert "已经存在" in result.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "-o"),
        (("-o", "a.xlsx", "-o", "b.xlsx"), "只留一个"),
        (("-o", "a.csv"), ".xlsx"),
        (("order", "-o", "a.xlsx"), "是不是想写 orders"),
        (("-o", "nirgends/a.xlsx"), "nirgends"),
    ],
)
def test_mistakes(
    words: tuple[str, ...], said: str, tmp_path: Path, hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = hcaudit("template", *words)
    assert result.code == 2
    assert said in result.err
    assert list(tmp_path.iterdir()) == []


def test_the_parts_hold_no_time_of_day(template: Path) -> None:
    with zipfile.ZipFile(template) as package:
        assert {member.date_time[:2] for member in package.infolist()} == {(1980, 1)}
        assert b"2021-11-26T00:00:00Z" in package.read("docProps/core.xml")

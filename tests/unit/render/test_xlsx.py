"""The workbook, opened by a second library."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

from hcaudit.model.outlook import OPEN_CLOCKS
from hcaudit.model.report import FINDINGS, Report
from hcaudit.render.headings import heading
from hcaudit.render.workbook import sheets
from tests.unit.render.reports import finding, rendered, with_findings

SHEETS = [
    *("概览", "考核汇总", "扣罚明细", "人员与等级", "违规明细", "疑似待核"),
    *("无法判定", "预警", "规则覆盖", "数据问题", "变化", "运行清单"),
]
LISTS = SHEETS[1:-1]


def opened(report: Report, **look: object) -> Any:
    return openpyxl.load_workbook(io.BytesIO(rendered(report, "xlsx", **look)))


@pytest.fixture(scope="module")
def workbook(report: Report) -> Any:
    return opened(report)


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_sheets_in_order(workbook: Any, empty_report: Report) -> None:
    assert workbook.sheetnames == SHEETS
    assert opened(empty_report).sheetnames == [name for name in SHEETS if name != "变化"]


def test_english_sheet_names_only_if_everything_is_english(report: Report) -> None:
    assert opened(report, lang="en").sheetnames == SHEETS
    assert opened(report, headers="en").sheetnames == SHEETS
    assert opened(report, lang="en", headers="en").sheetnames[0] == "Overview"


@pytest.mark.parametrize("name", LISTS)
def test_lists_have_a_frozen_heading_a_filter_and_widths(workbook: Any, name: str) -> None:
    sheet = workbook[name]
    assert sheet.freeze_panes.endswith("2")
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.column_dimensions["A"].width >= 8


@pytest.mark.parametrize("name", ["违规明细", "疑似待核", "无法判定"])
def test_findings_keep_every_column(workbook: Any, name: str) -> None:
    headings = {cell.value for cell in workbook[name][1]}
    assert {heading(column, "zh") for column in FINDINGS.names} <= headings


def test_each_finding_stands_on_the_sheet_of_its_outcome(workbook: Any) -> None:
    numbers = {name: [row["记录编号"][-1] for row in rows_of(workbook[name])] for name in SHEETS[4:7]}
    assert numbers == {"违规明细": ["1", "4"], "疑似待核": ["2"], "无法判定": ["3"]}


def test_a_late_clock_shows_its_working(workbook: Any) -> None:
    row = rows_of(workbook["违规明细"])[0]
    assert row["起算日"] == dt.datetime(2021, 12, 31)
    assert row["到期日"] == dt.datetime(2022, 2, 14)
    assert row["实际值"] == 26
    assert row["限值"] == 16
    assert row["暂停时段"] == "2022-01-05→2022-01-20 配套工程"


def test_cells_have_types(workbook: Any) -> None:
    cells = {cell.column_letter: cell for cell in workbook["违规明细"][2]}
    by_heading = {workbook["违规明细"][f"{letter}1"].value: cell for letter, cell in cells.items()}
    assert by_heading["记录编号"].value == "4121000000000001"
    assert by_heading["记录编号"].number_format == "@"
    assert by_heading["考核项"].value == "2.3"
    assert by_heading["到期日"].is_date
    assert by_heading["考核金额"].value == 30000
    assert by_heading["考核金额"].number_format == "#,##0.00"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_texts_cannot_become_formulas(report: Report, start: str) -> None:
    row = finding(1, rule="T05", title="t", customer_name=f"{start}HYPERLINK(1)", record_no=f"{start}1", amount=-5)
    sheet = opened(with_findings(report, [row]))["违规明细"]
    cells = {cell.value: cell for cell in sheet[2]}
    for text in (f"{start}HYPERLINK(1)", f"{start}1"):
        assert cells[text].data_type != "f"
        assert cells[text].quotePrefix
    assert -0.05 in cells


def test_no_cell_is_a_formula_or_link(workbook: Any) -> None:
    for sheet in workbook:
        assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_decisions_can_be_entered(workbook: Any) -> None:
    for name in ("违规明细", "疑似待核"):
        sheet = workbook[name]
        headings = [cell.value for cell in sheet[1]]
        first = headings.index("裁定")
        assert headings[first : first + 6] == ["裁定", "理由", "裁定人", "裁定日期", "有效期至", "责任单位"]
        assert {"违规编号", "事实编号"} <= set(headings)
        assert all(sheet.cell(2, first + 1 + place).value is None for place in range(6))
        (choice,) = sheet.data_validations.dataValidation
        assert choice.formula1 == '"确认,豁免"'
        assert sheet.cell(1, first + 1).coordinate[:-1] in str(choice.sqref)
    assert "裁定" not in {cell.value for cell in workbook["无法判定"][1]}


def test_the_penalty_table_adds_up(workbook: Any) -> None:
    last = rows_of(workbook["考核汇总"])[-1]
    assert (last["单位"], last["考核事项"], last["考核金额"]) == ("全部单位", "合计", 32000.5)
    assert last["领导班子承担"] + last["专业及网格承担"] + last["未列明承担"] == last["考核金额"]


def test_rewards_are_lines_of_their_own(workbook: Any) -> None:
    reward = rows_of(workbook["扣罚明细"])[-1]
    assert (reward["考核金额"], reward["领导班子承担"], reward["奖励金额"]) == (None, None, 20000)


def test_the_overview_draws_charts_of_what_it_lists(workbook: Any, empty_report: Report) -> None:
    sheet = workbook["概览"]
    assert len(sheet._charts) == 2
    values = [row for row in sheet.iter_rows(values_only=True) if row[0] == "城关供电所"]
    assert values == [("城关供电所", 1, 1, 0, 2, 32000.5, 30000, 2000.5, 0)]
    assert not opened(empty_report)["概览"]._charts


def test_early_warnings_are_what_is_still_open(report: Report, workbook: Any) -> None:
    assert rows_of(workbook["预警"]) == []
    clock = {"state": "overdue", "record_no": "41", "customer_name": "张三", "due_on": dt.date(2021, 12, 8)}
    soon = {"state": "due_soon", "record_no": "=42", "days_left": 2}
    paused = {"state": "paused", "record_no": "43"}
    clocks = pa.Table.from_pylist([clock, soon, paused], schema=OPEN_CLOCKS)
    sheet = opened(replace(report, early_warnings=clocks), mask=True)["预警"]
    lines = rows_of(sheet)
    assert [(line["状态"], line["记录编号"]) for line in lines] == [
        ("已超期", "41"),
        ("即将到期", "=42"),
        ("暂停中", "43"),
    ]
    assert (lines[0]["户名"], lines[0]["到期日"], lines[1]["剩余工作日"]) == ("张*", dt.datetime(2021, 12, 8), 2)
    assert len({sheet.cell(row, 1).fill.fgColor.rgb for row in (2, 3, 4)}) == 3
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_warnings_of_the_run_stand_first_and_in_the_manifest(workbook: Any, empty_report: Report) -> None:
    warning = "规则包的规定期间为2021年至2022年"
    assert workbook["概览"]["A2"].value == f"注意：{warning}"
    facts = {row[0]: row[1] for row in workbook["运行清单"].iter_rows(max_col=2, values_only=True)}
    assert facts["注意"] == warning
    assert opened(empty_report)["概览"]["A2"].value is None


def test_the_manifest_bears_the_mark_and_the_inputs(workbook: Any) -> None:
    sheet = workbook["运行清单"]
    assert sheet["A1"].value == "hcaudit"
    cells = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"orders_a.csv", "B04.within_days", "2026-12-31", "坏文件.xls", 32000.5, 22} <= cells


def test_machine_keys_head_the_columns_if_asked_for(report: Report) -> None:
    headings = [cell.value for cell in opened(report, headers="en")["违规明细"][1]]
    # A decisions file has a column `reason`, too: with the findings' own the workbook could not be given back.
    assert {*FINDINGS.names, "pauses", "裁定", "理由", "finding_reason"} - set(headings) == {"reason"}
    assert len(set(headings)) == len(headings)


def test_a_list_too_long_for_a_sheet_goes_on_in_another(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 4)
    rows = [finding(number, rule="T05", title="t") for number in range(7)]
    workbook = opened(with_findings(report, rows))
    pages = [name for name in workbook.sheetnames if name.startswith("违规明细")]
    assert pages == ["违规明细", "违规明细(2)", "违规明细(3)"]
    assert [len(rows_of(workbook[page])) for page in pages] == [3, 3, 1]
    last = rows_of(workbook["考核汇总(4)"])[-1]
    assert last["考核事项"] == "合计"


def test_a_text_too_long_for_a_cell_says_that_it_is_cut(report: Report) -> None:
    reason = opened(with_findings(report, [finding(1, rule="T05", title="t", reason="长" * 40_000)]))["违规明细"]["F2"]
    assert len(reason.value) == 32_767
    assert reason.value.endswith("JSON 输出）")


def test_chunks_of_a_table_do_not_show(report: Report) -> None:
    halves = pa.concat_tables([report.findings.slice(0, 2), report.findings.slice(2)])
    chunked = replace(report, findings=halves)
    assert rendered(chunked, "xlsx") == rendered(report, "xlsx")
    assert rendered(chunked, "csv") == rendered(report, "csv")


def test_the_workbook_does_not_tell_when_it_was_written(report: Report, workbook: Any) -> None:
    properties = workbook.properties
    assert properties.created == properties.modified == dt.datetime(2022, 2, 28)
    with zipfile.ZipFile(io.BytesIO(rendered(report, "xlsx"))) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_changes_are_a_sheet_of_their_own(workbook: Any) -> None:
    new, changed, gone = rows_of(workbook["变化"])
    assert [row["变化"] for row in (new, changed, gone)] == ["新增", "变化", "消失"]
    assert changed["变化内容"] == "结论 疑似→违规;原因 （空）→<b>\\x1b[31m"
    assert (gone["原考核金额"], gone["现考核金额"], gone["考核金额增减"]) == (20000, None, -20000)

"""Templates that hcaudit wrote: what nobody filled in is no data, and an example is no record."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.load.samples import load_files, workbook

GUIDE = [["hcaudit 数据模板"], ["……"]]
ORDERS = ["申请编号", "业务类型", "供电单位", "受理时间"]
VISITS = ["申请编号", "回访时间", "回访人职务"]
EXAMPLE = ["示例（1，本行不计入）", "高压新装", "城关供电所", "如 2021-12-03"]
ORDER = ["A1", "高压新装", "城关供电所", "2021-12-03"]


def kinds(folder: Path, **sheets: list[list[str]]) -> dict[str, tuple[str | None, str | None]]:
    dossier = load_files(folder, {"a.xlsx": workbook(sheets)})
    assert dossier.problems.num_rows == 0
    return {sheet.sheet: (sheet.kind, sheet.note) for sheet in dossier.intake}


@pytest.mark.parametrize("rows", [[], [["示例（1，本行不计入）", "如 2021-12-03", "总经理"]], [["", "", ""]]])
def test_a_sheet_nobody_filled_in_is_no_data(rows: list[list[str]], tmp_path: Path) -> None:
    assert kinds(tmp_path, 说明=GUIDE, 工单=[ORDERS, EXAMPLE, ORDER], 回访=[VISITS, *rows]) == {
        "说明": (None, "load.note-template-guide"),
        "工单": ("orders", None),
        "回访": (None, "load.note-template-unfilled"),
    }


def test_an_export_without_records_is_still_an_export(tmp_path: Path) -> None:
    assert kinds(tmp_path, 工单=[ORDERS, ORDER], 回访=[VISITS])["回访"] == ("visits", None)


@pytest.mark.parametrize(("first", "records"), [("示例（1）", 1), ("示例1", 2), ("Example (1)", 1), ("示例公司", 2)])
def test_only_the_mark_makes_an_example(first: str, records: int, tmp_path: Path) -> None:
    rows = [ORDERS, [first, "高压新装", "城关供电所", "如 2021-12-03"], ORDER]
    (sheet,) = load_files(tmp_path, {"a.xlsx": workbook({"工单": rows})}).intake
    assert sheet.records + sheet.problem_rows == records


def test_a_row_with_a_real_date_is_a_record(tmp_path: Path) -> None:
    rows = [ORDERS, [*EXAMPLE[:3], "2021-12-03"], ORDER]
    (sheet,) = load_files(tmp_path, {"a.xlsx": workbook({"工单": rows})}).intake
    assert (sheet.records, sheet.non_records) == (2, 0)

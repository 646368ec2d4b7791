"""Contest workbooks by unit, filled in and read back as decisions."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import hcaudit
from tests.cli.conftest import Hcaudit

SAMPLE = Path(__file__).parents[2] / "sample_data"


@pytest.fixture
def folder(tmp_path: Path, hcaudit: Hcaudit) -> Path:
    """Return the folder of the contest workbooks of the sample month."""
    target = tmp_path / "contest"
    assert hcaudit("check", SAMPLE, "--month", "2021-12", "--by-unit", target, "-q").code == 1
    return target


def test_there_is_a_workbook_for_each_unit(folder: Path) -> None:
    report = hcaudit.audit(SAMPLE, month="2021-12")
    assert {path.stem for path in folder.iterdir()} == set(report.findings["unit"].to_pylist())


def test_a_workbook_shows_its_own_unit_only(folder: Path) -> None:
    for path in folder.iterdir():
        sheet = openpyxl.load_workbook(path)["违规明细"]
        headers = [cell.value for cell in sheet[1]]
        units = {row[headers.index("单位")].value for row in sheet.iter_rows(min_row=2)}
        assert units == {path.stem}


def test_filled_in_workbooks_are_decisions(folder: Path) -> None:
    path = min(folder.iterdir())
    book = openpyxl.load_workbook(path)
    sheet = book["疑似待核"]
    headers = [cell.value for cell in sheet[1]]
    answers = {"裁定": "确认", "理由": "核实", "裁定人": "考核组", "裁定日期": "2022-01-05"}
    ids = set()
    for row in sheet.iter_rows(min_row=2):
        ids.add(row[headers.index("违规编号")].value)
        for header, answer in answers.items():
            row[headers.index(header)].value = answer
    book.save(path)
    report = hcaudit.audit(SAMPLE, month="2021-12", decisions=folder)
    confirmed = {row["finding_id"] for row in report.findings.to_pylist() if row["disposition"] == "confirmed"}
    assert confirmed == ids


def test_by_unit_writes_workbooks_only(tmp_path: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("check", SAMPLE, "--by-unit", tmp_path / "x", "--format", "csv", "--lang", "en")
    assert result.code == 2
    assert "xlsx" in result.err


def test_by_unit_needs_a_folder(tmp_path: Path, hcaudit: Hcaudit) -> None:
    (tmp_path / "file").write_text("")
    result = hcaudit("check", SAMPLE, "--by-unit", tmp_path / "file", "--lang", "en")
    assert result.code == 2
    assert "folder" in result.err

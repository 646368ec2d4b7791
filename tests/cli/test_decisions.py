"""Contest workbooks by unit, filled in and read back as decisions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

import hcaudit
from hcaudit.cli import contest
from hcaudit.render import FORMATS, Look
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


@pytest.fixture(scope="module")
def decisions() -> dict[str, pa.Table]:
    """Return decisions on findings of every sort: listed with columns for them or not, moved, of another month."""
    everything = hcaudit.audit(SAMPLE, as_of="2021-12-31").findings
    december = set(hcaudit.audit(SAMPLE, month="2021-12").findings["finding_id"].to_pylist())
    by_sort: dict[tuple[str, bool], list[dict[str, Any]]] = {}
    for row in everything.to_pylist():
        by_sort.setdefault((row["outcome"], row["finding_id"] in december), []).append(row)
    given = [
        *(decision(row, "豁免", 有效期至="2022-12-31") for row in by_sort["violation", True][:3]),
        *(decision(row, "确认", 责任单位="城关供电所") for row in by_sort["violation", True][3:5]),
        *(decision(row, "确认") for row in by_sort["suspected", True][:5]),
        *(decision(row, "豁免") for row in by_sort["undetermined", True][:2]),
        *(decision(row, "豁免") for row in by_sort["reward", True][:2]),
        *(decision(row, "豁免") for row in by_sort["violation", False][:2]),
        decision(by_sort["violation", True][6], "豁免", 有效期至="2021-12-30"),
        decision(by_sort["violation", True][7], "豁免", 事实编号="00000000"),
    ]
    return {"decisions": pa.Table.from_pylist(given)}


def decision(row: dict[str, Any], word: str, **more: str) -> dict[str, str]:
    """Return a decision on a finding; its reason looks like a formula."""
    empty = dict.fromkeys(("事实编号", "有效期至", "责任单位"), "")
    who = {"理由": f"=核实 {row['record_no']}", "裁定人": "考核组", "裁定日期": "2022-01-05"}
    return {"违规编号": row["finding_id"], "裁定": word, **who, **empty, **more}


@pytest.mark.parametrize("by_unit", [False, True])
@pytest.mark.parametrize("headers", ["zh", "en"])
def test_what_was_decided_is_in_the_workbook_and_decides_the_same_again(
    decisions: dict[str, pa.Table], by_unit: bool, headers: str, tmp_path: Path
) -> None:
    first = hcaudit.audit(SAMPLE, month="2021-12", decisions=decisions)
    assert first.decided.num_rows == decisions["decisions"].num_rows - 2
    written, look = tmp_path / "decided", Look(headers=headers)
    if by_unit:
        contest.write(first, written, look)
    else:
        written.mkdir()
        with (written / "all.xlsx").open("wb") as file:
            FORMATS["xlsx"].render(first, file, look)
    again = hcaudit.audit(SAMPLE, month="2021-12", decisions=written)
    for name in ("decided", "findings", "fines", "units", "consequences", "coverage"):
        assert getattr(again, name).equals(getattr(first, name)), name
    # What was not applied is not written: nobody is told of it again.
    assert [row for row in first.problems.to_pylist() if row not in again.problems.to_pylist()] == [
        row for row in first.problems.to_pylist() if row["source_file"] == "decisions"
    ]
    assert again.problems.num_rows == first.problems.num_rows - 2


def test_by_unit_writes_workbooks_only(tmp_path: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("check", SAMPLE, "--by-unit", tmp_path / "x", "--format", "csv", "--lang", "en")
    assert result.code == 2
    assert "xlsx" in result.err


def test_by_unit_needs_a_folder(tmp_path: Path, hcaudit: Hcaudit) -> None:
    (tmp_path / "file").write_text("")
    result = hcaudit("check", SAMPLE, "--by-unit", tmp_path / "file", "--lang", "en")
    assert result.code == 2
    assert "folder" in result.err

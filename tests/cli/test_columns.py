"""The command `columns`: how each file was understood, the same in every form."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from hcaudit.cli import layout
from tests.cli.conftest import Hcaudit, Result
from tests.unit.load.samples import workbook

BOOK = {
    "在途": [
        ["城关供电所工单明细"],
        ["申请编号", "业务类型", "所属供电所", "受理时间", "工单状态", "送电时间", "备用1", "户名"],
        ["A1", "高压新装", "城关供电所", "2021-12-01", "审批中", "", "", "张三丰"],
        ["A2", "高压新装", "城关供电所", "2021-12-01", "审批中", "待定", "", "李四"],
        ["A3", "高压新装", "城关供电所", "2021-12-01", "审批中", "待定", "", "王五"],
        ["A4", "高压新装", "城关供电所", "2021-12-01", "审批中", "", "", "赵六"],
        ["A5", "高压新装", "城关供电所", "", "在途", "", "", "钱七"],
        ["A6", "神秘业务", "城关供电所", "2021-12-01", "在途", "", "", "孙八"],
        ["A1", "高压新装", "城关供电所", "2021-12-01", "在途", "", "", "张三"],
        ["合计", "6"],
    ],
    "备忘": [["随便写的"]],
}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder with a workbook, a lock file and a file that cannot be used."""
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "工单.xlsx").write_bytes(workbook(BOOK))
    (folder / "~$工单.xlsx").write_bytes(b"lock")
    (folder / "失败.xlsx").write_text('{"code": 403}', encoding="utf-8")
    return folder


def document(result: Result) -> Any:
    return json.loads(result.out)


def test_json_tells_everything(files: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("columns", files, "--format", "json")
    assert result.code == 3
    sheets = {(sheet["file"], sheet["sheet"]): sheet for sheet in document(result)["sheets"]}
    read = sheets["工单.xlsx", "在途"]
    assert (read["kind"], read["header_row"], read["usable"], read["note"]) == ("orders", 2, True, None)
    counts = ("rows", "records", "duplicates", "non_records", "problem_rows")
    assert [read[name] for name in counts] == [9, 5, 1, 2, 1]
    fields = {column["header"]: column["field"] for column in read["columns"]}
    assert fields == {
        "申请编号": "order_no",
        "业务类型": "business_type",
        "所属供电所": "unit",
        "受理时间": "accepted_at",
        "工单状态": "status",
        "送电时间": "energized_at",
        "备用1": None,
        "户名": "customer_name",
    }
    assert "customer_no" in read["lacking"]
    assert "unit" not in read["lacking"]
    assert sheets["工单.xlsx", "备忘"]["kind"] is None
    assert sheets["失败.xlsx", ""]["usable"] is False
    assert "锁" in sheets["~$工单.xlsx", ""]["note"]


def test_doubts_are_told_once_with_their_first_rows(files: Path, hcaudit: Hcaudit) -> None:
    sheets = document(hcaudit("columns", files / "工单.xlsx", "--format", "json"))["sheets"]
    doubts = {(doubt["column"], doubt["value"]): doubt for doubt in sheets[0]["doubts"]}
    status = doubts["工单状态", "审批中"]
    assert (status["field"], status["count"], status["first_rows"]) == ("status", 4, [3, 4, 5])
    assert status["key"] == "unreadable-word"
    assert "在途、归档、终止" in status["problem"]
    assert doubts["送电时间", "待定"]["first_rows"] == [4, 5]
    assert doubts["受理时间", None]["key"] == "no-governing-date"
    unknown = doubts["业务类型", "神秘业务"]
    assert (unknown["key"], unknown["first_rows"]) == ("unknown-business-type", [8])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_text_fits_the_terminal(
    lang: str, width: int, files: Path, hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    result = hcaudit("columns", files, "--lang", lang)
    lines = result.out.decode("utf-8").splitlines()
    assert result.code == 3
    assert [line for line in lines if layout.width(line) > width] == []
    text = "".join(line.strip() for line in lines)
    for words in ("工单.xlsx 在途", "order_no", "所属供电所", "审批中", "待定", "失败.xlsx", "JSON", "~$工单.xlsx"):
        assert words in text
    assert "失败.xlsx" in result.err


def test_text_says_how_many_doubts_it_leaves_out(tmp_path: Path, hcaudit: Hcaudit) -> None:
    rows = [f"A{place},高压新装,城关供电所,2021-12-01,状态{place}\n" for place in range(12)]
    (tmp_path / "a.csv").write_text("申请编号,业务类型,供电单位,受理时间,工单状态\n" + "".join(rows), encoding="utf-8")
    page = hcaudit("columns", tmp_path / "a.csv").out.decode("utf-8")
    assert "没有看懂的内容 12 种" in page
    assert "另有 2 种" in page
    assert "状态9" in page
    assert "状态10" not in page


def test_csv_has_a_row_a_header(files: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("columns", files, "--format", "csv", "--headers", "en")
    rows = list(csv.DictReader(io.StringIO(result.out.decode("utf-8"))))
    headers = [row["header"] for row in rows if row["sheet"] == "在途" and row["header"]]
    assert headers == BOOK["在途"][1]
    (status,) = (row for row in rows if row["header"] == "工单状态")
    assert (status["field"], status["doubtful_rows"], status["first_rows"], status["values"]) == (
        "status",
        "4",
        "3;4;5",
        "审批中",
    )
    lacking = {row["field"] for row in rows if row["sheet"] == "在途" and not row["header"]}
    assert {"customer_no", "manager"} <= lacking
    assert {row["file"] for row in rows if not row["kind"]} == {"工单.xlsx", "失败.xlsx", "~$工单.xlsx"}
    assert hcaudit("columns", files, "--format", "csv").out.decode("utf-8").startswith("文件,工作表,数据种类")


def test_what_cannot_be_decoded_is_said_in_words(tmp_path: Path, hcaudit: Hcaudit) -> None:
    good = "申请编号,业务类型,供电单位,受理时间\nA1,高压新装,城关供电所,2021-12-01\n"
    (tmp_path / "混.csv").write_bytes(good.encode() + "A2,高压新装,双柳供电所,2021-12-01\n".encode("gbk"))
    assert "编码 utf-8（有无法解码的文字）" in hcaudit("columns", tmp_path).out.decode()
    assert "encoding utf-8 (with characters" in hcaudit("columns", tmp_path, "--lang", "en").out.decode()
    (sheet,) = document(hcaudit("columns", tmp_path, "--format", "json"))["sheets"]
    assert (sheet["encoding"], sheet["garbled"]) == ("utf-8", True)
    rows = csv.DictReader(io.StringIO(hcaudit("columns", tmp_path, "--format", "csv", "--headers", "en").out.decode()))
    assert {(row["encoding"], row["garbled"]) for row in rows} == {("utf-8", "true")}


def test_what_is_about_no_column_stands_in_the_note(tmp_path: Path, hcaudit: Hcaudit) -> None:
    (tmp_path / "a.csv").write_text("申请编号,业务类型,供电单位,受理时间\nA1,高压新装,城,关,2021-12-01\n", "utf-8")
    rows = csv.DictReader(io.StringIO(hcaudit("columns", tmp_path, "--format", "csv", "--headers", "en").out.decode()))
    assert all("错位" in row["note"] for row in rows)


def test_markdown_escapes_what_data_says(tmp_path: Path, hcaudit: Hcaudit) -> None:
    (tmp_path / "a.csv").write_text(
        "申请编号,业务类型,供电单位,受理时间,备|注*,工单状态\nA1,高压新装,城关,2021-12-01,,<b>\n", encoding="utf-8"
    )
    page = hcaudit("columns", tmp_path / "a.csv", "--format", "md").out.decode("utf-8")
    assert "| 备\\|注\\* | （不认识，没有用） |  |" in page
    assert "\\<b\\>" in page
    assert "<b>" not in page


def test_every_form_is_the_same_twice(files: Path, hcaudit: Hcaudit) -> None:
    for form in ("text", "json", "csv", "md"):
        runs = [hcaudit("columns", files, "--format", form).out for _ in range(2)]
        assert runs[0] == runs[1]


def test_personal_values_can_be_hidden(tmp_path: Path, hcaudit: Hcaudit) -> None:
    (tmp_path / "工单.xlsx").write_bytes(workbook(BOOK))
    for form in ("text", "json", "csv", "md"):
        words = ("columns", tmp_path / "工单.xlsx", "--format", form)
        assert "张三丰" in hcaudit(*words).out.decode("utf-8")
        hidden = hcaudit(*words, "--mask").out.decode("utf-8")
        assert "张三" not in hidden


def test_a_clean_file_is_exit_0(orders: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("columns", orders)
    assert (result.code, result.err) == (0, "")
    assert "没有看懂" not in result.out.decode("utf-8")


def test_control_characters_are_shown(tmp_path: Path, hcaudit: Hcaudit) -> None:
    (tmp_path / "a.csv").write_text(
        "申请编号,业务类型,供电单位,受理时间,工单状态\nA1,高压新装,城关,2021-12-01,\x1b[31m红\n", encoding="utf-8"
    )
    for form in ("text", "json", "md"):
        assert b"\x1b" not in hcaudit("columns", tmp_path / "a.csv", "--format", form).out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--format", "xml"), 2, "text, json, csv, md"),
        (("--kind", "order"), 2, "orders"),
        (("nirgends.csv",), 3, "nirgends.csv"),
    ],
)
def test_mistakes(words: tuple[str, ...], code: int, said: str, orders: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("columns", orders, *words)
    assert result.code == code
    assert said in result.err

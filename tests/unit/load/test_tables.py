"""Several tables in one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hcaudit.load import LoadOptions
from tests.unit.load.samples import ORDER_HEADERS, load_files, problem_keys, rows_of, workbook

ORDER = ("A1", "高压新装", "城关供电所", "2021-12-03")
TICKET_HEADERS = ("工单编号", "工单类别", "受理时间", "责任单位")
TICKET = ("T1", "投诉", "2021-12-04", "城关供电所")


def sheet(*rows: Sequence[object]) -> dict[str, str | bytes]:
    return {"a.xlsx": workbook({"s": rows})}


def test_tables_of_two_kinds_below_each_other(tmp_path: Path) -> None:
    dossier = load_files(
        tmp_path,
        sheet(["业扩工单"], ORDER_HEADERS, ORDER, ("A2", *ORDER[1:]), [], ["客户诉求"], TICKET_HEADERS, TICKET),
    )
    assert rows_of(dossier.records["orders"], "order_no", "source_row") == [("A1", 3), ("A2", 4)]
    assert rows_of(dossier.records["tickets"], "ticket_no", "source_row") == [("T1", 8)]
    assert [(one.sheet, one.kind, one.header_row, one.rows, one.records) for one in dossier.intake] == [
        ("s", "orders", 2, 3, 2),
        ("s", "tickets", 7, 3, 1),
    ]
    assert problem_keys(dossier) == []


def test_a_wider_table_further_down_does_not_hide_the_first(tmp_path: Path) -> None:
    wider = [*ORDER_HEADERS, "送电时间", "归档时间"]
    dossier = load_files(tmp_path, sheet(ORDER_HEADERS, ORDER, [], wider, ("A2", *ORDER[1:], "2021-12-09", "")))
    assert rows_of(dossier.records["orders"], "order_no", "energized_at")[0] == ("A1", None)
    assert [number for (number,) in rows_of(dossier.records["orders"], "order_no")] == ["A1", "A2"]


def test_columns_in_another_order(tmp_path: Path) -> None:
    dossier = load_files(
        tmp_path, sheet(ORDER_HEADERS, ORDER, ORDER_HEADERS[::-1], ("2021-12-05", "城关", "高压新装", "A2"))
    )
    assert [number for (number,) in rows_of(dossier.records["orders"], "order_no")] == ["A1", "A2"]


def test_a_repeated_header_begins_no_table(tmp_path: Path) -> None:
    dossier = load_files(tmp_path, sheet(ORDER_HEADERS, ORDER, ORDER_HEADERS, ("A2", *ORDER[1:])))
    assert [(one.records, one.non_records) for one in dossier.intake] == [(2, 1)]


def test_a_header_of_two_rows_begins_one_table(tmp_path: Path) -> None:
    rows = [[*ORDER_HEADERS, "勘察", ""], [*ORDER_HEADERS, "时间", "人员"], [*ORDER, "2021-12-04", "李"]]
    dossier = load_files(tmp_path, sheet(*rows))
    assert [(one.header_row, one.records) for one in dossier.intake] == [(2, 1)]
    assert dossier.records["orders"].table["surveyed_at"].null_count == 0


def test_the_kind_that_the_user_names_is_the_only_one(tmp_path: Path) -> None:
    files = sheet(ORDER_HEADERS, ORDER, [], TICKET_HEADERS, TICKET)
    dossier = load_files(tmp_path, files, LoadOptions(kind="orders"))
    assert [one.kind for one in dossier.intake] == ["orders"]


def test_words_that_are_values_too(tmp_path: Path) -> None:
    headers = ("月份", "对象", "单位", "成绩", "姓名")
    rows = [(f"2021-{month:02}", "单位", "城关供电所", 88, "") for month in range(1, 13)]
    dossier = load_files(tmp_path, sheet(headers, *rows))
    assert [(one.kind, one.records) for one in dossier.intake] == [("exams", 12)]

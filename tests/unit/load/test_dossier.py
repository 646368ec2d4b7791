"""Everything together: several files and sheets, what is left out, counts that add up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcaudit.errors import UsageError
from hcaudit.load import LoadOptions, TableSource, intake, load, with_additions
from hcaudit.model.records import ARROW_TYPES, PROBLEMS, PROVENANCE, Dossier
from tests.unit.load.samples import (
    ORDER_HEADERS,
    csv_text,
    load_files,
    orders,
    problem_keys,
    rows_of,
    sentences,
    vocabulary,
    workbook,
)

ORDER = ["A1", "高压新装", "城关供电所", "2021-12-03"]


def counts_add_up(dossier: Dossier) -> bool:
    each = all(
        sheet.rows == sheet.records + sheet.duplicates + sheet.non_records + sheet.problem_rows
        for sheet in dossier.intake
    )
    records = sum(len(records) for records in dossier.records.values())
    excluded = sum(dossier.problems["excludes_row"].to_pylist())
    return (
        each
        and records == sum(sheet.records for sheet in dossier.intake)
        and excluded == sum(sheet.problem_rows for sheet in dossier.intake)
    )


@pytest.mark.parametrize("name", list(vocabulary().kinds))
def test_records_have_the_documented_schema(name: str) -> None:
    kind = vocabulary().kinds[name]
    headers = [field.headers["zh"] for field in kind.fields.values() if field.required]
    table = pa.table({header: pa.array(["2021-12-03"]) for header in headers})
    dossier = load([TableSource("t", table)], vocabulary=vocabulary(), options=LoadOptions(kind=name))
    expected = [(field.name, ARROW_TYPES[field.type]) for field in kind.fields.values()]
    found = dossier.records[name].table.schema
    assert list(zip(found.names, found.types, strict=True)) == [
        *expected,
        ("record_no", pa.string()),
        *((field.name, field.type) for field in PROVENANCE),
    ]
    assert dossier.problems.schema == PROBLEMS


def test_a_workbook_may_hold_several_kinds(tmp_path: Path) -> None:
    sheets: dict[str, list[Sequence[object]]] = {
        "说明": [["本表由系统导出"]],
        "在途": [ORDER_HEADERS, ORDER],
        "诉求": [["工单编号", "工单类别", "受理时间", "责任单位"], ["T1", "投诉", "2021-12-03", "城关供电所"]],
        "缺列": [["申请编号", "供电单位", "受理时间"], ["A2", "城关供电所", "2021-12-03"]],
        "空": [],
    }
    dossier = load_files(tmp_path, {"a.xlsx": workbook(sheets)})
    assert {name: len(records) for name, records in dossier.records.items()} == {"orders": 1, "tickets": 1}
    assert [(sheet.sheet, sheet.kind, sheet.note) for sheet in dossier.intake] == [
        ("说明", None, "load.note-no-data"),
        ("在途", "orders", None),
        ("诉求", "tickets", None),
        ("缺列", None, "load.note-no-data"),
        ("空", None, "load.note-no-data"),
    ]
    assert problem_keys(dossier) == ["unrecognised-sheet"]
    assert "缺少必需的列：业务类型" in sentences(dossier)[0]
    assert dossier.unusable == ()


def test_one_sheet_may_be_chosen(tmp_path: Path) -> None:
    data = workbook({"一": [ORDER_HEADERS, ORDER], "二": [ORDER_HEADERS, ["A2", *ORDER[1:]]]})
    dossier = load_files(tmp_path, {"a.xlsx": data}, LoadOptions(sheet="二"))
    assert rows_of(dossier.records["orders"], "record_no") == [("A2",)]
    missing = load_files(tmp_path, {"a.xlsx": data}, LoadOptions(sheet="三"))
    assert missing.unusable == ("a.xlsx",)
    assert "没有名为「三」的工作表；有：一、二" in sentences(missing)[0]


def test_an_encoding_may_be_named(tmp_path: Path) -> None:
    dossier = load_files(tmp_path, {"a.csv": orders({}).encode("gbk")}, LoadOptions(encoding="gbk"))
    assert len(dossier.records["orders"]) == 1
    assert dossier.intake[0].encoding == "gbk"


def test_one_unusable_file_does_not_stop_the_others(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.xlsx": b'{"code":403}', "b.csv": orders({}), "c.csv": b""}
    dossier = load_files(tmp_path, files)
    assert dossier.unusable == ("a.xlsx", "c.csv")
    assert len(dossier.records["orders"]) == 1
    assert [sheet.note for sheet in dossier.intake] == ["load.note-unusable", None, "load.note-unusable"]
    assert "「a.xlsx」的内容是 JSON" in sentences(dossier)[0]
    assert "is empty: export it again" in sentences(dossier, "en")[1]


def test_too_little_memory_is_an_error_about_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_little(file: str, *_: object) -> None:
        raise MemoryError(file)

    monkeypatch.setattr(intake, "read_delimited", too_little)
    dossier = load_files(tmp_path, {"a.csv": orders({}), "b.xlsx": workbook({"s": [ORDER_HEADERS]})})
    assert dossier.unusable == ("a.csv",)
    assert "内存不够" in sentences(dossier)[0]


def test_reports_of_hcaudit_are_skipped(tmp_path: Path) -> None:
    report = workbook(
        {"概览": [["标题"]], "违规明细": [["申请编号", *ORDER_HEADERS]], "运行清单": [["程序", "hcaudit 0.1"]]}
    )
    files: dict[str, str | bytes] = {
        "report.xlsx": report,
        "findings.csv": "违规编号,事实编号,单位\n1,2,3\n",
        "fines.md": "| 所含违规编号 | 考核项 | 考核事项 |\n|---|---|---|\n| 1 | 2.3 | x |\n",
        "report.json": '{"run": {"as_of": "2021-12-31"}, "findings": [{"finding_id": "1"}]}',
        "rows.ndjson": '{"finding_id": "1"}\n{"finding_id": "2"}\n',
        "report.html": "<html><table><th>违规编号</th></table></html>",
        "orders.csv": orders({}),
    }
    dossier = load_files(tmp_path, files)
    assert dossier.unusable == ()
    assert [sheet.note for sheet in dossier.intake] == ["load.note-own-report"] * 6 + [None]


def test_a_parquet_report_is_skipped_and_other_parquet_is_not_read(tmp_path: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy

    pq.write_table(pa.table({"finding_id": ["1"]}), tmp_path / "mine.parquet")
    pq.write_table(pa.table({"申请编号": ["1"]}), tmp_path / "other.parquet")
    dossier = load([tmp_path], vocabulary=vocabulary(), options=LoadOptions())
    assert [sheet.note for sheet in dossier.intake] == ["load.note-own-report", "load.note-unusable"]


def test_a_filled_in_template_is_data(tmp_path: Path) -> None:
    data = workbook({"填写说明": [["hcaudit 模板"]], "业扩工单": [ORDER_HEADERS, ORDER]})
    assert len(load_files(tmp_path, {"a.xlsx": data}).records["orders"]) == 1


def test_a_kind_that_does_not_exist() -> None:
    with pytest.raises(UsageError, match=r"「order」.*orders, tickets"):
        load([], vocabulary=vocabulary(), options=LoadOptions(kind="order"))


def test_added_aliases_and_words_are_used(tmp_path: Path) -> None:
    more = with_additions(vocabulary(), {"orders": {"unit": ["所属公司"]}}, {"status": {"in_transit": ["派工"]}})
    (tmp_path / "a.csv").write_text(
        csv_text([["申请编号", "业务类型", "所属公司", "受理时间", "状态"], [*ORDER, "派工"]]), encoding="utf-8"
    )
    dossier = load([tmp_path / "a.csv"], vocabulary=more, options=LoadOptions())
    assert rows_of(dossier.records["orders"], "unit", "status") == [("城关供电所", "in_transit")]


NUMBERS = st.sampled_from(["", "-", "A1", "A2", "A3", "合计", "1.23457E+17", "申请编号"])
DATES = st.sampled_from(["", "2021-12-03", "2021-12-04 10:00", "坏", "受理时间"])
UNITS = st.sampled_from(["", "甲", "乙", "供电单位", "小计"])
ROWS = st.lists(st.tuples(NUMBERS, st.sampled_from(["", "高压新装", "业务类型"]), UNITS, DATES), max_size=12)


@given(st.lists(ROWS, min_size=1, max_size=4))
@settings(deadline=None)
def test_counts_add_up(files: list[list[tuple[str, ...]]]) -> None:
    tables = [
        TableSource(f"t{place}", pa.table({name: [row[at] for row in rows] for at, name in enumerate(ORDER_HEADERS)}))
        for place, rows in enumerate(files)
        if rows
    ]
    assert counts_add_up(load(tables, vocabulary=vocabulary(), options=LoadOptions()))


@given(ROWS)
@settings(deadline=None)
def test_counts_add_up_in_text_files(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]) -> None:
    lines = [",".join(row).rstrip(",") for row in rows]
    text = "\n".join(["标题", ",".join(ORDER_HEADERS), *lines, "A9,高压新装,甲,2021-12-03,,多", ""])
    dossier = load_files(tmp_path_factory.mktemp("counts"), {"a.csv": text})
    assert counts_add_up(dossier)
    assert dossier.intake[0].rows == len(rows) + 2

"""One sheet: typed columns, what is no record, two columns for one field, rows that are broken."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from hcaudit.load import LoadOptions
from tests.unit.load.samples import load_files, orders, problem_keys, rows_of, sentences, workbook

NOON = dt.datetime(2021, 12, 3, 12)


def test_rows_keep_their_numbers_below_titles_blanks_and_repeated_headers(tmp_path: Path) -> None:
    table = orders({"申请编号": "A1"}, {"申请编号": "A2"}, {"申请编号": "A3"}).splitlines()
    text = "\n".join(
        ["业扩明细", "制表日期,2021-12-31", *table[:2], "", "明细（续）", *table[:1], *table[2:], "合计,3"]
    )
    dossier = load_files(tmp_path, {"a.csv": text})
    assert rows_of(dossier.records["orders"], "order_no", "source_file", "source_sheet", "source_row") == [
        ("A1", "a.csv", "", 4),
        ("A2", "a.csv", "", 8),
        ("A3", "a.csv", "", 9),
    ]
    (sheet,) = dossier.intake
    assert (sheet.header_row, sheet.rows, sheet.records, sheet.non_records) == (3, 9, 3, 6)
    assert not dossier.problems.num_rows


def test_an_unreadable_cell_is_masked_and_reported_with_its_place(tmp_path: Path) -> None:
    dossier = load_files(tmp_path, {"a.csv": orders({}, {"送电时间": "待定"}, {"送电时间": "-"})})
    records = dossier.records["orders"]
    assert records.unreadable["energized_at"].tolist() == [False, True, False]
    assert list(records.unreadable) == ["energized_at"]
    assert records.table["energized_at"].null_count == 3
    (problem,) = dossier.problems.to_pylist()
    assert problem == {
        "source_file": "a.csv",
        "source_sheet": "",
        "source_row": 3,
        "column": "送电时间",
        "value": "待定",
        "problem": "load.problem-unreadable-date",
        "details": "{}",
        "excludes_row": False,
    }
    assert "「待定」不是能识别的日期" in sentences(dossier)[0]


def test_missing_columns_are_masked(tmp_path: Path) -> None:
    records = load_files(tmp_path, {"a.csv": orders({"送电时间": ""})}).records["orders"]
    assert "energized_at" not in records.missing
    assert records.missing["archived_at"].tolist() == [True]
    assert "direct_install" not in records.missing
    assert records.table["direct_install"].to_pylist() == [False]


def test_what_empty_cells_and_missing_columns_read_as(tmp_path: Path) -> None:
    given = {"其他收费金额": "", "实收高可靠性供电费": "x", "应收高可靠性供电费": ""}
    records = load_files(tmp_path, {"a.csv": orders(given)}).records["orders"]
    fields = ("other_fees", "reliability_fee_paid", "reliability_fee_due", "customer_paid_works")
    assert rows_of(records, *fields) == [(0, None, None, None)]
    assert records.unreadable["reliability_fee_paid"].tolist() == [True]
    assert records.missing["customer_paid_works"].tolist() == [True]


def test_two_columns_for_one_field(tmp_path: Path) -> None:
    rows = [
        {"送电时间": "2021-12-03", "装表接电时间": "2021-12-03 12:00"},
        {"送电时间": "2021-12-03 12:00", "装表接电时间": "2021-12-04"},
        {"送电时间": "", "装表接电时间": "2021-12-03 12:00"},
        {"送电时间": "坏", "装表接电时间": "2021-12-03 12:00"},
        {"送电时间": "2021-12-03 12:00", "装表接电时间": "2021-12-03 12:00"},
    ]
    dossier = load_files(tmp_path, {"a.csv": orders(*rows)})
    records = dossier.records["orders"]
    assert rows_of(records, "energized_at") == [(NOON,)] * 5
    assert not records.unreadable
    assert problem_keys(dossier) == ["unreadable-date", "two-columns"]
    assert "「送电时间」为「2021-12-03 12:00」，「装表接电时间」为「2021-12-04」，采用前者" in sentences(dossier)[1]


def test_a_row_without_a_governing_date_is_a_problem(tmp_path: Path) -> None:
    dossier = load_files(tmp_path, {"a.csv": orders({}, {"受理时间": "-"}, {"受理时间": "昨天"})})
    assert len(dossier.records["orders"]) == 1
    excluded = [row["source_row"] for row in dossier.problems.to_pylist() if row["excludes_row"]]
    assert excluded == [3, 4]
    assert problem_keys(dossier) == ["unreadable-date", "no-governing-date", "no-governing-date"]
    assert (dossier.intake[0].records, dossier.intake[0].problem_rows) == (1, 2)


def test_records_without_a_usable_number_are_known_by_their_place(tmp_path: Path) -> None:
    rows = [{"申请编号": ""}, {"申请编号": "1.23457E+17"}, {"申请编号": "1.23457E+17"}, {"申请编号": "A1"}]
    dossier = load_files(tmp_path, {"a.csv": orders(*rows)})
    records = dossier.records["orders"]
    assert rows_of(records, "order_no", "record_no") == [
        (None, "a.csv:2"),
        (None, "a.csv:3"),
        (None, "a.csv:4"),
        ("A1", "A1"),
    ]
    assert records.numbered.tolist() == [False, False, False, True]
    assert records.unreadable["order_no"].tolist() == [False, True, True, False]
    assert sorted(problem_keys(dossier)) == ["destroyed-number", "destroyed-number", "no-number"]


def test_the_place_names_the_sheet_of_a_workbook(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["申请编号", "业务类型", "供电单位", "受理时间"],
        [4121010000000000, "高压新装", "城关", "2021-12-03"],
    ]
    dossier = load_files(tmp_path, {"a.xlsx": workbook({"在途": rows})})
    assert rows_of(dossier.records["orders"], "record_no", "source_sheet") == [("a.xlsx!在途!2", "在途")]
    assert problem_keys(dossier) == ["destroyed-number"]


def test_rows_that_a_stray_delimiter_shifted_are_not_used(tmp_path: Path) -> None:
    text = orders({}, {"供电单位": "城关,供电所"}, {})
    dossier = load_files(tmp_path, {"a.csv": text})
    assert [row[0] for row in rows_of(dossier.records["orders"], "order_no")] == ["A0", "A2"]
    (problem,) = dossier.problems.to_pylist()
    assert (problem["source_row"], problem["excludes_row"]) == (3, True)
    assert problem["value"] == "A1 | 高压新装 | 城关 | 供电所 | 2021-12-03 09:05:00"
    assert dossier.intake[0].problem_rows == 1


def test_a_file_cut_off_in_its_last_row(tmp_path: Path) -> None:
    text = orders({"送电时间": "2021-12-04"}, {}) + "A9,高压新装,城关供电所,2021-12-0"
    dossier = load_files(tmp_path, {"a.csv": text})
    assert "cut-off" in problem_keys(dossier)
    assert "cut-off" not in problem_keys(load_files(tmp_path, {"b.csv": orders({"送电时间": ""}) + "合计,66"}))


def test_unlisted_customer_classes_count_as_empty_and_are_reported_once(tmp_path: Path) -> None:
    rows = [{"客户类别": "低压居民"}, {"客户类别": "趸售"}, {"客户类别": "趸售"}]
    dossier = load_files(tmp_path, {"a.csv": orders(*rows)})
    records = dossier.records["orders"]
    assert rows_of(records, "customer_class") == [("lv_resident",), (None,), (None,)]
    assert not records.unreadable
    (problem,) = dossier.problems.to_pylist()
    assert (problem["source_row"], problem["value"]) == (3, "趸售")
    assert "共 2 行" in sentences(dossier)[0]


def test_words_that_say_unknown_are_told_apart(tmp_path: Path) -> None:
    dossier = load_files(tmp_path, {"a.csv": orders({"配套情况": "99 其它"}, {"配套情况": "待核"})})
    assert dossier.records["orders"].unreadable["grid_works"].tolist() == [True, True]
    assert problem_keys(dossier) == ["says-unknown", "unreadable-word"]
    assert "认识的有：是、否、" in sentences(dossier)[1]


def test_the_unit_of_the_header_counts(tmp_path: Path) -> None:
    text = orders({"客户出资金额（万元）": "1.8", "合同容量(MVA)": "1.25"})
    records = load_files(tmp_path, {"a.csv": text}).records["orders"]
    assert rows_of(records, "customer_paid_works", "capacity_kva") == [(1_800_000, 1250.0)]


@pytest.mark.parametrize(
    ("text", "records", "rows"),
    [
        ("申请编号,业务类型,供电单位,受理时间,送电时间,合同容量,其他收费金额,工单状态,是否有配套工程\n", 0, 0),
        ("申请编号,业务类型,供电单位,受理时间\n合计,,,\n", 0, 1),
        ("sep=;\n申请编号;业务类型;供电单位;受理时间\nA1;x;y;2021-12-03\n", 1, 2),
        ('"申请\n编号",业务类型,供电单位,受理时间\nA1,x,y,2021-12-03\n', 1, 1),
        ("申请编号,业务类型,供电单位,受理时间,\nA1,x,y,2021-12-03,\n", 1, 1),
        ("申请编号,业务类型,供电单位,受理时间\nA1,x,y,2021-12-03,\nA2,x,y,2021-12-03,\n", 2, 2),
        ("申请编号,业务类型,供电单位,受理时间,备注\nA1,x,y,2021-12-03\nA2,x,y,2021-12-03\n", 2, 2),
    ],
)
def test_shapes_of_text_files(tmp_path: Path, text: str, records: int, rows: int) -> None:
    dossier = load_files(tmp_path, {"a.csv": text})
    assert (len(dossier.records["orders"]), dossier.intake[0].rows) == (records, rows)
    assert not dossier.problems.num_rows


def test_a_kind_the_user_names(tmp_path: Path) -> None:
    dossier = load_files(tmp_path, {"a.csv": orders({})}, LoadOptions(kind="tickets"))
    assert dossier.unusable == ("a.csv",)
    assert "工单类别" in sentences(dossier)[0]

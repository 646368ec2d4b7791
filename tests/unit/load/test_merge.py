"""Rows of one number are one record (SPEC §3, merging)."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.unit.load.samples import csv_text, load_files, orders, problem_keys, rows_of, sentences


def merged(folder: Path, first: dict[str, str], second: dict[str, str], *fields: str) -> list[tuple[object, ...]]:
    dossier = load_files(
        folder, {"a.csv": orders({"申请编号": "A1", **first}), "b.csv": orders({"申请编号": "A1", **second})}
    )
    return rows_of(dossier.records["orders"], *fields)


def test_a_record_stands_at_the_place_of_its_first_row(tmp_path: Path) -> None:
    files = {
        "a.csv": orders({"申请编号": "A1"}, {"申请编号": "A2"}),
        "b.csv": orders({"申请编号": "A3"}, {"申请编号": "A1"}),
    }
    dossier = load_files(tmp_path, files)
    assert rows_of(dossier.records["orders"], "record_no", "source_file", "source_row") == [
        ("A1", "a.csv", 2),
        ("A2", "a.csv", 3),
        ("A3", "b.csv", 2),
    ]
    assert [(sheet.records, sheet.duplicates) for sheet in dossier.intake] == [(2, 0), (1, 1)]


@pytest.mark.parametrize(
    ("first", "second", "unit"),
    [
        ({"供电单位": "甲"}, {"供电单位": ""}, "甲"),
        ({"供电单位": ""}, {"供电单位": "乙"}, "乙"),
        ({"供电单位": "甲"}, {"供电单位": "乙"}, "乙"),
        ({"供电单位": "甲", "工单状态": "归档"}, {"供电单位": "乙", "工单状态": "在途"}, "甲"),
        ({"供电单位": "甲", "工单状态": "终止"}, {"供电单位": "乙", "工单状态": "归档"}, "乙"),
        ({"供电单位": "甲", "工单状态": "归档"}, {"供电单位": "乙"}, "甲"),
        ({"供电单位": "甲", "归档时间": "2021-12-09"}, {"供电单位": "乙", "工单状态": "在途"}, "甲"),
        ({"供电单位": "甲", "工单状态": "在途", "归档时间": "2021-12-09"}, {"供电单位": "乙"}, "乙"),
        ({"供电单位": "甲", "工单状态": "在途", "终止时间": "2021-12-09"}, {"供电单位": "乙"}, "甲"),
        ({"供电单位": "甲"}, {"供电单位": "#REF!"}, "甲"),
    ],
)
def test_which_value_wins(tmp_path: Path, first: dict[str, str], second: dict[str, str], unit: str) -> None:
    assert merged(tmp_path, first, second, "unit") == [(unit,)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2021-12-03", "2021-12-03 09:05", dt.datetime(2021, 12, 3, 9, 5)),
        ("2021-12-03 09:05", "2021-12-03", dt.datetime(2021, 12, 3, 9, 5)),
        ("2021-12-03 09:05", "2021-12-03 10:00", dt.datetime(2021, 12, 3, 10)),
        ("2021-12-03 09:05", "2021-12-04", dt.datetime(2021, 12, 4)),
        ("坏", "", None),
        ("坏", "2021-12-04", dt.datetime(2021, 12, 4)),
    ],
)
def test_which_date_wins(tmp_path: Path, first: str, second: str, expected: dt.datetime | None) -> None:
    assert merged(tmp_path, {"送电时间": first}, {"送电时间": second}, "energized_at") == [(expected,)]


def test_a_conflict_names_both_values_and_places(tmp_path: Path) -> None:
    first, second = {"申请编号": "A1", "合同容量(kVA)": "100"}, {"申请编号": "A1", "报装容量": "200"}
    dossier = load_files(tmp_path, {"a.csv": orders(first), "b.csv": orders(second)})
    (problem,) = dossier.problems.to_pylist()
    assert (problem["source_file"], problem["source_row"], problem["column"], problem["value"]) == (
        "a.csv",
        2,
        "合同容量(kVA)",
        "100",
    )
    assert "b.csv:2 为「200」，采用后者" in sentences(dossier)[0]


@pytest.mark.parametrize(
    ("header", "first", "second", "conflicts"),
    [
        ("送电时间", "2021-12-03", "2021-12-03 09:05", 0),
        ("送电时间", "2021-12-03 08:00", "2021-12-03 09:05", 1),
        ("是否有配套工程", "是", "01", 0),
        ("是否有配套工程", "是", "06", 1),
        ("其他收费金额", "100", "100.00元", 0),
        ("客户经理", "甲", " 甲", 0),
        ("客户经理", "甲", "", 0),
    ],
)
def test_what_is_a_conflict(tmp_path: Path, header: str, first: str, second: str, conflicts: int) -> None:
    files = {"a.csv": orders({"申请编号": "A1", header: first}), "b.csv": orders({"申请编号": "A1", header: second})}
    assert problem_keys(load_files(tmp_path, files)) == ["conflict"] * conflicts


def test_conflicts_are_told_in_the_words_of_exports(tmp_path: Path) -> None:
    first = {"工单状态": "运行", "其他收费金额": "1", "送电时间": "2021-12-03", "是否省级及以上园区": "是"}
    second = {"工单状态": "已办结", "其他收费金额": "2.5", "送电时间": "2021-12-04", "是否省级及以上园区": "否"}
    files = {"a.csv": orders({"申请编号": "A1", **first}), "b.csv": orders({"申请编号": "A1", **second})}
    found = {row["column"]: (row["value"], row["details"]) for row in load_files(tmp_path, files).problems.to_pylist()}
    told = {column: (value, json.loads(details)["other_value"]) for column, (value, details) in found.items()}
    assert told == {
        "工单状态": ("在途", "归档"),
        "其他收费金额": ("1.00", "2.50"),
        "送电时间": ("2021-12-03", "2021-12-04"),
        "是否省级及以上园区": ("是", "否"),
    }


def test_unreadable_stays_only_where_nothing_readable_is(tmp_path: Path) -> None:
    rows = [{"送电时间": "坏", "归档时间": "坏"}, {"送电时间": "2021-12-04", "归档时间": ""}]
    files = {name: orders({"申请编号": "A1", **row}) for name, row in zip(("a.csv", "b.csv"), rows, strict=True)}
    records = load_files(tmp_path, files).records["orders"]
    assert list(records.unreadable) == ["archived_at"]
    assert records.unreadable["archived_at"].tolist() == [True]


def test_a_record_has_a_column_if_one_of_its_sources_has_it(tmp_path: Path) -> None:
    files = {
        "a.csv": orders({"申请编号": "A1", "送电时间": ""}, {"申请编号": "A2", "送电时间": ""}),
        "b.csv": orders({"申请编号": "A1", "客户出资金额": ""}, {"申请编号": "A3", "客户出资金额": ""}),
    }
    records = load_files(tmp_path, files).records["orders"]
    assert rows_of(records, "record_no", "customer_paid_works") == [("A1", 0), ("A2", None), ("A3", 0)]
    assert records.missing["energized_at"].tolist() == [False, False, True]
    assert records.missing["customer_paid_works"].tolist() == [False, True, False]


def test_a_governing_date_may_come_from_the_other_row(tmp_path: Path) -> None:
    files = {"a.csv": orders({"申请编号": "A1", "受理时间": ""}), "b.csv": orders({"申请编号": "A1"})}
    dossier = load_files(tmp_path, files)
    assert rows_of(dossier.records["orders"], "accepted_at", "source_file") == [
        (dt.datetime(2021, 12, 3, 9, 5), "a.csv")
    ]
    assert not dossier.problems.num_rows


def test_numbers_that_differ_in_a_leading_zero_are_two(tmp_path: Path) -> None:
    dossier = load_files(tmp_path, {"a.csv": orders({"申请编号": "007"}, {"申请编号": "7"}, {"申请编号": "007\t"})})
    assert rows_of(dossier.records["orders"], "record_no") == [("007",), ("7",)]


def test_visits_are_never_merged(tmp_path: Path) -> None:
    rows = [["申请编号", "回访时间", "回访人职务"], ["A1", "2021-12-03", "总经理"], ["A1", "2021-12-03", "总经理"]]
    dossier = load_files(tmp_path, {"a.csv": csv_text(rows)})
    assert rows_of(dossier.records["visits"], "record_no") == [("A1",), ("A1",)]


def test_exams_are_numbered_by_month_unit_and_person(tmp_path: Path) -> None:
    rows = [
        ["月份", "对象", "单位", "姓名", "成绩"],
        ["2021-12", "单位", "城关", "", "88"],
        ["2021年12月", "单位", "城关", "", "88"],
        ["2021-12", "个人", "城关", "甲", "90"],
        ["2021-12", "个人", "城关", "", "70"],
        ["2021-12", "单位", "", "", "60"],
    ]
    dossier = load_files(tmp_path, {"a.csv": csv_text(rows)})
    records = dossier.records["exams"]
    assert rows_of(records, "record_no") == [("2021-12/城关",), ("2021-12/城关/甲",), ("a.csv:5",), ("a.csv:6",)]
    assert records.numbered.tolist() == [True, True, False, False]
    assert problem_keys(dossier) == ["no-number", "no-number"]


def test_a_conflict_speaks_the_words_of_people(tmp_path: Path) -> None:
    first = {"申请编号": "A1", "工单状态": "在办", "是否有配套工程": "Y", "电源类型": "双电源"}
    second = {"申请编号": "A1", "工单状态": "流程办结", "是否有配套工程": "06 无工程", "电源类型": "1"}
    dossier = load_files(tmp_path, {"a.csv": orders(first), "b.csv": orders(second)})
    said = "".join(sentences(dossier))
    for words in ("「在途」", "「归档」", "「是」", "「否」", "「双电源」", "「单电源」"):
        assert words in said

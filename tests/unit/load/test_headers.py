"""Where the header stands and which kind it announces."""

from __future__ import annotations

import pytest

from hcaudit.load.headers import Ambiguous, OwnReport, Recognised, Unrecognised, recognise
from tests.unit.load.samples import ORDER_HEADERS, vocabulary


def found(rows: list[list[str]], kind: str | None = None) -> Recognised:
    outcome = recognise(rows, vocabulary(), kind)
    assert isinstance(outcome, Recognised)
    return outcome


@pytest.mark.parametrize("name", list(vocabulary().kinds))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_kind_by_its_own_headers(name: str, lang: str) -> None:
    kind = vocabulary().kinds[name]
    for fields in (list(kind.fields.values()), [field for field in kind.fields.values() if field.required]):
        outcome = found([[field.headers[lang] for field in fields]])
        assert outcome.kind.name == name
        assert outcome.fields == tuple(field.name for field in fields)


def test_the_header_may_stand_below_titles() -> None:
    rows = [["业扩工单", "", "", ""], ["制表日期", "2021-12-31", "", ""], list(ORDER_HEADERS), ["A1", "x", "y", "z"]]
    outcome = found(rows)
    assert (outcome.above, outcome.height, outcome.headers) == (2, 1, ORDER_HEADERS)


def test_a_merged_header_of_two_rows() -> None:
    rows = [
        ["申请编号", "业务类型", "供电单位", "时间", ""],
        ["", "", "", "受理时间", "送电时间"],
        ["A1", "高压新装", "城关", "2021-12-03", ""],
    ]
    outcome = found(rows)
    assert (outcome.above, outcome.height) == (0, 2)
    assert outcome.headers == ("申请编号", "业务类型", "供电单位", "受理时间", "送电时间")


def test_a_title_over_several_columns_is_part_of_their_headers() -> None:
    rows = [
        ["申请编号", "业务类型", "供电单位", "受理", "", "勘察", "", "送电时间"],
        ["", "", "", "时间", "人员", "时间", "人员", ""],
        ["A1", "高压新装", "城关", "2021-12-03", "张", "2021-12-04", "李", ""],
    ]
    outcome = found(rows)
    assert (outcome.above, outcome.height) == (0, 2)
    assert outcome.headers[3:] == ("受理时间", "受理人员", "勘察时间", "勘察人员", "送电时间")
    assert outcome.fields[3:] == ("accepted_at", None, "surveyed_at", None, "energized_at")


def test_the_lower_row_counts_where_it_says_enough() -> None:
    rows = [
        ["客户", "", "", "时限", ""],
        ["申请编号", "业务类型", "供电单位", "受理时间", "送电时间"],
        ["A1", "高压新装", "城关", "2021-12-03", ""],
    ]
    assert (found(rows).above, found(rows).height) == (1, 1)


def test_cells_merged_downwards_stand_in_both_rows() -> None:
    rows = [
        ["申请编号", "业务类型", "供电单位", "受理时间", "勘察"],
        ["申请编号", "业务类型", "供电单位", "受理时间", "时间"],
    ]
    outcome = found(rows)
    assert (outcome.height, outcome.headers[3:]) == (2, ("受理时间", "勘察时间"))


def test_units_in_a_row_of_their_own() -> None:
    outcome = found([[*ORDER_HEADERS, "其他收费金额", "合同容量"], ["", "", "", "", "(万元)", "(kVA)"]])
    assert (outcome.height, outcome.fields[4:], outcome.factors[4:]) == (2, ("other_fees", "capacity_kva"), (10_000, 1))


def test_the_first_of_two_equal_headers_counts() -> None:
    assert found([list(ORDER_HEADERS), ["A1", "x", "y", "z"], list(ORDER_HEADERS)]).above == 0


def test_units_in_brackets_and_unknown_headers() -> None:
    outcome = found([[*ORDER_HEADERS, "合同容量（kVA）", "其他收费金额(万元)", "送电时间(计划)", "备用"]])
    assert outcome.fields[4:] == ("capacity_kva", "other_fees", None, None)
    assert outcome.factors[4:6] == (1, 10_000)


def test_variants_of_headers() -> None:
    outcome = found([["工单编号", "业务子类", " 供电所 ", "申请时间", "现场勘查时间", "接火送电"]])
    assert outcome.fields == ("order_no", "business_type", "unit", "accepted_at", "surveyed_at", "energized_at")


def test_what_is_missing_for_the_nearest_kind() -> None:
    outcome = recognise([["申请编号", "户号", "供电单位", "受理时间"]], vocabulary(), None)
    assert isinstance(outcome, Unrecognised)
    assert outcome.nearest is not None
    assert (outcome.nearest.name, outcome.missing, outcome.near) == ("orders", ("business_type",), True)


def test_a_helper_sheet_is_near_nothing() -> None:
    outcome = recognise([["单位", "数量"], ["城关供电所", "3"]], vocabulary(), None)
    assert isinstance(outcome, Unrecognised)
    assert not outcome.near
    assert recognise([["x"]], vocabulary(), None) == Unrecognised(nearest=None, missing=(), near=False)


def test_a_tie_asks_for_the_kind() -> None:
    both = ["停电编号", "线路名称", "台区名称", "责任单位", "停电时间", "停电类型"]
    transformer_only = ["停电编号", "台区名称", "责任单位", "停电时间"]
    assert found([both]).kind.name == "line_outages"
    assert found([both], "transformer_outages").kind.name == "transformer_outages"
    assert found([transformer_only]).kind.name == "transformer_outages"
    tied = recognise([["工单编号", "工单类别", "受理时间", "供电单位", "业务类型"]], vocabulary(), None)
    assert isinstance(tied, Ambiguous)
    assert [kind.name for kind in tied.kinds] == ["orders", "tickets"]


@pytest.mark.parametrize(
    "header",
    [
        ["违规编号", "规则", "单位"],
        ["finding_id", "facts_id", "rule"],
        ["unit", "item", "event", "count"],
        ["", "违规编号", "供电单位", ""],
        ["rule", "evaluated", "reason"],
    ],
)
def test_reports_of_hcaudit_are_recognised(header: list[str]) -> None:
    assert recognise([["标题"], header], vocabulary(), None) == OwnReport()

"""The penalty table: sums by unit and by who books them."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.report import UNITS, Report
from hcaudit.render.penalty_table import PENALTY_TABLE, penalty_table
from tests.unit.render.reports import CAMPAIGN


def test_order_and_levels(report: Report) -> None:
    lines = penalty_table(report.units, "zh").to_pylist()
    assert [(line["unit"], line["event"], line["level"]) for line in lines] == [
        ("城关供电所", "业扩报装超时限", "item"),
        ("城关供电所", "配网线路故障停运", "item"),
        ("城关供电所", "小计（本公司考核）", "subtotal"),
        ("城关供电所", f"小计（{CAMPAIGN}）", "subtotal"),
        ("城关供电所", "合计", "total"),
        ("双柳供电所", "月度考试平均成绩进入全省前6名", "item"),
        ("双柳供电所", "小计（本公司考核）", "subtotal"),
        ("双柳供电所", "合计", "total"),
        ("全部单位", "小计（本公司考核）", "grand-subtotal"),
        ("全部单位", f"小计（{CAMPAIGN}）", "grand-subtotal"),
        ("全部单位", "合计", "grand-total"),
    ]


def test_sums(report: Report) -> None:
    total = penalty_table(report.units, "zh").to_pylist()[-1]
    assert total["count"] == 3
    assert total["amount"] == 3_200_050
    assert total["reward"] == 2_000_000


def test_shares_add_up_to_the_amount_in_every_row(report: Report) -> None:
    table = penalty_table(report.units, "zh")
    shares = [pc.fill_null(table[f"{name}_share"], 0) for name in ("leadership", "frontline", "unassigned")]
    added = pc.add(pc.add(shares[0], shares[1]), shares[2])
    assert added.to_pylist() == pc.fill_null(table["amount"], 0).to_pylist()


def test_every_total_is_the_sum_of_its_items(report: Report) -> None:
    table = penalty_table(report.units, "zh")
    of_level = {
        level: pc.sum(table.filter(pc.equal(table["level"], level))["amount"]).as_py()
        for level in ("item", "subtotal", "total", "grand-subtotal", "grand-total")
    }
    assert set(of_level.values()) == {3_200_050}


def test_nothing_adds_up_to_nothing() -> None:
    table = penalty_table(UNITS.empty_table(), "en")
    assert table.schema == PENALTY_TABLE
    assert [(line["event"], line["amount"]) for line in table.to_pylist()] == [("Total", 0)]


def test_a_fine_without_a_unit_has_its_own_sums() -> None:
    rows = [{"unit": None, "item": "2.3", "event": "e", "count": 2, "amount": 100, "assessed_by": None}]
    lines = penalty_table(pa.Table.from_pylist(rows, schema=UNITS), "zh").to_pylist()
    assert [line["level"] for line in lines] == ["item", "subtotal", "total", "grand-subtotal", "grand-total"]
    assert lines[2]["unit"] is None

"""Blanks, repeated headers, totals, titles and notes."""

from __future__ import annotations

import pytest

from hcaudit.load.nonrecords import Sort, sort_rows
from tests.unit.load.samples import ORDER_HEADERS, vocabulary


def sorts(*rows: list[str | None]) -> list[Sort]:
    return sort_rows(rows, list(range(len(rows))), [ORDER_HEADERS], vocabulary())


@pytest.mark.parametrize(
    ("row", "sort"),
    [
        ([None, None, None, None], Sort.BLANK),
        ([" ", "\u200b", "-", "NULL"], Sort.BLANK),
        (["申请编号", "业务类型", "供电单位", "受理时间"], Sort.HEADER),
        (["申请编号 ", "业务 类型", None, None], Sort.HEADER),
        (["合计", "66", None, None], Sort.TOTAL),
        (["城关供电所", "小 计", "12", None], Sort.TOTAL),
        ([None, "总计：128条", None, None], Sort.TOTAL),
        (["城关供电所小计", None, "3", None], Sort.TOTAL),
        (["注：本表由系统导出", None, None, None], Sort.NOTE),
        (["制表人：某某", "审核：某某", None, None], Sort.NOTE),
        (["A1", "高压新装", "城关供电所", None], Sort.RECORD),
        (["A1", None, None, None], Sort.RECORD),
        (["示例汇总科技公司", "x", None, None], Sort.RECORD),
        (["示例（A1，本行不计入）", "x", "y", "如 2021-12-03"], Sort.EXAMPLE),
        (["申请编号", "x", "y", "z"], Sort.RECORD),
    ],
)
def test_sorts(row: list[str | None], sort: Sort) -> None:
    assert sorts(row) == [sort]


def test_titles_above_a_repeated_header() -> None:
    title: list[str | None] = ["业扩工单明细表", None, None, None]
    blank: list[str | None] = [None] * 4
    number: list[str | None] = ["4121010000000000", None, None, None]
    assert sorts(number, title, blank, list(ORDER_HEADERS), title) == [
        Sort.RECORD,
        Sort.TITLE,
        Sort.BLANK,
        Sort.HEADER,
        Sort.RECORD,
    ]

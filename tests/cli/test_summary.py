"""The summary on stderr, as a whole and at its edges."""

from __future__ import annotations

import datetime as dt

import pytest

from hcaudit.cli import layout
from tests.cli.conftest import Engine, Hcaudit

COVERAGE = [
    {"rule": "T05", "evaluated": True},
    {"rule": "T12", "evaluated": False, "reason": "未设定参数 min_working_days"},
    {"rule": "T14", "evaluated": False, "reason": "未设定参数 min_working_days"},
    {"rule": "Q01", "evaluated": False, "reason": "没有客户诉求数据"},
]


def problem(row: int) -> dict[str, object]:
    """Return a problem in the row `row` of an export."""
    return {
        "source_file": "工单.xlsx",
        "source_sheet": "在途",
        "source_row": row,
        "column": "联系电话",
        "value": "13800001234",
        "problem": "看不懂的值 13800001234",
    }


@pytest.fixture
def full(engine: Engine) -> Engine:
    """Return an engine whose report has something of everything."""
    engine.has("findings", {"outcome": "violation", "disposition": "waived"})
    engine.counts(violations=2, suspected=1, undetermined=1, later_than_as_of=2)
    engine.counts(amount=3_005_000, leadership_share=1_000_000, frontline_share=2_000_000, reward=200_000)
    engine.has("coverage", *COVERAGE)
    engine.has("problems", *(problem(row) for row in range(2, 7)))
    engine.ran(
        as_of_source="4121000000000116",
        period_from=dt.date(2021, 12, 1),
        period_to=dt.date(2021, 12, 31),
        warnings=("有 3 条记录晚于规则包的适用期（2022 年）",),
    )
    return engine


def test_in_chinese(full: Engine, hcaudit: Hcaudit) -> None:
    assert full
    text = hcaudit("check", "a.csv").err
    assert (
        text
        == """\
截止日 2021-12-31（取自数据中最晚的日期，记录 4121000000000116）
期间：2021-12-01 至 2021-12-31
规则包 huangchuan-2021-38（获得电力）
数据：1 个文件共 12 行 = 记录 8 + 合并的重复行 1 + 标题、合计等非数据行 2 + 不能
  作为记录的问题行 1
  其中 2 条记录晚于截止日，视为尚不存在
结果：违规 2，疑似 1，奖励 0，无法判定 1
  其中已豁免 1
扣罚：30,050.00 元（领导班子 10,000.00，专业及网格 20,000.00）；奖励：2,000.00
  元
未评估的规则 3 条：
  T12、T14：未设定参数 min_working_days
  Q01：没有客户诉求数据
数据问题 5 条：
  工单.xlsx 在途 第 2 行 “联系电话”列：看不懂的值 138****1234
  工单.xlsx 在途 第 3 行 “联系电话”列：看不懂的值 138****1234
  工单.xlsx 在途 第 4 行 “联系电话”列：看不懂的值 138****1234
  另有 2 条，用 --show problems 查看全部
注意：有 3 条记录晚于规则包的适用期（2022 年）
"""
    )


def test_in_english(full: Engine, hcaudit: Hcaudit) -> None:
    lines = hcaudit("check", "a.csv", "--lang", "en").err.splitlines()
    assert full
    assert "Found: 2 violations, 1 suspected, 0 rewards, 1 undetermined" in lines
    assert "Fines: 30,050.00 yuan (leadership 10,000.00, frontline 20,000.00); rewards:" in lines
    assert "  2 more: see all with --show problems" in lines


def test_it_never_tells_a_phone(full: Engine, hcaudit: Hcaudit) -> None:
    assert full
    assert "13800001234" not in hcaudit("check", "a.csv").err
    assert "13800001234" not in hcaudit("check", "a.csv", "--mask").err


def test_a_value_makes_no_line_of_its_own(hcaudit: Hcaudit, engine: Engine) -> None:
    engine.has("problems", problem(2) | {"column": "状态", "value": "x", "problem": "x\n错误：没有这回事"})
    assert "x\\n错误：没有这回事\n" in hcaudit("check", "a.csv").err


def test_no_line_is_wider_than_the_terminal(full: Engine, hcaudit: Hcaudit) -> None:
    assert full
    for lang in ("zh", "en"):
        lines = hcaudit("check", "a.csv", "--lang", lang).err.splitlines()
        assert [line for line in lines if layout.width(line) > 80] == []


def test_a_clean_month_is_short(hcaudit: Hcaudit, engine: Engine) -> None:
    assert engine
    text = hcaudit("check", "a.csv").err
    assert (
        text
        == """\
截止日 2021-12-31（由 --as-of 指定）
期间：不限
规则包 huangchuan-2021-38（获得电力）
数据：1 个文件共 12 行 = 记录 8 + 合并的重复行 1 + 标题、合计等非数据行 2 + 不能
  作为记录的问题行 1
结果：违规 0，疑似 0，奖励 0，无法判定 0
扣罚：0.00 元（领导班子 0.00，专业及网格 0.00）；奖励：0.00 元
"""
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (dt.date(2021, 12, 1), None, "期间：2021-12-01 以后"),
        (None, dt.date(2021, 12, 31), "期间：2021-12-31 以前"),
    ],
)
def test_half_open_periods(
    first: dt.date | None, last: dt.date | None, words: str, hcaudit: Hcaudit, engine: Engine
) -> None:
    engine.ran(period_from=first, period_to=last, as_of_source="period")
    assert f"（期间的最后一天）\n{words}" in hcaudit("check", "a.csv").err


def test_what_was_not_read_is_told(hcaudit: Hcaudit, engine: Engine) -> None:
    plain = dict(engine.report.run.inputs[0])
    left_out = [plain | {"file": f"{name}.csv", "kind": None, "note": "hcaudit 自己的输出"} for name in "abcde"]
    engine.ran(inputs=(plain, *left_out))
    result = hcaudit("check", ".").err
    assert "数据：1 个文件" in result
    assert "  未读取 c.csv：hcaudit 自己的输出\n" in result
    assert "d.csv" not in result
    assert "另有 2 个未读取" in result


def test_many_reasons_are_cut_and_said_so(hcaudit: Hcaudit, engine: Engine) -> None:
    rules = ({"rule": f"T{number:02}", "evaluated": False, "reason": f"原因{number}"} for number in range(1, 10))
    engine.has("coverage", *rules)
    result = hcaudit("check", "a.csv").err
    assert "T06：原因6" in result
    assert "T07" not in result
    assert "另有 3 种原因，用 --show coverage 查看全部" in result


def test_long_lists_of_rules_are_cut(hcaudit: Hcaudit, engine: Engine) -> None:
    engine.has("coverage", *({"rule": f"T{n:02}", "evaluated": False, "reason": "未选择"} for n in range(1, 13)))
    assert "  T01、T02、T03、T04、T05、T06、T07、T08 等 12 条：未选择\n" in hcaudit("check", "a.csv").err


def test_data_cannot_drive_a_terminal(hcaudit: Hcaudit, engine: Engine) -> None:
    engine.has("problems", problem(2) | {"problem": "\x1b]0;title\x07 \u202e"})
    result = hcaudit("check", "a.csv").err
    assert "\\x1b]0;title\\x07 \\u202e" in result

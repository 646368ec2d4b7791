"""The digest: a few plain lines for a work chat, the same whatever else is asked for."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest

from hcaudit.model.outlook import OPEN_CLOCKS
from hcaudit.model.report import UNITS, Report
from hcaudit.render import SHOWN
from hcaudit.shipped import rules_folder
from hcaudit.texts import LANGUAGES, say
from tests.unit.render.reports import UNIT_ROWS, Row, day, finding, rendered, table, with_findings


def lines_of(report: Report, **look: object) -> list[str]:
    return rendered(report, "digest", **look).decode().splitlines()


def test_in_chinese(report: Report) -> None:
    assert (
        rendered(report, "digest").decode()
        == """\
业扩报装审核摘要
潢电〔2021〕38号
期间：2021-12-01 至 2022-02-28；数据截至 2022-02-28
发现：违规 2 件，疑似 1 件，无法判定 1 件，奖励 1 件
考核与奖励：共 3 笔；考核金额 32,000.50 元（领导班子 10,000.00，专业及网格 20,000.00，\
未列明分担 2,000.50）；奖励 20,000.00 元
其中：本公司考核 30,000.00 元，降停电攻坚行动 2,000.50 元
考核金额最多的单位：城关供电所 32,000.50 元（2 笔）
违规和疑似最多的规则：T05 高压业务办理超过16个工作日 2 件；C01 向客户收取高可靠性供电费以外的费用 1 件
裁定：已确认 0 件，已豁免 1 件
待办：疑似待核实 1 件；无法判定 1 件（补全数据后重审）；数据问题 3 条；无法使用的文件 1 个；未评估的规则 1 条（T12）
与上次（截至 2022-01-31）相比：问题新增 1 件，消失 0 件，变化 0 件；考核金额由 30,000.00 元变为 32,000.50 元
注意：规则包的规定期间为2021年至2022年
"""
    )


def test_in_english(report: Report) -> None:
    lines = lines_of(report, lang="en")
    assert lines[0] == "Connection service audit digest"
    assert lines[3] == "Found: 2 violations, 1 suspected, 1 undetermined, 1 reward"
    assert len(lines) == len(lines_of(report))


def test_a_month_without_findings_is_short(empty_report: Report) -> None:
    lines = lines_of(empty_report)
    assert len(lines) == 6
    assert lines[-1] == "待办：无"
    assert lines[2] == "期间：全部数据；数据截至 2022-02-28"


def test_it_is_never_long(report: Report) -> None:
    clocks = table([{"state": "overdue"}, {"state": "overdue"}, {"state": "paused"}], OPEN_CLOCKS)
    run = replace(report.run, warnings=("一", "二", "三", "四"))
    lines = lines_of(replace(report, early_warnings=clocks, run=run))
    assert len(lines) == 15
    assert "期限预警：已超期 2 项，暂停中 1 项" in lines
    assert lines[-3:] == ["注意：一", "注意：二", "另有提醒 2 条，见报告。"]


def test_nothing_judged_is_no_clean_month(empty_report: Report) -> None:
    run = replace(empty_report.run, totals={"judged": 0})
    assert "没有任何记录可以判定，请先查看规则覆盖。" in lines_of(replace(empty_report, run=run))


def test_the_worst_units_come_first_and_equal_ones_by_name(report: Report) -> None:
    units: list[Row] = [{**UNIT_ROWS[0], "unit": unit, "amount": amount} for unit, amount in
             (("丁", 3), ("乙", 200), ("丙", 200), (None, 900), ("甲", 0))]  # fmt: skip
    lines = lines_of(replace(report, units=table(units, UNITS)))
    assert "考核金额最多的单位：未填单位 9.00 元（1 笔）；丙 2.00 元（1 笔）；乙 2.00 元（1 笔）" in lines


@pytest.mark.parametrize("show", SHOWN)
def test_it_is_the_same_whatever_part_is_asked_for(report: Report, show: str) -> None:
    assert rendered(report, "digest", show=show, headers="en", mask=True) == rendered(report, "digest")


def test_no_names_of_people(report: Report) -> None:
    text = rendered(report, "digest").decode()
    assert [name for name in ("张三", "李四", "经理甲", "欧阳小明", "13800001234") if name in text] == []


def test_nothing_is_obeyed(report: Report) -> None:
    text = rendered(with_findings(report, [finding(1, rule="T05", title="\x1b[31m\n红", unit="a\u202eb")]), "digest")
    assert "T05 \\x1b[31m\\n红 1 件" in text.decode()
    assert "\u202e" not in text.decode()


@pytest.mark.parametrize(
    ("period", "words"), [((None, "2021-12-31"), "2021-12-31 以前"), (("2021-12-01", None), "2021-12-01 至 2022-02-28")]
)
def test_half_open_periods(period: tuple[str | None, str | None], words: str, report: Report) -> None:
    first, last = (None if one is None else day(one) for one in period)
    run = replace(report.run, period_from=first, period_to=last)
    assert lines_of(replace(report, run=run))[2] == f"期间：{words}；数据截至 2022-02-28"


def test_its_first_line_is_the_one_by_which_it_is_known() -> None:
    values = tomllib.loads((rules_folder() / "values.toml").read_text(encoding="utf-8"))
    for lang in LANGUAGES:
        assert [say("digest.title", lang)] in values["reports"]["headers"]

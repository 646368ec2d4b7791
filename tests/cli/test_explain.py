"""The command `explain`: what it shows where, its exit codes, and what it says of wrong input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hcaudit import groundwork
from hcaudit.cli import layout
from hcaudit.errors import InternalError
from hcaudit.judging.trace import deadlines
from hcaudit.texts import Text
from tests.cli.conftest import Hcaudit, Result

NUMBER, AS_OF = "4121000001", ("--as-of", "2021-12-31")

EXPORT = """\
申请编号,户名,业务类型,供电单位,受理时间,现场勘察时间,方案答复时间,送电时间
4121000001,张三丰,高压新装,城关供电所,2021-12-01,2021-12-02,2021-12-20,
4121000002,李四,低压居民新装,仁和供电所,2021-12-01,,,2021-12-01
"""

T08 = """\
T08 高压供电方案答复超过5个工作日：违规
  条款：二(七)2(3)b（潢电〔2021〕38号）
  适用：客户分类为高压
  标准：
    - 从“现场勘察时间”到“方案答复时间”超过5个工作日
    - 起算日不计入；按国务院公布的工作日（含调休上班日）计
  取值：现场勘察时间 2021-12-02；方案答复时间 2021-12-20
  起算：2021-12-02 周四，“现场勘察时间”；起算日不计入
  到期：2021-12-09 周四，第 5 个工作日
  终止：2021-12-20 周一，“方案答复时间”
  逐日：
           周一      周二      周三      周四      周五      周六      周日
  2021-12                               [ 2 起      3 计1     4 休      5 休
            6 计2     7 计3     8 计4     9 计5*   10 计6!   11 休     12 休
           13 计7!   14 计8!   15 计9!   16 计10!  17 计11!  18 休     19 休
           20 计12!]
    [ 起算  * 到期  ! 超期  ] 终止  计n 第n个工作日  休 周末
    2021-12-03 至 2021-12-20 共 18 天：计入 12 天、周末 6 天
  结果：实际12个工作日，限5个工作日，超期7个工作日（11个自然日）
  判定：终止日 2021-12-20 晚于到期日 2021-12-09，超期。
  考核：
    - 2.3 业扩报装超时限、超短工单：30,000.00 元（领导班子 10,000.00 元 + 专业及
      网格 20,000.00 元）
    - 计入 2021-12，单位 城关供电所
  同一笔：同一记录同一考核项只考核一次，本笔只有这一条。
"""


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


def page(result: Result) -> str:
    return result.out.decode("utf-8")


def document(result: Result) -> Any:
    return json.loads(result.out)


def test_a_late_clock_as_a_timeline(orders: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("explain", orders, "--order", NUMBER, "--rule", "t08", *AS_OF)
    assert (result.code, result.err) == (0, "")
    assert T08 in page(result)


def test_everything_is_shown_without_a_rule(orders: Path, hcaudit: Hcaudit) -> None:
    shown = page(hcaudit("explain", orders, "--order", NUMBER, *AS_OF))
    for words in ("业扩工单 4121000001", "T08 ", "B03 ", "不适用的规则", "未评估的规则", "截止日：2021-12-31"):
        assert words in shown


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_text_fits_the_terminal(
    lang: str, width: int, orders: Path, hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    result = hcaudit("explain", orders, "--order", NUMBER, *AS_OF, "--lang", lang)
    assert result.code == 0
    assert [line for line in page(result).splitlines() if layout.width(line) > width] == []


def test_colours_are_for_terminals(orders: Path, hcaudit: Hcaudit) -> None:
    words = ("explain", orders, "--order", NUMBER, *AS_OF)
    assert "\x1b[" not in page(hcaudit(*words))
    assert "\x1b[" in page(hcaudit(*words, "--color", "always"))


def test_json_and_markdown(orders: Path, hcaudit: Hcaudit) -> None:
    words = ("explain", orders, "--order", NUMBER, "--rule", "T08", *AS_OF, "--format")
    ((rule,),) = [record["rules"] for record in document(hcaudit(*words, "json"))["records"]]
    assert (rule["rule"], rule["clock"]["due_on"], len(rule["clock"]["days"])) == ("T08", "2021-12-09", 19)
    assert "| 2021-12 |" in page(hcaudit(*words, "md"))


def test_names_can_be_hidden(orders: Path, hcaudit: Hcaudit) -> None:
    for form in ("text", "json", "md"):
        words = ("explain", orders, "--order", NUMBER, *AS_OF, "--format", form)
        assert "张三丰" in page(hcaudit(*words))
        assert "张三丰" not in page(hcaudit(*words, "--mask"))


def test_an_unknown_number_names_the_nearest(orders: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("explain", orders, "--order", "412100001", *AS_OF)
    assert (result.code, result.out) == (3, b"")
    assert result.err == (
        "错误：数据中没有编号为 412100001 的记录。相近的：4121000001、4121000002。请核对编号和所给的文件。\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 2, "--order"),
        (("--order", " "), 2, "--order"),
        (("--order", NUMBER, "--rule", "T80"), 2, "T08"),
        (("--order", NUMBER, "--rule", "P01"), 2, "线路停运"),
        (("--order", NUMBER, "--format", "html"), 2, "text, json, md"),
        (("--order", NUMBER, "--as-of", "2021-11-30"), 3, "--as-of"),
    ],
)
def test_wrong_usage(words: tuple[str, ...], code: int, says: str, orders: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("explain", orders, *words)
    assert (result.code, result.out) == (code, b"")
    assert says in result.err


def test_a_finding_outside_the_period_says_so(orders: Path, hcaudit: Hcaudit) -> None:
    shown = page(hcaudit("explain", orders, "--order", NUMBER, "--rule", "T08", "--from", "2021-12-15", *AS_OF))
    assert "发生于 2021-12-10，不在 2021-12-15 至 ... 之内" in shown


def test_a_decision_is_told(orders: Path, hcaudit: Hcaudit, tmp_path: Path) -> None:
    words = ("explain", orders, "--order", NUMBER, "--rule", "T08", *AS_OF)
    ((rule,),) = [record["rules"] for record in document(hcaudit(*words, "--format", "json"))["records"]]
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(
        f"违规编号,裁定,理由,裁定人,裁定日期\n{rule['finding']['finding_id']},豁免,台风,考核组甲,2022-01-05\n",
        encoding="utf-8",
    )
    shown = page(hcaudit(*words, "--decisions", decisions))
    assert "已豁免，不考核" in shown
    assert "考核组甲 于 2022-01-05 豁免：台风" in shown


def test_a_file_that_cannot_be_used_makes_it_incomplete(orders: Path, hcaudit: Hcaudit) -> None:
    (orders.parent / "坏.xlsx").write_text('{"code": 403}', encoding="utf-8")
    result = hcaudit("explain", orders.parent, "--order", NUMBER, *AS_OF)
    assert result.code == 3
    assert "T08" in page(result)
    assert "坏.xlsx" in result.err


def test_days_that_do_not_add_up_are_an_internal_error(
    orders: Path, hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def contradict(*_: object) -> None:
        raise InternalError(Text("explain.what-measured"))

    monkeypatch.setattr(deadlines, "deadline_clock", contradict)
    result = hcaudit("explain", orders, "--order", NUMBER, *AS_OF)
    assert (result.code, result.out) == (4, b"")


def test_the_verdicts_are_those_of_check(orders: Path, hcaudit: Hcaudit) -> None:
    checked = document(hcaudit("check", orders, *AS_OF, "--format", "json"))["findings"]
    explained = document(hcaudit("explain", orders, "--order", NUMBER, *AS_OF, "--format", "json"))["records"]
    told = {
        (rule["rule"], rule["finding"]["finding_id"], rule["outcome"])
        for record in explained
        for rule in record["rules"]
        if rule["finding"]
    }
    assert told == {(one["rule"], one["finding_id"], one["outcome"]) for one in checked if one["record_no"] == NUMBER}


def test_the_help_page_fits_and_names_its_exit_codes(hcaudit: Hcaudit) -> None:
    for lang in ("zh", "en"):
        shown = page(hcaudit("explain", "--help", "--lang", lang))
        assert [line for line in shown.splitlines() if layout.width(line) > 80] == []
        assert "--order NO" in shown
        assert groundwork.DEFAULT_PACK in shown

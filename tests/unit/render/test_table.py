"""The tables of the terminal: whole ids and amounts at every width, nothing obeyed that data say."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from hcaudit.model.report import Report
from hcaudit.render import SHOWN, as_table
from hcaudit.render.fitting import Column, fit
from tests.unit.render.reports import finding, rendered, with_findings


def lines_of(report: Report, **look: object) -> list[str]:
    return rendered(report, "table", **look).decode().splitlines()


@pytest.mark.parametrize("width", [80, 100, 120, 200])
@pytest.mark.parametrize("show", [None, *SHOWN])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(report: Report, width: int, show: str | None, lang: str) -> None:
    assert max(map(cell_len, lines_of(report, width=width, show=show, lang=lang))) <= width


@pytest.mark.parametrize("width", [64, 80, 120])
def test_ids_and_amounts_are_never_cut(report: Report, width: int) -> None:
    words = " ".join(lines_of(report, width=width)).split()
    assert {"4121000000000001", "4121000000000002", "4121000000000003", "30,000.00", "32,000.50"} <= set(words)


def test_figures_are_not_even_folded_where_there_is_no_room(report: Report) -> None:
    assert "32,000.50" in " ".join(lines_of(report, width=30)).split()


def test_ids_too_long_for_the_terminal_are_folded_not_cut() -> None:
    number = "业扩工单明细2022年1月（城关所报送、已核对）.xlsx/Sheet1/12"
    columns = fit([Column(name="record_no", heading="记录编号", values=[number])], 20)
    folded = list(as_table._lines([number], columns, Console(width=20)))
    assert "".join(folded) == number
    assert max(map(cell_len, folded)) <= 20


def test_narrow_terminals_get_the_names_of_the_rules_below(report: Report) -> None:
    narrow, wide = lines_of(report, width=80), lines_of(report, width=120)
    assert "规则" in narrow
    assert "规则" not in wide
    assert any("高压业务办理超过16个工作日" in line for line in narrow)


def test_undetermined_findings_come_with_their_reasons(report: Report) -> None:
    text = "\n".join(lines_of(report, width=80))
    assert "送电时间无法识别，请更正后重新审核" in text


def test_the_last_line_sums_up(report: Report) -> None:
    text = lines_of(report, width=160)[-1]
    assert text == (
        "违规 2 件，疑似 1 件，无法判定 1 件（已豁免 1 件）；"
        "考核与奖励 3 笔，考核金额 32,000.50 元，奖励金额 20,000.00 元。"
    )


@pytest.mark.parametrize("width", [40, 53, 66, 80, 100])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_ends_in_blanks(report: Report, width: int, lang: str) -> None:
    lines = lines_of(report, width=width, lang=lang)
    assert lines == [line.rstrip() for line in lines]


def test_columns_without_room_are_named_with_what_shows_them(report: Report) -> None:
    *_, last = "\n".join(lines_of(report, width=80, lang="en")).split("\n\n")
    said = re.fullmatch(
        r"\d columns left out for lack of width: (.+)\. A window (\d+) wide shows them; (.+)\.", last, re.DOTALL
    )
    assert said is not None
    left_out, wide_enough = said[1].replace("\n", " ").split(", "), int(said[2])
    assert "Measured/limit" in left_out
    assert "Rule title" not in left_out
    assert "-o FILE.xlsx" in said[3]
    narrower, wide = (lines_of(report, width=width, lang="en") for width in (wide_enough - 1, wide_enough))
    assert any("left out for lack of width" in line for line in narrower)
    assert not any("left out for lack of width" in line for line in wide)
    assert all(any(heading in line for line in wide) for heading in left_out)


def test_decided_findings_say_so(report: Report) -> None:
    assert any("违规 已豁免" in line for line in lines_of(report))


def test_data_cannot_talk_to_the_terminal(report: Report) -> None:
    row = finding(1, rule="T05", outcome="undetermined", unit="[red]x", reason="\x1b[2J\x07\r\n:smile: \u202eabc")
    rude = finding(2, rule="T05", title="\x1b[3J", unit="\x1b[4J")
    text = rendered(with_findings(report, [row, rude]), "table", colour=True, width=120).decode()
    assert "[red]x" in text
    assert "J" not in text.replace("\\x1b[2J", "").replace("\\x1b[3J", "").replace("\\x1b[4J", "")
    assert "\\x1b[2J\\x07\\r\\n:smile: \\u202eabc" in text


def test_colour_only_if_asked_for(report: Report) -> None:
    assert b"\x1b" not in rendered(report, "table")
    assert b"\x1b[1" in rendered(report, "table", colour=True)


@pytest.mark.parametrize("show", [None, *SHOWN])
def test_a_chinese_console_can_draw_it(report: Report, show: str | None) -> None:
    text = rendered(report, "table", show=show).decode()
    assert text.encode("gbk").decode("gbk") == text


def test_columns_of_the_highest_rank_go_first() -> None:
    columns = [Column(name=str(rank), heading="h" * 10, values=["v"], rank=rank) for rank in (2, 0, 1)]
    assert [column.name for column, _ in fit(columns, 34)] == ["2", "0", "1"]
    assert [column.name for column, _ in fit(columns, 33)] == ["0", "1"]
    assert [column.name for column, _ in fit(columns, 21)] == ["0"]


def test_columns_that_wrap_give_way_before_any_goes() -> None:
    columns = [
        Column(name="long", heading="h", values=["汉" * 20], wraps=10),
        Column(name="other", heading="h" * 10, values=[], rank=1),
    ]
    assert [(column.name, width) for column, width in fit(columns, 30)] == [("long", 18), ("other", 10)]

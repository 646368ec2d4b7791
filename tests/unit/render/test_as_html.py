"""The page: everything there is, nothing from elsewhere, nothing obeyed that data say."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from hcaudit.load import read_vocabulary
from hcaudit.load.reports import is_own_file
from hcaudit.load.sniff import Form, form_of
from hcaudit.model.outlook import OPEN_CLOCKS
from hcaudit.model.report import FINDINGS, UNITS, Report
from hcaudit.render.amounts import amount_text
from hcaudit.render.page.sheet import _BATCH
from hcaudit.render.penalty_table import penalty_table
from hcaudit.shipped import rules_folder
from tests.unit.render.pages import Page
from tests.unit.render.reports import CAMPAIGN, T05, day, finding, rendered, table, with_findings

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'&amp;\x1b[2J\u202e\x00{{ 7*7 }}"
SHOWN = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'&amp;\\x1b[2J\\u202e\\x00{{ 7*7 }}"


@pytest.fixture(scope="module")
def text(report: Report) -> str:
    return rendered(report, "html").decode()


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_the_page_is_in_its_language(page: Page, report: Report) -> None:
    assert page.declarations == ["DOCTYPE html"]
    assert page.one("html").attributes["lang"] == "zh-CN"
    assert page.one("title").text == page.one("h1").text == "潢电〔2021〕38号 审核报告"
    english = Page.of(rendered(report, "html", lang="en"))
    assert english.one("html").attributes["lang"] == "en"
    assert [heading.text.split(" ")[0] for heading in english.all("h2")][:3] == ["Overview", "Penalty", "Fines"]


def test_the_sections_are_those_of_the_workbook(page: Page) -> None:
    names = [section.attributes["id"] for section in page.all("section")]
    assert names == [
        *("overview", "penalty", "fines", "consequences", "violation", "suspected", "undetermined", "reward"),
        *("changes", "coverage", "problems", "manifest"),
    ]
    links = [link.attributes["href"] for link in page.all("a")]
    assert [f"#{name}" for name in names] == links[: len(names)]


def test_every_link_leads_somewhere(page: Page) -> None:
    targets = {f"#{one}" for one in page.ids}
    assert {link.attributes["href"] for link in page.all("a")} <= targets


def test_every_finding_has_its_anchor(page: Page, report: Report) -> None:
    assert set(report.findings["finding_id"].to_pylist()) <= set(page.ids)


def test_nothing_is_loaded_and_nothing_runs_but_what_the_policy_names(page: Page, text: str) -> None:
    policy = next(
        str(meta.attributes["content"])
        for meta in page.all("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; ")
    for name in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.one(name).text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert not re.search(r"https?:|@import|src=|url\((?!#)", text)
    written = {name for element in page.elements for name in element.attributes}
    assert not {name for name in written if name == "style" or name.startswith("on")}


def test_tables_say_what_they_are(page: Page) -> None:
    captions = [caption.text.strip() for caption in page.all("caption")]
    assert len(captions) == len(page.all("table"))
    assert all(captions)
    assert {head.attributes.get("scope") for head in page.all("th")} == {"col", "row", "rowgroup"}


def test_a_finding_with_the_working_of_its_clock(page: Page) -> None:
    names = ("记录编号", "单位", "规则", "计时", "实际与限值", "发生日期", "考核金额", "裁定与原因", "来源与编号")
    (first, waived) = page.columns("list-violation", *names)
    assert first == (
        "4121000000000001" + "0422016601" + "张三",
        "城关供电所" + "1班" + "经理甲",
        "T05" + "高压业务办理超过16个工作日" + "条款 二(二)2(2)e" + "考核项 2.3",
        "起算日 2021-12-31" + "到期日 2022-02-14" + "办结日 2022-02-28" + "暂停时段 2022-01-05→2022-01-20 配套工程",
        "实际值 26" + "限值 16" + "工作日" + "超期工作日 10" + "超期自然日 14",
        "2022-02-15",
        "30,000.00",
        "未裁定",
        "orders_a.csv" + "来源行 2" + "业扩工单" + "0000000000000001" + "00000001",
    )
    assert waived[7] == "已豁免"


def test_undetermined_findings_come_with_their_reasons(page: Page) -> None:
    assert page.columns("list-undetermined", "裁定与原因") == [("未裁定送电时间无法识别，请更正后重新审核",)]


def test_the_penalty_table_is_the_one_of_every_format(page: Page, report: Report) -> None:
    lines = penalty_table(report.units, "zh").to_pylist()
    rows = [(attributes["class"], cells) for attributes, cells in page.table("list-penalty").rows]
    shown = [(level, cells) for level, cells in rows if level != "group"]
    money = ("amount", "leadership_share", "frontline_share", "unassigned_share", "reward")
    assert shown == [
        (
            line["level"],
            [line["item"] or "", line["event"], str(line["count"])]
            + [amount_text(line[name]) for name in money]
            + [line["assessed_by"] or ""],
        )
        for line in lines
    ]
    assert [cells[0] for level, cells in rows if level == "group"] == ["城关供电所", "双柳供电所", "全部单位"]


def test_fines_link_to_the_findings_that_are_there(page: Page) -> None:
    rows = page.columns("list-fines", "单位", "考核项", "考核金额", "奖励金额", "所含违规编号")
    assert rows[0] == ("城关供电所", "2.3业扩报装超时限", "30,000.00", "", "0000000000000001 0000000000000009")
    assert rows[2][2:4] == ("", "20,000.00")
    links = [link.attributes["href"] for link in page.all("a")]
    assert "#0000000000000001" in links
    assert "#0000000000000009" not in links


def test_changes_tell_before_and_after(page: Page) -> None:
    new, changed, gone = page.columns("list-changes", "变化", "变化内容", "考核金额增减", "所含违规编号")
    assert new == ("新增问题", "", "", "0000000000000001")
    assert changed[:2] == ("变化问题仅天数延续 是", "结论 疑似→违规" + "原因 （空）→<b>\\x1b[31m")
    assert gone[:3] == ("消失扣罚", "", "-20,000.00" + "原考核金额 20,000.00")


def test_the_overview_counts_and_adds_up(page: Page) -> None:
    figures = [element.text for element in page.all("dd")]
    assert figures[4:10] == ["2", "1", "1", "1", "32,000.50", "20,000.00"]
    assert page.columns("chart-units", "单位", "考核金额", "其中本公司", "其中专项行动") == [
        ("城关供电所", "32,000.50", "30,000.00", "2,000.50"),
        ("双柳供电所", "0.00", "0.00", "0.00"),
    ]
    assert page.columns("chart-rules", "规则", "违规", "疑似", "无法判定") == [
        ("T05 高压业务办理超过16个工作日", "2", "0", "1"),
        ("C01 向客户收取高可靠性供电费以外的费用", "0", "1", "0"),
    ]


def test_bars_are_as_long_as_their_figures(page: Page) -> None:
    bars = [
        (bar.attributes["class"], bar.attributes["x"], bar.attributes["width"])
        for bar in page.all("rect")
        if "x" in bar.attributes
    ]
    assert bars == [
        ("own", "0.00%", "93.75%"),
        ("other", "93.75%", "6.25%"),
        ("violation", "0.00%", "66.67%"),
        ("undetermined", "66.67%", "33.33%"),
        ("suspected", "0.00%", "33.33%"),
    ]


def test_what_must_not_be_overlooked_stands_at_the_top(page: Page) -> None:
    assert [
        note for note in ("规则包的规定期间为2021年至2022年", "坏文件.xls") if note not in page.one("aside").text
    ] == []


def test_the_run_can_be_done_again(page: Page) -> None:
    text = next(section.text for section in page.all("section") if section.attributes["id"] == "manifest")
    words = ("2022-02-28", "B04.within_days", "holidays 0.109", "上次.json，截止日 2022-01-31", "32,000.50")
    assert [word for word in words if word not in text] == []
    assert page.columns("list-inputs", "文件", "数据类别", "记录数", "说明") == [("orders_a.csv", "业扩工单", "21", "")]


def test_data_are_shown_not_obeyed(report: Report) -> None:
    columns = [field.name for field in FINDINGS if field.type == pa.string() and field.name != "outcome"]
    hostile = dict.fromkeys(columns, HOSTILE)
    problems = report.problems.slice(0, 1)
    for name in ("source_file", "column", "value", "problem"):
        problems = problems.set_column(problems.schema.get_field_index(name), name, pa.array([HOSTILE]))
    unit = dict.fromkeys(("unit", "item", "event", "assessed_by"), HOSTILE)
    told: dict[str, Any] = dict.fromkeys(("pack_id", "pack_title", "as_of_source"), HOSTILE)
    run = replace(report.run, **told, warnings=(HOSTILE,), unusable=(HOSTILE,), parameters={HOSTILE: HOSTILE})
    altered = replace(
        with_findings(report, [finding(1, **hostile)]), problems=problems, units=table([unit], UNITS), run=run
    )
    document = rendered(altered, "html").decode()
    page = Page(document)
    assert not {"img", "b"} & {element.name for element in page.elements}
    assert len(page.all("script")) == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", document)
    assert page.one("title").text.startswith(SHOWN)
    row = page.table("list-violation").rows[0][1]
    assert SHOWN in row[0]
    assert page.columns("list-problems", "原值") == [(SHOWN,)]


def test_names_are_hidden_if_asked_for(report: Report) -> None:
    text = rendered(report, "html", mask=True).decode()
    assert "张三" not in text
    assert "13800001234" not in text
    assert "张*" in text


def test_machine_keys_if_asked_for(report: Report) -> None:
    page = Page.of(rendered(report, "html", lang="en", headers="en"))
    assert page.table("list-coverage").headings[:3] == ["rule", "title", "evaluated"]
    assert page.columns("list-coverage", "evaluated") == [("true",), ("false",)]
    assert "started_on 2021-12-31" in page.columns("list-violation", "clock")[0][0]
    assert "working_days" in page.columns("list-violation", "counted")[0][0]


def clock(**values: Any) -> dict[str, Any]:
    return {**T05, "state": "overdue", "record_no": "4121", "customer_name": "张三", "days_left": -3} | values


def test_early_warnings_are_listed_if_there_are_any(report: Report) -> None:
    rows = [clock(finding_id=f"{1:016x}", due_on=day("2022-02-14")), clock(state="paused", days_left=2)]
    clocks = table([{name: row.get(name) for name in OPEN_CLOCKS.names} for row in rows], OPEN_CLOCKS)
    page = Page.of(rendered(replace(report, early_warnings=clocks), "html", mask=True))
    assert page.columns("list-warnings", "状态", "剩余工作日", "计时") == [
        ("已超期", "-3", "到期日 2022-02-14"),
        ("暂停中", "2", ""),
    ]
    assert [attributes["class"] for attributes, _ in page.table("list-warnings").rows] == ["overdue", "paused"]
    assert page.columns("list-warnings", "记录编号")[0] == ("4121张*",)


def test_an_empty_report_says_so(empty_report: Report) -> None:
    page = Page.of(rendered(empty_report, "html"))
    empty = [element.text for element in page.all("p") if element.attributes.get("class") == "empty"]
    assert empty == ["（无）"] * 8
    assert "changes" not in page.ids


def test_more_rows_than_are_made_at_a_time(report: Report) -> None:
    count = _BATCH + 1
    many = with_findings(report, [finding(number, **T05) for number in range(count)])
    assert rendered(many, "html").count(b'<tr id="') == count


def test_chunks_of_a_table_do_not_show(report: Report) -> None:
    halves = pa.concat_tables([report.findings.slice(0, 2), report.findings.slice(2)])
    assert rendered(replace(report, findings=halves), "html") == rendered(report, "html")


def test_cells_have_names_where_there_is_no_room_for_headings(page: Page) -> None:
    style = page.one("style").text
    assert '#list-violation td:nth-child(7)::before { content: "考核金额"; }' in style
    assert '#list-penalty td:nth-child(4)::before { content: "考核金额"; }' in style


@pytest.mark.parametrize("look", [{}, {"lang": "en", "headers": "en"}])
def test_a_page_is_known_as_a_report_and_not_audited(report: Report, look: dict[str, str]) -> None:
    document = rendered(report, "html", **look)
    assert form_of(document) is Form.HTML
    assert is_own_file(Form.HTML, document, read_vocabulary(rules_folder()).reports)


def test_campaigns_are_told_apart_from_the_company(page: Page) -> None:
    assert f"小计（{CAMPAIGN}）" in [cells[1] for _, cells in page.table("list-penalty").rows if len(cells) > 1]

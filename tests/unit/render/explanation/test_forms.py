"""An explanation in every form: complete, in both languages, inert, and at home in eighty columns."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from rich.cells import cell_len

from hcaudit.model.explanation import Explanation
from hcaudit.render.explanation.as_json import explanation_json
from hcaudit.render.explanation.as_markdown import explanation_markdown
from hcaudit.render.explanation.as_text import passages
from hcaudit.render.look import Look
from tests.unit.judging.test_trace_clocks import HOLIDAYS
from tests.unit.judging.traces import explain
from tests.unit.tables import high_voltage, incident, line_fault, resident, table, ticket

HOSTILE = "张三|<b>*=cmd()\x1b[31m"
TABLES = {
    "orders": table(
        "orders",
        {**HOLIDAYS, "customer_name": HOSTILE, "address": "东街1号"},
        high_voltage(order_no="A2", surveyed_at="2021-12-01", replied_at="待定", customer_name=HOSTILE),
        resident(order_no="A3", accepted_at="2021-12-01", grid_works="否"),
    ),
    "tickets": table("tickets", ticket("投诉", ticket_no="K1", manmade="是")),
    "line_outages": table("line_outages", line_fault(outage_no="X1", household_hours=301)),
    "incidents": table("incidents", incident("三指定", incident_no="I1", order_no="A1")),
}

CALENDAR = """\
           周一      周二      周三      周四      周五      周六      周日
  2021-12 [20 起     21 计1    22 计2    23 计3    24 计4    25 休     26 休
           27 计5    28 计6    29 停A    30 停A    31 停A
  2022-01                                                     1 元旦    2 休
            3 元旦    4 停A     5 停A     6 停A     7 计7     8 休      9 休
           10 计8    11 停B    12 停B    13 停B    14 停B    15 休     16 休
           17 停B    18 停B    19 停B    20 停B    21 停B    22 休     23 休
           24 停B    25 停B    26 停B    27 停B    28 停B    29 停B    30 停B
           31 春节
  2022-02             1 春节    2 春节    3 春节    4 春节    5 休      6 休
            7 停B     8 停B     9 停B    10 停B    11 计9    12 休     13 休
           14 计10   15 计11   16 计12   17 计13   18 计14   19 休     20 休
           21 计15   22 计16*  23 计17!  24 计18!  25 计19!  26 休     27 休
           28 计20!]
"""


@pytest.fixture(scope="module")
def late() -> Explanation:
    return explain(TABLES, "A1", "T05")


@pytest.fixture(scope="module")
def whole() -> Explanation:
    return explain(TABLES, "A1")


def text_of(explanation: Explanation, look: Look) -> str:
    blocks = passages(explanation, look)
    return "\n\n".join("\n".join(line for passage in block for line in passage.lines) for block in blocks)


def document(explanation: Explanation, lang: str = "zh", *, mask: bool = False) -> Any:
    return json.loads(explanation_json(explanation, lang, mask=mask))


def test_the_calendar_shows_every_day(late: Explanation) -> None:
    drawn = [passage for block in passages(late, Look()) for passage in block if passage.drawn]
    assert ["\n".join(passage.lines) + "\n" for passage in drawn] == [CALENDAR]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_calendars_fit_eighty_columns(lang: str, whole: Explanation) -> None:
    drawn = [passage for block in passages(whole, Look(lang=lang)) for passage in block if passage.drawn]
    assert drawn
    assert max(cell_len(line) for passage in drawn for line in passage.lines) <= 80


def test_where_there_is_no_room_each_day_has_a_line(late: Explanation) -> None:
    (drawn,) = (p for block in passages(late, Look(width=40)) for p in block if p.drawn)
    assert len(drawn.lines) == 71
    assert drawn.lines[0].strip() == "2021-12-20 周一 [20 起"


def test_colours_change_no_letter(late: Explanation) -> None:
    plain, coloured = (text_of(late, Look(colour=colour)) for colour in (False, True))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_text_tells_pauses_due_date_and_arithmetic(late: Explanation) -> None:
    page = text_of(late, Look())
    for words in (
        "暂停A：2021-12-29 至 2022-01-06，停 6 个工作日：“配套工程开工时间”至“配套工程竣工时间”",
        "暂停B：2022-01-11 至 2022-02-10，停 20 个工作日：“方案答复时间”至“资料收集完毕时间”",
        "到期：2022-02-22 周二，第 16 个工作日",
        "共 70 天：计入 20 天、周末 17 天、暂停 26 个工作日、元旦放假 2 天、春节放假 5 天",
        "春节放假 2022-01-31 至 2022-02-04",
        "实际20个工作日，限16个工作日，超期4个工作日（6个自然日）",
        "30,000.00 元（领导班子 10,000.00 元 + 专业及网格 20,000.00 元）",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("zh", "（其中 4 个已在暂停A中，不重复扣除）"),
        ("en", " (4 of them lie in pause A as well and count once)"),
    ],
)
def test_days_that_two_pauses_share_are_told(lang: str, told: str) -> None:
    overlapping = {"orders": table("orders", {**HOLIDAYS, "replied_at": dt.datetime(2021, 12, 30)})}
    page = text_of(explain(overlapping, "A1", "T05", lang=lang), Look(lang=lang))
    assert page.replace("\n", " ").count(told) == 1


def test_english_speaks_no_chinese_but_that_of_the_data() -> None:
    plain = explain({"orders": table("orders", high_voltage(order_no="A2"))}, "A2", lang="en", select=["T"])
    sentences = re.sub(r'"[^"]*"', "", text_of(plain, Look(lang="en")))
    known = {"高压新装", "青石供电所", "受理时间", "供电单位", "业务类型", "潢电", "号", "附件", "工单状态", "客户类别"}
    left = set(re.findall(r"[\u4e00-\u9fff]+", re.sub(r"\S+ \(潢电〔2021〕38号\)", "", sentences)))
    assert {word for word in left if not any(one in word or word in one for one in known)} <= {
        "现场勘察时间", "方案答复时间", "送电时间", "配套工程开工时间", "配套工程竣工时间", "是否有配套工程",
        "资料收集完毕时间", "竣工验收时间", "验收是否合格",
    }  # fmt: skip


def test_markdown_shows_data_and_obeys_none_of_it(whole: Explanation) -> None:
    page = explanation_markdown(whole, "zh")
    assert "<b>" not in page
    assert "\x1b" not in page
    assert "张三\\|\\<b\\>\\*=cmd()\\\\x1b\\[31m" in page
    assert "|  | 周一 | 周二 |" in page
    assert "| 2022-02 |" in page
    tables = [line.count(" | ") for line in page.split("\n") if line.startswith(("| 20", "|  |"))]
    assert set(tables) == {7}


def test_json_lists_every_day_of_the_clock(late: Explanation) -> None:
    (record,) = document(late)["records"]
    (rule,) = record["rules"]
    clock = rule["clock"]
    assert list(clock["days"][0]) == ["date", "counted", "number", "reason", "holiday", "pause"]
    by_date = {day.pop("date"): day for day in clock["days"]}
    assert by_date["2022-01-03"] == {
        "counted": False, "number": None, "reason": "holiday", "holiday": "元旦", "pause": "A",
    }  # fmt: skip
    assert by_date["2022-02-22"]["number"] == 16
    assert (clock["due_on"], clock["measured"], rule["outcome"]) == ("2022-02-22", 20, "violation")
    assert [pause["working_days"] for pause in clock["pauses"]] == [6, 20]
    fine = rule["fine"]
    assert (fine["amount"], fine["leadership_share"], fine["frontline_share"]) == ("30000.00", "10000.00", "20000.00")
    assert [one["rule"] for one in fine["findings"]] == ["T05"]


def test_json_is_the_same_in_both_languages_but_for_its_sentences(whole: Explanation) -> None:
    chinese, english = (document(whole, lang) for lang in ("zh", "en"))
    assert shape(chinese) == shape(english)
    assert chinese != english


def shape(value: Any) -> Any:
    match value:
        case dict():
            return {key: shape(one) for key, one in value.items()}
        case list():
            return [shape(one) for one in value]
        case _:
            return type(value).__name__


def test_masking_hides_names_and_addresses_everywhere(whole: Explanation) -> None:
    told = explain(TABLES, "A2")
    for shown in (whole, told):
        forms = [
            text_of(shown, Look(mask=True)),
            explanation_markdown(shown, "zh", mask=True),
            explanation_json(shown, "zh", mask=True),
        ]
        assert [form for form in forms if "张三" in form or "东街1号" in form] == []


@pytest.mark.parametrize("number", ["A1", "A2", "A3", "K1", "X1", "I1"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_form_is_the_same_twice(number: str, lang: str) -> None:
    for _ in range(2):
        first, second = explain(TABLES, number, lang=lang), explain(TABLES, number, lang=lang)
        assert explanation_json(first, lang) == explanation_json(second, lang)
        assert explanation_markdown(first, lang) == explanation_markdown(second, lang)
        assert text_of(first, Look(lang=lang)) == text_of(second, Look(lang=lang))


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", "已归档（晚于截止日，视为在途）"), ("en", "archived (later than as-of: reads as in transit)")],
)
def test_a_status_that_is_reached_after_as_of_says_so(lang: str, said: str) -> None:
    record = high_voltage(order_no="A1", status="归档", surveyed_at="2021-12-01", energized_at="2022-01-04")
    early = explain({"orders": table("orders", record)}, "A1", "T08", as_of="2021-12-20")
    assert said in text_of(early, Look(lang=lang))

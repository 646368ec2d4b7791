"""How open clocks stand: states, due dates and days left, worked out by hand.

In December 2021 the weekends are the only days off; 1 January 2022 is a Saturday and the 3rd is off, too.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pyarrow as pa
import pytest

import hcaudit
from hcaudit.model.outlook import CLOCK_COUNTS, OPEN_CLOCKS, STATES
from tests.unit.tables import Record, business, high_voltage, numbered, resident, rows, table

Lines = dict[tuple[str, str], dict[str, Any]]
"""The lines of an outlook by rule and record."""


def due(*orders: Record, as_of: str, without: Collection[str] = (), **options: Any) -> Lines:
    """Return the open clocks of `orders`, which are numbered by their places."""
    data = {"orders": table("orders", *numbered("orders", *orders), without=without)}
    outlook = hcaudit.due(data, as_of=as_of, **options)
    return {(str(line["rule"]), str(line["record_no"])): line for line in rows(outlook.clocks)}


def one(order: Record, rule: str, as_of: str, **options: Any) -> dict[str, Any] | None:
    """Return the line of a single order under one rule, None where there is none."""
    return due(order, as_of=as_of, select=[rule], **options).get((rule, "1"))


def standing(order: Record, rule: str, as_of: str, **options: Any) -> tuple[Any, ...] | None:
    """Return state, due date and days left of a single order under one rule, those due later included."""
    line = one(order, rule, as_of, **{"later": True, **options})
    return None if line is None else (line["state"], line["due_on"], line["days_left"])


SURVEYED = high_voltage(surveyed_at="2021-12-01")
"""To be replied to within five working days: by Wednesday the 8th."""


@pytest.mark.parametrize(
    ("as_of", "within", "state", "left"),
    [
        ("2021-12-03", 2, "later", 3),
        ("2021-12-03", 3, "due_soon", 3),
        ("2021-12-04", 2, "later", 3),  # a Saturday: the 6th, 7th and 8th are left
        ("2021-12-06", 2, "due_soon", 2),
        ("2021-12-06", 1, "later", 2),
        ("2021-12-07", 0, "later", 1),
        ("2021-12-08", 0, "due_today", 0),
        ("2021-12-08", 2, "due_today", 0),
        ("2021-12-09", 0, "overdue", -1),
        ("2021-12-13", 2, "overdue", -3),
    ],
)
def test_states_go_by_working_days(as_of: str, within: int, state: str, left: int) -> None:
    assert standing(SURVEYED, "T08", as_of, within=within) == (state, "2021-12-08", left)


def test_the_saturday_after_the_due_date_is_overdue_by_no_working_day() -> None:
    friday = high_voltage(surveyed_at="2021-12-03")
    assert standing(friday, "T08", "2021-12-10") == ("due_today", "2021-12-10", 0)
    assert standing(friday, "T08", "2021-12-11") == ("overdue", "2021-12-10", 0)


def test_holidays_and_make_up_days_count_as_the_notice_says() -> None:
    # Saturday 29 and Sunday 30 January 2022 are worked, the Spring Festival lasts from 31 January to 6 February.
    order = high_voltage(accepted_at="2022-01-26", surveyed_at="2022-01-26")
    assert standing(order, "T08", "2022-01-28", within=3) == ("due_soon", "2022-02-07", 3)
    assert standing(order, "T08", "2022-01-30", within=3) == ("due_soon", "2022-02-07", 1)
    assert standing(order, "T08", "2022-02-05", within=3) == ("due_soon", "2022-02-07", 1)


def test_what_is_due_later_is_left_out_unless_asked_for() -> None:
    assert due(SURVEYED, as_of="2021-12-03", select=["T08"]) == {}
    assert set(due(SURVEYED, as_of="2021-12-03", select=["T08"], later=True)) == {("T08", "1")}


def test_a_clock_that_ended_is_not_open() -> None:
    ended = (
        high_voltage(surveyed_at="2021-12-01", replied_at="2021-12-06"),
        high_voltage(surveyed_at="2021-12-01", replied_at="2021-12-20"),
        high_voltage(surveyed_at="2021-12-01", terminated_at="2021-12-07", status="终止"),
        high_voltage(surveyed_at="2021-12-01", terminated_at="2021-12-20", status="终止"),
        high_voltage(surveyed_at="2021-12-01", status="归档", archived_at="2021-12-07"),
        high_voltage(),
    )
    assert due(*ended, as_of="2021-12-31", select=["T08"], later=True) == {}


def test_what_happens_after_as_of_has_not_happened() -> None:
    order = high_voltage(surveyed_at="2021-12-01", replied_at="2021-12-09")
    assert standing(order, "T08", "2021-12-08") == ("due_today", "2021-12-08", 0)
    assert standing(order, "T08", "2021-12-09") is None


def test_the_same_day_rule() -> None:
    weekend = resident(accepted_at="2021-12-18", direct_install="是", grid_works="否")
    assert standing(weekend, "T01", "2021-12-18") == ("due_soon", "2021-12-20", 1)
    assert standing(weekend, "T01", "2021-12-20") == ("due_today", "2021-12-20", 0)
    assert standing(weekend, "T01", "2021-12-21") == ("overdue", "2021-12-20", -1)


def test_a_line_says_what_it_is_about() -> None:
    order = business(capacity_kva=100, customer_no="88", customer_name="张三", team="一班", manager="李四")
    assert one(order, "T04", "2021-12-06", lang="en") == {
        "state": "due_soon",
        "rule": "T04",
        "title": "Micro-business connection took over 5 working days",
        "clause": "二(二)2(2)d",
        "record_no": "1",
        "customer_no": "88",
        "customer_name": "张三",
        "unit": "青石供电所",
        "team": "一班",
        "manager": "李四",
        "started_on": "2021-12-01",
        "due_on": "2021-12-08",
        "days_left": 2,
        "measured": 3.0,
        "limit": 5.0,
        "unit_of_measure": "working_days",
        "paused_since": None,
        "disposition": None,
        "reason": None,
        "finding_id": None,
        "source_file": "orders",
        "source_sheet": "",
        "source_row": 1,
    }


REPLIED = high_voltage(surveyed_at="2021-12-02", replied_at="2021-12-03", grid_works="否")
"""Two days used when the customer's own works began on Friday 3 December."""


def test_a_clock_that_stands_still_keeps_its_days() -> None:
    for as_of in ("2021-12-13", "2021-12-20"):
        line = one(REPLIED, "T05", as_of)
        assert line is not None
        assert (line["state"], line["paused_since"]) == ("paused", "2021-12-03")
        assert (line["measured"], line["days_left"]) == (2, 14)
    # 21-24 and 27-31 December, 4-7 and 10 January.
    assert standing(REPLIED, "T05", "2021-12-20") == ("paused", "2022-01-10", 14)


def test_a_pause_that_begins_on_as_of_has_begun() -> None:
    order = high_voltage(replied_at="2021-12-20", grid_works="否")
    line = one(order, "T05", "2021-12-20")
    assert line is not None
    assert (line["state"], line["paused_since"], line["measured"]) == ("paused", "2021-12-20", 13)
    assert (line["due_on"], line["days_left"]) == ("2021-12-23", 3)


def test_a_pause_that_ended_on_as_of_is_over() -> None:
    order = {**REPLIED, "materials_at": "2021-12-20"}
    line = one(order, "T05", "2021-12-20", later=True)
    assert line is not None
    assert (line["state"], line["paused_since"], line["days_left"]) == ("later", None, 14)


def test_the_earlier_of_two_pauses_that_last_is_told() -> None:
    order = {**REPLIED, "grid_works": "是", "works_started_at": "2021-12-06"}
    line = one(order, "T05", "2021-12-20")
    assert line is not None
    assert (line["paused_since"], line["measured"]) == ("2021-12-03", 2)


def test_grid_works_of_an_order_without_any_do_not_pause_it() -> None:
    order = high_voltage(grid_works="否", works_started_at="2021-12-02")
    assert standing(order, "T05", "2021-12-22", within=1) == ("due_soon", "2021-12-23", 1)


def test_a_pause_begun_on_the_due_date_or_later_moves_nothing() -> None:
    works = high_voltage(grid_works="是", works_started_at="2021-12-23")
    assert standing(works, "T05", "2021-12-23") == ("due_today", "2021-12-23", 0)
    assert standing(works, "T05", "2021-12-24") == ("overdue", "2021-12-23", -1)
    a_day_before = {**works, "works_started_at": "2021-12-22"}
    assert standing(a_day_before, "T05", "2021-12-24") == ("paused", "2021-12-27", 1)


def test_an_order_has_a_line_for_each_open_clock() -> None:
    order = high_voltage(
        surveyed_at="2021-12-15",
        protection_requested_at="2021-12-17",
        planned_energize_at="2021-12-22",
        grid_works="否",
    )
    lines = due(order, as_of="2021-12-20", within=3)
    assert {rule: line["due_on"] for (rule, _), line in lines.items()} == {
        "T05": "2021-12-23",
        "T06": "2021-12-22",
        "T07": "2021-12-22",
        "T08": "2021-12-22",
    }


def test_settings_need_both_dates() -> None:
    order = high_voltage(protection_requested_at="2021-12-13", protection_set_at="2021-12-14")
    assert standing(order, "T06", "2021-12-15") == ("due_soon", "2021-12-16", 1)
    assert standing({**order, "protection_filed_at": "2021-12-15"}, "T06", "2021-12-15") is None


def test_a_planned_day_is_a_due_date_whatever_day_it_is() -> None:
    order = high_voltage(protection_requested_at="2021-12-13", planned_energize_at="2021-12-18")  # a Saturday
    assert standing(order, "T07", "2021-12-17", within=0) == ("due_soon", "2021-12-18", 0)
    assert standing(order, "T07", "2021-12-18") == ("due_today", "2021-12-18", 0)
    assert standing(order, "T07", "2021-12-19") == ("overdue", "2021-12-18", 0)
    assert standing(order, "T07", "2021-12-20") == ("overdue", "2021-12-18", -1)
    line = one(order, "T07", "2021-12-17")
    assert line is not None
    assert (line["started_on"], line["measured"], line["limit"]) == ("2021-12-13", 4, None)


def test_an_appointment_is_a_due_date() -> None:
    order = high_voltage(appointment_at="2021-12-10 09:30:00")
    assert standing(order, "T11", "2021-12-09") == ("due_soon", "2021-12-10", 1)
    assert standing(order, "T11", "2021-12-10") == ("due_today", "2021-12-10", 0)
    assert standing(order, "T11", "2021-12-13") == ("overdue", "2021-12-10", -1)
    assert standing({**order, "contacted_at": "2021-12-09"}, "T11", "2021-12-13") is None


def test_a_limit_that_is_a_parameter_counts_once_it_is_set() -> None:
    order = high_voltage(appointment_requested_at="2021-12-01")
    assert standing(order, "T13", "2021-12-02") is None
    parameters = {"T13.max_working_days": 2}
    assert standing(order, "T13", "2021-12-02", parameters=parameters) == ("due_soon", "2021-12-03", 1)


def test_an_order_in_transit_is_due_a_year_on() -> None:
    order = resident(accepted_at="2020-12-15")
    assert standing(order, "B01", "2021-12-13") == ("due_soon", "2021-12-15", 2)
    assert standing(order, "B01", "2021-12-15") == ("due_today", "2021-12-15", 0)
    assert standing(order, "B01", "2021-12-16") == ("overdue", "2021-12-15", -1)
    assert standing({**order, "justification": "客户原因"}, "B01", "2021-12-16") is None
    assert standing({**order, "accepted_at": "2020-11-20"}, "B01", "2021-12-16") is None  # before the pack is in effect


def test_orders_from_before_the_pack_are_not_timed() -> None:
    assert standing(high_voltage(accepted_at="2021-11-25", surveyed_at="2021-11-30"), "T08", "2021-12-31") is None


def test_a_day_that_is_not_published_leaves_the_due_date_open() -> None:
    order = high_voltage(accepted_at="2026-12-21", surveyed_at="2026-12-24")
    assert standing(order, "T08", "2026-12-30") == ("due_soon", "2026-12-31", 1)
    line = one(order, "T05", "2026-12-30")
    assert line is not None
    assert (line["state"], line["due_on"], line["days_left"]) == ("undetermined", None, None)
    assert "尚未公布" in line["reason"]
    assert standing({**order, "replied_at": "2026-12-25"}, "T05", "2026-12-30") == ("paused", None, None)


def test_a_known_day_whose_distance_is_not_known_is_told_apart_as_far_as_it_can_be() -> None:
    order = high_voltage(protection_requested_at="2026-12-01", accepted_at="2026-12-01")
    assert standing({**order, "planned_energize_at": "2027-01-10"}, "T07", "2026-12-28") == (
        "later",
        "2027-01-10",
        None,
    )
    assert standing({**order, "planned_energize_at": "2027-01-01"}, "T07", "2026-12-30", within=1) == (
        "undetermined",
        "2027-01-01",
        None,
    )
    assert standing({**order, "planned_energize_at": "2027-01-01"}, "T07", "2026-12-30", within=2) == (
        "due_soon",
        "2027-01-01",
        None,
    )


def test_a_rule_that_may_not_apply_leaves_what_is_due_undetermined() -> None:
    order = resident()  # whether there are grid works is not given: two working days or five
    lines = due(order, as_of="2021-12-02", select=["T02", "T03"])
    assert set(lines) == {("T02", "1")}
    line = lines["T02", "1"]
    assert (line["state"], line["due_on"], line["days_left"]) == ("undetermined", "2021-12-03", 1)
    assert "是否有配套工程" in line["reason"]
    assert "有问题" not in line["reason"]
    later = due(order, as_of="2021-12-02", select=["T03"], later=True)["T03", "1"]
    assert later["state"] == "later"
    assert "是否有配套工程" in later["reason"]


def test_what_is_undetermined_already_says_why() -> None:
    late = one(resident(), "T02", "2021-12-06")
    assert late is not None
    assert (late["state"], late["due_on"]) == ("undetermined", "2021-12-03")
    assert "有问题" in late["reason"]
    assert late["finding_id"] is not None
    unreadable = one(high_voltage(surveyed_at="待定"), "T08", "2021-12-06")
    assert unreadable is not None
    assert (unreadable["state"], unreadable["reason"]) == ("undetermined", "开始日期无法识别。")


@pytest.mark.parametrize("cells", [{"replied_at": "待定"}, {"status": "审批中"}])
def test_what_may_be_over_is_undetermined_when_it_is_due(cells: dict[str, str]) -> None:
    order = high_voltage(surveyed_at="2021-12-01", **cells)
    assert one(order, "T08", "2021-12-03") is None
    line = one(order, "T08", "2021-12-07")
    assert line is not None
    assert (line["state"], line["due_on"]) == ("undetermined", "2021-12-08")
    assert "可能已经办结" in line["reason"]


def test_an_unknown_pause_leaves_the_due_date_open_as_far_as_it_matters() -> None:
    # Without a pause it is due on the 23rd; if the works are not over, the clock stands still since the 8th.
    order = high_voltage(grid_works="是", works_started_at="2021-12-08")
    options: dict[str, Any] = {"select": ["T05"], "without": ["works_finished_at"], "later": True}
    for as_of, state in (("2021-12-20", "later"), ("2021-12-21", "undetermined"), ("2021-12-24", "undetermined")):
        line = due(order, as_of=as_of, **options)["T05", "1"]
        assert (line["state"], line["due_on"], line["days_left"]) == (state, None, None)
    soon = due(order, as_of="2021-12-21", **options)["T05", "1"]
    assert "到期日不能确定" in soon["reason"]


def decisions(finding: object, decision: str, **cells: str) -> pa.Table:
    row = {
        "违规编号": str(finding),
        "裁定": decision,
        "理由": "客户原因",
        "裁定人": "王五",
        "裁定日期": "2021-12-10",
        **cells,
    }
    return pa.table({header: [value] for header, value in row.items()})


def test_a_waived_clock_is_waived_and_not_overdue() -> None:
    before = one(SURVEYED, "T08", "2021-12-13")
    assert before is not None
    assert (before["state"], before["disposition"]) == ("overdue", "open")
    waived = one(SURVEYED, "T08", "2021-12-13", decisions=decisions(before["finding_id"], "豁免"))
    assert waived is not None
    assert (waived["state"], waived["disposition"], waived["days_left"]) == ("waived", "waived", -3)
    confirmed = one(SURVEYED, "T08", "2021-12-13", decisions=decisions(before["finding_id"], "确认"))
    assert confirmed is not None
    assert (confirmed["state"], confirmed["disposition"]) == ("overdue", "confirmed")


def test_a_decision_moves_the_clock_to_the_unit_it_names() -> None:
    before = one(SURVEYED, "T08", "2021-12-13")
    assert before is not None
    moved = decisions(before["finding_id"], "确认", 责任单位="柳湾供电所")
    line = one(SURVEYED, "T08", "2021-12-13", decisions=moved)
    assert line is not None
    assert line["unit"] == "柳湾供电所"


def test_the_worst_comes_first() -> None:
    orders = [
        {**REPLIED, "order_no": "paused"},
        high_voltage(order_no="unknown", accepted_at="2021-12-15", surveyed_at="待定"),
        high_voltage(order_no="late-by-2", accepted_at="2021-12-15", surveyed_at="2021-12-09"),
        high_voltage(order_no="late-by-4", accepted_at="2021-12-15", surveyed_at="2021-12-07"),
        high_voltage(order_no="today", accepted_at="2021-12-15", surveyed_at="2021-12-13"),
        high_voltage(order_no="in-2-days", accepted_at="2021-12-15", surveyed_at="2021-12-15"),
        high_voltage(order_no="tomorrow", accepted_at="2021-12-15", surveyed_at="2021-12-14"),
    ]
    outlook = hcaudit.due(table("orders", *orders), as_of="2021-12-20", select=["T05", "T08"])
    assert outlook.clocks.schema == OPEN_CLOCKS
    listed = [line["record_no"] for line in rows(outlook.clocks)]
    assert listed == ["late-by-4", "late-by-2", "today", "tomorrow", "in-2-days", "paused", "unknown"]


def test_the_summary_counts_by_unit_and_manager() -> None:
    orders = [
        {**SURVEYED, "order_no": "1", "manager": "李四"},
        {**SURVEYED, "order_no": "2", "manager": "李四", "surveyed_at": "2021-12-07"},
        {**SURVEYED, "order_no": "3", "manager": "王五"},
        {**SURVEYED, "order_no": "4", "manager": "王五", "surveyed_at": "2021-12-02"},
        {**SURVEYED, "order_no": "5", "surveyed_at": "2021-12-07"},
    ]
    source = table("orders", *orders)
    outlook = hcaudit.due(source, as_of="2021-12-09", select=["T08"])
    assert outlook.summary.schema == CLOCK_COUNTS
    assert outlook.summary.to_pylist() == [
        {"unit": "青石供电所", "manager": "王五", **dict.fromkeys(STATES, 0), "overdue": 1, "due_today": 1},
        {"unit": "青石供电所", "manager": "李四", **dict.fromkeys(STATES, 0), "overdue": 1, "later": 1},
    ]
    everybody = hcaudit.due(source, as_of="2021-12-09", select=["T08"], later=True).summary
    assert everybody["manager"].to_pylist() == ["王五", "李四", None]
    assert {state: outlook.run.totals[state] for state in ("overdue", "due_today", "later")} == {
        "overdue": 2,
        "due_today": 1,
        "later": 2,
    }


def test_early_warnings_are_what_can_still_be_mended() -> None:
    orders = [
        SURVEYED,
        {**SURVEYED, "surveyed_at": "2021-12-08"},
        {**SURVEYED, "surveyed_at": "待定"},
        {**SURVEYED, "surveyed_at": "2021-12-09"},
    ]
    report = hcaudit.audit(table("orders", *numbered("orders", *orders)), as_of="2021-12-13", select=["T08"])
    assert report.early_warnings is not None
    assert report.early_warnings.schema == OPEN_CLOCKS
    assert [(line["record_no"], line["state"]) for line in rows(report.early_warnings)] == [
        ("1", "overdue"),
        ("2", "due_soon"),
    ]

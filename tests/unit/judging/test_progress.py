"""The weekly progress report: which orders, which stage, which figures, worked out by hand.

Week 2021-W50 lasts from Monday 13 to Sunday 19 December 2021.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import hcaudit
from hcaudit import NothingJudgedError, UsageError
from hcaudit.groundwork import DEFAULT_PACK
from hcaudit.model.progress import PROGRESS, PROGRESS_STATES, PROGRESS_UNITS, STAGES, Week
from hcaudit.shipped import rules_folder
from tests.unit.tables import Record, high_voltage, numbered, resident, rows, table, ticket, visit

WEEK = "2021-W50"


def progress(*orders: Record, week: str | None = WEEK, as_of: str | None = "2021-12-31", **options: Any) -> Any:
    """Return the progress of `orders`, which are numbered by their places."""
    visits = options.pop("visits", ())
    data: dict[str, pa.Table] = {"orders": table("orders", *numbered("orders", *orders))}
    if visits:
        data["visits"] = table("visits", *visits)
    return hcaudit.progress(data, week=week, as_of=as_of, **options)


def one(order: Record, **options: Any) -> dict[str, Any] | None:
    """Return the line of a single order, None where it is not in the report."""
    lines = rows(progress(order, **options).orders)
    return lines[0] if lines else None


@pytest.mark.parametrize(
    ("cells", "listed"),
    [
        ({}, True),
        ({"accepted_at": "2021-12-19"}, True),
        ({"accepted_at": "2021-12-20"}, False),
        ({"energized_at": "2021-12-13"}, True),
        ({"energized_at": "2021-12-12"}, False),
        ({"energized_at": "2021-12-20"}, True),
        ({"terminated_at": "2021-12-13", "status": "终止"}, True),
        ({"terminated_at": "2021-12-12", "status": "终止"}, False),
        ({"status": "归档", "archived_at": "2021-12-12"}, False),
        ({"status": "归档", "archived_at": "2021-12-13"}, True),
        ({"business_type": "低压居民新装"}, False),
        ({"business_type": "小区新装"}, False),
        ({"business_type": "更名"}, False),
        ({"business_type": "低压非居民新装", "customer_class": "高压"}, True),
    ],
)
def test_the_orders_of_a_week(cells: dict[str, str], listed: bool) -> None:
    assert (one({**high_voltage(), **cells}) is not None) == listed


STAGE_DATES = {
    "surveyed_at": "2021-12-02",
    "replied_at": "2021-12-03",
    "works_started_at": "2021-12-06",
    "works_finished_at": "2021-12-07",
    "materials_at": "2021-12-08",
    "inspected_at": "2021-12-09",
    "energized_at": "2021-12-14",
}


def up_to(last: str, **cells: str) -> Record:
    """Return an order whose stages are dated up to `last`."""
    names = list(STAGE_DATES)
    return high_voltage(**{name: STAGE_DATES[name] for name in names[: names.index(last) + 1]}, **cells)


@pytest.mark.parametrize(
    ("order", "stage"),
    [
        (high_voltage(), "accepted"),
        (up_to("surveyed_at"), "surveyed"),
        (up_to("replied_at"), "replied"),
        (up_to("replied_at", grid_works="是"), "replied"),
        (up_to("replied_at", grid_works="否"), "customer_works"),
        (up_to("works_started_at"), "grid_works"),
        (up_to("works_started_at", grid_works="否"), "customer_works"),
        (up_to("works_finished_at"), "customer_works"),
        (up_to("materials_at"), "materials_complete"),
        (up_to("inspected_at"), "awaiting_energizing"),
        (up_to("inspected_at", inspection_passed="是"), "awaiting_energizing"),
        (up_to("inspected_at", inspection_passed="否"), "inspected"),
        (up_to("energized_at"), "energized"),
        (up_to("materials_at", status="终止", terminated_at="2021-12-15"), "terminated"),
        (up_to("materials_at", status="归档", archived_at="2021-12-15"), "archived"),
        (up_to("energized_at", status="归档", archived_at="2021-12-15"), "energized"),
    ],
)
def test_stages_go_by_the_dates_that_are_filled(order: Record, stage: str) -> None:
    line = one(order)
    assert line is not None
    assert line["stage"] == stage
    assert stage in STAGES


def test_what_comes_after_the_week_has_not_happened() -> None:
    order = high_voltage(**{**STAGE_DATES, "inspected_at": "2021-12-20", "energized_at": "2021-12-21"})
    line = one(order)
    assert line is not None
    assert (line["stage"], line["energized_on"]) == ("materials_complete", None)
    later = one(order, week="2021-W51")
    assert later is not None
    assert (later["stage"], later["energized_on"]) == ("energized", "2021-12-21")


def test_as_of_within_the_week_comes_first() -> None:
    report = progress(high_voltage(surveyed_at="2021-12-16"), as_of="2021-12-15")
    assert report.run.as_of.isoformat() == "2021-12-15"
    assert rows(report.orders)[0]["stage"] == "accepted"


def test_the_days_of_an_open_order() -> None:
    order = high_voltage(manager="李四", customer_no="7", grid_works="否", replied_at="2021-12-03")
    line = one({**order, "materials_at": "2021-12-15"})
    assert line is not None
    assert line == {
        "unit": "青石供电所",
        "record_no": "1",
        "customer_no": "7",
        "customer_name": None,
        "team": None,
        "manager": "李四",
        "stage": "materials_complete",
        "state": "later",
        "accepted_on": "2021-12-01",
        "energized_on": None,
        "days_used": 4,  # 2 and 3, 16 and 17 December; up to the 15th the customer built
        "limit": 16,
        "days_left": 12,
        "due_on": "2022-01-05",  # 20-24, 27-31 December, 4 and 5 January
        "days_paused": 8,  # 6-10, 13-15 December
        "paused_since": None,
        "visited": None,
        "rule": "T05",
        "reason": None,
        "source_file": "orders",
        "source_sheet": "",
        "source_row": 1,
    }


def test_states_of_orders() -> None:
    orders = [
        high_voltage(order_no="paused", replied_at="2021-12-03"),
        high_voltage(order_no="overdue", accepted_at="2021-11-26"),
        high_voltage(order_no="in-time", energized_at="2021-12-15"),
        high_voltage(order_no="late", accepted_at="2021-11-26", energized_at="2021-12-21", grid_works="否"),
        high_voltage(order_no="early", accepted_at="2021-11-25"),
        high_voltage(order_no="odd", accepted_at="2021-12-08", energized_at="2021-12-02"),
    ]
    report = progress(*orders, week="2021-W51", as_of="2021-12-21")
    assert report.orders.schema == PROGRESS
    lines = {line["record_no"]: line for line in rows(report.orders)}
    states = {number: line["state"] for number, line in lines.items()}
    assert set(states.values()) <= set(PROGRESS_STATES)
    assert states == {"paused": "paused", "overdue": "overdue", "late": "undetermined", "early": "not_judged"}
    assert "不计时限" in str(lines["early"]["reason"])
    # Finished without a date of the reply: the customer may have built for days.
    assert "起止不明" in str(lines["late"]["reason"])
    told = {line["record_no"]: line["state"] for line in rows(progress(*orders).orders)}
    assert (told["in-time"], told["overdue"]) == ("in_time", "due_soon")  # due on Monday the 20th


def test_an_order_that_ended_late() -> None:
    dates = {"replied_at": "2021-12-01", "materials_at": "2021-12-01", "grid_works": "否"}
    line = one(high_voltage(accepted_at="2021-11-26", energized_at="2021-12-21", **dates), week="2021-W51")
    assert line is not None
    # 29 and 30 November, 1-3, 6-10, 13-17, 20 and 21 December: 17 days, none of them the customer's.
    assert (line["state"], line["days_used"], line["days_left"], line["due_on"]) == ("late", 17, None, "2021-12-20")


VISITED = high_voltage(order_no="A1", energized_at="2021-12-14")


@pytest.mark.parametrize(
    ("visits", "visited"),
    [
        ([visit("A1")], True),
        ([visit("A1", visitor_role="分管副总经理")], True),
        ([visit("A1", visitor_role="班长")], False),
        ([visit("B7")], False),
        ([visit("A1", visited_at="2021-12-20")], False),
        ([], None),
    ],
)
def test_visits_of_management(visits: list[Record], visited: bool | None) -> None:
    report = progress(VISITED, visits=visits)
    assert rows(report.orders)[0]["visited"] is visited
    unknown = visited is None
    assert report.units["not_visited"].to_pylist() == [None if unknown else int(not visited)]
    assert [words for words in report.run.warnings if "领导回访" in words] != [] if unknown else True
    assert ("not_visited" in report.run.totals) != unknown


def test_the_worst_unit_and_the_worst_orders_come_first() -> None:
    orders = [
        high_voltage(order_no="1", unit="甲所", accepted_at="2021-12-16"),
        high_voltage(order_no="2", unit="乙所", accepted_at="2021-11-26", replied_at="2021-12-03"),
        high_voltage(order_no="3", unit="乙所", accepted_at="2021-11-26", energized_at="2021-12-16"),
        high_voltage(order_no="4", unit="丙所", accepted_at="2021-12-01"),
        high_voltage(order_no="5", unit="丙所", accepted_at="2021-11-26"),
    ]
    report = progress(*orders, week="2021-W51", as_of="2021-12-21")
    assert [line["record_no"] for line in rows(report.orders)] == ["5", "4", "2", "1"]
    assert report.units.schema == PROGRESS_UNITS
    assert report.units.to_pylist() == [
        unit_line("丙所", orders=2, open=2, overdue=1),
        unit_line("乙所", orders=1, open=1, paused=1),
        unit_line("甲所", orders=1, open=1),
    ]
    before = progress(*orders, week="2021-W50")
    assert before.units["unit"].to_pylist() == ["丙所", "乙所", "甲所"]  # none overdue, one due soon in 丙所
    assert before.units.to_pylist()[1] == unit_line("乙所", orders=2, energized=1, open=1, paused=1)
    assert before.run.totals["accepted"] == 1


def unit_line(unit: str, **counts: int | None) -> dict[str, object]:
    names = [name for name in PROGRESS_UNITS.names if name not in {"unit", "not_visited"}]
    return {"unit": unit, **dict.fromkeys(names, 0), "not_visited": None, **counts}


def test_the_week_of_as_of_is_the_default() -> None:
    report = progress(high_voltage(), week=None, as_of="2021-12-15")
    assert report.week == Week.named(WEEK)
    latest = progress(high_voltage(surveyed_at="2021-12-19"), week=None, as_of=None)
    assert (latest.week.name, latest.run.as_of.isoformat()) == (WEEK, "2021-12-19")


def test_a_week_after_the_data_is_told() -> None:
    report = progress(high_voltage(surveyed_at="2021-12-10"), as_of=None)
    assert report.run.as_of.isoformat() == "2021-12-10"
    assert any("2021-12-10" in words and WEEK in words for words in report.run.warnings)
    stated = progress(high_voltage(surveyed_at="2021-12-10"), as_of="2021-12-31")
    assert stated.run.as_of.isoformat() == "2021-12-19"
    assert not any("2021-12-10" in words for words in stated.run.warnings)


@pytest.mark.parametrize("name", ["2021-51", "2021-W53", "2021-W00", "W51", "2021-w51", "０００１-W01", "", "9999-W52"])
def test_weeks_that_are_none(name: str) -> None:
    with pytest.raises(UsageError, match="2021-W51"):
        progress(high_voltage(), week=name)


def test_names_of_weeks_at_the_turn_of_the_year() -> None:
    week = Week.named("2020-W53")
    assert (week.first.isoformat(), week.last.isoformat()) == ("2020-12-28", "2021-01-03")
    assert Week.of(week.last).name == "2020-W53"


def test_orders_of_unknown_class_are_told() -> None:
    report = progress(high_voltage(), {**high_voltage(), "business_type": ""}, resident())
    assert report.orders.num_rows == 1
    assert any(words.startswith("有 1 个工单") for words in report.run.warnings)


def test_without_orders_there_is_no_report() -> None:
    with pytest.raises(NothingJudgedError, match="业扩工单"):
        hcaudit.progress(table("tickets", ticket("投诉", ticket_no="K1")), as_of="2021-12-31")


def test_the_limit_is_the_packs(tmp_path: Path) -> None:
    pack = tmp_path / "my-pack"
    shutil.copytree(Path(str(rules_folder())) / DEFAULT_PACK, pack)
    rule = next((pack / "rules").glob("T05*"))
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace("working_days = 16", "working_days = 10"), encoding="utf-8")
    shutil.rmtree(pack / "cases")
    line = one(high_voltage(), rules=str(pack))
    assert line is not None
    assert (line["limit"], line["due_on"], line["state"]) == (10, "2021-12-15", "overdue")


def test_a_pack_without_such_a_limit_says_so(tmp_path: Path) -> None:
    pack = tmp_path / "my-pack"
    shutil.copytree(Path(str(rules_folder())) / DEFAULT_PACK, pack)
    next((pack / "rules").glob("T05*")).unlink()
    shutil.rmtree(pack / "cases")
    report = progress(high_voltage(), rules=str(pack))
    assert rows(report.orders)[0]["state"] == "not_judged"
    assert any("没有规定高压" in words for words in report.run.warnings)

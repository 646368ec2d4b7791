"""Clocks day by day: what every day is, what they add up to, and that a bent verdict is never explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from hcaudit import InternalError
from hcaudit.model.evidence import CellState, Clock, ClockDay
from hcaudit.model.verdicts import Outcome, Pause, Verdicts
from tests.unit.checks.test_counting_options import DEFAULT, pack_that_counts
from tests.unit.judging.traces import bent, docket, keys, not_told, told, trace
from tests.unit.tables import Record, high_voltage, resident, table

HOLIDAYS = high_voltage(
    order_no="A1",
    accepted_at="2021-12-20 10:00",
    grid_works="是",
    works_started_at="2021-12-28",
    works_finished_at="2022-01-06",
    replied_at="2022-01-10",
    materials_at="2022-02-10",
    energized_at="2022-02-28",
)
"""Late after two pauses, one across New Year's Day, one across Spring Festival and its make-up days."""

# A number is a counted day; W weekend, N New Year's Day, F Spring Festival, A and B paused working days, > the start.
HOLIDAYS_BY_WEEK = """
2021-12-20 > 1 2 3 4 W W
2021-12-27 5 6 A A A N W
2022-01-03 N A A A 7 W W
2022-01-10 8 B B B B W W
2022-01-17 B B B B B W W
2022-01-24 B B B B B B B
2022-01-31 F F F F F W W
2022-02-07 B B B B 9 W W
2022-02-14 10 11 12 13 14 W W
2022-02-21 15 16 17 18 19 W W
2022-02-28 20
"""

BOTH = ["surveyed_at", "replied_at"]


def clock_of(record: Record, rule: str, number: str = "A1", **options: object) -> Clock:
    found = told({"orders": table("orders", record)}, number, rule, **options).clock
    assert found is not None
    return found


def by_week(clock: Clock) -> str:
    lines: dict[dt.date, list[str]] = {}
    for day in clock.days:
        monday = day.date - dt.timedelta(days=day.date.weekday())
        lines.setdefault(monday, []).append(_letter(day))
    return "".join(f"\n{monday} {' '.join(letters)}" for monday, letters in lines.items()) + "\n"


def _letter(day: ClockDay) -> str:
    if day.counted:
        return str(day.number)
    if day.reason == "holiday":
        return {"元旦": "N", "春节": "F"}[day.holiday or ""]
    return {"start": ">", "weekend": "W", "pause": "".join(day.pauses)}[day.reason]


def test_two_pauses_across_new_year_and_spring_festival() -> None:
    clock = clock_of(HOLIDAYS, "T05")
    assert by_week(clock) == HOLIDAYS_BY_WEEK
    assert (clock.started, clock.ended, clock.due) == (
        dt.date(2021, 12, 20),
        dt.date(2022, 2, 28),
        dt.date(2022, 2, 22),
    )
    assert (clock.measured, clock.limit, clock.overdue_working_days, clock.overdue_calendar_days) == (20, 16, 4, 6)
    named = [(one.label, one.begun.field.name, one.over.field.name, one.taken_out) for one in clock.pauses]
    assert named == [("A", "works_started_at", "works_finished_at", 6), ("B", "replied_at", "materials_at", 20)]
    assert [(one.after, one.until) for one in clock.pauses] == [
        (dt.date(2021, 12, 28), dt.date(2022, 1, 6)),
        (dt.date(2022, 1, 10), dt.date(2022, 2, 10)),
    ]


def test_make_up_days_count_and_say_what_for() -> None:
    clock = clock_of(high_voltage(order_no="A1", surveyed_at="2022-01-28", replied_at="2022-02-07"), "T08")
    made_up = [(day.date.day, day.number, day.holiday) for day in clock.days if day.reason == "make-up"]
    assert made_up == [(29, 1, "春节"), (30, 2, "春节")]


def test_a_kept_clock_runs_on_to_its_due_date() -> None:
    trace_ = told(
        {"orders": table("orders", high_voltage(order_no="A1", surveyed_at="2021-12-01", replied_at="2021-12-02"))},
        "A1",
        "T08",
    )
    assert trace_.clock is not None
    assert (trace_.clock.days[-1].date, trace_.clock.days[-1].number) == (dt.date(2021, 12, 8), 5)
    assert (trace_.outcome, keys(trace_)) == ("kept", ["kept-ended"])


def test_an_open_clock_runs_to_as_of() -> None:
    clock = clock_of(high_voltage(order_no="A1", surveyed_at="2021-12-01"), "T08", as_of="2021-12-20")
    assert (clock.is_open, clock.ended, clock.counted_to, clock.measured) == (True, None, dt.date(2021, 12, 20), 13)


def test_a_pause_that_lasts_runs_to_as_of() -> None:
    clock = clock_of(high_voltage(order_no="A1", replied_at="2021-12-10"), "T05", as_of="2021-12-31")
    assert [(one.until, one.over.state) for one in clock.pauses] == [(dt.date(2021, 12, 31), CellState.EMPTY)]
    assert (clock.measured, clock.due) == (7, dt.date(2022, 1, 14))


def test_overlapping_pauses_are_both_named() -> None:
    record = high_voltage(
        order_no="A1",
        grid_works="是",
        works_started_at="2021-12-02",
        works_finished_at="2021-12-09",
        replied_at="2021-12-06",
        materials_at="2021-12-14",
        energized_at="2021-12-20",
    )
    pauses = {day.date.day: "".join(day.pauses) for day in clock_of(record, "T05").days if day.reason == "pause"}
    assert pauses == {3: "A", 6: "A", 7: "AB", 8: "AB", 9: "AB", 10: "B", 13: "B", 14: "B"}


def test_a_termination_ends_the_clock() -> None:
    record = high_voltage(order_no="A1", surveyed_at="2021-12-01", terminated_at="2021-12-17", status="终止")
    trace_ = told({"orders": table("orders", record)}, "A1", "T08")
    assert trace_.clock is not None
    assert trace_.clock.ended_by is not None
    assert (trace_.clock.ended, trace_.clock.ended_by.field.name) == (dt.date(2021, 12, 17), "terminated_at")
    assert keys(trace_) == ["late-ended", "ended-by-termination"]


def test_the_same_day_moves_to_the_next_working_day() -> None:
    record = resident(
        order_no="A1", accepted_at="2021-12-04", grid_works="否", direct_install="是", energized_at="2021-12-06"
    )
    trace_ = told({"orders": table("orders", record)}, "A1", "T01")
    assert trace_.clock is not None
    assert (trace_.clock.due, trace_.clock.measured, trace_.outcome) == (dt.date(2021, 12, 6), 1, "kept")
    assert keys(trace_) == ["kept-ended", "same-day-moved"]


def test_minutes_decide_on_one_day() -> None:
    late = {"appointment_at": "2021-12-10 14:54", "contacted_at": "2021-12-10 15:20"}
    trace_ = told({"orders": table("orders", high_voltage(order_no="A1", **late))}, "A1", "T11")
    assert (trace_.outcome, keys(trace_)) == ("suspected", ["late-that-day"])
    assert "2021-12-10 15:20 " in trace_.points[0].said_in("zh")


def test_inclusive_counting_counts_the_starting_day(tmp_path: Path) -> None:
    pack = pack_that_counts(tmp_path, 'mode = "inclusive"')
    clock = clock_of(resident(order_no="A1", grid_works="否", energized_at="2021-12-03"), "T02", rules=pack)
    assert [(day.date.day, day.number) for day in clock.days] == [(1, 1), (2, 2), (3, 3)]
    assert (clock.due, clock.measured) == (dt.date(2021, 12, 2), 3)


def test_a_start_after_hours_counts_from_the_next_working_day(tmp_path: Path) -> None:
    pack = pack_that_counts(tmp_path, DEFAULT, 'after_hours = "17:30"')
    record = resident(order_no="A1", accepted_at="2021-12-03 18:00", grid_works="否", energized_at="2021-12-08")
    clock = clock_of(record, "T02", rules=pack)
    assert (clock.started, clock.counted_after) == (dt.date(2021, 12, 3), dt.date(2021, 12, 6))
    assert [(day.date.day, day.reason, day.number) for day in clock.days] == [
        (3, "start", None),
        (4, "start", None),
        (5, "start", None),
        (6, "start", None),
        (7, "working", 1),
        (8, "working", 2),
    ]


def test_a_minimum_counts_to_the_end() -> None:
    record = high_voltage(order_no="A1", energized_at="2021-12-03")
    trace_ = told({"orders": table("orders", record)}, "A1", "T12", parameters={"T12.min_working_days": 5})
    assert trace_.clock is not None
    assert (trace_.clock.measured, trace_.clock.limit, trace_.clock.is_minimum) == (2, 5, True)
    assert (trace_.outcome, keys(trace_)) == ("violation", ["too-short"])


def test_days_without_a_notice_are_unknown() -> None:
    record = high_voltage(order_no="A1", accepted_at="2026-12-28", surveyed_at="2026-12-28", replied_at="2027-01-20")
    trace_ = told({"orders": table("orders", record)}, "A1", "T08", as_of="2027-01-31")
    assert trace_.clock is not None
    assert [day.reason for day in trace_.clock.days][-1] == "unknown"
    assert (trace_.outcome, trace_.clock.due, trace_.clock.due_earliest) == (
        "undetermined",
        None,
        dt.date(2027, 1, 2),
    )
    assert [text.key for text in trace_.settles] == ["explain.settle-calendar"]


def test_the_two_readings_of_unknown_pauses_are_told() -> None:
    record = high_voltage(
        order_no="A1", grid_works="是", works_started_at="2021-12-10", replied_at="2021-12-02",
        materials_at="2021-12-03", energized_at="2021-12-29", status="归档",
    )  # fmt: skip
    trace_ = told({"orders": table("orders", record)}, "A1", "T05")
    assert trace_.clock is not None
    assert (trace_.outcome, trace_.clock.due) == ("undetermined", None)
    assert (trace_.clock.due_earliest, trace_.clock.due_latest) == (dt.date(2021, 12, 24), dt.date(2022, 1, 13))
    assert [one.certain for one in trace_.clock.pauses] == [False, True]
    assert [value.field.name for value in trace_.wanting] == ["works_finished_at"]
    assert [text.key for text in trace_.settles] == ["explain.two-readings", "explain.settle-pauses"]


@pytest.mark.parametrize(
    ("cells", "rule", "wanting", "settle"),
    [
        ({"surveyed_at": "2021-12-01", "status": "归档"}, "T08", ["replied_at"], "settle-end"),
        ({"surveyed_at": "2021-12-01", "replied_at": "2021-13-05"}, "T08", ["replied_at"], "settle-end"),
        ({"surveyed_at": "2021-12-08", "replied_at": "2021-12-01"}, "T08", BOTH, "settle-order"),
        ({"replied_at": "2021-12-01"}, "T08", ["surveyed_at"], "settle-start"),
        ({"surveyed_at": "待定", "replied_at": "2021-12-01"}, "T08", ["surveyed_at"], "settle-start"),
        ({"surveyed_at": "2021-12-01", "terminated_at": "待定"}, "T08", ["terminated_at"], "settle-end"),
        ({"surveyed_at": "2021-12-01", "status": "不详"}, "T08", ["status", "replied_at"], "settle-status"),
        ({"appointment_at": "待定", "contacted_at": "2021-12-01"}, "T11", ["appointment_at"], "settle-planned"),
    ],
)  # fmt: skip
def test_a_doubt_says_what_is_missing_and_what_would_settle_it(
    cells: Record, rule: str, wanting: list[str], settle: str
) -> None:
    trace_ = told({"orders": table("orders", high_voltage(order_no="A1", **cells))}, "A1", rule)
    assert trace_.outcome == "undetermined"
    assert [value.field.name for value in trace_.wanting] == wanting
    assert trace_.settles[0].key == f"explain.{settle}"
    unreadable = [value.raw for value in trace_.wanting if value.state is CellState.UNREADABLE]
    assert unreadable == [text for text in cells.values() if text in ("待定", "2021-13-05", "不详")]


def test_what_is_later_than_as_of_is_told_as_such() -> None:
    record = high_voltage(order_no="A1", surveyed_at="2021-12-01", replied_at="2021-12-20")
    trace_ = told({"orders": table("orders", record)}, "A1", "T08", as_of="2021-12-03")
    (replied,) = (value for value in trace_.values if value.field.name == "replied_at")
    assert (replied.state, replied.value) == (CellState.LATER, dt.date(2021, 12, 20))
    assert keys(trace_) == ["kept-open"]


@pytest.mark.parametrize(
    ("as_of", "status", "ends", "state"),
    [
        ("2021-12-20", "归档", {"energized_at": "2022-01-04", "archived_at": "2022-01-05"}, CellState.LATER),
        ("2021-12-20", "终止", {"terminated_at": "2022-01-04"}, CellState.LATER),
        ("2022-01-04", "终止", {"terminated_at": "2022-01-04"}, CellState.KNOWN),
        ("2021-12-20", "归档", {}, CellState.KNOWN),
        ("2021-12-20", "在途", {"archived_at": "2022-01-05"}, CellState.KNOWN),
    ],
)
def test_a_status_that_is_reached_after_as_of_is_told_as_such(
    as_of: str, status: str, ends: Record, state: CellState
) -> None:
    record = high_voltage(order_no="A1", status=status, surveyed_at="2021-12-01", **ends)
    trace_ = told({"orders": table("orders", record)}, "A1", "T08", as_of=as_of)
    (value,) = (value for value in trace_.values if value.field.name == "status")
    assert value.state is state


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({}, "not-started"),
        ({"surveyed_at": "2021-12-06", "terminated_at": "2021-12-02", "status": "终止"}, "terminated-before"),
    ],
)
def test_a_clock_that_never_ran_says_why(cells: Record, key: str) -> None:
    one = not_told({"orders": table("orders", high_voltage(order_no="A1", **cells))}, "A1", "T08")
    assert [text.key for text in one.why] == [f"explain.{key}"]


def _measure_less(verdicts: Verdicts) -> None:
    verdicts.measured = verdicts.measured - 1


def _due_later(verdicts: Verdicts) -> None:
    verdicts.due = verdicts.due + np.timedelta64(1, "D")


def _start_earlier(verdicts: Verdicts) -> None:
    verdicts.started = verdicts.started - np.timedelta64(3, "D")


def _end_earlier(verdicts: Verdicts) -> None:
    verdicts.ended = verdicts.ended - np.timedelta64(3, "D")


def _no_pauses(verdicts: Verdicts) -> None:
    verdicts.pauses = ()


def _longer_pause(verdicts: Verdicts) -> None:
    first, *others = verdicts.pauses
    verdicts.pauses = (Pause(after=first.after, until=first.until + np.timedelta64(1, "D")), *others)


def _keep(verdicts: Verdicts) -> None:
    verdicts.outcome[:] = Outcome.KEPT


def _overdue_more(verdicts: Verdicts) -> None:
    verdicts.overdue_working = verdicts.overdue_working + 1


def _overdue_longer(verdicts: Verdicts) -> None:
    verdicts.overdue_calendar = verdicts.overdue_calendar + 1


@pytest.mark.parametrize(
    "bend",
    [
        _measure_less,
        _due_later,
        _start_earlier,
        _end_earlier,
        _no_pauses,
        _longer_pause,
        _keep,
        _overdue_more,
        _overdue_longer,
    ],
)
def test_a_bent_verdict_is_an_internal_error(bend: Callable[[Verdicts], None]) -> None:
    straight = docket({"orders": table("orders", HOLIDAYS)})
    assert trace(straight, "orders", 0, "T05").rules
    with pytest.raises(InternalError, match=r"A1.*T05") as caught:
        trace(bent(straight, "T05", bend), "orders", 0, "T05")
    assert caught.value.exit_code == 4


@pytest.mark.parametrize("bend", [_measure_less, _keep])
def test_a_bent_minimum_is_an_internal_error(bend: Callable[[Verdicts], None]) -> None:
    tables = {"orders": table("orders", high_voltage(order_no="A1", energized_at="2021-12-03"))}
    straight = docket(tables, parameters={"T12.min_working_days": "5"})
    assert trace(straight, "orders", 0, "T12").rules
    with pytest.raises(InternalError, match="T12"):
        trace(bent(straight, "T12", bend), "orders", 0, "T12")

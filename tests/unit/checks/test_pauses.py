"""The pauses of the 16-day clock: the shortest and the longest its dates allow (SPEC §1.4, §1.5 and §4).

16 working days after Wednesday 1 December 2021 it is Thursday the 23rd; 24, 27-31 December and 4 January follow.
"""

from __future__ import annotations

import pytest

from tests.unit.tables import Record, assert_judged, high_voltage, kept, undetermined, violation

# Both pauses are known and take nothing out.
NO_WORKS = {"grid_works": "否"}
NO_OWN_WORKS = {"replied_at": "2021-12-02", "materials_at": "2021-12-02"}


def energized(on: str, **cells: object) -> Record:
    return high_voltage(energized_at=on, **cells)


def test_without_a_pause() -> None:
    assert_judged(
        "T05",
        kept("on the due date", energized("2021-12-23", **NO_WORKS, **NO_OWN_WORKS)),
        violation(
            "the day after",
            energized("2021-12-24", **NO_WORKS, **NO_OWN_WORKS),
            due_on="2021-12-23",
            measured=17.0,
            overdue_working_days=1,
        ),
    )


def test_a_pause_takes_its_working_days_out() -> None:
    # Friday 3 to Friday 10 December: Monday to Friday, five days, are out.
    own_works = {"replied_at": "2021-12-03", "materials_at": "2021-12-10", **NO_WORKS}
    assert_judged(
        "T05",
        kept("on the due date", energized("2021-12-30", **own_works)),
        violation("the day after", energized("2021-12-31", **own_works), due_on="2021-12-30", measured=17.0),
        violation("open", high_voltage(**own_works), due_on="2021-12-30", measured=17.0, ended_on=None),
        as_of="2021-12-31",
    )


def test_pauses_that_overlap_are_merged() -> None:
    # (3, 10] and (6, 14] December: seven working days.  16 + 7 = 23 working days end on 4 January.
    both = {
        "grid_works": "是",
        "replied_at": "2021-12-03",
        "materials_at": "2021-12-10",
        "works_started_at": "2021-12-06",
        "works_finished_at": "2021-12-14",
    }
    assert_judged(
        "T05",
        kept("on the due date", energized("2022-01-04", **both)),
        violation("the day after", energized("2022-01-05", **both), due_on="2022-01-04", measured=17.0),
    )


def test_a_pause_is_clipped_to_the_clock_and_one_after_the_due_date_moves_nothing() -> None:
    assert_judged(
        "T05",
        violation(
            "works begun before the acceptance",
            energized(
                "2021-12-29",
                grid_works="是",
                works_started_at="2021-11-01",
                works_finished_at="2021-12-03",
                **NO_OWN_WORKS,
            ),
            # 2 and 3 December are out.
            due_on="2021-12-27",
            measured=18.0,
        ),
        violation(
            "begins on the due date",
            energized("2021-12-29", replied_at="2021-12-23", materials_at="2021-12-28", **NO_WORKS),
            due_on="2021-12-23",
        ),
        kept(
            "begins on the day before",
            energized("2021-12-29", replied_at="2021-12-22", materials_at="2021-12-28", **NO_WORKS),
        ),
    )


def test_in_an_open_order_an_empty_date_has_not_happened() -> None:
    assert_judged(
        "T05",
        violation("not replied", high_voltage(grid_works="是"), due_on="2021-12-23"),
        kept("replied and waiting", high_voltage(grid_works="是", replied_at="2021-12-06")),
        kept("works begun", high_voltage(grid_works="是", works_started_at="2021-12-06")),
        kept("works begun, grid works not given", high_voltage(works_started_at="2021-12-06")),
        violation("works begun too late", high_voltage(works_started_at="2021-12-23"), due_on="2021-12-23"),
        violation("works ended, never begun", high_voltage(works_finished_at="2022-01-10"), due_on="2021-12-23"),
        violation("no works, whatever their dates", high_voltage(**NO_WORKS, works_started_at="2021-12-06")),
    )


def test_in_a_terminated_order_an_empty_date_has_not_happened() -> None:
    given_up = {"status": "终止", "terminated_at": "2021-12-31"}
    assert_judged(
        "T05",
        violation("not replied", high_voltage(**given_up), due_on="2021-12-23", ended_on="2021-12-31", measured=22.0),
        kept("replied and waiting", high_voltage(**given_up, replied_at="2021-12-06")),
        kept("works begun", high_voltage(**given_up, grid_works="是", works_started_at="2021-12-06")),
    )


def test_in_a_finished_order_an_empty_date_is_unknown() -> None:
    works = {"grid_works": "是", **NO_OWN_WORKS}
    assert_judged(
        "T05",
        undetermined("works begun, not ended", energized("2021-12-31", **works, works_started_at="2021-12-06")),
        undetermined("works ended, not begun", energized("2021-12-31", **works, works_finished_at="2021-12-20")),
        undetermined("neither", energized("2021-12-31", **works)),
        undetermined("grid works unknown", energized("2021-12-31", grid_works="99 其它", **NO_OWN_WORKS)),
        undetermined("grid works not given", energized("2021-12-31", **NO_OWN_WORKS)),
        undetermined("not replied", energized("2021-12-31", **NO_WORKS)),
        undetermined("materials not complete", energized("2021-12-31", **NO_WORKS, replied_at="2021-12-06")),
        undetermined("materials, but no reply", energized("2021-12-31", **NO_WORKS, materials_at="2021-12-20")),
        undetermined("archived by status", high_voltage(status="归档", **NO_WORKS, replied_at="2021-12-06")),
        violation("no works", energized("2021-12-31", **NO_WORKS, **NO_OWN_WORKS)),
    )


def test_an_unknown_pause_that_changes_nothing_is_no_doubt() -> None:
    works = {"grid_works": "是", **NO_OWN_WORKS}
    assert_judged(
        "T05",
        kept("in time without any pause", energized("2021-12-23", **works)),
        violation(
            "late with the longest",
            energized("2021-12-31", **works, works_started_at="2021-12-28"),
            due_on="2021-12-23",
            # The figures are those of the longest pause, which leaves 29 to 31 December out.
            measured=19.0,
            overdue_working_days=6,
        ),
        violation(
            "late although the works may have started with the clock",
            energized("2021-12-31", **works, works_finished_at="2021-12-03"),
            due_on="2021-12-27",
            measured=20.0,
            occurred_on="2021-12-28",
        ),
    )


@pytest.mark.parametrize("record", [high_voltage(), energized("2022-01-20")])
def test_a_pause_that_ends_before_it_begins_may_have_filled_the_clock(record: Record) -> None:
    own_works = {"replied_at": "2021-12-10", "materials_at": "2021-12-03"}
    works = {"works_started_at": "2021-12-10", "works_finished_at": "2021-12-03"}
    assert_judged(
        "T05",
        undetermined("own works", {**record, **NO_WORKS, **own_works}),
        undetermined("grid works", {**record, **NO_OWN_WORKS, **works, "grid_works": "是"}),
        violation("ignored without grid works", {**record, **NO_WORKS, **NO_OWN_WORKS, **works}, due_on="2021-12-23"),
    )


def test_a_date_that_cannot_be_read_is_unknown_in_open_orders_too() -> None:
    assert_judged(
        "T05",
        undetermined("a start", high_voltage(**NO_WORKS, replied_at="待定")),
        undetermined("an end", high_voltage(**NO_WORKS, replied_at="2021-12-06", materials_at="待定")),
        violation("an end without effect", high_voltage(**NO_WORKS, replied_at="2021-12-23", materials_at="待定")),
    )


def test_a_date_whose_column_is_missing_is_unknown_in_open_orders_too() -> None:
    open_order = high_voltage(grid_works="是", **NO_OWN_WORKS)
    assert_judged("T05", undetermined("begun?", open_order), without=["works_started_at"])
    assert_judged("T05", violation("not begun", open_order), without=["works_finished_at"])
    assert_judged(
        "T05",
        undetermined("begun, ended?", {**open_order, "works_started_at": "2021-12-06"}),
        violation("begun too late", {**open_order, "works_started_at": "2021-12-23"}, due_on="2021-12-23"),
        violation("no works", {**open_order, **NO_WORKS}, due_on="2021-12-23"),
        without=["works_finished_at"],
    )
    assert_judged("T05", undetermined("both missing", open_order), without=["works_started_at", "works_finished_at"])
    assert_judged(
        "T05", undetermined("grid works missing", energized("2021-12-31", **NO_OWN_WORKS)), without=["grid_works"]
    )


def test_planned_and_later_dates_do_not_pause() -> None:
    # On 23 December nothing is late yet; on the 24th a reply of the 31st has not happened.
    record = high_voltage(**NO_WORKS, replied_at="2021-12-31", materials_at="2022-02-01")
    assert_judged("T05", kept("the due date", record), as_of="2021-12-23")
    assert_judged("T05", violation("the day after", record, measured=17.0), as_of="2021-12-24")

"""Orders that were energized too soon (SPEC §4: T12, T14)."""

from __future__ import annotations

from tests.unit.tables import (
    assert_judged,
    high_voltage,
    kept,
    not_applicable,
    not_evaluated,
    order,
    undetermined,
    violation,
)


def test_nothing_is_judged_without_the_figure() -> None:
    assert_judged("T12", not_evaluated("unset", high_voltage(energized_at="2021-12-01")))


def test_fewer_working_days_than_set() -> None:
    # 2 3 6 7 8 December are five working days.
    assert_judged(
        "T12",
        kept("as many", high_voltage(energized_at="2021-12-08")),
        violation(
            "one fewer",
            high_voltage(energized_at="2021-12-07"),
            started_on="2021-12-01",
            ended_on="2021-12-07",
            occurred_on="2021-12-07",
            measured=4.0,
            limit=5.0,
        ),
        violation("none", high_voltage(energized_at="2021-12-01"), measured=0.0),
        violation(
            "pauses do not matter",
            high_voltage(energized_at="2021-12-07", replied_at="2021-12-02", materials_at="2021-12-06"),
            measured=4.0,
        ),
        undetermined("before the acceptance", high_voltage(energized_at="2021-11-30")),
        undetermined("archived without a date", high_voltage(status="归档")),
        undetermined("a date that cannot be read", high_voltage(energized_at="待定")),
        min_working_days=5,
    )


def test_what_is_not_energized_is_not_too_short() -> None:
    assert_judged(
        "T12",
        not_applicable("open", high_voltage()),
        not_applicable("given up", high_voltage(terminated_at="2021-12-02")),
        not_applicable("given up first", high_voltage(terminated_at="2021-12-02", energized_at="2021-12-03")),
        min_working_days=5,
    )


def test_whom_it_is_about() -> None:
    soon = {"energized_at": "2021-12-02"}
    assert_judged(
        "T12",
        not_applicable("more capacity", order("高压增容", **soon)),
        violation("a code before the name", order("104 高压新装", **soon)),
        violation("a code alone", order("104", **soon)),
        min_working_days=5,
    )
    assert_judged(
        "T14",
        violation("low voltage", order("低压分布式光伏新装", **soon)),
        not_applicable("high voltage", order("高压光伏发电新装", **soon)),
        not_applicable("no generation", order("低压居民新装", **soon)),
        min_working_days=5,
    )


def test_working_days_that_are_not_known() -> None:
    # 28 29 30 31 December 2026 are known; of January nothing is.
    assert_judged(
        "T12",
        violation("known to be too few", _accepted("2026-12-25", "2026-12-31"), measured=4.0),
        kept("known to be enough", _accepted("2026-12-24", "2027-01-10")),
        undetermined("perhaps enough", _accepted("2026-12-25", "2027-01-04"), measured=None),
        min_working_days=5,
        as_of="2027-01-31",
    )


def _accepted(on: str, energized_at: str) -> dict[str, object]:
    return {**high_voltage(energized_at=energized_at), "accepted_at": on}

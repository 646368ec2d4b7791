"""Orders accepted in a batch (SPEC §4: B02)."""

from __future__ import annotations

from tests.unit.tables import Case, assert_judged, high_voltage, not_evaluated, resident, suspected
from tests.unit.tables import kept as alone
from tests.unit.tables import not_applicable as left_out


def accepted(at: str, **cells: object) -> dict[str, object]:
    return {**resident(accepted_at=f"2021-12-01 {at}"), **cells}


def assert_batches(*cases: Case, min_orders: int = 3, window_minutes: int = 10) -> None:
    assert_judged("B02", *cases, min_orders=min_orders, window_minutes=window_minutes)


def test_nothing_is_judged_without_both_figures() -> None:
    assert_judged("B02", not_evaluated("unset", accepted("09:00")))
    assert_judged("B02", not_evaluated("unset", accepted("09:00")), min_orders=3)


def test_both_ends_of_the_window_are_in() -> None:
    assert_batches(
        suspected("first", accepted("09:00:00"), occurred_on="2021-12-01", limit=3.0),
        suspected("second", accepted("09:04:00")),
        suspected("ten minutes after the first", accepted("09:10:00")),
    )
    assert_batches(
        alone("first", accepted("09:00:00")), alone("second", accepted("09:04")), alone("third", accepted("09:10:01"))
    )


def test_every_order_of_some_full_window_is_one_of_the_batch() -> None:
    assert_batches(
        suspected("9:14", accepted("09:14")),
        suspected("9:00", accepted("09:00")),
        suspected("9:07", accepted("09:07")),
        suspected("9:08", accepted("09:08")),
        alone("9:25, a window of its own", accepted("09:25")),
        alone("9:30, the second in it", accepted("09:30")),
    )


def test_a_window_may_hold_a_single_minute_and_reach_over_midnight() -> None:
    assert_batches(
        suspected("one", accepted("09:00")), suspected("other", accepted("09:00")), min_orders=2, window_minutes=0
    )
    assert_batches(
        suspected("before midnight", resident(accepted_at="2021-12-01 23:59")),
        suspected("after midnight", resident(accepted_at="2021-12-02 00:01")),
        min_orders=2,
        window_minutes=5,
    )


def test_units_types_and_clock_times() -> None:
    assert_batches(
        alone("one", accepted("09:00")),
        alone("two", accepted("09:01")),
        alone("of another unit", accepted("09:02", unit="柳湾供电所")),
        left_out("of high voltage", {**high_voltage(), "accepted_at": "2021-12-01 09:02"}),
        left_out("no connection", accepted("09:02", business_type="低压居民更名")),
    )


def test_an_acceptance_without_a_clock_time_stays_out() -> None:
    cases = [left_out(f"{n}", resident(accepted_at="2021-12-01 00:00:00")) for n in range(3)]
    assert_batches(*cases)
    assert_batches(*cases[:2], alone("just after midnight", accepted("00:01")), min_orders=2)

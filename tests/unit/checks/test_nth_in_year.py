"""Outages beyond so many a calendar year (SPEC §4: P02, P05)."""

from __future__ import annotations

from tests.unit.tables import (
    Record,
    assert_judged,
    kept,
    line_fault,
    not_applicable,
    out_of_period,
    transformer_outage,
    undetermined,
    violation,
)


def on(day: str, **cells: object) -> Record:
    return {**line_fault(started_at=day), **cells}


def test_the_fourth_fault_of_a_line_in_the_year() -> None:
    assert_judged(
        "P02",
        violation("fifth", on("2021-12-05"), measured=5.0, limit=3.0, occurred_on="2021-12-05"),
        kept("first", on("2021-12-01")),
        kept("second", on("2021-12-02")),
        kept("third", on("2021-12-03")),
        violation("fourth", on("2021-12-04"), measured=4.0),
        kept("first of the next year", on("2022-01-01")),
        kept("of another line", on("2021-12-31", line="青二线")),
        kept("of another unit's line of that name", on("2021-12-31", unit="柳湾供电所")),
        kind="line_outages",
    )


def test_outages_from_before_the_pack_count() -> None:
    assert_judged(
        "P02",
        *(out_of_period(month, on(f"2021-{month}-10")) for month in ("01", "05", "11")),
        violation("fourth", on("2021-12-04"), measured=4.0),
        kind="line_outages",
    )


def test_what_does_not_count() -> None:
    others = [on("2021-12-02", cause="计划"), on("2021-12-02", counted="否"), on("2021-12-02", cause="临时")]
    assert_judged(
        "P02",
        *(not_applicable(f"{place}", record) for place, record in enumerate(others)),
        *(kept(day, on(day)) for day in ("2021-12-01", "2021-12-03", "2021-12-04")),
        kind="line_outages",
    )
    assert_judged(
        "P02",
        *(kept(day, on(day)) for day in ("2021-12-01", "2021-12-03", "2021-12-04")),
        violation("counted unless told otherwise", on("2021-12-05", counted="")),
        kind="line_outages",
        without=["counted"],
    )


def test_at_the_same_moment_the_number_decides() -> None:
    faults = [on("2021-12-01 08:00", outage_no=number) for number in ("D", "B", "C", "A")]
    assert_judged(
        "P02",
        violation("D", faults[0], record_no="D"),
        *(kept(str(fault["outage_no"]), fault) for fault in faults[1:]),
        kind="line_outages",
    )


def test_the_clock_time_decides_within_a_day() -> None:
    assert_judged(
        "P02",
        violation("latest", on("2021-12-01 20:00")),
        kept("first", on("2021-12-01 06:00")),
        kept("second", on("2021-12-01 07:00")),
        kept("third", on("2021-12-01 19:59")),
        kind="line_outages",
    )


def test_an_outage_of_which_it_is_not_known_whether_it_counts() -> None:
    assert_judged(
        "P02",
        *(kept(day, on(day)) for day in ("2021-12-01", "2021-12-02")),
        not_applicable("perhaps the third", on("2021-12-03", cause="待查")),
        undetermined("the third or the fourth", on("2021-12-04"), measured=None),
        violation("the fourth or the fifth", on("2021-12-05"), measured=None),
        undetermined("perhaps the fifth or sixth", on("2021-12-06", counted="待定")),
        kind="line_outages",
    )


def test_the_sixth_outage_of_a_transformer_in_the_year() -> None:
    assert_judged(
        "P05",
        *(kept(f"{day}", transformer_outage(started_at=f"2021-12-0{day}")) for day in range(1, 6)),
        violation("sixth", transformer_outage(started_at="2021-12-06"), measured=6.0, limit=5.0),
        violation("seventh", transformer_outage(started_at="2021-12-07"), measured=7.0),
        kept("another", transformer_outage(started_at="2021-12-08", transformer="青2台区")),
        kind="transformer_outages",
    )

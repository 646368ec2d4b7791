"""Stages by day (SPEC §2 and §4: B03)."""

from __future__ import annotations

from tests.unit.tables import assert_judged, high_voltage, kept, order, resident, suspected, undetermined


def test_stages_follow_one_another_by_day() -> None:
    assert_judged(
        "B03",
        kept(
            "all on one day", high_voltage(surveyed_at="2021-12-01", replied_at="2021-12-01", archived_at="2021-12-01")
        ),
        kept(
            "the clock time does not matter", resident(accepted_at="2021-12-01 15:00", energized_at="2021-12-01 09:00")
        ),
        kept("only those given", resident(energized_at="2021-12-02")),
        suspected("energized before the acceptance", resident(energized_at="2021-11-30"), occurred_on="2021-12-01"),
        suspected("archived before the energizing", resident(energized_at="2021-12-03", archived_at="2021-12-02")),
        suspected("of a type nobody knows", order("临电变更", energized_at="2021-11-30")),
    )


def test_it_occurs_on_the_later_day_of_the_latest_pair() -> None:
    assert_judged(
        "B03",
        suspected(
            "two pairs",
            high_voltage(
                accepted_at="2021-12-10", surveyed_at="2021-12-03", replied_at="2021-12-20", materials_at="2021-12-15"
            ),
            occurred_on="2021-12-20",
        ),
        suspected(
            "one stage before two others",
            high_voltage(accepted_at="2021-12-10", surveyed_at="2021-12-20", replied_at="2021-12-05"),
            occurred_on="2021-12-20",
        ),
        suspected(
            "the later pair has the earlier day",
            high_voltage(
                accepted_at="2021-12-10", surveyed_at="2021-12-03", replied_at="2021-12-06", materials_at="2021-12-05"
            ),
            occurred_on="2021-12-10",
        ),
        suspected(
            "stages apart",
            high_voltage(surveyed_at="2021-12-20", energized_at="2021-12-15", archived_at="2021-12-31"),
            occurred_on="2021-12-20",
        ),
    )


def test_what_cannot_be_read_matters_only_if_the_rest_is_in_order() -> None:
    assert_judged(
        "B03",
        undetermined("in order", high_voltage(surveyed_at="待定", energized_at="2021-12-10")),
        suspected("out of order", high_voltage(surveyed_at="待定", replied_at="2021-11-30")),
    )


def test_what_happens_after_as_of_has_not_happened() -> None:
    archived_before = high_voltage(energized_at="2021-12-20", archived_at="2021-12-05")
    assert_judged("B03", kept("not yet", archived_before), as_of="2021-12-19")
    assert_judged("B03", suspected("now", archived_before, occurred_on="2021-12-20"), as_of="2021-12-20")

"""Clocks that run past the last day that is known (SPEC §1.2 and §1.7)."""

from __future__ import annotations

from tests.unit.tables import assert_judged, high_voltage, kept, resident, undetermined, violation


def test_days_after_the_published_ones_are_unknown() -> None:
    # 25 28 29 30 31 December 2026 are known to be working days; of the days after nothing is known.
    assert_judged(
        "T08",
        kept("on the last known day", _surveyed("2026-12-24", "2026-12-31")),
        violation(
            "after it",
            _surveyed("2026-12-24", "2027-01-20"),
            due_on="2026-12-31",
            occurred_on="2027-01-01",
            measured=None,
            overdue_working_days=None,
            overdue_calendar_days=20,
        ),
        kept("four days are known, ended in them", _surveyed("2026-12-25", "2026-12-31")),
        kept("the first unknown day, due or not yet", _surveyed("2026-12-25", "2027-01-01")),
        undetermined("the second unknown day", _surveyed("2026-12-25", "2027-01-02"), measured=None, due_on=None),
        undetermined("open for a month", high_voltage(accepted_at="2026-12-20", surveyed_at="2026-12-31")),
        undetermined("all in unknown days", _surveyed("2027-01-04", "2027-01-31")),
        kept("in so few days that none could be late", _surveyed("2027-01-04", "2027-01-09")),
        as_of="2027-01-31",
    )


def test_the_same_day_beyond_the_published_ones() -> None:
    at_once = {"direct_install": "是", "grid_works": "否"}
    assert_judged(
        "T01",
        kept("the same day", resident(**at_once, accepted_at="2027-01-02", energized_at="2027-01-02")),
        undetermined("the next", resident(**at_once, accepted_at="2027-01-02", energized_at="2027-01-03")),
        violation("the last known day", resident(**at_once, accepted_at="2026-12-31", energized_at="2027-01-01")),
        as_of="2027-01-31",
    )


def _surveyed(surveyed_at: str, replied_at: str) -> dict[str, object]:
    return {**high_voltage(accepted_at="2026-12-20"), "surveyed_at": surveyed_at, "replied_at": replied_at}

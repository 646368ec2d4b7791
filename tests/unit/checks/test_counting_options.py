"""The pack's counting options, both off by default (SPEC §1.6): inclusive counting and office hours."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hcaudit.shipped import rules_folder
from tests.unit.tables import assert_judged, high_voltage, kept, resident, violation

DEFAULT = 'mode = "exclusive"'


def pack_that_counts(folder: Path, *options: str) -> str:
    """Return a copy of the rule pack with other counting options."""
    copy = folder / "pack"
    shutil.copytree(Path(str(rules_folder())) / "huangchuan-2021-38", copy)
    text = (copy / "pack.toml").read_text(encoding="utf-8")
    assert DEFAULT in text
    (copy / "pack.toml").write_text(text.replace(DEFAULT, "\n".join(options)), encoding="utf-8")
    return str(copy)


@pytest.fixture
def inclusive(tmp_path: Path) -> str:
    return pack_that_counts(tmp_path, 'mode = "inclusive"')


@pytest.fixture
def office_hours(tmp_path: Path) -> str:
    return pack_that_counts(tmp_path, DEFAULT, 'after_hours = "17:30"')


def test_inclusive_counting_makes_a_starting_working_day_day_one(inclusive: str) -> None:
    without_works = {"grid_works": "否"}
    assert_judged(
        "T02",
        kept("Wednesday to Thursday", resident(**without_works, energized_at="2021-12-02")),
        violation(
            "Wednesday to Friday",
            resident(**without_works, energized_at="2021-12-03"),
            started_on="2021-12-01",
            due_on="2021-12-02",
            measured=3.0,
        ),
        kept("Saturday to Tuesday", resident(**without_works, accepted_at="2021-12-04", energized_at="2021-12-07")),
        violation(
            "Saturday to Wednesday",
            resident(**without_works, accepted_at="2021-12-04", energized_at="2021-12-08"),
            started_on="2021-12-04",
            due_on="2021-12-07",
        ),
        rules=inclusive,
    )


def test_inclusive_counting_leaves_the_same_day_as_it_is(inclusive: str) -> None:
    at_once = {"grid_works": "否", "direct_install": "是"}
    assert_judged(
        "T01",
        kept("the same day", resident(**at_once, energized_at="2021-12-01")),
        violation("the next day", resident(**at_once, energized_at="2021-12-02"), due_on="2021-12-01"),
        kept("Saturday to Monday", resident(**at_once, accepted_at="2021-12-04", energized_at="2021-12-06")),
        rules=inclusive,
    )


def test_inclusive_counting_of_the_least_a_clock_must_take(inclusive: str) -> None:
    # 1 2 3 6 7 December are five days, the first included.
    assert_judged(
        "T12",
        kept("five days", high_voltage(energized_at="2021-12-07")),
        violation("four", high_voltage(energized_at="2021-12-06"), measured=4.0),
        rules=inclusive,
        min_working_days=5,
    )


def test_after_hours_a_start_is_taken_as_the_next_working_day(office_hours: str) -> None:
    without_works = {"grid_works": "否"}
    assert_judged(
        "T02",
        violation(
            "a minute before",
            resident(**without_works, accepted_at="2021-12-03 17:29", energized_at="2021-12-08"),
            due_on="2021-12-07",
        ),
        kept(
            "at that time: from Monday on",
            resident(**without_works, accepted_at="2021-12-03 17:30", energized_at="2021-12-08"),
        ),
        violation(
            "two days after Monday",
            resident(**without_works, accepted_at="2021-12-03 17:30", energized_at="2021-12-09"),
            started_on="2021-12-03",
            due_on="2021-12-08",
            measured=3.0,
        ),
        violation(
            "no clock time",
            resident(**without_works, accepted_at="2021-12-03 00:00:00", energized_at="2021-12-08"),
            due_on="2021-12-07",
        ),
        kept(
            "over before it counts",
            resident(**without_works, accepted_at="2021-12-03 18:00", energized_at="2021-12-03"),
        ),
        rules=office_hours,
    )


def test_after_hours_the_same_day_is_the_next_working_day(office_hours: str) -> None:
    at_once = {"grid_works": "否", "direct_install": "是"}
    assert_judged(
        "T01",
        kept(
            "Friday evening to Monday", resident(**at_once, accepted_at="2021-12-03 18:00", energized_at="2021-12-06")
        ),
        violation(
            "Friday evening to Tuesday",
            resident(**at_once, accepted_at="2021-12-03 18:00", energized_at="2021-12-07"),
            due_on="2021-12-06",
        ),
        violation(
            "Wednesday noon to Thursday",
            resident(**at_once, accepted_at="2021-12-01 12:00", energized_at="2021-12-02"),
            due_on="2021-12-01",
        ),
        rules=office_hours,
    )


def test_both_together(tmp_path: Path) -> None:
    # Accepted on Friday evening: Monday is day 1, Tuesday day 2.
    both = pack_that_counts(tmp_path, 'mode = "inclusive"', 'after_hours = "17:30"')
    accepted = {"grid_works": "否", "accepted_at": "2021-12-03 18:00"}
    assert_judged(
        "T02",
        kept("Tuesday", resident(**accepted, energized_at="2021-12-07")),
        violation("Wednesday", resident(**accepted, energized_at="2021-12-08"), due_on="2021-12-07", measured=3.0),
        rules=both,
    )

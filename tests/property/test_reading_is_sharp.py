"""The comparison bites: bend the reading by the least bit, and engine and reading no longer agree."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

import hcaudit
from tests.property.agreement import differences, engine_report, plain_answer
from tests.property.months import Month, month_of_seed
from tests.property.reading_cases import LIMITS, Law
from tests.property.reading_days import ONE_DAY, is_working_day

LARGE, SEEDS = 80, range(18)
SATURDAY = 5
STRAIGHT = Law()


def without_make_up_days(day: dt.date) -> bool | None:
    return is_working_day(day) if day.weekday() < SATURDAY else False


def without_holidays(day: dt.date) -> bool | None:
    return is_working_day(day) if day.weekday() >= SATURDAY else True


def guessing(day: dt.date) -> bool:
    works = is_working_day(day)
    return day.weekday() < SATURDAY if works is None else works


BENT = {
    **{f"{rule} one more": STRAIGHT.with_limit(rule, limit + 1) for rule, limit in LIMITS.items()},
    **{f"{rule} one less": STRAIGHT.with_limit(rule, limit - 1) for rule, limit in LIMITS.items() if limit},
    "a pause is ignored": replace(STRAIGHT, pauses_count=False),
    "a make-up day is lost": replace(STRAIGHT, calendar=without_make_up_days),
    "a holiday is lost": replace(STRAIGHT, calendar=without_holidays),
    "a day past the last notice is guessed": replace(STRAIGHT, calendar=guessing),
    "an unknown is taken for no": replace(STRAIGHT, unknown_is_no=True),
    "the rules hold a day later": replace(STRAIGHT, effect_from=STRAIGHT.effect_from + ONE_DAY),
    "the rules hold a day earlier": replace(STRAIGHT, effect_from=STRAIGHT.effect_from - ONE_DAY),
}


@pytest.fixture(scope="module")
def audited() -> list[tuple[Month, hcaudit.Report, list[str]]]:
    made = [month_of_seed(seed, LARGE) for seed in SEEDS]
    reports = [engine_report(month) for month in made]
    return [
        (month, report, differences(report, plain_answer(month))) for month, report in zip(made, reports, strict=True)
    ]


@pytest.mark.parametrize("bend", BENT)
def test_a_bent_reading_is_noticed(bend: str, audited: list[tuple[Month, hcaudit.Report, list[str]]]) -> None:
    assert any(differences(report, plain_answer(month, BENT[bend])) != straight for month, report, straight in audited)


def test_the_straight_reading_is_not(audited: list[tuple[Month, hcaudit.Report, list[str]]]) -> None:
    assert [straight for _, _, straight in audited if straight] == []

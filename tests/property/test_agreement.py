"""Engine and reading on the same made-up months: every finding, every fine, every count, and the as-of day."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import hcaudit
from tests.property.agreement import differences, engine_report, plain_answer
from tests.property.month_decisions import as_table, make_rulings
from tests.property.months import BASES, Month, month_of_seed, months
from tests.property.reading_horizon import latest_event

LARGE, SEEDS = 80, range(2 * len(BASES))
DECIDED, DECIDED_SEEDS = 40, range(len(BASES))
SMALL, DAY_SEEDS = 3, range(len(BASES))


@pytest.mark.parametrize("seed", SEEDS)
def test_agree_on_large_months(seed: int) -> None:
    month = month_of_seed(seed, LARGE)
    assert differences(engine_report(month), plain_answer(month)) == []


# A failing month is small already, and to shrink it takes minutes.
@settings(
    phases=(Phase.explicit, Phase.generate),
    max_examples=160,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(months(2))
def test_agree_on_small_months(month: Month) -> None:
    assert differences(engine_report(month), plain_answer(month)) == []


@pytest.mark.parametrize("seed", DECIDED_SEEDS)
def test_agree_on_decided_months(seed: int) -> None:
    month = month_of_seed(seed, DECIDED)
    rng = random.Random(seed)
    rulings = make_rulings(rng, engine_report(month).findings.to_pylist(), month.as_of)
    decisions = tuple(ruling.decision for ruling in rulings if ruling.decision)
    assert decisions
    assert differences(engine_report(month, as_table(rulings)), plain_answer(month, decisions=decisions)) == []


@pytest.mark.parametrize("seed", DAY_SEEDS)
def test_agree_on_the_day_the_data_reaches_to(seed: int) -> None:
    month = month_of_seed(seed, SMALL)
    assert engine_day(month) == latest_event(month.records(), month.period[1] if month.period else None)


def engine_day(month: Month) -> dt.date | None:
    try:
        return hcaudit.audit(month.sources(), period=month.period, lang="en").run.as_of
    except hcaudit.InputError:
        return None

"""The sample month: every finding and every kept clock is explained, and the days add up to each verdict."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from hcaudit import pipeline
from hcaudit.config import Config
from hcaudit.explanation import docket_of, explained
from hcaudit.judging.trace import Docket
from hcaudit.judging.trace.records import rule_trace
from hcaudit.model.verdicts import FINDING_OUTCOMES, Outcome
from hcaudit.settings import Settings

SAMPLE = Path(__file__).parents[3] / "sample_data"
FIGURES = {
    "B02.min_orders": "10",
    "B02.window_minutes": "15",
    "T12.min_working_days": "5",
    "T13.max_working_days": "2",
    "T14.min_working_days": "3",
}
SETTINGS = Settings(
    sources=[SAMPLE], config=Config(), as_of=dt.date(2022, 3, 4), extend_select=("S",), parameters=FIGURES
)
CLOCKS = {"deadline", "minimum"}


@pytest.fixture(scope="module")
def sample() -> Docket:
    return docket_of(pipeline.judged(SETTINGS), SETTINGS)


def test_every_finding_and_every_kept_clock_is_explained(sample: Docket) -> None:
    told: Counter[str] = Counter()
    for kind, view in sample.bench.around.views.items():
        for row in range(len(view)):
            for subject in sample.subjects(kind, row):
                is_clock = subject.rule.check in CLOCKS and subject.outcome is Outcome.KEPT
                if not is_clock and subject.outcome not in FINDING_OUTCOMES:
                    continue
                trace = rule_trace(subject)
                told[subject.outcome.word] += 1
                assert trace.settles if trace.outcome == "undetermined" else trace.points, trace.rule.code
                assert (trace.finding is None) == is_clock
    assert told["kept"] > 2000
    found = Counter(sample.findings["outcome"].to_pylist())
    assert {word: told[word] for word in found} == found


def test_a_late_high_voltage_order_with_two_pauses_across_both_holidays(sample: Docket) -> None:
    (record,) = explained(sample, SETTINGS, "3021211200001036", "T05").records
    (trace,) = record.rules
    assert trace.clock is not None
    paused = {day.holiday for day in trace.clock.days if day.pauses and day.reason == "holiday"}
    assert (len(trace.clock.pauses), paused) == (2, {"元旦", "春节"})
    assert (trace.outcome, trace.clock.due, trace.clock.measured) == ("violation", dt.date(2022, 2, 23), 18)

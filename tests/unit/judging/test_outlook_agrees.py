"""The outlook against the audit of the same day, and against a calendar counted day by day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import chinese_calendar
import pyarrow.compute as pc
import pytest

import hcaudit
from hcaudit import Outlook, Report
from tests.unit.tables import rows

SAMPLE = Path(__file__).parents[3] / "sample_data"
DAYS = ("2021-12-11", "2021-12-20", "2022-01-31")


@pytest.fixture(scope="module", params=DAYS)
def both(request: pytest.FixtureRequest) -> tuple[Outlook, Report]:
    """Return the sample month as it is due, later clocks included, and as it is judged, on one day."""
    options = {"as_of": request.param, "parameters": {"T13.max_working_days": 1}, "config": {}}
    return hcaudit.due(SAMPLE, later=True, **options), hcaudit.audit(SAMPLE, **options)


def in_state(outlook: Outlook, state: str) -> set[tuple[str, str]]:
    chosen = outlook.clocks.filter(pc.equal(outlook.clocks["state"], state))
    return {(str(line["rule"]), str(line["record_no"])) for line in rows(chosen)}


def test_what_is_overdue_is_what_the_audit_finds_open(both: tuple[Outlook, Report]) -> None:
    outlook, report = both
    clocks = {str(line["rule"]) for line in rows(outlook.coverage)}
    found = {
        (str(finding["rule"]), str(finding["record_no"])): finding
        for finding in rows(report.findings)
        if finding["rule"] in clocks and finding["ended_on"] is None and finding["outcome"] != "undetermined"
    }
    assert found
    assert in_state(outlook, "overdue") == set(found)
    for line in rows(outlook.clocks):
        if line["state"] == "overdue":
            finding = found[str(line["rule"]), str(line["record_no"])]
            told = ("finding_id", "due_on", "started_on", "measured", "limit", "unit", "disposition")
            assert [line[name] for name in told] == [finding[name] for name in told]
            if line["unit_of_measure"] == "working_days":
                assert line["days_left"] == -int(str(finding["overdue_working_days"]))


def test_days_left_are_the_working_days_counted_one_by_one(both: tuple[Outlook, Report]) -> None:
    outlook, _ = both
    as_of = outlook.run.as_of
    for line in outlook.clocks.to_pylist():
        if line["days_left"] is None:
            assert line["state"] == "undetermined"
            continue
        first, last = sorted((as_of, line["due_on"]))
        days = [first + dt.timedelta(days=place + 1) for place in range((last - first).days)]
        counted = sum(chinese_calendar.is_workday(day) for day in days)
        assert line["days_left"] == (counted if line["due_on"] >= as_of else -counted)


def test_states_agree_with_the_days_left(both: tuple[Outlook, Report]) -> None:
    outlook, _ = both
    for line in outlook.clocks.to_pylist():
        left, due_on = line["days_left"], line["due_on"]
        expected = {
            "overdue": due_on is not None and due_on < outlook.run.as_of,
            "due_today": due_on == outlook.run.as_of,
            "due_soon": left is not None and 0 <= left <= outlook.within and due_on > outlook.run.as_of,
            "later": left is not None and left > outlook.within,
        }
        assert expected.get(line["state"], True), line
        assert (line["paused_since"] is None) or (line["state"] in {"paused", "overdue", "due_today", "undetermined"})


def test_a_clock_used_up_what_is_gone(both: tuple[Outlook, Report]) -> None:
    outlook, _ = both
    for line in outlook.clocks.to_pylist():
        if line["unit_of_measure"] == "working_days" and line["limit"] and line["state"] != "undetermined":
            assert line["measured"] + line["days_left"] == line["limit"], line


def test_every_clock_of_a_state_is_counted(both: tuple[Outlook, Report]) -> None:
    outlook, _ = both
    states = outlook.clocks["state"].to_pylist()
    assert {state: outlook.run.totals[state] for state in set(states)} == {
        state: states.count(state) for state in set(states)
    }
    assert sum(pc.sum(outlook.summary[state]).as_py() for state in set(states)) == len(states)

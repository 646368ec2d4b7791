"""Warnings where findings may differ although nothing happened in the data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow.compute as pc
import pytest

from hcaudit.model.report import Report
from tests.unit.comparison.conftest import Compare, report_of
from tests.unit.render.reports import day


def evaluated(report: Report, **rules: bool) -> Report:
    """Return `report` with the rules that were evaluated changed."""
    coverage = report.coverage
    for rule, value in rules.items():
        flags = pc.if_else(pc.equal(coverage["rule"], rule), value, coverage["evaluated"])
        coverage = coverage.set_column(coverage.schema.get_field_index("evaluated"), "evaluated", flags)
    return replace(report, coverage=coverage)


def test_two_months_of_one_kind_need_no_warning(compare: Compare) -> None:
    assert compare(report_of(as_of=day("2022-03-05")), report_of()).run.warnings == ()


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ({"pack_id": "ours"}, ["规则包 huangchuan-2021-38", "ours"]),
        ({"period_from": None}, ["“2021-12-01 至 ”", "不限"]),
        ({"period_to": day("2022-01-31")}, ["“2021-12-01 至 2022-01-31”"]),
        ({"as_of": day("2022-01-31")}, ["截止日 2022-02-28 晚于本次的 2022-01-31"]),
        ({"parameters": {"B04.within_days": "60", "T12.min_working_days": "5"}}, ["（30→60）、", "（未设定→5）"]),
        ({"unusable": ("a.xlsx",)}, ["文件无法使用"]),
    ],
)
def test_what_is_unlike_is_told(run: dict[str, Any], words: list[str], compare: Compare) -> None:
    (warning,) = compare(report_of(**run), report_of()).run.warnings
    assert [word for word in words if word not in warning] == []


def test_rules_evaluated_in_only_one_of_the_runs(compare: Compare) -> None:
    now, then = report_of(), evaluated(report_of(), T05=False, T12=True)
    assert compare(now, then).run.warnings == (
        "T05 上次没有评估，本次评估了：这些规则的问题会列为新增（对照 earlier.json）。",
        "T12 上次评估了，本次没有评估：这些规则的问题会列为消失（对照 earlier.json）。",
    )


def test_warnings_come_behind_those_of_the_run(compare: Compare) -> None:
    report = compare(report_of(warnings=("一",), unusable=("a",)), report_of())
    assert report.run.warnings[0] == "一"
    assert len(report.run.warnings) == 2


def test_warnings_are_in_the_language_of_the_run(compare: Compare) -> None:
    report = compare(replace(report_of(unusable=("a",)), lang="en"), report_of())
    assert report.run.warnings == ("This run could not use some of the files: what is in them shows as gone.",)

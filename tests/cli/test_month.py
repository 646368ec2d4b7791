"""`check` with the engine behind it: a small month, and what is wrong with what it is asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Hcaudit


def test_a_month_is_audited(orders: Path, hcaudit: Hcaudit) -> None:
    result = hcaudit("check", orders, "--select", "T08", "--format", "json")
    assert result.code == 1
    findings = json.loads(result.out)["findings"]
    assert [(one["rule"], one["record_no"], one["due_on"]) for one in findings] == [("T08", "4121000001", "2021-12-09")]
    assert "违规 1，" in result.err
    assert "记录 4121000001" in result.err


def test_a_period_without_findings_is_clean(orders: Path, hcaudit: Hcaudit) -> None:
    assert hcaudit("check", orders, "--select", "T08", "--month", "2022-01", "--as-of", "2022-01-31").code == 0


def test_a_folder_may_hold_the_report_of_the_last_run_but_no_data_is_overwritten(
    orders: Path, hcaudit: Hcaudit
) -> None:
    before = orders.read_bytes()
    for name in ("report.csv", "report.json", "report.xlsx", "report.md"):
        for _ in range(2):
            assert hcaudit("check", orders.parent, "-o", orders.with_name(name)).code == 1
    assert hcaudit("check", orders.parent, "-o", orders).code == 2
    assert orders.read_bytes() == before


def test_one_unusable_file_does_not_stop_the_others(orders: Path, hcaudit: Hcaudit) -> None:
    broken = orders.with_name("broken.xlsx")
    broken.write_bytes(b'{"code":403}')
    result = hcaudit("check", orders, broken, "--select", "T08")
    assert result.code == 3
    assert "4121000001" in result.out.decode("utf-8")
    assert "文件无法使用：broken.xlsx" in result.err


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ("--select T99", 2, ["T99"]),
        ("--set T12.min_days=5", 2, ["min_working_days"]),
        ("--rules huangchuan", 2, ["huangchuan"]),
        ("--kind order", 2, ["order"]),
        ("missing.csv", 3, ["missing.csv"]),
        ("--as-of 2020-01-01", 3, ["没有任何记录可以判定", "2 条记录晚于截止日"]),
    ],
)
def test_what_only_the_engine_can_refuse(
    options: str, code: int, words: list[str], orders: Path, hcaudit: Hcaudit
) -> None:
    result = hcaudit("check", orders, *options.split(" "))
    assert result.code == code, result.err
    assert [word for word in words if word not in result.err] == []

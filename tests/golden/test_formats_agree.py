"""The sample month says the same in every format, and twice the same."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from hcaudit import Report
from hcaudit.render.formats import FORMATS
from hcaudit.render.parts import SHOWN
from tests.golden.conftest import audit_sample, rendered
from tests.unit.tables import rows

FINDING = ("finding_id", "facts_id", "rule", "record_no", "unit", "outcome", "due_on", "occurred_on", "amount")
FINE = ("item", "unit", "record_no", "occurred_on", "amount", "leadership_share", "frontline_share", "reward")
COLUMNS = {"findings": FINDING, "fines": FINE}
OUTCOMES = {"违规": "violation", "疑似": "suspected", "无法判定": "undetermined", "奖励": "reward"}

Line = tuple[str, ...]


def as_read(report: Report, show: str) -> list[Line]:
    """Return the lines of a part of the report as every format is to show them: amounts in yuan, empty for none."""
    return [tuple(_shown(name, row[name]) for name in COLUMNS[show]) for row in rows(getattr(report, show))]


def _shown(name: str, value: object) -> str:
    if isinstance(value, int) and name in FINE[4:]:
        return f"{Decimal(value) / 100:.2f}"
    return "" if value is None else str(value)


@pytest.mark.parametrize("show", COLUMNS)
@pytest.mark.parametrize("name", ["json", "csv", "ndjson", "md", "parquet"])
def test_the_machine_formats_show_every_line(sample: Report, name: str, show: str) -> None:
    read = {"json": _json, "csv": _csv, "ndjson": _ndjson, "md": _markdown, "parquet": _parquet}[name]
    shown = read(rendered(sample, name, show, headers="en"), show)
    assert [tuple(_text(row[column]) for column in COLUMNS[show]) for row in shown] == as_read(sample, show)


def _json(document: bytes, show: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = json.loads(document)[show]
    return read


def _ndjson(document: bytes, show: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in document.splitlines()]


def _csv(document: bytes, show: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(document.decode("utf-8"))))


def _parquet(document: bytes, show: str) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = pq.read_table(io.BytesIO(document)).to_pylist()
    return read


def _markdown(document: bytes, show: str) -> list[dict[str, Any]]:
    table = [line for line in document.decode("utf-8").splitlines() if line.startswith("|")]
    header, _, *body = ([cell.strip() for cell in line.strip("|").split("|")] for line in table)
    return [dict(zip(header, cells, strict=True)) for cells in body]


def _text(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)


@pytest.fixture(scope="module")
def workbook(sample: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(rendered(sample, "xlsx")))


def sheet_rows(workbook: Any, *names: str) -> list[dict[str, Any]]:
    read = []
    for name in names:
        header, *body = workbook[name].iter_rows(values_only=True)
        read += [dict(zip(header, row, strict=True)) for row in body]
    return read


def test_the_workbook_shows_every_finding(sample: Report, workbook: Any) -> None:
    in_sheets = sheet_rows(workbook, "违规明细", "疑似待核", "无法判定")
    shown = {
        (row["违规编号"], row["规则"], row["记录编号"], OUTCOMES[row["结论"]], _day(row["发生日期"]), row["考核金额"])
        for row in in_sheets
    }
    rewards = [row for row in rows(sample.findings) if row["outcome"] == "reward"]
    expected = {
        (row["finding_id"], row["rule"], row["record_no"], row["outcome"], row["occurred_on"], _yuan(row["amount"]))
        for row in rows(sample.findings)
    }
    left_out = expected - shown
    # Rewards are among the fines, where the office looks for amounts; they are no violations.
    assert {line[0] for line in left_out} <= {row["finding_id"] for row in rewards}
    assert shown <= expected


def test_the_workbook_shows_every_fine(sample: Report, workbook: Any) -> None:
    names = ("考核项", "单位", "记录编号", "发生日期", "考核金额", "领导班子承担", "专业及网格承担", "奖励金额")
    shown = [tuple(_day(row[name]) for name in names) for row in sheet_rows(workbook, "扣罚明细")]
    expected = [
        tuple(_yuan(row[name]) if name in FINE[4:] else row[name] for name in FINE) for row in rows(sample.fines)
    ]
    assert shown == expected


def test_the_last_line_of_the_penalty_table_is_the_total(sample: Report, workbook: Any) -> None:
    *_, last = sheet_rows(workbook, "考核汇总")
    totals = sample.run.totals
    assert last["笔数"] == sample.fines.num_rows
    assert last["考核金额"] == totals["amount"] / 100
    assert last["领导班子承担"] == totals["leadership_share"] / 100
    assert last["专业及网格承担"] == totals["frontline_share"] / 100
    assert last["奖励金额"] == totals["reward"] / 100
    assert last["考核金额"] == last["领导班子承担"] + last["专业及网格承担"] + last["未列明承担"]


def test_the_workbook_covers_every_rule(sample: Report, workbook: Any) -> None:
    shown = [(row["规则"], row["违规数"], row["疑似数"]) for row in sheet_rows(workbook, "规则覆盖")]
    assert shown == [(row["rule"], row["violations"], row["suspected"]) for row in rows(sample.coverage)]


def _day(value: object) -> object:
    return value.date().isoformat() if isinstance(value, dt.datetime) else value


def _yuan(fen: object) -> object:
    return fen / 100 if isinstance(fen, int) else None


@pytest.fixture(scope="module")
def again() -> Report:
    return audit_sample()


@pytest.mark.parametrize("name", FORMATS)
def test_two_runs_give_the_same_bytes(sample: Report, again: Report, name: str) -> None:
    for show in SHOWN if not FORMATS[name].complete else (None,):
        assert rendered(sample, name, show) == rendered(again, name, show), show

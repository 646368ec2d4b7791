"""Runs `hcaudit` inside the test process, with streams that keep their bytes and may pose as a terminal."""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from hcaudit import pipeline
from hcaudit.cli.app import main
from hcaudit.model import report as schemas
from hcaudit.model.report import Report, Run
from hcaudit.reading import Reading
from hcaudit.settings import Settings

SCHEMAS = {
    "findings": pa.schema([*schemas.FINDINGS, *schemas.WORKING]),
    "fines": schemas.FINES,
    "units": schemas.UNITS,
    "consequences": schemas.CONSEQUENCES,
    "coverage": schemas.COVERAGE,
    "problems": schemas.REPORT_PROBLEMS,
}


TOTALS = {
    "rows": 12,
    "records": 8,
    "later_than_as_of": 0,
    "judged": 200,
    "violations": 0,
    "suspected": 0,
    "rewards": 0,
    "undetermined": 0,
    "problems": 0,
    "fines": 0,
    "amount": 0,
    "leadership_share": 0,
    "frontline_share": 0,
    "reward": 0,
}


ORDERS = """\
申请编号,业务类型,供电单位,受理时间,现场勘察时间,方案答复时间,送电时间
4121000001,高压新装,城关供电所,2021-12-01,2021-12-02,2021-12-20,
4121000002,低压居民新装,仁和供电所,2021-12-01,,,2021-12-01
"""


class Stream(io.TextIOWrapper):
    """A standard stream that keeps what is written to it."""

    def __init__(self, *, terminal: bool, encoding: str) -> None:
        self.kept = io.BytesIO()
        self.terminal = terminal
        super().__init__(self.kept, encoding=encoding, write_through=True)

    def isatty(self) -> bool:
        """Tell whether the stream poses as a terminal."""
        return self.terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a run ended: its exit code and what each stream got."""

    code: int
    out: bytes
    err: str


Hcaudit = Callable[..., Result]


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """Return an export with an order that breaks T08."""
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HCAUDIT_CONFIG", "HCAUDIT_LANG", "HCAUDIT_DEBUG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def hcaudit(monkeypatch: pytest.MonkeyPatch) -> Hcaudit:
    """Return a function that runs `hcaudit` with the words of a command line."""

    def run(*words: object, terminal: bool = False, encoding: str = "ascii") -> Result:
        out, err = (Stream(terminal=terminal, encoding=encoding) for _ in range(2))
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        code = main([str(word) for word in words])
        return Result(code=code, out=out.kept.getvalue(), err=err.kept.getvalue().decode(err.encoding))

    return run


@dataclass(slots=True)
class Engine:
    """Stands in for the engine: returns `report`, or raises `failure`, and keeps the `asked` settings."""

    report: Report
    failure: BaseException | None = None
    asked: Settings | None = None

    def audit(self, settings: Settings, reading: Reading) -> Report:
        """Return the report in the language asked for."""
        del reading
        self.asked = settings
        if self.failure is not None:
            raise self.failure
        return replace(self.report, lang=settings.lang)

    def has(self, part: str, *rows: Mapping[str, object]) -> None:
        """Let the report have `rows` in one of its parts; what a row does not say is null."""
        self.report = replace(self.report, **{part: table(SCHEMAS[part], rows)})

    def read(self, **sheet: object) -> None:
        """Let the report tell that one sheet was read, in what differs from a plain one."""
        self.ran(inputs=(dict(self.report.run.inputs[0]) | sheet,))

    def counts(self, **totals: int) -> None:
        """Let the report tell `totals`."""
        self.ran(totals=dict(self.report.run.totals) | totals)

    def ran(self, **facts: Any) -> None:
        """Let the report tell `facts` about its run."""
        self.report = replace(self.report, run=replace(self.report.run, **facts))


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Put a stand-in, whose report is clean, in the place of the engine."""
    one = Engine(report=clean_report())
    monkeypatch.setattr(pipeline, "audit", one.audit)
    return one


def table(schema: pa.Schema, rows: Sequence[Mapping[str, object]] = ()) -> pa.Table:
    """Return a table of `rows`."""
    return pa.Table.from_pylist([dict(row) for row in rows], schema=schema)


def clean_report() -> Report:
    """Return the report of an audit that read one file and found nothing."""
    sheet = {
        "file": "orders.csv", "sheet": "", "kind": "orders", "encoding": "utf-8", "header_row": 1, "note": None,
        "rows": 12, "records": 8, "duplicates": 1, "non_records": 2, "problem_rows": 1,
    }  # fmt: skip
    run = Run(
        as_of=dt.date(2021, 12, 31), as_of_source="given", period_from=None, period_to=None,
        pack_id="huangchuan-2021-38", pack_title="获得电力", calendar={}, parameters={}, inputs=(sheet,),
        totals=TOTALS, warnings=(), unusable=(),
    )  # fmt: skip
    return Report(
        lang="zh",
        run=run,
        **{part: table(schema) for part, schema in SCHEMAS.items()},
    )

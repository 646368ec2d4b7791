"""Runs `hcaudit` inside the test process, with streams that keep their bytes and may pose as a terminal."""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pytest
from hcaudit import pipeline
from hcaudit.cli import main
from hcaudit.model import report as schemas
from hcaudit.model.report import Report, Run
from hcaudit.pipeline import Settings


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


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HCAUDIT_LANG", "HCAUDIT_DEBUG", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "TERM"):
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

    def audit(self, settings: Settings) -> Report:
        """Return the report in the language asked for."""
        self.asked = settings
        if self.failure is not None:
            raise self.failure
        return replace(self.report, lang=settings.lang)

    def finds(self, *findings: dict[str, Any]) -> None:
        """Let the audit end with `findings`."""
        self.report = replace(self.report, findings=table(schemas.FINDINGS, schemas.WORKING, rows=findings))


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Put a stand-in, whose report is clean, in the place of the engine."""
    one = Engine(report=clean_report())
    monkeypatch.setattr(pipeline, "audit", one.audit)
    return one


def table(*parts: pa.Schema, rows: Any = ()) -> pa.Table:
    """Return a table of the columns of `parts`; what a row does not say is null."""
    return pa.Table.from_pylist(list(rows), schema=pa.schema([field for part in parts for field in part]))


def clean_report() -> Report:
    """Return the report of an audit that read one file and found nothing."""
    sheet = {
        "file": "orders.csv", "sheet": "", "kind": "orders", "encoding": "utf-8", "header_row": 1, "note": None,
        "rows": 12, "records": 8, "duplicates": 1, "non_records": 2, "problem_rows": 1,
    }  # fmt: skip
    run = Run(
        as_of=dt.date(2021, 12, 31), as_of_source="given", period_from=None, period_to=None,
        pack_id="huangchuan-2021-38", pack_title="获得电力", calendar={}, parameters={}, inputs=(sheet,),
        totals={}, warnings=(), unusable=(),
    )  # fmt: skip
    return Report(
        lang="zh",
        run=run,
        findings=table(schemas.FINDINGS, schemas.WORKING),
        fines=table(schemas.FINES),
        units=table(schemas.UNITS),
        consequences=table(schemas.CONSEQUENCES),
        coverage=table(schemas.COVERAGE),
        problems=table(schemas.REPORT_PROBLEMS),
    )

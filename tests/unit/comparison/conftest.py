"""Reports and the JSON of earlier runs, for the tests of the comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from hcaudit.comparison import compared, read_earlier
from hcaudit.model.report import FINDINGS, FINES, WORKING, Report
from tests.unit.render import reports
from tests.unit.render.reports import Row, rendered, table

Compare = Callable[[Report, Report], Report]


def report_of(*findings: Row, fines: tuple[Row, ...] = (), **run: Any) -> Report:
    """Return the report of a run with these findings and fines."""
    plain = reports.month()
    return replace(
        plain,
        findings=table(list(findings), pa.schema([*FINDINGS, *WORKING])),
        fines=table(list(fines), FINES),
        changes=None,
        run=replace(plain.run, **{"since": None, "warnings": (), "unusable": ()} | run),
    )


@pytest.fixture
def compare(tmp_path: Path) -> Compare:
    """Return a function that compares a report with an earlier one, which goes through its JSON."""

    def compare(report: Report, earlier: Report) -> Report:
        file = tmp_path / "earlier.json"
        file.write_bytes(rendered(earlier, "json"))
        return compared(report, read_earlier(file))

    return compare


def changes(report: Report) -> list[dict[str, Any]]:
    """Return the changes a report tells, row by row."""
    assert report.changes is not None
    rows: list[dict[str, Any]] = report.changes.to_pylist()
    return rows

"""The parts of a report as every format reads them: columns, order, masking; it knows no format."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from hcaudit.model import report as schemas
from hcaudit.model.changes import CHANGES
from hcaudit.model.report import PERSONAL_COLUMNS, Report
from hcaudit.render.look import Look
from hcaudit.render.masking import masked_columns, masked_problems

PARTS: Mapping[str, pa.Schema] = {
    "findings": schemas.FINDINGS,
    "fines": schemas.FINES,
    "units": schemas.UNITS,
    "consequences": schemas.CONSEQUENCES,
    "coverage": schemas.COVERAGE,
    "problems": schemas.REPORT_PROBLEMS,
    "changes": CHANGES,
}
"""Every part, in the order complete formats list them."""

SHOWN = ("findings", "fines", "units", "coverage", "problems", "changes")
"""The parts `--show` names; the first is what formats of one part hold by default."""


def part(report: Report, name: str, look: Look) -> pa.Table:
    """Return part `name` with the columns of its schema, names hidden if `look` says so; one there is not is empty."""
    there = getattr(report, name)
    table = PARTS[name].empty_table() if there is None else there.select(PARTS[name].names)
    if name == "problems":
        return masked_problems(table, report.run.personal_headers) if look.mask else table
    return _hidden(table, look)


def findings_with_working(report: Report, look: Look) -> pa.Table:
    """Return the findings with the working of their clocks behind the columns of `FINDINGS`."""
    names = [*schemas.FINDINGS.names, *schemas.WORKING.names]
    return _hidden(report.findings.select(names), look)


def shown_part(look: Look) -> str:
    """Return the name of the one part to hold."""
    return look.show or SHOWN[0]


def _hidden(table: pa.Table, look: Look) -> pa.Table:
    return masked_columns(table, PERSONAL_COLUMNS) if look.mask else table

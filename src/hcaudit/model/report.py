"""What an audit returns: findings, fines, the penalty table, coverage, problems; it knows no format.

Each table has one documented schema; the schema is the documentation of the output.  Money is int64 fen,
dates are date32, empty is null.  Column names are the machine keys of every output.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.changes import Since
from hcaudit.model.decided import DECIDED

PAUSES = pa.list_(pa.struct([("after", pa.date32()), ("until", pa.date32()), ("what", pa.string())]))
"""The pauses of a clock, merged and clipped: the working days d with after < d <= until do not count."""

FINDINGS = pa.schema(
    [
        ("finding_id", pa.string()),
        ("facts_id", pa.string()),
        ("pack", pa.string()),
        ("rule", pa.string()),
        ("title", pa.string()),
        ("clause", pa.string()),
        ("item", pa.string()),
        ("kind", pa.string()),
        ("record_no", pa.string()),
        ("customer_no", pa.string()),
        ("customer_name", pa.string()),
        ("unit", pa.string()),
        ("team", pa.string()),
        ("manager", pa.string()),
        ("person", pa.string()),
        ("outcome", pa.string()),
        ("disposition", pa.string()),
        ("started_on", pa.date32()),
        ("ended_on", pa.date32()),
        ("due_on", pa.date32()),
        ("measured", pa.float64()),
        ("limit", pa.float64()),
        ("unit_of_measure", pa.string()),
        ("overdue_working_days", pa.int64()),
        ("overdue_calendar_days", pa.int64()),
        ("occurred_on", pa.date32()),
        ("reason", pa.string()),
        ("source_file", pa.string()),
        ("source_sheet", pa.string()),
        ("source_row", pa.int64()),
        ("amount", pa.int64()),
    ]
)
"""One row a finding, sorted by unit, occurred_on, record_no, rule (by code point, empty last)."""

WORKING = pa.schema([("pauses", PAUSES)])
"""Columns that stand behind `FINDINGS` in a report's findings: the working of each clock, for the outputs
that show it (workbook, explanation); the machine formats leave them out."""

FINES = pa.schema(
    [
        ("finding_ids", pa.list_(pa.string())),
        ("pack", pa.string()),
        ("item", pa.string()),
        ("event", pa.string()),
        ("unit", pa.string()),
        ("team", pa.string()),
        ("manager", pa.string()),
        ("person", pa.string()),
        ("record_no", pa.string()),
        ("rules", pa.list_(pa.string())),
        ("occurred_on", pa.date32()),
        ("base", pa.int64()),
        ("multiplier", pa.string()),
        ("amount", pa.int64()),
        ("leadership_share", pa.int64()),
        ("frontline_share", pa.int64()),
        ("reward", pa.int64()),
        ("assessed_by", pa.string()),
        ("note", pa.string()),
    ]
)
"""One row a fine or reward, in the order of the penalty table (tariff order, unit, occurred_on, record_no)."""

UNITS = pa.schema(
    [
        ("unit", pa.string()),
        ("item", pa.string()),
        ("event", pa.string()),
        ("count", pa.int64()),
        ("amount", pa.int64()),
        ("leadership_share", pa.int64()),
        ("frontline_share", pa.int64()),
        ("reward", pa.int64()),
        ("assessed_by", pa.string()),
    ]
)
"""The penalty table, one row a unit and item, no totals: by unit, then in the tariff's own order."""

CONSEQUENCES = pa.schema(
    [
        ("unit", pa.string()),
        ("person", pa.string()),
        ("consequence", pa.string()),
        ("month", pa.string()),
        ("finding_ids", pa.list_(pa.string())),
    ]
)
"""Consequences beside money, one row each; `month` is ``YYYY-MM``."""

COVERAGE = pa.schema(
    [
        ("rule", pa.string()),
        ("title", pa.string()),
        ("evaluated", pa.bool_()),
        ("reason", pa.string()),
        ("kept", pa.int64()),
        ("violations", pa.int64()),
        ("suspected", pa.int64()),
        ("rewards", pa.int64()),
        ("undetermined", pa.int64()),
        ("not_applicable", pa.int64()),
        ("not_evaluated", pa.int64()),
        ("out_of_period", pa.int64()),
    ]
)
"""One row a rule of the pack; the eight counts add up to the records of the rule's kind."""

REPORT_PROBLEMS = pa.schema(
    [
        ("source_file", pa.string()),
        ("source_sheet", pa.string()),
        ("source_row", pa.int64()),
        ("column", pa.string()),
        ("value", pa.string()),
        ("problem", pa.string()),
    ]
)
"""Problems in words."""

MONEY_COLUMNS = frozenset(
    {
        *("base", "amount", "leadership_share", "frontline_share", "reward"),
        *("amount_before", "amount_after", "amount_change", "reward_before", "reward_after", "reward_change"),
    }
)
"""Columns that hold fen; shown in yuan."""

PERSONAL_COLUMNS = frozenset({"customer_name"})
"""Columns that `--mask` hides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was run: enough to do it again.

    `inputs` has one mapping a sheet (file, sheet, kind, encoding, header_row, rows, records, duplicates,
    non_records, problem_rows, note); `totals` are counts and amounts (fen) of the whole run, `warnings`
    sentences for the user, `parameters` the rule parameters in force (``T12.min_working_days``); `since` is
    None if the run is compared with no other; `personal_headers` head columns whose values `--mask` hides.
    """

    as_of: dt.date
    as_of_source: str
    period_from: dt.date | None
    period_to: dt.date | None
    pack_id: str
    pack_title: str
    calendar: Mapping[str, str]
    parameters: Mapping[str, str]
    inputs: tuple[Mapping[str, object], ...]
    totals: Mapping[str, int]
    warnings: tuple[str, ...]
    unusable: tuple[str, ...]
    since: Since | None = None
    personal_headers: frozenset[str] = frozenset()


class Audited(Protocol):
    """What every outcome of a run has, whatever else it says: what was run, what was judged, what was wrong."""

    @property
    def run(self) -> Run: ...  # noqa: D102

    @property
    def coverage(self) -> pa.Table: ...  # noqa: D102

    @property
    def problems(self) -> pa.Table: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The result of an audit, complete and ready to render in the language `lang`.

    Tables: `findings` (`FINDINGS` + `WORKING`), `fines` (`FINES`), `units` (`UNITS`), `consequences`
    (`CONSEQUENCES`), `coverage` (`COVERAGE`), `problems` (`REPORT_PROBLEMS`); `early_warnings`
    (`model.outlook.OPEN_CLOCKS`: the clocks that are overdue, due soon or paused), None if they were not asked for;
    `changes` (`model.changes.CHANGES`), None if the run is compared with no other (`Run.since`); `decided` (`DECIDED`).

    >>> [name for name in FINES.names if name in MONEY_COLUMNS]
    ['base', 'amount', 'leadership_share', 'frontline_share', 'reward']
    >>> FINDINGS.field("due_on").type
    DataType(date32[day])
    """

    lang: str
    run: Run
    findings: pa.Table
    fines: pa.Table
    units: pa.Table
    consequences: pa.Table
    coverage: pa.Table
    problems: pa.Table
    early_warnings: pa.Table | None = None
    changes: pa.Table | None = None
    decided: pa.Table = field(default_factory=DECIDED.empty_table)


def of_unit(report: Report, unit: str | None) -> Report:
    """Return what a report says of one unit; coverage and run stay, problems (of all data) are left out."""

    def own(table: pa.Table) -> pa.Table:
        return table.filter(pc.is_null(table["unit"]) if unit is None else pc.equal(table["unit"], unit))

    return replace(
        report,
        findings=own(report.findings),
        fines=own(report.fines),
        units=own(report.units),
        consequences=own(report.consequences),
        problems=report.problems.slice(0, 0),
        early_warnings=None if report.early_warnings is None else own(report.early_warnings),
        changes=None if report.changes is None else own(report.changes),
        decided=own(report.decided),
    )

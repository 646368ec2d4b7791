"""Small tables as an office might export them, and what the rules say of them: a test names only the cells it is about.

The headers are the Chinese ones.  A field that a record does not name is an empty cell; `without` leaves
whole columns out.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial

import pyarrow as pa

import hcaudit
from hcaudit import Report
from hcaudit.load import read_vocabulary
from hcaudit.shipped import rules_folder

KINDS = read_vocabulary(rules_folder()).kinds
UNIT = "青石供电所"

COUNTED = {
    "kept": "kept",
    "violation": "violations",
    "suspected": "suspected",
    "reward": "rewards",
    "undetermined": "undetermined",
    "not applicable": "not_applicable",
    "not evaluated": "not_evaluated",
    "out of period": "out_of_period",
}
"""The outcomes, and the columns of the coverage that count them."""

FINDINGS = ("violation", "suspected", "reward", "undetermined")

Record = Mapping[str, object]


def table(kind: str, *records: Record, without: Collection[str] = ()) -> pa.Table:
    """Return a table of text cells, a row a record, with every column of the kind but those in `without`."""
    fields = KINDS[kind].fields
    unknown = {name for record in records for name in record} - set(fields)
    assert not unknown, f"{kind} has no field {unknown}"
    columns = {
        fields[name].headers["zh"]: pa.array([str(record.get(name, "")) for record in records], pa.string())
        for name in fields
        if name not in without
    }
    return pa.table(columns)


def order(business_type: str, **cells: object) -> Record:
    """Return an order accepted on Wednesday 1 December 2021."""
    return {"business_type": business_type, "unit": UNIT, "accepted_at": "2021-12-01", **cells}


high_voltage = partial(order, "高压新装")
resident = partial(order, "低压居民新装")
business = partial(order, "低压非居民新装")


def line_fault(**cells: object) -> Record:
    """Return a fault of line 青一线 on 1 December 2021."""
    return {"line": "青一线", "unit": UNIT, "started_at": "2021-12-01 08:00:00", "cause": "故障", **cells}


def transformer_outage(**cells: object) -> Record:
    """Return an outage of transformer 青1台区 on 1 December 2021."""
    return {"transformer": "青1台区", "unit": UNIT, "started_at": "2021-12-01 08:00:00", **cells}


def ticket(category: str, **cells: object) -> Record:
    """Return a ticket about a connection of 1 December 2021."""
    given = {"category": category, "unit": UNIT, "received_at": "2021-12-01 08:00:00", "expansion_related": "是"}
    return {**given, **cells}


def incident(event: str, **cells: object) -> Record:
    """Return an incident found on 1 December 2021."""
    return {"event": event, "unit": UNIT, "found_on": "2021-12-01", **cells}


def exam(level: str, **cells: object) -> Record:
    """Return a result of December 2021 with the score 90."""
    return {"month": "2021-12", "level": level, "unit": UNIT, "score": 90, **cells}


def work(**cells: object) -> Record:
    """Return a piece of work on 1 December 2021 for which the power was cut although live work was possible."""
    return {"work_date": "2021-12-01", "unit": UNIT, "live_feasible": "是", "method": "停电", **cells}


def visit(order_no: str, **cells: object) -> Record:
    """Return a visit of 10 December 2021 by the general manager, meeting nobody."""
    return {"order_no": order_no, "visited_at": "2021-12-10", "visitor_role": "总经理", **cells}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A record and what a rule must say of it: the outcome, and of a finding some of its columns (days in ISO form)."""

    name: str
    record: Record
    outcome: str
    facts: Record


def _case(outcome: str, name: str, record: Record, **facts: object) -> Case:
    return Case(name=name, record=record, outcome=outcome, facts=facts)


kept = partial(_case, "kept")
violation = partial(_case, "violation")
suspected = partial(_case, "suspected")
reward = partial(_case, "reward")
undetermined = partial(_case, "undetermined")
not_applicable = partial(_case, "not applicable")
not_evaluated = partial(_case, "not evaluated")
out_of_period = partial(_case, "out of period")


def assert_judged(
    rule: str,
    *cases: Case,
    kind: str = "orders",
    as_of: str = "2022-01-31",
    without: Collection[str] = (),
    others: Mapping[str, pa.Table] | None = None,
    rules: str = "huangchuan-2021-38",
    **parameters: int,
) -> None:
    """Audit the records of all cases together and compare what `rule` says of each with what it must say.

    What is no finding is told apart (kept, not applicable …) by how many the coverage counts.
    """
    report = hcaudit.audit(
        {kind: table(kind, *numbered(kind, *(case.record for case in cases)), without=without), **(others or {})},
        as_of=as_of,
        select=[rule],
        rules=rules,
        parameters={f"{rule}.{name}": value for name, value in parameters.items()},
    )
    found = {str(row["source_row"]): row for row in rows(report.findings) if row["source_file"] == kind}
    said = {case.name: _said(case, found.get(str(place))) for place, case in enumerate(cases, start=1)}
    wrong = {case.name: {"said": said[case.name], "must": _must_say(case)} for case in cases}
    wrong = {name: both for name, both in wrong.items() if both["said"] != both["must"]}
    assert not wrong, wrong
    counted, expected = counts(report, rule), Counter(case.outcome for case in cases)
    assert counted == expected, f"{rule}: {counted}, not {expected}"


def numbered(kind: str, *records: Record) -> list[Record]:
    """Return the records with their places for numbers, unless they have one (an exam's is its month and names)."""
    fields = KINDS[kind].number
    return [
        {**({} if len(fields) > 1 else {fields[0]: place}), **record} for place, record in enumerate(records, start=1)
    ]


def counts(report: Report, rule: str) -> Counter[str]:
    """Return how many records had which outcome under a rule; outcomes that none had are left out."""
    line = next(row for row in rows(report.coverage) if row["rule"] == rule)
    return Counter({outcome: n for outcome, column in COUNTED.items() if (n := int(str(line[column])))})


def rows(part: pa.Table) -> list[dict[str, object]]:
    """Return the rows of a table of a report with days in ISO form."""
    return [{name: _plain(value) for name, value in row.items()} for row in part.to_pylist()]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def _said(case: Case, finding: Record | None) -> Record:
    if finding is None:
        return {"outcome": "no finding"}
    return {name: finding[name] for name in ("outcome", *case.facts)}


def _must_say(case: Case) -> Record:
    return {"outcome": case.outcome, **case.facts} if case.outcome in FINDINGS else {"outcome": "no finding"}

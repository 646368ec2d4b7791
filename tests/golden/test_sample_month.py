"""December 2021 of the sample month against what it is known to show, in `sample-2021-12.json` beside this file.

The file has one line a finding, a fine and a rule, so that a change reads as a change.  To renew it after the
law or the sample has changed, delete it and run this test: it writes the file anew and fails once, so that
nobody renews it unawares.  Read the difference before committing it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from hcaudit import Report
from tests.unit.tables import COUNTED, rows

EXPECTED = Path(__file__).with_name("sample-2021-12.json")

FINDING = ("rule", "record_no", "outcome", "due_on", "measured", "occurred_on", "amount")
FINE = ("item", "unit", "record_no", "rules", "occurred_on", "amount", "leadership_share", "frontline_share", "reward")
COVERAGE = ("rule", *COUNTED.values())
COLUMNS = {"findings": FINDING, "fines": FINE, "coverage": COVERAGE}
AMOUNTS = {"amount", "leadership_share", "frontline_share", "reward"}


def test_the_sample_month_shows_what_it_is_known_to_show(sample: Report) -> None:
    found = {"as_of": sample.run.as_of.isoformat(), **{name: lines(getattr(sample, name), name) for name in COLUMNS}}
    if not EXPECTED.exists():
        EXPECTED.write_text(_readable(found), encoding="utf-8")
        pytest.fail(f"{EXPECTED.name} was not there and is written anew: read it, then run the test again")
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    for name in COLUMNS:
        assert _difference(found[name], expected[name]) == ([], []), name
    assert json.loads(_readable(found)) == expected


def test_every_rule_finds_something_in_the_sample(sample: Report) -> None:
    # No small business of the sample month had more than one step.
    quiet = {"S02"}
    assert {row["rule"] for row in rows(sample.findings)} == {row["rule"] for row in rows(sample.coverage)} - quiet


def test_totals_are_the_sums_of_the_tables(sample: Report) -> None:
    totals = sample.run.totals
    for name in sorted(AMOUNTS):
        assert totals[name] == pc.sum(sample.fines[name]).as_py() == pc.sum(sample.units[name]).as_py(), name
    assert pc.sum(sample.units["count"]).as_py() == sample.fines.num_rows
    outcomes = [row["outcome"] for row in rows(sample.findings)]
    assert totals["violations"] == outcomes.count("violation")
    assert totals["suspected"] == outcomes.count("suspected")


def test_shares_add_up_wherever_they_are_stated(sample: Report) -> None:
    for fine in sample.fines.to_pylist():
        if fine["leadership_share"] is not None:
            assert fine["leadership_share"] + fine["frontline_share"] == fine["amount"], fine


def test_rows_read_are_all_accounted_for(sample: Report) -> None:
    for sheet in sample.run.inputs:
        parts = [int(str(sheet[name])) for name in ("records", "duplicates", "non_records", "problem_rows")]
        assert sum(parts) == sheet["rows"], sheet


def lines(part: pa.Table, name: str) -> list[list[object]]:
    """Return the rows of a part of the report, cut down to a few columns; amounts in yuan."""
    return [[_shown(column, row[column]) for column in COLUMNS[name]] for row in rows(part)]


def _shown(column: str, value: object) -> object:
    if column in AMOUNTS and isinstance(value, int):
        return value / 100 if value % 100 else value // 100
    return value


def _difference(found: Iterable[object], expected: Iterable[object]) -> tuple[list[str], list[str]]:
    """Return the lines that should not be there, and those that should."""
    here, there = ([json.dumps(line, ensure_ascii=False) for line in some] for some in (found, expected))
    return sorted(set(here) - set(there)), sorted(set(there) - set(here))


def _readable(found: Mapping[str, object]) -> str:
    """Return JSON with a line a row, under the names of its columns."""
    parts = [f'"as_of": {json.dumps(found["as_of"])}']
    for name, columns in COLUMNS.items():
        table = [json.dumps(line, ensure_ascii=False) for line in found[name]]  # type: ignore[attr-defined]
        parts += [f'"{name} are": {json.dumps(columns)}', f'"{name}": [\n  ' + ",\n  ".join(table) + "\n]"]
    return "{\n" + ",\n".join(parts) + "\n}\n"

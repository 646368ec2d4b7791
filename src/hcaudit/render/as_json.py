"""Writes a whole report as one JSON document; it must not know who reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import pyarrow as pa

from hcaudit.model.changes import Since
from hcaudit.model.report import Report, Run
from hcaudit.render.amounts import is_amount, yuan_text
from hcaudit.render.look import Look
from hcaudit.render.parts import PARTS, part
from hcaudit.render.row_texts import json_rows, json_text


def render(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write ``run`` and the parts there are, a record a line: UTF-8, keys in a fixed order, amounts as yuan texts."""
    stream.write(b'{\n"run": ' + json_text(run_facts(report.run), indent=1).encode())
    for name in PARTS:
        if getattr(report, name) is None:
            continue
        stream.write(f',\n"{name}": ['.encode())
        write_rows(part(report, name, look), stream)
        stream.write(b"]")
    stream.write(b"\n}\n")


def write_rows(table: pa.Table, stream: BinaryIO) -> None:
    """Write the rows with commas between them: each buffer ends with one, the last without."""
    before = b"\n"
    for rows in json_rows(table, ",\n"):
        stream.write(before)
        stream.write(rows.slice(0, rows.size - len(",\n")))
        before = b",\n"
    stream.write(b"\n" if table.num_rows else b"")


def run_facts(run: Run) -> Mapping[str, object]:
    """Return what was run, as JSON can hold it."""
    return {
        "as_of": run.as_of.isoformat(),
        "as_of_source": run.as_of_source,
        "period": {
            "from": run.period_from and run.period_from.isoformat(),
            "to": run.period_to and run.period_to.isoformat(),
        },
        "pack": run.pack_id,
        "pack_title": run.pack_title,
        "calendar": dict(run.calendar),
        "parameters": dict(run.parameters),
        "inputs": [dict(one) for one in run.inputs],
        "totals": dict(_totals(run.totals)),
        "warnings": list(run.warnings),
        "unusable": list(run.unusable),
        **({} if run.since is None else {"since": _earlier_facts(run.since)}),
    }


def _earlier_facts(since: Since) -> Mapping[str, object]:
    """Return the earlier run that a run is compared with."""
    return {
        "file": since.file,
        "as_of": since.as_of.isoformat(),
        "period": {
            "from": since.period_from and since.period_from.isoformat(),
            "to": since.period_to and since.period_to.isoformat(),
        },
        "pack": since.pack_id,
        "totals": dict(_totals(since.totals)),
    }


def _totals(totals: Mapping[str, int]) -> Iterator[tuple[str, int | str]]:
    for name, value in totals.items():
        yield name, yuan_text(value) if is_amount(name) else value

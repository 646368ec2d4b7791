"""What was run, as the last section of a page: facts, totals, parameters, inputs; it knows no mark-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pyarrow as pa

from hcaudit.model.report import Run
from hcaudit.render.amounts import amount_text
from hcaudit.render.cells import visible_text
from hcaudit.render.look import Look
from hcaudit.render.page.sheet import Column, Part, Sheet
from hcaudit.render.run_words import INPUT_COLUMNS, Fact, run_sections
from hcaudit.texts import say

_TEXTS = frozenset({"file", "sheet", "kind", "encoding", "note"})
_INPUTS = pa.schema([(name, pa.string() if name in _TEXTS else pa.int64()) for name in INPUT_COLUMNS])
_WIDE = frozenset({"file", "note"})


def run_lists(run: Run, look: Look) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield the facts, the totals and the parameters of a run: titles, each with labels and values."""
    for title, facts in run_sections(run, look.lang):
        yield title, [(visible_text(name), _told(value)) for name, value in facts]


def inputs_sheet(run: Run, look: Look) -> Sheet:
    """Return the sheets that were read or left out, with their counts."""
    columns = [
        Column(
            heading=name if look.machine_keys else say(f"render.input-{name}", look.lang),
            parts=[Part(name=name)],
            style="w" if name in _WIDE else "" if name in _TEXTS else "n",
        )
        for name in INPUT_COLUMNS
    ]
    rows = [{name: one.get(name) for name in INPUT_COLUMNS} for one in run.inputs]
    table = pa.Table.from_pylist(rows, schema=_INPUTS)
    return Sheet(key="inputs", title=say("render.manifest-inputs", look.lang), columns=columns, table=table, look=look)


def _told(value: Fact) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return amount_text(round(100 * value))
    return f"{value:,}" if isinstance(value, int) else visible_text(value)

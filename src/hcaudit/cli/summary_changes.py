"""The lines of the summary that tell what changed since an earlier run; it must not know where they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.changes import Since
from hcaudit.model.report import Report, Run
from hcaudit.render.amounts import amount_text
from hcaudit.render.cells import visible_text
from hcaudit.render.headings import heading, words
from hcaudit.texts import say

_MOST_ROWS = 5
_TOLD = ("outcome", "disposition", "unit", "due_on", "ended_on", "measured")
"""The changed fields that are told: no names of people end up in mails and logs."""


def lines(report: Report, lang: str) -> Iterator[str]:
    """Yield what is new, gone or changed, the first few findings one by one; nothing without an earlier run."""
    since, changes = report.run.since, report.changes
    if since is None or changes is None:
        return
    yield say("since.summary", lang, file=visible_text(since.file), as_of=since.as_of)
    findings = changes.filter(pc.equal(changes["subject"], "finding"))
    yield say("since.findings", lang, **counts(changes, "finding"))
    yield say("since.fines", lang, **counts(changes, "fine"))
    yield _amounts(report.run, since, lang)
    shown = findings.filter(pc.invert(findings["ran_on"]))
    yield from (_row(row, lang) for row in shown.slice(0, _MOST_ROWS).to_pylist())
    if (more := changes.num_rows - min(_MOST_ROWS, shown.num_rows)) > 0:
        yield say("since.more", lang, count=more)


def counts(changes: pa.Table, subject: str) -> Mapping[str, int]:
    """Return how many of the changes in findings, or in fines, are of which sort."""
    own = changes.filter(pc.equal(changes["subject"], subject))
    ran_on = pc.sum(own["ran_on"]).as_py() or 0
    found = {name: pc.sum(pc.equal(own["change"], name)).as_py() or 0 for name in ("new", "gone", "changed")}
    return {**found, "changed": found["changed"] - ran_on, "ran_on": ran_on}


def _amounts(run: Run, since: Since, lang: str) -> str:
    figures: dict[str, str] = {}
    for name, start in (("amount", ""), ("reward", "reward_")):
        before, after = since.totals.get(name, 0), run.totals.get(name, 0)
        sign = "+" if after > before else ""
        figures |= {f"{start}before": amount_text(before), f"{start}after": amount_text(after)}
        figures[f"{start}change"] = f"{sign}{amount_text(after - before)}"
    return say("since.amounts", lang, **figures)


def _row(row: Mapping[str, Any], lang: str) -> str:
    place = {name: visible_text(row[key] or "") for name, key in (("unit", "unit"), ("record", "record_no"))}
    facts = {"change": words("change", lang)[row["change"]], "rule": row["rule"], **place}
    told = [_field(field, lang) for field in row["fields"] if field["field"] in _TOLD]
    if not told:
        return say("since.row", lang, **facts, title=visible_text(row["title"] or ""))
    return say("since.row-changed", lang, **facts, fields=say("cli.summary-comma", lang).join(told))


def _field(field: Mapping[str, str], lang: str) -> str:
    name = field["field"]
    before, after = (_value(name, field[side], lang) for side in ("before", "after"))
    return say("since.field", lang, field=heading(name, lang), before=before, after=after)


def _value(name: str, value: str | None, lang: str) -> str:
    return say("since.nothing", lang) if value is None else visible_text(words(name, lang).get(value, value))

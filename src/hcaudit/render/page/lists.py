"""The lists of a page: findings, fines, clocks, changes and the rest, each with its columns; it knows no mark-up.

A cell has several parts, so that a row of thirty values is read at a glance on a screen, on paper, on a telephone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.report import PERSONAL_COLUMNS, Report
from hcaudit.render.headings import is_number
from hcaudit.render.look import Look
from hcaudit.render.masking import masked_columns
from hcaudit.render.page.sheet import Column, Part, Sheet, label
from hcaudit.render.parts import findings_with_working, part
from hcaudit.texts import say

Spec = tuple[str, Mapping[str, str]]
"""A column: the key of its heading, and its parts, each with its class."""

_LABELLED = frozenset({"told", "with"})
"""The classes of parts that have a label: on a line of their own, or beside the next."""

_RECORD: Spec = ("record_no", {"record_no": "key", "customer_no": "", "customer_name": ""})
_UNIT: Spec = ("unit", {"unit": "key", "team": "", "manager": "", "person": ""})
_RULE: Spec = ("rule", {"rule": "key", "title": "", "clause": "with", "item": "with"})
_CLOCK: Spec = ("clock", {**dict.fromkeys(("started_on", "due_on", "ended_on"), "told"), "pauses": "with"})
_COUNT = {"measured": "with", "limit": "with", "unit_of_measure": "unit"}
_COUNTED: Spec = ("counted", {**_COUNT, "overdue_working_days": "told", "overdue_calendar_days": "told"})
_WHY: Spec = ("why", {"disposition": "tag", "reason": ""})
_PLACE = {"source_file": "small", "source_sheet": "small", "source_row": "with"}

_FINDINGS: Sequence[Spec] = (
    *(_RECORD, _UNIT, _RULE, _CLOCK, _COUNTED),
    *(("occurred_on", {"occurred_on": ""}), ("amount", {"amount": ""}), _WHY),
    ("origin", {**_PLACE, "kind": "small", "finding_id": "id", "facts_id": "id"}),
)
_FINES: Sequence[Spec] = (
    *(_UNIT, ("item", {"item": "key", "event": ""}), ("record_no", {"record_no": "key", "rules": "told"})),
    *(("occurred_on", {"occurred_on": ""}), ("base", {"base": "", "multiplier": "times"})),
    *((name, {name: ""}) for name in ("amount", "leadership_share", "frontline_share", "reward")),
    *(("assessed_by", {"assessed_by": "", "note": "small"}), ("finding_ids", {"finding_ids": "ids"})),
)
_CLOCKS: Sequence[Spec] = (
    *(("state", {"state": "tag"}), _RECORD, ("unit", {"unit": "key", "team": "", "manager": ""})),
    ("rule", {"rule": "key", "title": "", "clause": "with"}),
    ("clock", dict.fromkeys(("started_on", "due_on", "paused_since"), "told")),
    *(("days_left", {"days_left": ""}), ("counted", _COUNT), _WHY, ("origin", {**_PLACE, "finding_id": "ids"})),
)
_CHANGES: Sequence[Spec] = (
    *(("change", {"change": "tag", "subject": "", "ran_on": "told"}), ("unit", {"unit": "key"})),
    *(("record_no", {"record_no": "key"}), ("rule", {"rule": "key", "title": "", "item": "with"})),
    *(("outcome", {"outcome": "", "disposition": "small"}), ("occurred_on", {"occurred_on": ""})),
    ("fields", {"fields": "lines"}),
    ("amount_change", {"amount_change": "key", "amount_before": "told", "amount_after": "told"}),
    ("reward_change", {"reward_change": "key", "reward_before": "told", "reward_after": "told"}),
    ("finding_ids", {"finding_ids": "ids"}),
)

_OWN_HEADINGS = frozenset({"clock", "counted", "why", "origin"})
_STYLES: Mapping[str, str] = {"record_no": "r"} | dict.fromkeys(
    (
        *("rule", "clock", "counted", "why", "reason", "origin", "fields", "finding_ids"),
        *("item", "title", "problem", "value", "consequence"),
    ),
    "w",
)
"""The class of columns that need room, and of records; of others it goes by the type of their values."""

OUTCOMES = ("violation", "suspected", "undetermined", "reward")
"""The outcomes of findings, in the order they are listed."""


def sheets_of(report: Report, look: Look) -> Iterator[Sheet]:
    """Yield the lists of the page in their order; the penalty table is not among them."""
    yield _sheet("fines", _FINES, part(report, "fines", look), look)
    yield _plain("consequences", report, look)
    findings = findings_with_working(report, look)
    for outcome in OUTCOMES:
        chosen = findings.filter(pc.equal(findings["outcome"], outcome))
        if chosen.num_rows or outcome != "reward":
            yield _sheet(outcome, _FINDINGS, chosen, look, anchor="finding_id")
    if report.early_warnings is not None:
        clocks = masked_columns(report.early_warnings, PERSONAL_COLUMNS) if look.mask else report.early_warnings
        yield _sheet("warnings", _CLOCKS, clocks, look, level="state")
    if report.changes is not None:
        yield _sheet("changes", _CHANGES, _with_few_flags(part(report, "changes", look)), look, level="change")
    for name in ("coverage", "problems"):
        yield _plain(name, report, look)


def _sheet(key: str, specs: Sequence[Spec], table: pa.Table, look: Look, **raw: str) -> Sheet:
    columns = [_column(spec, table.schema, look) for spec in specs]
    return Sheet(key=key, title=title_of(key, look.lang), columns=columns, table=table, look=look, **raw)


def title_of(key: str, lang: str) -> str:
    """Return what the list `key` is called, as the workbook's sheets are."""
    return say("page.reward", lang) if key == "reward" else say(f"render.sheet-{key}", lang)


def _column(spec: Spec, schema: pa.Schema, look: Look) -> Column:
    key, parts = spec
    own = key in _OWN_HEADINGS and not look.machine_keys
    return Column(
        heading=say(f"page.column-{key}", look.lang) if own else _key_or_label(key, look),
        parts=[
            Part(name=name, style=style, label=label(name, look) if style in _LABELLED else "")
            for name, style in parts.items()
        ],
        style=_STYLES.get(key) or _style_of(schema.field(next(iter(parts))).type),
    )


def _style_of(kind: pa.DataType) -> str:
    """Return the class of cells that begin with a value of this type."""
    return "n" if is_number(kind) else "d" if pa.types.is_date(kind) else ""


def _key_or_label(key: str, look: Look) -> str:
    return key if key in _OWN_HEADINGS else label(key, look)


def _plain(name: str, report: Report, look: Look) -> Sheet:
    """Return a part with a column for each of its own."""
    table = part(report, name, look)
    specs = [(key, {key: "ids" if key == "finding_ids" else ""}) for key in table.column_names]
    return _sheet(name, specs, table, look)


def _with_few_flags(changes: pa.Table) -> pa.Table:
    """Return `changes` that tell of those that only ran on, and not of all the others that they did more."""
    flags = pc.if_else(changes["ran_on"], pa.scalar(value=True), pa.scalar(None, pa.bool_()))
    return changes.set_column(changes.schema.get_field_index("ran_on"), "ran_on", flags)

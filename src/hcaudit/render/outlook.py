"""What is due, as a bulletin: the open clocks by state, and how many each manager has; it must not know a format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.outlook import CLOCK_COUNTS, STATES, Outlook
from hcaudit.model.report import PERSONAL_COLUMNS
from hcaudit.render.as_json import run_facts
from hcaudit.render.blocks import Block, Spec, list_block, list_column, texts
from hcaudit.render.bulletin import Bulletin, Roll
from hcaudit.render.cells import visible_text
from hcaudit.render.fitting import Column
from hcaudit.render.headings import words
from hcaudit.render.look import Look
from hcaudit.render.masking import masked_columns
from hcaudit.render.terminal_findings import legend
from hcaudit.texts import say

CLOCK_COLUMNS = (
    *("state", "unit", "manager", "record_no", "customer_name", "rule", "title"),
    *("due_on", "days_left", "started_on", "measured", "limit", "unit_of_measure", "paused_since", "reason"),
)
"""What people read of an open clock."""

FROZEN = 4
"""The first of them, which name it."""

_WHO: tuple[Spec, ...] = (("unit", 0, 10), ("manager", 0, 8), ("record_no", 0, None), ("rule", 0, None))
_MORE: tuple[Spec, ...] = (("customer_name", 3, 12),)
_BY_STATE: Mapping[str, tuple[Spec, ...]] = {
    "paused": (("paused_since", 0, None), ("days_left", 0, None)),
    "undetermined": (("due_on", 1, None), ("reason", 0, 20)),
    "waived": (("due_on", 0, None),),
}
_RANKS = {"undetermined": 1, "waived": 2, "later": 3}
"""The states whose counts go first where a terminal has no room for all."""
_DUE: tuple[Spec, ...] = (("due_on", 0, None), ("days_left", 0, None))


def outlook_bulletin(outlook: Outlook, look: Look) -> Bulletin:
    """Return what is due as a bulletin, names hidden if `look` says so."""
    lang = look.lang
    clocks = masked_columns(outlook.clocks, PERSONAL_COLUMNS) if look.mask else outlook.clocks
    opening = say("render.under-title", lang, pack=visible_text(outlook.run.pack_title), as_of=outlook.run.as_of)
    soon = say("due.soon", lang, within=outlook.within)
    summary = Roll(
        key="summary",
        title=say("due.summary", lang),
        sheet="clock-counts",
        table=outlook.summary,
        read=CLOCK_COUNTS.names,
        frozen=2,
    )
    due = Roll(
        key="due", title=say("due.title", lang), sheet="warnings", table=clocks, read=CLOCK_COLUMNS, frozen=FROZEN
    )
    return Bulletin(
        title=say("due.title", lang),
        opening=(opening, soon),
        run=outlook.run,
        facts=_facts(outlook),
        rolls=(summary, due),
        main="due",
        page=tuple(_page(f"{opening}\n{soon}", summary, clocks, lang)),
    )


def _facts(outlook: Outlook) -> Mapping[str, object]:
    facts = dict(run_facts(outlook.run))
    del facts["period"]
    left_out = outlook.coverage.filter(pc.is_valid(outlook.coverage["reason"])).select(["rule", "evaluated", "reason"])
    return {**facts, "within": outlook.within, "not_evaluated": left_out.to_pylist()}


def _page(opening: str, summary: Roll, clocks: pa.Table, lang: str) -> Iterator[Block]:
    yield Block(words=opening)
    if not clocks.num_rows:
        yield Block(words=say("due.nothing", lang), is_title=True)
        return
    yield list_block(summary.title, summary.table, _counts(summary.table), lang)
    for state in STATES:
        chosen = clocks.filter(pc.equal(clocks["state"], state))
        if chosen.num_rows:
            yield _of_state(state, chosen, lang)
    yield replace(legend(clocks, lang), spells_out=None)


def _counts(table: pa.Table) -> list[Spec]:
    """Return the columns of the summary: states that do not occur are left out."""
    states = [state for state in STATES if any(table[state].to_pylist())]
    return [("unit", 0, 10), ("manager", 0, 8), *((state, _RANKS.get(state, 0), None) for state in states)]


def _of_state(state: str, clocks: pa.Table, lang: str) -> Block:
    word = words("state", lang)[state]
    title = say("due.of-state", lang, state=f"{word[:1].upper()}{word[1:]}", count=clocks.num_rows)
    columns = [*(list_column(clocks, spec, lang) for spec in (*_WHO, *_MORE)), *_figures(state, clocks, lang)]
    return Block(words=title, is_title=True, columns=columns)


def _figures(state: str, clocks: pa.Table, lang: str) -> Iterator[Column]:
    if state == "overdue":
        yield list_column(clocks, ("due_on", 0, None), lang)
        late = [str(-days) if days is not None else "" for days in clocks["days_left"].to_pylist()]
        yield Column(name="overdue", heading=say("render.table-overdue", lang), values=late, right=True)
    else:
        yield from (list_column(clocks, spec, lang) for spec in _BY_STATE.get(state, _DUE))
    used = _used(clocks, lang)
    if any(used) and state != "undetermined":
        yield Column(name="measured", heading=say("due.used", lang), values=used, right=True, rank=2)


def _used(clocks: pa.Table, lang: str) -> list[str]:
    """Return the days used of those there are."""
    used, limits = texts(clocks.select(["measured"]), lang), texts(clocks.select(["limit"]), lang)
    return [f"{days}/{limit}" if days and limit else days for days, limit in zip(used, limits, strict=True)]

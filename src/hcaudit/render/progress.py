"""The progress of a week as a bulletin: each unit's orders and what they add up to; it must not know a format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.progress import PROGRESS_UNITS, Progress
from hcaudit.model.report import PERSONAL_COLUMNS
from hcaudit.render.as_json import run_facts
from hcaudit.render.blocks import Block, Spec, list_block, list_column, texts
from hcaudit.render.bulletin import Bulletin, Roll
from hcaudit.render.cells import visible_text
from hcaudit.render.fitting import Column
from hcaudit.render.look import Look
from hcaudit.render.masking import masked_columns
from hcaudit.texts import say

_READ = (
    *("unit", "record_no", "customer_name", "manager", "stage", "state", "accepted_on", "energized_on"),
    *("days_used", "limit", "days_left", "due_on", "days_paused", "paused_since", "visited", "reason"),
)
"""What people read of an order."""

_COLUMNS: tuple[Spec, ...] = (
    *(("record_no", 0, None), ("customer_name", 4, 12), ("manager", 0, 7), ("stage", 0, 8), ("state", 0, 7)),
    *(("accepted_on", 3, None), ("days_used", 0, None), ("days_left", 1, None), ("due_on", 0, None)),
    *(("days_paused", 0, None), ("paused_since", 2, None), ("visited", 0, None)),
)
_BRIEF = ("days_used", "days_paused", "visited")
"""Columns that a terminal heads more briefly."""

_UNITS: tuple[Spec, ...] = (("unit", 0, 10), *((name, 0, None) for name in PROGRESS_UNITS.names[1:]))


def progress_bulletin(progress: Progress, look: Look) -> Bulletin:
    """Return a week's progress as a bulletin, names hidden if `look` says so."""
    lang, week = look.lang, progress.week
    orders = masked_columns(progress.orders, PERSONAL_COLUMNS) if look.mask else progress.orders
    units = Roll(
        key="units",
        title=say("progress.units", lang),
        sheet="progress-units",
        table=progress.units,
        read=PROGRESS_UNITS.names,
        frozen=1,
    )
    listed = Roll(
        key="orders", title=say("progress.orders", lang), sheet="progress", table=orders, read=_READ, frozen=2
    )
    title = say("progress.title", lang, week=week.name)
    opening = (
        say("render.under-title", lang, pack=visible_text(progress.run.pack_title), as_of=progress.run.as_of),
        say("progress.days", lang, first=week.first, last=week.last),
    )
    return Bulletin(
        title=title,
        opening=opening,
        run=progress.run,
        facts=_facts(progress),
        rolls=(units, listed),
        main="orders",
        page=tuple(_page("\n".join((title, *opening)), units, listed, lang)),
    )


def _facts(progress: Progress) -> Mapping[str, object]:
    facts = dict(run_facts(progress.run))
    del facts["period"]
    week = progress.week
    return {
        **facts,
        "week": week.name,
        "week_from": week.first.isoformat(),
        "week_to": week.last.isoformat(),
    }


def _page(opening: str, units: Roll, orders: Roll, lang: str) -> Iterator[Block]:
    yield Block(words=opening)
    if not orders.table.num_rows:
        yield Block(words=say("progress.nothing", lang), is_title=True)
        return
    yield list_block(units.title, units.table, _UNITS, lang)
    for unit in orders.table["unit"].unique().to_pylist():
        yield _of_unit(unit, orders.table, lang)


def _of_unit(unit: str | None, orders: pa.Table, lang: str) -> Block:
    own = orders.filter(pc.is_null(orders["unit"]) if unit is None else pc.equal(orders["unit"], unit))
    columns = [list_column(own, spec, lang) for spec in _COLUMNS]
    title = say("progress.of-unit", lang, unit=visible_text(unit or say("progress.no-unit", lang)), count=own.num_rows)
    return Block(words=title, is_title=True, columns=[_briefly(column, own, lang) for column in columns])


def _briefly(column: Column, orders: pa.Table, lang: str) -> Column:
    if column.name not in _BRIEF:
        return column
    values = _used(orders, lang) if column.name == "days_used" else column.values
    return replace(column, heading=say(f"progress.brief-{column.name}", lang), values=values)


def _used(orders: pa.Table, lang: str) -> list[str]:
    """Return the days used of those there are."""
    used, limits = texts(orders.select(["days_used"]), lang), texts(orders.select(["limit"]), lang)
    return [f"{days}/{limit}" if days and limit else days for days, limit in zip(used, limits, strict=True)]

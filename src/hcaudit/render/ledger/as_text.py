"""What a ledger holds as tables for a terminal; it must not know whether one is there."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.render.as_table import write_blocks
from hcaudit.render.blocks import Block, Spec, list_block
from hcaudit.render.ledger.tables import SUMMED
from hcaudit.render.look import Look
from hcaudit.texts import say

_MONEY: tuple[Spec, ...] = (
    *(("count", 0, None), ("amount", 0, None), ("leadership_share", 2, None), ("frontline_share", 2, None)),
    *(("unassigned_share", 3, None), ("reward", 1, None)),
)
_BALANCES: tuple[Spec, ...] = (("month", 0, None), ("unit", 0, 12), *_MONEY, ("closed", 1, None))
_ITEMS: tuple[Spec, ...] = (("unit", 0, 12), ("item", 0, None), ("assessed_by", 4, 12), *_MONEY)
_FINES: tuple[Spec, ...] = (
    *(("fine_id", 0, None), ("month", 0, None), ("unit", 0, 12), ("item", 0, None), ("record_no", 0, 12)),
    *(("rules", 3, 8), ("occurred_on", 2, None), ("amount", 0, None), ("reward", 1, None), ("act", 1, None)),
    *(("late", 4, None), ("ground", 4, 10)),
)
_EVENTS: tuple[Spec, ...] = (
    *(("seq", 1, None), ("act", 0, None), ("fine_id", 0, None), ("unit", 0, 12), ("item", 0, None)),
    *(("record_no", 0, 12), ("occurred_on", 3, None), ("amount_before", 2, None), ("amount", 0, None)),
    *(("reward", 4, None), ("late", 5, None), ("ground", 5, 10), ("made_at", 6, None)),
)


def balances_text(balances: pa.Table, look: Look) -> str:
    """Return what every month comes to (`UNIT_BALANCES`), its total under each."""
    blocks = []
    for month in pc.unique(balances["month"]).to_pylist():
        lines = balances.filter(pc.equal(balances["month"], month))
        blocks.append(_with_total(lines, _BALANCES, _title(lines, month, look.lang), look.lang))
    return _drawn(iter(blocks or [Block(words=say("ledger.empty", look.lang))]), look)


def month_text(balances: pa.Table, events: pa.Table, look: Look) -> str:
    """Return what one month comes to by unit and item (`BALANCES`), and the `events` booked in it."""
    month = next(iter(pc.unique(balances["month"]).to_pylist()), None)
    if month is None and not events.num_rows:
        return _drawn(iter([Block(words=say("ledger.empty-month", look.lang))]), look)
    return _drawn(
        iter(
            [
                _with_total(balances, _ITEMS, _title(balances, month, look.lang), look.lang),
                list_block(say("ledger.title-events", look.lang), events, _EVENTS, look.lang),
            ]
        ),
        look,
    )


def list_text(name: str, table: pa.Table, look: Look) -> str:
    """Return the fines or the events of a ledger as a list."""
    specs = {"fines": _FINES, "events": _EVENTS}[name]
    return _drawn(iter([list_block(say(f"ledger.title-{name}", look.lang), table, specs, look.lang)]), look)


def _title(lines: pa.Table, month: str | None, lang: str) -> str:
    closed = bool(pc.any(lines["closed"]).as_py())
    return say("ledger.title-closed" if closed else "ledger.title-open", lang, month=month or "")


def _with_total(lines: pa.Table, specs: tuple[Spec, ...], title: str, lang: str) -> Block:
    total = {name: pc.sum(lines[name]).as_py() or 0 for name in SUMMED}
    last = pa.Table.from_pylist([{"unit": say("render.total", lang), **total}], schema=lines.schema)
    block = list_block(title, pa.concat_tables([lines, last]), specs, lang)
    return Block(words=block.words, is_title=True, columns=block.columns, ruled_after=frozenset({lines.num_rows - 1}))


def _drawn(blocks: Iterator[Block], look: Look) -> str:
    text = BytesIO()
    write_blocks(blocks, text, look, "ledger.elsewhere")
    return text.getvalue().decode().rstrip("\n")

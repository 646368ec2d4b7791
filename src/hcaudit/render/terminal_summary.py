"""One line a unit: its findings by outcome and what they cost; it must not know how wide the terminal is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hcaudit.render.amounts import amount_text
from hcaudit.render.blocks import Block
from hcaudit.render.cells import visible_text
from hcaudit.render.figures import Figures
from hcaudit.render.fitting import Column
from hcaudit.render.headings import heading, words
from hcaudit.texts import say


def summary_block(units: Sequence[Figures], everything: Figures, lang: str) -> Block:
    """Return the block of `units`, with `everything` in its last line."""
    lines = [*units, everything]
    names = [visible_text(line.name or "") for line in lines]
    columns = [Column(name="unit", heading=heading("unit", lang), values=names, wraps=12)]
    for outcome in ("violation", "suspected", "undetermined"):
        counts = [str(line.counts.get(outcome, 0)) for line in lines]
        columns.append(Column(name=outcome, heading=words("outcome", lang)[outcome], values=counts, right=True))
    fines = [str(line.fines) for line in lines]
    columns.append(Column(name="count", heading=heading("count", lang), values=fines, right=True, rank=1))
    for name, title, rank, amount in _amounts(lang):
        values = [amount_text(amount(line)) for line in lines]
        columns.append(Column(name=name, heading=title, values=values, right=True, rank=rank))
    last_unit = frozenset({len(units) - 1})
    return Block(words=say("render.table-units", lang), is_title=True, columns=columns, ruled_after=last_unit)


def _amounts(lang: str) -> list[tuple[str, str, int, Callable[[Figures], int]]]:
    return [
        ("amount", heading("amount", lang), 0, lambda line: line.amount),
        ("company", say("render.table-company-amount", lang), 3, lambda line: line.amount - line.campaigns),
        ("campaigns", say("render.table-campaign-amount", lang), 3, lambda line: line.campaigns),
        ("reward", heading("reward", lang), 2, lambda line: line.reward),
    ]

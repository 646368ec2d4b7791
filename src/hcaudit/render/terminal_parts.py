"""What a terminal shows of a report, as titled columns of text; it must not know how wide it is or what draws it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.report import Report, Run
from hcaudit.render import cells, figures
from hcaudit.render.fitting import Column
from hcaudit.render.headings import MONEY, heading, readable
from hcaudit.render.look import Look
from hcaudit.render.parts import part
from hcaudit.render.penalty_table import penalty_table
from hcaudit.texts import say

_LISTS = {
    "fines": (
        *(("unit", 0, 12), ("item", 0, None), ("event", 2, 16), ("record_no", 0, None), ("rules", 3, 8)),
        *(("occurred_on", 1, None), ("multiplier", 5, None), ("amount", 0, None), ("leadership_share", 6, None)),
        *(("frontline_share", 6, None), ("reward", 0, None), ("person", 4, None), ("assessed_by", 5, 12)),
    ),
    "units": (
        *(("unit", 0, 12), ("item", 0, None), ("event", 0, 16), ("count", 0, None), ("amount", 0, None)),
        *(("leadership_share", 1, None), ("frontline_share", 1, None), ("unassigned_share", 2, None)),
        *(("reward", 0, None), ("assessed_by", 3, 12)),
    ),
    "coverage": (
        *(("rule", 0, None), ("title", 3, 16), ("evaluated", 1, None), ("kept", 0, None), ("violations", 0, None)),
        *(("suspected", 0, None), ("rewards", 4, None), ("undetermined", 0, None), ("not_applicable", 1, None)),
        *(("not_evaluated", 0, None), ("out_of_period", 2, None), ("reason", 0, 12)),
    ),
    "problems": (
        *(("source_file", 0, 16), ("source_sheet", 1, 8), ("source_row", 0, None), ("column", 0, 8)),
        *(("value", 0, 8), ("problem", 0, 16)),
    ),
}
"""The columns of each list: name, rank and width to wrap at (see `fitting.Column`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Words - a title or a line of its own - with or without a table under it."""

    words: str
    style: str = "title"
    columns: Sequence[Column] = ()
    last_is_total: bool = False


def blocks(report: Report, look: Look) -> Iterator[Block]:
    """Yield what to show, from top to bottom."""
    yield Block(words=_opening(report.run, look.lang), style="plain")
    yield Block(words="", style="plain")
    if look.show in _LISTS:
        yield _list(report, look.show, look)
        return
    if look.show is None:
        yield _summary(report, look)
    findings = part(report, "findings", look)
    yield from _findings(findings, look)
    yield Block(words=_closing(report, look.lang), style="closing")

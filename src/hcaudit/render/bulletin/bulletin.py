"""What a bulletin is, whatever it lists and in whatever format; it must not know either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from hcaudit.model.report import Run
from hcaudit.render.blocks import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """A list: its machine key, its title, the sheet it is in a workbook, its rows.

    `read` names the columns that people read; the formats for machines have all of them.  `frozen` columns stay in
    sight in a workbook.
    """

    key: str
    title: str
    sheet: str
    table: pa.Table
    read: Sequence[str]
    frozen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """Lists with what was run, in the order people read them, below a title and opening lines.

    `facts` is the run as JSON can hold it, `page` what a terminal shows.  `main` is the key of the roll that formats
    with room for one hold.
    """

    title: str
    opening: Sequence[str]
    run: Run
    facts: Mapping[str, object]
    rolls: Sequence[Roll]
    main: str
    page: Sequence[Block]

    @property
    def main_roll(self) -> Roll:
        """The roll that formats with room for one hold."""
        return next(roll for roll in self.rolls if roll.key == self.main)

"""The penalty table on a page: its lines as `penalty_table` gives them, unit by unit; it must not add up anything."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from hcaudit.render.blocks import texts
from hcaudit.render.headings import is_number
from hcaudit.render.look import Look
from hcaudit.render.page.sheet import label, words_of
from hcaudit.texts import say

_COLUMNS = (
    *("item", "event", "count", "amount", "leadership_share", "frontline_share", "unassigned_share", "reward"),
    "assessed_by",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the penalty table: its level, and its cells."""

    level: str
    cells: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The lines of a unit, or of all units together."""

    name: str
    lines: Sequence[Line]


def penalty_headings(penalty: pa.Table, look: Look) -> list[tuple[str, bool]]:
    """Return the headings of the lines' cells, and whether they are figures."""
    return [(label(name, look), is_number(penalty.schema.field(name).type)) for name in _COLUMNS]


def penalty_groups(penalty: pa.Table, look: Look) -> Iterator[Group]:
    """Yield the lines of `penalty` (`PENALTY_TABLE`), a group a unit, those of all units last."""
    cells = zip(*(texts(penalty.select([name]), words_of(look)) for name in _COLUMNS), strict=True)
    names = [name or say("page.no-unit", look.lang) for name in texts(penalty.select(["unit"]), None)]
    levels = penalty["level"].to_pylist()
    lines = [
        (name, level.startswith("grand-"), Line(level=level, cells=row))
        for name, level, row in zip(names, levels, cells, strict=True)
    ]
    for (name, _), of_unit in itertools.groupby(lines, key=lambda line: line[:2]):
        yield Group(name=name, lines=[line for _, _, line in of_unit])

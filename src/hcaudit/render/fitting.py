"""Fits columns of text into a terminal's width without cutting any; it must not know what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

GAP = 2
"""Blanks between two columns."""

_LEAST = 8
"""No column is narrower: four Chinese characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of texts: figures stand on the `right`.

    `rank` says which go first where there is no room: the highest, and never those of rank 0.  With `wraps`
    a column may be folded over several lines down to that width; the others only if nothing else helps.
    """

    heading: str
    values: Sequence[str]
    right: bool = False
    rank: int = 0
    wraps: int | None = None


def natural_width(column: Column) -> int:
    """Return the width, in terminal cells, at which nothing of `column` is folded."""
    return max(map(cell_len, {column.heading, *column.values}))


def fit(columns: Iterable[Column], width: int) -> list[tuple[Column, int]]:
    """Return the columns that find room in `width`, each with its own width."""
    chosen = list(columns)
    natural = {id(column): natural_width(column) for column in chosen}
    while _needed(chosen, natural) > width and any(column.rank for column in chosen):
        chosen.remove(max(chosen, key=lambda column: column.rank))
    widths = [natural[id(column)] for column in chosen]
    _shrink(widths, [_least(column, natural) for column in chosen], width)
    _shrink(widths, [_LEAST] * len(widths), width)
    return list(zip(chosen, widths, strict=True))


def _least(column: Column, natural: dict[int, int]) -> int:
    full = natural[id(column)]
    return full if column.wraps is None else min(full, max(column.wraps, cell_len(column.heading)))


def _needed(columns: list[Column], natural: dict[int, int]) -> int:
    return sum(_least(column, natural) for column in columns) + GAP * (len(columns) - 1)


def _shrink(widths: list[int], least: list[int], width: int) -> None:
    """Narrow the widest columns, one cell at a time, until all fit or none may be narrower."""
    room = width - GAP * (len(widths) - 1)
    while sum(widths) > room:
        place = max(range(len(widths)), key=lambda place: widths[place] - least[place])
        if widths[place] <= least[place]:
            return
        widths[place] -= 1

"""Fits columns of text into a terminal's width without cutting any; it must not know what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

GAP = 2
"""Blanks between two columns."""

_LEAST = 8
"""No column is folded narrower - four Chinese characters - and figures are never folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of texts: figures stand on the `right`.

    `rank` says which go first where there is no room: the highest, and never those of rank 0.  With `wraps`
    a column may be folded over several lines down to that width; the others only if nothing else helps.
    """

    name: str
    heading: str
    values: Sequence[str]
    right: bool = False
    rank: int = 0
    wraps: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A column with its width in terminal cells, and the narrowest at which it is still easy to read."""

    column: Column
    natural: int
    least: int


def fit(columns: Iterable[Column], width: int) -> list[tuple[Column, int]]:
    """Return the columns that find room in `width`, each with its own width."""
    chosen = [_measured(column) for column in columns]
    while _room(chosen, width) < sum(one.least for one in chosen) and any(one.column.rank for one in chosen):
        chosen.remove(max(chosen, key=lambda one: one.column.rank))
    room = _room(chosen, width)
    widths = _shrunk([one.natural for one in chosen], [one.least for one in chosen], room)
    widths = _shrunk(widths, [one.natural if one.column.right else _LEAST for one in chosen], room)
    return [(one.column, wide) for one, wide in zip(chosen, widths, strict=True)]


def width_for_all(columns: Iterable[Column]) -> int:
    """Return the least width in which all the columns find room."""
    least = [_measured(column).least for column in columns]
    return sum(least) + GAP * (len(least) - 1)


def _measured(column: Column) -> Fitted:
    natural = max(map(cell_len, {column.heading, *column.values}))
    least = natural if column.wraps is None else min(natural, max(column.wraps, cell_len(column.heading)))
    return Fitted(column=column, natural=natural, least=least)


def _room(columns: Sequence[Fitted], width: int) -> int:
    return width - GAP * (len(columns) - 1)


def _shrunk(widths: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return `widths` with the widest narrowed, cell by cell, until all fit `room` or none may be narrower."""
    narrowed = list(widths)
    while sum(narrowed) > room:
        widest = max(range(len(narrowed)), key=lambda place: (narrowed[place] > least[place], narrowed[place]))
        if narrowed[widest] <= least[widest]:
            break
        narrowed[widest] -= 1
    return narrowed

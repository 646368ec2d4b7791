"""Times a clock stands still, as arrays; it must not know which days are working days.

A pause is a pair of arrays (p, q): the days d with p < d <= q are taken out.  NaT in either means that the
record has no pause in this slot, and so does q <= p.  Pauses may overlap and come in any order.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.datetime64]
DaysLike = Days | np.datetime64 | dt.date
Pauses = Sequence[tuple[DaysLike, DaysLike]]
Bounds = tuple[npt.NDArray[Any], npt.NDArray[Any]]

NO_DAY = np.datetime64("NaT", "D")
_LAST = np.datetime64("9999-12-31", "D")


def as_days(days: DaysLike) -> Days:
    """Return `days` as ``datetime64[D]``, clock times dropped."""
    return np.asarray(days, dtype="datetime64[D]")


def in_order(bounds: Sequence[Bounds]) -> list[Bounds]:
    """Sort the pauses of every record by their first bound.

    A record has few pauses: a handful of exchanges over whole columns is many times faster than a sort a record.
    """
    ordered = list(bounds)
    for end in range(len(ordered) - 1, 0, -1):
        for slot in range(end):
            ordered[slot : slot + 2] = _exchange(ordered[slot], ordered[slot + 1])
    return ordered


def _exchange(left: Bounds, right: Bounds) -> tuple[Bounds, Bounds]:
    """Return the two pauses, for each record the one that begins earlier first."""
    (p, q), (r, s) = left, right
    swap = r < p
    earlier = (np.where(swap, r, p), np.where(swap, s, q))
    later = (np.where(swap, p, r), np.where(swap, q, s))
    return earlier, later


def merge_pauses(pauses: Pauses, after: DaysLike, until: DaysLike) -> list[tuple[Days, Days]]:
    """Return the pauses of each clock as they stand: clipped to (after, until], merged, by date.

    Args:
        pauses: pairs of ``datetime64[D]`` arrays that broadcast with the clock.
        after: the day each clock starts (itself not counted).
        until: the day each clock ends; NaT in `after` or `until` is no clock and has no pauses.

    Returns:
        As many pairs as given.  In each record the pauses come first, in the order of their dates, at least
        a day apart; the slots left over are NaT in both arrays.
    """
    first, last = as_days(after), as_days(until)
    clipped = in_order([_clip(as_days(p), as_days(q), first, last) for p, q in pauses])
    return [_open_slots(p, q) for p, q in in_order(_join(clipped))]


def _clip(p: Days, q: Days, after: Days, until: Days) -> Bounds:
    """Clip a pause to the clock; what is empty or no pause moves to the end of time, where it sorts last."""
    # numpy's maximum and minimum pass NaT on, and a comparison with NaT is false.
    starts, ends = np.maximum(p, after), np.minimum(q, until)
    return _where(starts < ends, (starts, ends))


def _join(ordered: Sequence[Bounds]) -> list[Bounds]:
    """Join pauses that overlap or touch: the first of a group spans it, the others move to the end of time."""
    if not ordered:
        return []
    reaches = list(itertools.accumulate((q for _, q in ordered), np.maximum))
    begins = [p > reach for (p, _), reach in zip(ordered[1:], reaches, strict=False)]
    ends = reaches[-1:]
    for reach, next_begins in zip(reaches[-2::-1], reversed(begins), strict=True):
        ends.append(np.where(next_begins, reach, ends[-1]))
    first, *others = zip((p for p, _ in ordered), reversed(ends), strict=True)
    return [first, *(_where(begun, bounds) for begun, bounds in zip(begins, others, strict=True))]


def _where(holds: npt.NDArray[np.bool_], bounds: Bounds) -> Bounds:
    """Return the pause where it holds, the end of time elsewhere."""
    p, q = bounds
    return np.where(holds, p, _LAST), np.where(holds, q, _LAST)


def _open_slots(p: Days, q: Days) -> tuple[Days, Days]:
    """Put NaT where a slot holds no pause."""
    empty = p == _LAST
    return np.where(empty, NO_DAY, p), np.where(empty, NO_DAY, q)

"""Open clocks counted by unit and manager; it must not know how a clock stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import pyarrow as pa

from hcaudit.judging.outlook import LATER
from hcaudit.model.outlook import CLOCK_COUNTS, STATES

Keeper = tuple[str | None, str | None]
"""A unit and one of its managers."""


def clock_counts(clocks: pa.Table, *, later: bool) -> pa.Table:
    """Return the open clocks by state (`CLOCK_COUNTS`), a row a manager of a unit, those with the worst first.

    Managers whose clocks are all due later are left out, unless `later` asks for them.
    """
    counts: dict[Keeper, Counter[str]] = defaultdict(Counter)
    columns = (clocks[name].to_pylist() for name in ("unit", "manager", "state"))
    for unit, manager, state in zip(*columns, strict=True):
        counts[unit, manager][state] += 1
    chosen = [keeper for keeper, count in counts.items() if later or count.total() > count[LATER]]
    rows = [
        {"unit": unit, "manager": manager, **{state: counts[unit, manager][state] for state in STATES}}
        for unit, manager in sorted(chosen, key=lambda keeper: (_worst(counts[keeper]), *_names(keeper)))
    ]
    return pa.Table.from_pylist(rows, schema=CLOCK_COUNTS)


def _worst(counts: Counter[str]) -> list[int]:
    """Return what sorts those first that have the most clocks in the worst state."""
    return [-counts[state] for state in STATES]


def _names(keeper: Keeper) -> Iterable[tuple[bool, str]]:
    """Return what sorts names by code point, none last."""
    return ((name is None, name or "") for name in keeper)

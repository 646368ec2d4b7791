"""Seeded draws that come out the same in every Python; it knows nothing of what is drawn."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws built on `random()` alone, the one method whose sequence Python promises to keep."""

    def __init__(self, seed: int) -> None:
        self._source = random.Random(seed)

    def happens(self, share: float) -> bool:
        """Return True in `share` of all cases."""
        return self._source.random() < share

    def number(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self._source.random() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """Return one of `items`."""
        return items[self.number(0, len(items) - 1)]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return `items` in another order."""
        rest = list(items)
        return [rest.pop(self.number(0, len(rest) - 1)) for _ in items]

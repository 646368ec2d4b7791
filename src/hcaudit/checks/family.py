"""Which records are children of others in the data, and which go round in a circle; it must not know any law."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from hcaudit.model.records import Mask
from hcaudit.model.view import View


def left_out(view: View, parent_field: str) -> Mask:
    """Return which records have their parent in the data, and so count under it; those of a circle count."""
    parents = _parents(view, parent_field)
    given = view.records.table[parent_field].to_pylist()
    return np.array([parent in parents for parent in given], dtype=np.bool_) & ~circular(view, parent_field)


def circular(view: View, parent_field: str) -> Mask:
    """Return which records are their own parent, or their own ancestor."""
    parents = _parents(view, parent_field)
    numbers = view.records.table["record_no"].to_pylist()
    return np.array([_in_circle(number, parents) for number in numbers], dtype=np.bool_) & view.records.numbered


def _parents(view: View, parent_field: str) -> Mapping[str, str | None]:
    """Return the parent's number of each numbered record."""
    table = view.records.table
    pairs = zip(table["record_no"].to_pylist(), table[parent_field].to_pylist(), view.records.numbered, strict=True)
    return {number: parent for number, parent, numbered in pairs if numbered}


def _in_circle(number: str, parents: Mapping[str, str | None]) -> bool:
    """Whether the ancestors of a record lead back to it."""
    seen: set[str] = set()
    ancestor = parents.get(number)
    while ancestor is not None and ancestor in parents and ancestor not in seen:
        if ancestor == number:
            return True
        seen.add(ancestor)
        ancestor = parents[ancestor]
    return False

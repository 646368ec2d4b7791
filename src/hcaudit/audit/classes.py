"""Which customer class each order can belong to, by the pack's classification; it must not know any rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hcaudit.model.kleene import NO, UNKNOWN, YES, Kleene, decided
from hcaudit.model.records import Mask
from hcaudit.model.rule import OUT_OF_SCOPE, ClassRow, Pack
from hcaudit.model.view import Cells, Codes, Numbers, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """The classes each record can have: `possible` has a column (bool mask) a class of the pack.

    A record with one possible class has it; one with several is of unknown class: its capacity or its
    business type is not given.  One with none has a business type nobody knows (`unknown_type`), and no rule
    that asks for a class judges it.
    """

    possible: dict[str, Mask]
    unknown_type: Mask

    def is_one_of(self, names: Sequence[str]) -> Kleene:
        """Return whether each record's class is one of `names`; with no names, yes."""
        n = len(self.unknown_type)
        if not names:
            return np.full(n, YES)
        inside = np.logical_or.reduce([self.possible[name] for name in names])
        others = [mask for name, mask in self.possible.items() if name not in names]
        outside = np.logical_or.reduce([np.zeros(n, dtype=np.bool_), *others])
        return np.where(inside, np.where(outside, UNKNOWN, YES), NO).astype(np.int8)

    @property
    def in_scope(self) -> Kleene:
        """Whether each record is a grid connection at all; a type nobody knows is taken for one."""
        outside = self.possible[OUT_OF_SCOPE] if OUT_OF_SCOPE in self.possible else np.zeros_like(self.unknown_type)
        others = np.logical_or.reduce([mask for name, mask in self.possible.items() if name != OUT_OF_SCOPE])
        return decided(~outside, ~(outside & others))


def classes_of(pack: Pack, view: View) -> Classes:
    """Return the class of each record; of kinds without a business type every record is in scope."""
    n = len(view)
    possible = {name: np.zeros(n, dtype=np.bool_) for name in pack.class_names}
    if "business_type" not in view.records.kind.fields:
        return Classes(possible=possible, unknown_type=np.ones(n, dtype=np.bool_))
    unplaced = np.ones(n, dtype=np.bool_)
    types, customers = view.words("business_type"), view.words("customer_class")
    capacity = view.numbers("capacity_kva")
    for row in pack.classes:
        here = unplaced & _matches(row, types, customers)
        _place(row, here, capacity, possible)
        unplaced &= ~here
    for name in possible:
        possible[name] |= unplaced & ~types.known
    return Classes(possible=possible, unknown_type=unplaced & types.known)


def _place(row: ClassRow, here: Mask, capacity: Cells[Numbers], possible: dict[str, Mask]) -> None:
    if row.capacity_up_to_kva is None or row.above is None:
        possible[row.is_class] |= here
        return
    small = capacity.values <= row.capacity_up_to_kva
    possible[row.is_class] |= here & (~capacity.known | small)
    possible[row.above] |= here & (~capacity.known | ~small)


def _matches(row: ClassRow, types: Cells[Codes], customers: Cells[Codes]) -> Mask:
    answer = np.ones(len(types.values), dtype=np.bool_)
    for group in row.business_type_has:
        answer &= types.known & types.contains(*group)
    if row.customer_class is not None:
        answer &= customers.known & customers.matches(row.customer_class.__eq__)
    return answer

"""Which customer class each order can belong to, by the pack's classification; it must not know any rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hcaudit.model.kleene import YES, Kleene, decided
from hcaudit.model.records import Mask
from hcaudit.model.rule import OUT_OF_SCOPE, ClassRow, Pack
from hcaudit.model.view import Cells, Codes, Numbers, View

BUSINESS_TYPE = "business_type"
"""The field that tells what an order is about: a kind that lacks it is in scope whatever it says."""

_NOWHERE = np.int8(-1)
"""The place of a business type that no row of the pack is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """The classes each record can have: `possible` has a column (bool mask) a class of the pack.

    A record with one possible class has it; one with several is of unknown class: its capacity or its
    business type is not given.  One with none has a business type nobody knows (`unknown_type`), and no rule
    that asks for a class judges it.  `untold` records have no business type, nor anything else that tells.
    """

    possible: dict[str, Mask]
    unknown_type: Mask
    untold: Mask

    def is_one_of(self, names: Sequence[str]) -> Kleene:
        """Return whether each record's class is one of `names`; with no names, yes."""
        n = len(self.unknown_type)
        if not names:
            return np.full(n, YES)
        inside = np.logical_or.reduce([self.possible[name] for name in names])
        others = [mask for name, mask in self.possible.items() if name not in names]
        outside = np.logical_or.reduce([np.zeros(n, dtype=np.bool_), *others])
        return decided(inside, ~(inside & outside))

    @property
    def unclear(self) -> Mask:
        """Whether a record can be of several classes."""
        return np.asarray(np.add.reduce([mask.view(np.int8) for mask in self.possible.values()], dtype=np.int8) > 1)

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
    if BUSINESS_TYPE not in view.records.kind.fields:
        return Classes(possible=possible, unknown_type=np.ones(n, dtype=np.bool_), untold=np.zeros(n, dtype=np.bool_))
    types, customers = view.words(BUSINESS_TYPE), view.words("customer_class")
    capacity = view.numbers("capacity_kva")
    places = _places(pack.classes, types, customers)[types.values, customers.values]
    for number, row in enumerate(pack.classes):
        _place(row, places == number, capacity, possible)
    unplaced = places == _NOWHERE
    for name in possible:
        possible[name] |= unplaced & ~types.known
    return Classes(possible=possible, unknown_type=unplaced & types.known, untold=unplaced & types.absent)


def _places(rows: Sequence[ClassRow], types: Cells[Codes], customers: Cells[Codes]) -> npt.NDArray[np.int8]:
    """Return the number of the first row that fits each pair of a business type and a customer class."""
    places = np.full((len(types.lexicon), len(customers.lexicon)), _NOWHERE)
    for number, row in enumerate(rows):
        places[(places == _NOWHERE) & np.logical_and.outer(_fits(row, types), _fits_customer(row, customers))] = number
    return places


def _place(row: ClassRow, here: Mask, capacity: Cells[Numbers], possible: dict[str, Mask]) -> None:
    if row.capacity_up_to_kva is None or row.above is None:
        possible[row.is_class] |= here
        return
    small = capacity.values <= row.capacity_up_to_kva
    possible[row.is_class] |= here & (~capacity.known | small)
    possible[row.above] |= here & (~capacity.known | ~small)


def _fits(row: ClassRow, types: Cells[Codes]) -> Mask:
    """Return whether a row is about each business type; the last, which is not known, contains nothing."""
    groups = row.business_type_has
    return types.asked(lambda word: all(any(part in word for part in group) for group in groups))


def _fits_customer(row: ClassRow, customers: Cells[Codes]) -> Mask:
    return customers.asked(lambda word: row.customer_class in (None, word))

"""The number each row's record is known by; it must not know how records of one number are merged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.gather import Pile
from hcaudit.model.records import Mask, not_null

_OF_A_PERSON = "个人"


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number a row (``file!sheet!row`` where it has none of its own), and which are usable to join records."""

    numbers: pa.ChunkedArray
    usable: Mask


def number_rows(pile: Pile) -> Numbers:
    """Return the record number of each row."""
    own = _composed(pile) if len(pile.kind.number) > 1 else pile.columns[pile.kind.number[0]].values
    usable = not_null(own)
    if usable.all():
        return Numbers(own, usable)
    places = np.flatnonzero(~usable)
    labels = np.full(len(pile), None, dtype=object)
    labels[places] = [pile.label(int(row)) for row in places]
    return Numbers(pc.coalesce(own, pa.array(labels, pa.string())), usable)


def _composed(pile: Pile) -> pa.ChunkedArray:
    """Return ``month/unit`` or ``month/unit/person``, null where a part is missing that tells records apart.

    A person's result without the person's name would otherwise pass for the result of the whole unit.
    """
    month, unit, person = (pile.columns[name].values for name in pile.kind.number)
    start = pc.binary_join_element_wise(pc.strftime(month, format="%Y-%m"), unit, "/")
    whole = pc.if_else(pc.is_valid(person), pc.binary_join_element_wise(start, person, "/"), start)
    nameless = pc.and_(pc.equal(pile.columns["level"].values, _OF_A_PERSON), pc.is_null(person))
    return pc.if_else(pc.fill_null(nameless, False), pa.scalar(None, pa.string()), whole)  # noqa: FBT003

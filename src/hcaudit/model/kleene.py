"""Three-valued logic over columns: no, unknown, yes; it must not know what a column stands for.

The order no < unknown < yes makes conjunction a minimum and disjunction a maximum (Kleene's strong logic),
so what is not known can never turn into yes or no by accident.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Kleene = npt.NDArray[np.int8]
"""A column of `NO`, `UNKNOWN` and `YES`."""

NO, UNKNOWN, YES = np.int8(0), np.int8(1), np.int8(2)


def all_of(*columns: Kleene) -> Kleene:
    """Return the conjunction of one column or more."""
    return np.asarray(np.minimum.reduce(columns), dtype=np.int8)


def any_of(*columns: Kleene) -> Kleene:
    """Return the disjunction of one column or more."""
    return np.asarray(np.maximum.reduce(columns), dtype=np.int8)


def negation(column: Kleene) -> Kleene:
    """Return yes for no, no for yes, unknown for unknown."""
    return np.asarray(YES - column, dtype=np.int8)


def decided(truth: npt.NDArray[np.bool_], known: npt.NDArray[np.bool_]) -> Kleene:
    """Return yes or no by `truth` where `known`, unknown elsewhere.

    Twice the truth, or one: arithmetic on bytes takes a tenth of the time of choosing.
    """
    return np.asarray(((truth & known).view(np.int8) << 1) | (~known).view(np.int8), dtype=np.int8)

"""Three-valued logic: the tables of Kleene's strong logic, and the laws that follow from them."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from hcaudit.model.kleene import NO, UNKNOWN, YES, Kleene, all_of, any_of, decided, negation

VALUES = (NO, UNKNOWN, YES)


def column(*values: np.int8) -> Kleene:
    return np.array(values, dtype=np.int8)


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (NO, NO, NO, NO),
        (NO, UNKNOWN, NO, UNKNOWN),
        (NO, YES, NO, YES),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
        (UNKNOWN, YES, UNKNOWN, YES),
        (YES, YES, YES, YES),
    ],
)
def test_the_truth_tables(one: np.int8, other: np.int8, both: np.int8, either: np.int8) -> None:
    for left, right in ((one, other), (other, one)):
        assert all_of(column(left), column(right)).tolist() == [both]
        assert any_of(column(left), column(right)).tolist() == [either]


def test_negation_leaves_the_unknown_unknown() -> None:
    assert negation(column(*VALUES)).tolist() == [YES, UNKNOWN, NO]


def test_a_single_column_stays_what_it_is() -> None:
    assert all_of(column(*VALUES)).tolist() == any_of(column(*VALUES)).tolist() == list(VALUES)


def test_de_morgan() -> None:
    left, right = (column(*side) for side in zip(*product(VALUES, VALUES), strict=True))
    assert np.array_equal(negation(all_of(left, right)), any_of(negation(left), negation(right)))


def test_what_is_unknown_never_decides() -> None:
    """Replacing the unknown by either answer never contradicts what was said without it."""
    for known, answer in product((NO, YES), (NO, YES)):
        for combine in (all_of, any_of):
            said = combine(column(UNKNOWN), column(known))[0]
            assert said in (UNKNOWN, combine(column(answer), column(known))[0])


def test_decided_where_known() -> None:
    truth, known = np.array([True, False, True, False]), np.array([True, True, False, False])
    answer = decided(truth, known)
    assert answer.tolist() == [YES, NO, UNKNOWN, UNKNOWN]
    assert answer.dtype == np.int8

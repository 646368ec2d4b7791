"""Rows that do not have the width of the others find back to their places."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pytest

from hcaudit.load.uneven import Uneven, woven

MANY = 1200


def woven_in(even: int, places: Sequence[int]) -> list[str]:
    """Return the first column of `even` rows, called ``e``, with others in the places given, counted from 1."""
    columns = {"0": [f"e{row}" for row in range(even)], "1": [None] * even}
    table = pa.table(columns, schema=pa.schema(dict.fromkeys(columns, pa.string())))
    cells: list[str] = woven(table, [Uneven(place, (f"u{place}",)) for place in places])["0"].to_pylist()
    return cells


@pytest.mark.parametrize(
    ("even", "places", "expected"),
    [
        (2, [1], "u1 e0 e1"),
        (2, [3], "e0 e1 u3"),
        (3, [1, 2, 4, 6], "u1 u2 e0 u4 e1 u6 e2"),
        (0, [1, 2], "u1 u2"),
    ],
)
def test_every_row_stands_where_it_stood(even: int, places: list[int], expected: str) -> None:
    assert woven_in(even, places) == expected.split()


def test_rows_next_to_each_other_stay_together() -> None:
    table = pa.table({"0": pa.array([f"e{row}" for row in range(10)])})
    block = [Uneven(place, (f"u{place}",)) for place in range(4, 4 + MANY)]
    assert woven(table, block)["0"].num_chunks == 3


def test_many_rows_and_few_take_the_same_places() -> None:
    places = range(2, 2 * MANY, 2)
    rows = woven_in(MANY, places)
    assert [rows[place - 1] for place in places] == [f"u{place}" for place in places]
    assert [row for row in rows if row.startswith("e")] == [f"e{row}" for row in range(MANY)]

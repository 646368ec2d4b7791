"""Two columns of one type beside each other."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa

from hcaudit.load.columns import Column, differing, filled, kept, united

DAY, MORNING, NOON = dt.datetime(2021, 12, 3), dt.datetime(2021, 12, 3, 9), dt.datetime(2021, 12, 3, 12)
NEXT = dt.datetime(2021, 12, 4)


def moments(*values: dt.datetime | None, unreadable: tuple[int, ...] = ()) -> Column:
    return Column(pa.chunked_array([pa.array(values, pa.timestamp("s"))]), np.array(unreadable, np.int64))


def test_a_date_and_a_moment_of_the_same_day_do_not_differ() -> None:
    first, second = moments(DAY, MORNING, MORNING, DAY, None), moments(MORNING, DAY, NOON, NEXT, NOON)
    assert differing(first.values, second.values).tolist() == [False, False, True, True, False]


def test_united_takes_the_first_and_the_clock_time() -> None:
    first, second = moments(DAY, MORNING, MORNING, DAY, None), moments(MORNING, DAY, NOON, NEXT, NOON)
    assert united(first, second).values.to_pylist() == [MORNING, MORNING, MORNING, DAY, NOON]


def test_united_is_unreadable_only_where_nothing_readable_is() -> None:
    first, second = moments(None, None, DAY, unreadable=(0, 1)), moments(NOON, None, None, unreadable=(2,))
    assert united(first, second).unreadable.tolist() == [1]


def test_kept_moves_the_unreadable_slots() -> None:
    column = kept(moments(None, DAY, None, None, unreadable=(0, 2, 3)), np.array([False, True, True, False]))
    assert column.values.to_pylist() == [DAY, None]
    assert column.unreadable.tolist() == [1]


def test_what_is_unreadable_is_filled() -> None:
    assert filled(moments(None, DAY, None, unreadable=(2,))).tolist() == [False, True, True]

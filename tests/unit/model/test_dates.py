"""Columns of days and moments as numpy has them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from hcaudit.model.dates import days_of, seconds_of

DAY = dt.date(1969, 12, 31)
MOMENT = dt.datetime(1969, 12, 31, 23, 59, 59)
LATER = dt.datetime(2021, 12, 1, 8, 30)


def column(kind: pa.DataType, *chunks: list[object]) -> pa.ChunkedArray:
    """Return a column of several chunks, each of them a slice of a longer one, so that it begins within a byte."""
    return pa.chunked_array([pa.array([None, *chunk], kind).slice(1) for chunk in chunks], kind)


@pytest.mark.parametrize("kind", [pa.timestamp("s"), pa.date32()])
def test_a_day_before_1970_is_no_day_after_it(kind: pa.DataType) -> None:
    days = days_of(column(kind, [MOMENT if pa.types.is_timestamp(kind) else DAY]))
    assert (days.dtype, days.tolist()) == (np.dtype("datetime64[D]"), [DAY])


def test_moments_keep_their_seconds_and_lose_them() -> None:
    moments = column(pa.timestamp("s"), [LATER, None], [], [MOMENT])
    assert seconds_of(moments).tolist() == [LATER, None, MOMENT]
    assert days_of(moments).tolist() == [LATER.date(), None, DAY]


def test_a_day_begins_at_midnight() -> None:
    days = column(pa.date32(), [None, DAY])
    assert seconds_of(days).tolist() == [None, dt.datetime(1969, 12, 31)]


def test_what_stands_in_a_null_slot_is_not_read() -> None:
    stray = pa.Array.from_buffers(
        pa.timestamp("s"), 2, [pa.py_buffer(b"\x02"), pa.py_buffer(np.array([7, 86_400]).tobytes())]
    )
    assert days_of(pa.chunked_array([stray])).tolist() == [None, dt.date(1970, 1, 2)]


def test_a_column_without_rows() -> None:
    assert len(days_of(pa.chunked_array([], pa.date32()))) == 0
    assert len(seconds_of(pa.chunked_array([pa.nulls(0, pa.timestamp("s"))]))) == 0

"""Arrow's columns of days and moments as numpy's, NaT where null; it must not know what a date is of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from hcaudit.model.records import not_null

Days = npt.NDArray[np.datetime64]
"""A column of ``datetime64[D]``; NaT where there is no day."""

_SECONDS_A_DAY = 86_400


def days_of(column: pa.ChunkedArray) -> Days:
    """Return a column of days or moments as ``datetime64[D]``."""
    days = np.empty(len(column), dtype=np.int64)
    for part, ticks in _parts(days, column):
        if pa.types.is_date32(column.type):
            part[:] = ticks
        else:
            np.floor_divide(ticks, _SECONDS_A_DAY, out=part)
    return _dated(days, column, "D")


def seconds_of(column: pa.ChunkedArray) -> Days:
    """Return a column of days or moments as ``datetime64[s]``."""
    seconds = np.empty(len(column), dtype=np.int64)
    for part, ticks in _parts(seconds, column):
        np.multiply(ticks, _SECONDS_A_DAY if pa.types.is_date32(column.type) else 1, out=part)
    return _dated(seconds, column, "s")


def _parts(
    target: npt.NDArray[np.int64], column: pa.ChunkedArray
) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[Any]]]:
    """Yield each chunk of dates as the numbers Arrow stores, arbitrary where null, and the part of `target` it fills.

    Arrow's own way, to combine, cast and convert, makes three copies of the column.
    """
    ticks = pa.int32() if pa.types.is_date32(column.type) else pa.int64()
    start = 0
    for chunk in column.chunks:
        if len(chunk):
            plain = pa.Array.from_buffers(ticks, len(chunk), [None, chunk.buffers()[1]], offset=chunk.offset)
            yield target[start : start + len(chunk)], plain.to_numpy()
        start += len(chunk)


def _dated(ticks: npt.NDArray[np.int64], column: pa.ChunkedArray, unit: Literal["s", "D"]) -> Days:
    """Return days or seconds since 1970 as dates, NaT where `column` is null."""
    dates = ticks.view(f"datetime64[{unit}]")
    if column.null_count:
        np.copyto(dates, np.datetime64("NaT", unit), where=~not_null(column))
    return dates

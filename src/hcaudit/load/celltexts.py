"""Cells as a spreadsheet's reader gives them → columns of text; it must not know files, rows or headers.

A cell is read as a person would type it.  Arrow does so for many cells at once where a column's cells are of one type;
they are looked at one by one only where they are not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.numbertext import number_text, number_texts

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_HALF_A_SECOND = 500_000
_NUMBERS = frozenset([int, float])
_MOMENTS = frozenset([dt.date, dt.datetime])


def texts_of(cells: Sequence[Cell | None]) -> pa.StringArray:
    """Return cells as text, null where they are empty."""
    try:
        return _empty_as_null(pa.array(cells, pa.string()))
    except pa.ArrowException:
        pass
    types = frozenset(map(type, cells))
    filled = [None if type(cell) is str and not cell else cell for cell in cells] if str in types else cells
    types = frozenset(map(type, filled)) - {type(None)} if str in types else types
    try:
        if types <= _NUMBERS:
            return number_texts(pa.array(filled, pa.float64()))
        if types == {dt.date}:
            return pa.array(filled, pa.date32()).cast(pa.string())
        if types <= _MOMENTS:
            return _moments(pa.array(filled if dt.date not in types else _as_moments(filled), pa.timestamp("us")))
    except pa.ArrowException:
        pass
    return pa.array([None if cell is None else _AS_TEXT.get(type(cell), str)(cell) for cell in filled], pa.string())


def _empty_as_null(texts: pa.StringArray) -> pa.StringArray:
    _, offsets, data = texts.buffers()
    is_filled = np.diff(np.frombuffer(offsets, np.int32)[: len(texts) + 1]) > 0
    if texts.null_count or is_filled.all():
        return texts
    valid = pa.py_buffer(np.packbits(is_filled, bitorder="little"))
    return pa.StringArray.from_buffers(len(texts), offsets, data, valid)


def _as_moments(days: Sequence[Cell | None]) -> list[Cell | None]:
    """Return days among moments as moments; Arrow takes either, but not both."""
    return [dt.datetime(day.year, day.month, day.day) if type(day) is dt.date else day for day in days]


def _moments(moments: pa.TimestampArray) -> pa.StringArray:
    nearest = pc.add(moments, pa.scalar(_HALF_A_SECOND, pa.duration("us")))
    return pc.floor_temporal(nearest, unit="second").cast(pa.timestamp("s")).cast(pa.string())


def _moment_text(moment: dt.datetime) -> str:
    rounded = moment + dt.timedelta(seconds=1) if moment.microsecond >= _HALF_A_SECOND else moment
    return rounded.replace(microsecond=0).isoformat(sep=" ")


_AS_TEXT: Mapping[type, Callable[..., str | None]] = {
    float: number_text,
    int: lambda number: number_text(float(number)),
    bool: lambda truth: "true" if truth else "false",
    dt.datetime: _moment_text,
    dt.date: dt.date.isoformat,
    dt.time: lambda time: time.isoformat("seconds"),
    # What is shown as so many hours is the number of a day all the same.
    dt.timedelta: lambda elapsed: number_text(elapsed / dt.timedelta(days=1)),
}

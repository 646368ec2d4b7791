"""A column of text → a typed column: one reader a field type; it must not know kinds, files or rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.cells import NONE, Chunk, Reading, Slots
from hcaudit.load.dates import read_days, read_moments, read_months
from hcaudit.load.figures import read_integers, read_money, read_numbers
from hcaudit.load.identifiers import read_ids
from hcaudit.load.wording import read_categories, read_sources, read_text, read_yes_no
from hcaudit.model.records import ARROW_TYPES, FieldType, Mask, not_null

READERS: Mapping[FieldType, Callable[[pa.StringArray, Reading], Chunk]] = {
    FieldType.ID: read_ids,
    FieldType.TEXT: read_text,
    FieldType.MOMENT: read_moments,
    FieldType.DAY: read_days,
    FieldType.MONTH: read_months,
    FieldType.YES_NO: read_yes_no,
    FieldType.CATEGORY: read_categories,
    FieldType.MONEY: read_money,
    FieldType.NUMBER: read_numbers,
    FieldType.INTEGER: read_integers,
    FieldType.SOURCES: read_sources,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A typed column, null where empty or unreadable, and the slots that are unreadable, ascending."""

    values: pa.ChunkedArray
    unreadable: Slots


def read_column(column: pa.ChunkedArray, reading: Reading) -> Column:
    """Return a column of text as the field of `reading` wants it."""
    read = READERS[reading.field.type]
    chunks = [read(chunk, reading) for chunk in column.chunks]
    starts = np.cumsum([0, *(len(chunk) for chunk in column.chunks)])
    lost = [chunk.unreadable + start for chunk, start in zip(chunks, starts[:-1], strict=True) if len(chunk.unreadable)]
    values = pa.chunked_array([chunk.values for chunk in chunks], ARROW_TYPES[reading.field.type])
    return Column(values, np.concatenate(lost) if lost else NONE)


def kept(column: Column, keep: Mask) -> Column:
    """Return the slots of a column that `keep` chooses."""
    places = np.cumsum(keep) - 1
    return Column(column.values.filter(pa.array(keep)), places[column.unreadable[keep[column.unreadable]]])


def filled(column: Column) -> Mask:
    """Return where something was entered, readable or not."""
    mask = not_null(column.values)
    mask[column.unreadable] = True
    return mask


def united(first: Column, second: Column) -> Column:
    """Return the first filled value of two columns for one field; of a date and a moment of one day, the moment."""
    values = pc.coalesce(first.values, second.values)
    if pa.types.is_timestamp(values.type):
        finer = pc.and_(same_day(first.values, second.values), is_midnight(first.values))
        values = pc.if_else(finer.fill_null(False), second.values, values)  # noqa: FBT003 - the value to fill in
    lost = np.union1d(first.unreadable, second.unreadable)
    return Column(values, lost[~not_null(values.take(pa.array(lost)))])


def differing(first: pa.ChunkedArray, second: pa.ChunkedArray) -> Mask:
    """Return where two columns of one type are both known and contradict each other.

    A date and a moment of the same day do not.
    """
    unlike = pc.not_equal(first, second)
    if pa.types.is_timestamp(first.type):
        coarse = pc.or_(is_midnight(first), is_midnight(second))
        unlike = pc.and_not(unlike, pc.and_(same_day(first, second), coarse))
    answer: Mask = unlike.fill_null(False).to_numpy().astype(np.bool_)  # noqa: FBT003 - the value to fill in
    return answer


def same_day(first: pa.ChunkedArray, second: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return where two columns of moments fall on the same day."""
    return pc.equal(pc.floor_temporal(first, unit="day"), pc.floor_temporal(second, unit="day"))


def is_midnight(moments: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return where a moment has no clock time."""
    return pc.equal(pc.floor_temporal(moments, unit="day"), moments)

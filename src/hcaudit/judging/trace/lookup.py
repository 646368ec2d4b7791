"""Finds records by the number a person gives, and the numbers nearest to one that is not there.

It must not know what is told of a record.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.records import Dossier, Records

_MOST_COMPARED = 50
_MOST_NAMED = 5
_LEAST_LIKE = 0.6


def rows_numbered(records: Records, numbers: Sequence[str]) -> list[int]:
    """Return the rows of the records with the first of `numbers` that there is; case matters only if it must."""
    column = records.table.column("record_no")
    for number in numbers:
        if rows := _rows(pc.equal(column, number)):
            return rows
    lowered = pc.utf8_lower(column)
    for number in numbers:
        if rows := _rows(pc.equal(lowered, number.lower())):
            return rows
    return []


def nearest_numbers(dossier: Dossier, number: str) -> list[str]:
    """Return the record numbers most like `number`, the likest first.

    Only the few numbers that share most of their beginning and end with it are compared letter by letter: that
    takes a second for a million.
    """
    known = dict.fromkeys(name for records in dossier.records.values() for name in _near(records, number))
    likeness = {name: difflib.SequenceMatcher(None, number, name).ratio() for name in known}
    near = [name for name in known if likeness[name] >= _LEAST_LIKE]
    near.sort(key=lambda name: (-likeness[name], -_alike(number, name), name))
    return near[:_MOST_NAMED]


def _alike(one: str, other: str) -> int:
    """Return how many letters two texts begin with in common."""
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _rows(mask: pa.ChunkedArray) -> list[int]:
    rows: list[int] = np.flatnonzero(mask.to_numpy()).tolist()
    return rows


def _near(records: Records, number: str) -> Iterator[str]:
    """Yield the numbers that share most of their beginning and end with `number`."""
    column = records.table.column("record_no")
    shared = _common(column, number) + _common(pc.utf8_reverse(column), number[::-1])
    for row in np.argsort(-shared, kind="stable")[:_MOST_COMPARED].tolist():
        yield str(column[row].as_py())


def _common(column: pa.ChunkedArray, number: str) -> npt.NDArray[np.int64]:
    """Return how many letters each text has in common with the beginning of `number`."""
    length = np.zeros(len(column), dtype=np.int64)
    for end in range(1, len(number) + 1):
        begins = pc.starts_with(column, number[:end]).to_numpy().astype(np.bool_)
        if not begins.any():
            break
        length[begins] = end
    return length

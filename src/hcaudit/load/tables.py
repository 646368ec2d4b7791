"""Tables that stand below each other in one sheet → a sheet each; it must not know what stands below a header."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.headers import Recognised, recognise
from hcaudit.load.rawsheet import RawSheet
from hcaudit.load.vocabulary import Vocabulary

_SEARCHED_COLUMNS = 8
_FEWEST = 2
_MOST_HEADERS = 1000
_TITLE_CELLS = 2
"""The title of a table has no more cells."""


def tables_of(raw: RawSheet, vocabulary: Vocabulary, kind: str | None) -> list[RawSheet]:
    """Return the parts of a sheet, each with its own header; a header that is only repeated begins none.

    Delimited text is one table: a row that is none of it is a problem there.
    """
    if raw.delimited or raw.header is not None:
        return [raw]
    starts = [0, *list(_headers(raw, vocabulary, kind))[1:]]
    return [_part(raw, start, end) for start, end in zip(starts, [*starts[1:], len(raw.rows)], strict=True)]


def _headers(raw: RawSheet, vocabulary: Vocabulary, kind: str | None) -> Iterator[int]:
    """Yield where the tables begin, titles included."""
    before: Recognised | None = None
    end = 0
    for slot in _suspects(raw, vocabulary):
        if slot < end:
            continue
        outcome = recognise(_rows(raw, slot, slot + 2), vocabulary, kind)
        if not isinstance(outcome, Recognised) or outcome.above:
            continue
        if before is None or (outcome.kind, outcome.fields) != (before.kind, before.fields):
            yield _with_title(raw, slot, end)
        before, end = outcome, slot + outcome.height


def _suspects(raw: RawSheet, vocabulary: Vocabulary) -> Sequence[int]:
    """Return the rows in which several cells say what headers say."""
    words = pa.array(sorted({word for index in vocabulary.headers.values() for word in index}), pa.string())
    hits = np.zeros(len(raw.rows), np.int8)
    for column in raw.columns[:_SEARCHED_COLUMNS]:
        hits += pc.is_in(column, value_set=words).to_numpy().astype(np.int8)
    suspects: list[int] = np.flatnonzero(hits >= _FEWEST)[:_MOST_HEADERS].tolist()
    return suspects


def _with_title(raw: RawSheet, slot: int, end: int) -> int:
    """Return the first of the rows with a title, or nothing, right above a header."""
    while slot > end and sum(map(bool, _rows(raw, slot - 1, slot)[0])) <= _TITLE_CELLS:
        slot -= 1
    return slot


def _rows(raw: RawSheet, start: int, end: int) -> list[list[str]]:
    return _part(raw, start, end).first(end - start)


def _part(raw: RawSheet, start: int, end: int) -> RawSheet:
    if start == 0 and end == len(raw.rows):
        return raw
    columns = tuple(column.slice(start, end - start) for column in raw.columns)
    return dataclasses.replace(raw, columns=columns, rows=raw.rows[start:end])

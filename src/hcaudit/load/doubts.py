"""What there is to say about cells that were not understood or contradict each other; it must not change a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.cells import Reading, Slots
from hcaudit.load.decoding import GARBLED
from hcaudit.load.folding import fold
from hcaudit.load.problems import Place, Problem, listed
from hcaudit.load.vocabulary import Vocabulary
from hcaudit.model.records import Field, FieldType

_REASONS: Mapping[FieldType, str] = {
    FieldType.ID: "problem-destroyed-number",
    FieldType.TEXT: "problem-lost-value",
    FieldType.MOMENT: "problem-unreadable-date",
    FieldType.DAY: "problem-unreadable-date",
    FieldType.MONTH: "problem-unreadable-month",
    FieldType.YES_NO: "problem-unreadable-word",
    FieldType.CATEGORY: "problem-unreadable-word",
    FieldType.MONEY: "problem-unreadable-amount",
    FieldType.NUMBER: "problem-unreadable-number",
    FieldType.INTEGER: "problem-unreadable-integer",
    FieldType.SOURCES: "problem-unreadable-sources",
}


def unreadable_cells(places: Sequence[Place], values: Sequence[str | None], reading: Reading) -> Iterator[Problem]:
    """Yield a problem for each cell of a column that could not be read."""
    reasons = {value: _reason(value, reading) for value in set(values)}
    for place, value in zip(places, values, strict=True):
        key, details = reasons[value]
        yield Problem(place=place, key=key, value=value, details=details)


def unlisted_words(places: Sequence[Place], values: Sequence[str | None], reading: Reading) -> Iterator[Problem]:
    """Yield a problem for each distinct word that a vocabulary does not list, at the first row that has it."""
    known = listed(reading.vocabulary.words_of(reading.field).samples)
    first = dict(zip(reversed(values), reversed(places), strict=True))
    for value, count in Counter(values).items():
        details = {"count": count, "known": known}
        yield Problem(place=first[value], key="problem-unlisted-word", value=value, details=details)


def conflicting_cells(
    places: Sequence[Place], values: Sequence[str | None], other_column: str, others: Sequence[str | None]
) -> Iterator[Problem]:
    """Yield a problem for each row in which two columns for one field differ; the other one's value stands."""
    for place, value, other in zip(places, values, others, strict=True):
        details = {"other_column": other_column, "other_value": other}
        yield Problem(place=place, key="problem-two-columns", value=value, details=details)


def texts_at(column: pa.ChunkedArray, slots: Slots) -> list[str | None]:
    """Return the text of a column's cells."""
    texts: list[str | None] = column.take(pa.array(slots.astype(np.int64))).to_pylist()
    return texts


def spoken(values: pa.ChunkedArray, field: Field, vocabulary: Vocabulary) -> list[str | None]:
    """Return typed values as a person would write them."""
    match field.type:
        case FieldType.CATEGORY | FieldType.SOURCES:
            words = vocabulary.words_of(field)
            samples = dict(zip(words.known, words.samples, strict=True))
            return [value and samples.get(str(value), str(value)) for value in values.to_pylist()]
        case FieldType.YES_NO:
            return [None if value is None else "是" if value else "否" for value in values.to_pylist()]
        case FieldType.MONEY:
            return [None if fen is None else f"{fen / 100:.2f}" for fen in values.to_pylist()]
        case FieldType.MOMENT:
            texts = pc.cast(values, pa.string()).to_pylist()
            return [text and text.removesuffix(" 00:00:00") for text in texts]
        case _:
            return [None if value is None else str(value).removesuffix(".0") for value in values.to_pylist()]


def _reason(value: str | None, reading: Reading) -> tuple[str, Mapping[str, object]]:
    field = reading.field
    folded = fold(value or "")
    if folded in reading.vocabulary.lost:
        return "problem-lost-value", {}
    if GARBLED in (value or ""):
        return "problem-garbled-value", {}
    reason = _REASONS[field.type]
    if reason != "problem-unreadable-word":
        return reason, {}
    words = reading.vocabulary.words_of(field)
    if words.meaning(folded) is not None:
        return "problem-says-unknown", {}
    return reason, {"known": listed(words.samples)}

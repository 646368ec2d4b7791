"""Cells that were filled and not understood, as problems that say why; it must not change any value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from hcaudit.load.cells import Reading, Slots
from hcaudit.load.folding import fold
from hcaudit.load.problems import Place, cell_problems
from hcaudit.load.rawsheet import Rows
from hcaudit.model.records import FieldType

_REASONS: Mapping[FieldType, str] = {
    FieldType.ID: "destroyed-number",
    FieldType.TEXT: "lost-value",
    FieldType.MOMENT: "unreadable-date",
    FieldType.DAY: "unreadable-date",
    FieldType.MONTH: "unreadable-month",
    FieldType.YES_NO: "unreadable-word",
    FieldType.CATEGORY: "unreadable-word",
    FieldType.MONEY: "unreadable-amount",
    FieldType.NUMBER: "unreadable-number",
    FieldType.INTEGER: "unreadable-integer",
    FieldType.SOURCES: "unreadable-sources",
}


def unreadable_cells(
    place: Place, header: str, rows: Rows, values: Sequence[str | None], reading: Reading
) -> pa.Table:
    """Return a problem for each cell of a column that could not be read."""
    reasons = {value: _reason(value, reading) for value in set(values)}
    return cell_problems(place, rows, header, values, [reasons[value] for value in values])


def unlisted_words(place: Place, header: str, rows: Rows, values: Sequence[str | None], reading: Reading) -> pa.Table:
    """Return a problem for each distinct word that a vocabulary does not list, at the first row that has it."""
    count = Counter(values)
    first = [values.index(value) for value in count]
    known = "、".join(reading.vocabulary.words_of(reading.field).known)
    details = [("unlisted-word", {"count": count[value], "known": known}) for value in count]
    return cell_problems(place, rows[first], header, list(count), details)


def conflicting_cells(
    place: Place, headers: tuple[str, str], rows: Rows, values: Sequence[str | None], others: Sequence[str | None]
) -> pa.Table:
    """Return a problem for each row in which two columns for one field differ; the first one's value stands."""
    words = [("two-columns", {"other_column": headers[0], "other_value": other}) for other in others]
    return cell_problems(place, rows, headers[1], values, words)


def texts_at(column: pa.ChunkedArray, slots: Slots) -> list[str | None]:
    """Return the text of a column's cells."""
    texts: list[str | None] = column.take(pa.array(slots.astype(np.int64))).to_pylist()
    return texts


def _reason(value: str | None, reading: Reading) -> tuple[str, dict[str, object]]:
    field = reading.field
    folded = fold(value or "")
    if folded in reading.vocabulary.lost:
        return "lost-value", {}
    reason = _REASONS[field.type]
    if reason != "unreadable-word":
        return reason, {}
    words = reading.vocabulary.words_of(field)
    if words.meaning(folded) is not None:
        return "says-unknown", {}
    return reason, {"known": "、".join(words.samples)}

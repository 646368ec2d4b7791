"""Numbers of spreadsheets and tables → the text a person would type; it must not know what a number means."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

EXACT_BELOW = 1e15
"""A spreadsheet keeps 15 digits: whole numbers from here on have lost their last ones."""


def number_text(number: float) -> str | None:
    """Return a number as typed: whole ones without a fraction, those too long to be exact visibly so."""
    if number != number:  # noqa: PLR0124 - not a number
        return None
    if number.is_integer():
        return str(int(number)) if abs(number) < EXACT_BELOW else f"{number:.5E}"
    return repr(number)


def number_texts(numbers: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Return numbers (float64, null where there is none) as `number_text` would."""
    numbers = pc.if_else(pc.is_nan(numbers), pa.scalar(None, pa.float64()), numbers)
    whole = pc.and_(pc.equal(pc.floor(numbers), numbers), pc.less(pc.abs(numbers), EXACT_BELOW))
    if pc.all(whole).as_py() is not False:
        return numbers.cast(pa.int64()).cast(pa.string())
    texts = [None if number is None else number_text(number) for number in numbers.to_pylist()]
    return pa.array(texts, pa.string())

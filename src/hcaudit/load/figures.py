"""Numbers and amounts in all the forms exports have them; it must not know which field they belong to."""

from __future__ import annotations

import decimal
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.cells import UNREADABLE, Chunk, Reading, by_distinct, cast_whole
from hcaudit.load.folding import fold

_CLEAN_AMOUNT = pa.decimal128(24, 6)
_FEN = pa.decimal128(26, 2)
_NUMBER = re.compile(r"[¥$第]?([+-]?)[¥$]?(\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(\.\d*)?(e[+-]?\d{1,2})?([^\d.,+-].*)?")
_LARGEST = Decimal(10) ** 15


def read_numbers(chunk: pa.StringArray, reading: Reading) -> Chunk:
    """Return a chunk of text as float64."""
    numbers = cast_whole(chunk, pa.float64()) if reading.factor == 1 else None
    if numbers is not None and _are_exact(numbers):
        return Chunk(numbers)
    return by_distinct(chunk, pa.float64(), _reader(reading, float))


def read_integers(chunk: pa.StringArray, reading: Reading) -> Chunk:
    """Return a chunk of text as int64; a number with a fraction is unreadable."""
    return by_distinct(chunk, pa.int64(), _reader(reading, _whole))


def read_money(chunk: pa.StringArray, reading: Reading) -> Chunk:
    """Return a chunk of amounts in yuan as int64 fen, rounded half up."""
    yuan = cast_whole(chunk, _CLEAN_AMOUNT) if reading.factor == 1 else None
    if yuan is not None and _are_exact(yuan):
        rounded = pc.cast(pc.round(yuan, ndigits=2, round_mode="half_towards_infinity"), _FEN)
        return Chunk(pc.cast(pc.multiply(rounded, pa.scalar(Decimal(100), pa.decimal128(3, 0))), pa.int64()))
    return by_distinct(chunk, pa.int64(), _reader(reading, _fen))


def _are_exact(numbers: pa.Array) -> bool:
    """Return whether all of them are numbers, and small enough to have been kept exactly."""
    return pc.all(pc.less(pc.abs(numbers), pa.scalar(_LARGEST).cast(numbers.type))).as_py() is not False


def _reader(reading: Reading, convert: Callable[[Decimal], object]) -> Callable[[str], object]:
    vocabulary = reading.vocabulary

    def meaning(text: str) -> object:
        folded = fold(text)
        if folded in vocabulary.empty:
            return None
        number = parse_number(folded, vocabulary.units, reading.factor)
        return UNREADABLE if number is None else convert(number)

    return meaning


def parse_number(folded: str, units: Mapping[str, int], factor: int = 1) -> Decimal | None:
    """Return the number of a folded text, its own unit (else `factor`, that of the header) taken into account.

    None if it is no number, has an unknown unit, or is too large to have been kept exactly.
    """
    match = _NUMBER.fullmatch(folded)
    if not match:
        return None
    sign, whole, fraction, exponent, unit = match.groups()
    unit = (unit or "").strip("()")
    if unit and unit not in units:
        return None
    try:
        number = Decimal(f"{sign}{whole.replace(',', '') or '0'}{fraction or ''}{exponent or ''}")
    except decimal.InvalidOperation:
        return None
    number *= units[unit] if unit else factor
    return number if abs(number) < _LARGEST else None


def _whole(number: Decimal) -> object:
    return int(number) if number == number.to_integral_value() else UNREADABLE


def _fen(number: Decimal) -> int:
    return int((number * 100).quantize(Decimal(1), rounding=decimal.ROUND_HALF_UP))

"""Words: yes or no, categories, numbers of power sources, free text; it must not know which field is which."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.cells import (
    NONE,
    UNREADABLE,
    Chunk,
    Reading,
    begins_with,
    by_distinct,
    bytes_of,
    empty_words,
    is_garbled,
    tidy,
)
from hcaudit.load.decoding import GARBLED
from hcaudit.load.folding import clean, fold
from hcaudit.load.identifiers import slots_of

_MOST_DIGITS = 3
_YES_NO = {"yes": True, "no": False}


def read_yes_no(chunk: pa.StringArray, reading: Reading) -> Chunk:
    """Return a chunk of text as bool."""
    return by_distinct(chunk, pa.bool_(), _meaning(reading, lambda _text, value: _YES_NO.get(value or "", UNREADABLE)))


def read_categories(chunk: pa.StringArray, reading: Reading) -> Chunk:
    """Return a chunk of text as the values of its vocabulary."""
    return by_distinct(chunk, pa.string(), _meaning(reading, lambda _text, value: value or UNREADABLE))


def read_sources(chunk: pa.StringArray, reading: Reading) -> Chunk:
    """Return a chunk of text as the number of power sources: a word, or a whole number of at least one."""
    return by_distinct(chunk, pa.int64(), _meaning(reading, _sources))


def read_text(chunk: pa.StringArray, reading: Reading) -> Chunk:
    """Return a chunk of text normalised, null where a word says that there is nothing."""
    if reading.field.vocabulary:
        return by_distinct(chunk, pa.string(), _meaning(reading, lambda text, value: value or clean(text)))
    bare = tidy(chunk)
    raw = bytes_of(bare)
    values, unreadable = bare, NONE
    empty = empty_words(reading.vocabulary.empty)
    longest = pc.max(pc.binary_length(empty))
    if pc.any(pc.less_equal(pc.binary_length(bare), longest)).as_py():
        values = pc.if_else(pc.is_in(bare, value_set=empty), pa.scalar(None, pa.string()), values)
    if begins_with(raw, "#") or is_garbled(raw):
        lost = pc.is_in(bare, value_set=empty_words(reading.vocabulary.lost))
        lost = pc.or_(lost, pc.match_substring(bare, GARBLED))
        values, unreadable = pc.if_else(lost, pa.scalar(None, pa.string()), values), slots_of(lost)
    return Chunk(values, unreadable)


def _meaning(reading: Reading, convert: Callable[[str, str | None], object]) -> Callable[[str], object]:
    """Return a reader of single texts: its vocabulary's own words first, then the words for nothing and for lost."""
    vocabulary = reading.vocabulary
    words = vocabulary.words_of(reading.field)

    def meaning(text: str) -> object:
        folded = fold(text)
        value = words.meaning(folded)
        if value is None and folded in vocabulary.empty:
            return None
        if value is None and (folded in vocabulary.lost or GARBLED in text):
            return UNREADABLE
        return convert(text, value)

    return meaning


def _sources(text: str, value: str | None) -> object:
    if value is not None:
        return int(value)
    number = fold(text).removesuffix("路").removesuffix("个").removesuffix(".0")
    return int(number) if number.isdecimal() and len(number) <= _MOST_DIGITS and int(number) >= 1 else UNREADABLE

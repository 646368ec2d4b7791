"""What all column parsers share: the raw bytes of a chunk, tidying, reading through distinct values."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.vocabulary import Vocabulary
from hcaudit.model.records import Field

Slots = npt.NDArray[np.int64]
Letters = npt.NDArray[np.uint8]
NONE = np.empty(0, np.int64)

_PROBE = 50
_PIECE = 1 << 19

_EDGES = (
    r"^[\s\x{00}-\x{1f}\x{7f}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{2064}\x{feff}\x{ad}]+"
    r"|[\s\x{00}-\x{1f}\x{7f}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{2064}\x{feff}\x{ad}]+$"
)


class Unreadable(Enum):
    """The reading of a cell that is filled but cannot be understood."""

    UNREADABLE = "unreadable"


UNREADABLE = Unreadable.UNREADABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a column is to be read: its field, the vocabulary, the factor of the unit in its header, the epoch."""

    field: Field
    vocabulary: Vocabulary
    factor: int = 1
    epoch_1904: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """Typed values of one chunk, null where empty or unreadable, and the slots that are unreadable."""

    values: pa.Array
    unreadable: Slots = field(default_factory=lambda: NONE)


@dataclass(frozen=True, slots=True)
class StringBytes:
    """The bytes of an array of strings: slot i is ``data[offsets[i]:offsets[i + 1]]``."""

    data: Letters
    offsets: npt.NDArray[np.int32]


def bytes_of(chunk: pa.StringArray) -> StringBytes:
    """Return a view on the bytes of an array of strings; a null slot may show stray bytes."""
    _, offsets, data = chunk.buffers()
    places = np.frombuffer(offsets, np.int32)[chunk.offset : chunk.offset + len(chunk) + 1]
    letters = np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8)
    start = int(places[0])
    return StringBytes(letters[start : int(places[-1])], places - start)


def pieces(data: Letters) -> Iterator[Letters]:
    """Yield bytes a piece at a time, so that what is made of one is small enough to be made in the same place again."""
    return (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))


def tidy(chunk: pa.StringArray) -> pa.StringArray:
    """Return the strings as `folding.clean` would: normalised, without invisible edges and wrappings."""
    if len(chunk) == 0:
        return chunk
    raw = bytes_of(chunk)
    if len(raw.data) == 0:
        return chunk
    if _needs_normalising(raw.data):
        chunk = pc.replace_substring_regex(pc.utf8_normalize(chunk, form="NFKC"), _EDGES, "")
    elif _has_controls(raw.data):
        chunk = pc.replace_substring_regex(chunk, _EDGES, "")
    elif raw.data.min() <= ord(" "):
        chunk = pc.ascii_trim_whitespace(chunk)
    bare = bytes_of(chunk)
    if begins_with(bare, "="):
        chunk = pc.ascii_trim_whitespace(pc.replace_substring_regex(chunk, r'^="((?s:.*))"$', r"\1"))
    if begins_with(bare, "'"):
        chunk = pc.ascii_trim_whitespace(pc.ascii_ltrim(chunk, "'"))
    return chunk


def _needs_normalising(data: Letters) -> bool:
    """Return whether there is anything but ASCII and common Chinese characters (UTF-8 lead bytes E4 to E9)."""
    highest = data.max()
    if highest < 0x80:  # noqa: PLR2004
        return False
    return bool(highest > 0xE9) or any(((piece - np.uint8(0xC0)) <= 0x23).any() for piece in pieces(data))  # noqa: PLR2004


def _has_controls(data: Letters) -> bool:
    """Return whether there is a character that is neither shown nor white space."""
    if data.min() >= ord(" "):
        return bool(data.max() == 0x7F)  # noqa: PLR2004 - DEL; what is not ASCII has larger bytes, and is looked at before
    return bool(((data < ord("\t")) | ((data > ord("\r")) & (data < ord(" "))) | (data == 0x7F)).any())  # noqa: PLR2004


def begins_with(raw: StringBytes, mark: str) -> bool:
    """Return whether any string begins with a mark."""
    if len(raw.data) == 0:
        return False
    first = raw.data[np.minimum(raw.offsets[:-1], len(raw.data) - 1)]
    return bool((first == ord(mark)).any())


def is_garbled(raw: StringBytes) -> bool:
    """Return whether any string may have a character that could not be decoded; its UTF-8 begins with EF."""
    return bool(len(raw.data)) and bool((raw.data == 0xEF).any())  # noqa: PLR2004


def cast_whole(chunk: pa.StringArray, target: pa.DataType) -> pa.Array | None:
    """Return the chunk cast at once, None if one of its strings cannot be.

    Failing on many is slow: a few are tried first.
    """
    try:
        pc.cast(chunk.slice(0, _PROBE), target)
        return pc.cast(chunk, target)
    except pa.ArrowInvalid:
        return None


def by_distinct(chunk: pa.StringArray, target: pa.DataType, meaning: Callable[[str], object]) -> Chunk:
    """Return the chunk read value by distinct value; `meaning` gives a value, None (empty) or `UNREADABLE`."""
    coded = chunk.dictionary_encode()
    texts = coded.dictionary.to_pylist()
    read = [meaning(text) for text in texts]
    if chunk.type == target and read == texts:
        return Chunk(chunk)
    values = pa.array([None if value is UNREADABLE else value for value in read], target)
    lost = np.fromiter((value is UNREADABLE for value in read), np.bool_, len(read))
    typed = values.take(coded.indices)
    if not lost.any():
        return Chunk(typed)
    codes = coded.indices.fill_null(0).to_numpy()
    filled = coded.indices.is_valid().to_numpy(zero_copy_only=False)
    return Chunk(typed, np.flatnonzero(lost[codes] & filled))


@functools.lru_cache(maxsize=8)
def empty_words(vocabulary_words: frozenset[str]) -> pa.StringArray:
    """Return folded words in the forms in which they may stand in a tidied cell."""
    forms = {form for word in vocabulary_words for form in (word, word.upper(), word.capitalize())}
    return pa.array(sorted(forms | {"NaN", "NaT"} if "nan" in forms else forms), pa.string())

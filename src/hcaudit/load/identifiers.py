"""Numbers of orders, customers and the like: text that is never arithmetic; it must not know which kind has which."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.cells import NONE, Chunk, Reading, bytes_of, empty_words, tidy

DESTROYED = r"^[0-9](\.[0-9]+)?[eE]\+[0-9]+$|^[0-9]\.[0-9]+[eE][0-9]+$|^[0-9]{16,}\.0+$|^#+$|\x{fffd}"
"""What a spreadsheet leaves of a number of more than 15 digits (or of one in too narrow a column); undecodable text."""

_WRAPPINGS = r"""[\s\x{00}-\x{1f}\x{200b}-\x{200f}\x{2060}-\x{2064}\x{feff}"'=]+"""
_FLOAT_TAIL = r"^([0-9]{1,15})\.0+$"
_GROUPED = r"^[0-9]{1,3}(,[0-9]{3})+$"
_GROUPED_AND_LONG = r"^[0-9]{1,3}(,[0-9]{3}){5,}$"
"""Numbers shown with separators of thousands; with more than 15 digits the last ones are lost."""


def read_ids(chunk: pa.StringArray, reading: Reading) -> Chunk:
    """Return a chunk of text as identifiers: no spaces, no wrappings; what a spreadsheet destroyed is unreadable."""
    if _all_digits(chunk):
        return Chunk(chunk)
    bare = pc.replace_substring_regex(tidy(chunk), _WRAPPINGS, "")
    if _all_digits(bare):
        return Chunk(_without(bare, pc.equal(bare, "")))
    bare = pc.replace_substring_regex(bare, _FLOAT_TAIL, r"\1")
    words = reading.vocabulary
    lost = pc.or_(
        pc.match_substring_regex(bare, f"{DESTROYED}|{_GROUPED_AND_LONG}"),
        pc.is_in(bare, value_set=empty_words(words.lost)),
    )
    if pc.any(pc.match_substring(bare, ",")).as_py():
        bare = pc.if_else(pc.match_substring_regex(bare, _GROUPED), pc.replace_substring(bare, ",", ""), bare)
    values = _without(bare, pc.or_(lost, pc.is_in(bare, value_set=empty_words(words.empty))))
    return Chunk(values, slots_of(lost))


def slots_of(mask: pa.BooleanArray) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the slots where an Arrow mask is true (null is not)."""
    if not pc.any(mask).as_py():
        return NONE
    return np.flatnonzero(mask.fill_null(False).to_numpy(zero_copy_only=False))  # noqa: FBT003 - the value to fill in


def _all_digits(chunk: pa.StringArray) -> bool:
    data = bytes_of(chunk).data
    return len(data) == 0 or bool(data.min() >= ord("0") and data.max() <= ord("9"))


def _without(values: pa.StringArray, mask: pa.BooleanArray) -> pa.StringArray:
    """Return the values with null where the mask is true."""
    return pc.if_else(mask, pa.scalar(None, pa.string()), values)

"""Whole columns turned into what a reader sees: yuan, joined lists, visible control characters; it knows no format.

Every function takes and returns an Arrow column of the same length; null stays null.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model import money

YUAN, yuan = money.YUAN, money.yuan

SEPARATOR = ";"
"""Stands between the members of a list in a cell of text."""

FORMULA_STARTS = "=+-@\t\r"
"""A text that begins with one of these could be taken for a formula by a spreadsheet."""

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal obeys instead of showing: control characters, and marks that turn the writing direction."""

_LAST_OF_TWO_DIGITS = 0xFF
_BREAKS = re.compile("[\t\n\r]")
_CONTROL_BYTES = bytes([*range(0x20), 0x7F, 0xC2, 0xD8, 0xE2])
"""The bytes with which characters of `CONTROLS` and line breaks begin in UTF-8 (and a few harmless ones)."""


def change_texts(column: pa.Array, change: Callable[[str], str]) -> pa.Array:
    """Return the texts of `column` each changed by `change`, which is asked once for each distinct text."""
    if isinstance(column, pa.ChunkedArray):
        return pa.chunked_array([change_texts(chunk, change) for chunk in column.chunks], type=column.type)
    coded = column.dictionary_encode()
    changed = pa.array([change(text) for text in coded.dictionary.to_pylist()], type=column.type)
    return changed.take(coded.indices)


def listed(column: pa.Array) -> pa.Array:
    """Return lists of texts as one text each; an empty list is null."""
    joined = pc.binary_join(column, SEPARATOR)
    return pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), joined)


def visible(column: pa.Array, *, one_line: bool = False) -> pa.Array:
    r"""Return texts with control characters spelled out (``\x1b``); line breaks and tabs too if `one_line`."""
    if not holds_any(column, _CONTROL_BYTES):
        return column
    return change_texts(column, visible_text if one_line else _spelled)


def guarded(column: pa.Array) -> pa.Array:
    """Return texts with an apostrophe before what a spreadsheet would take for a formula."""
    if not holds_any(column, FORMULA_STARTS.encode()):
        return column
    return change_texts(column, lambda text: f"'{text}" if text.startswith(tuple(FORMULA_STARTS)) else text)


def pauses(column: pa.Array) -> pa.Array:
    """Return pauses (`PAUSES`) as texts like ``2022-01-05→2022-01-20 配套工程``; no pause is null."""
    spans = column.flatten()
    after, until, what = (spans.field(name).cast(pa.string()) for name in ("after", "until", "what"))
    words = pc.binary_join_element_wise(
        pc.binary_join_element_wise(after, until, "→", null_handling="replace"), what, " ", null_handling="skip"
    )
    return listed(with_members(column, words))


def with_members(lists: pa.Array, members: pa.Array) -> pa.Array:
    """Return lists as long as `lists` (null where they are) that hold `members`, which stand for its flat values."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), members, mask=lists.is_null())


def holds_any(column: pa.Array, suspects: bytes) -> bool:
    """Tell whether any text of a string column holds one of the bytes `suspects`: one pass over raw memory."""
    if isinstance(column, pa.ChunkedArray):
        return any(holds_any(chunk, suspects) for chunk in column.chunks)
    _, offsets, data = column.buffers()
    if data is None or not len(column):
        return False
    bounds = np.frombuffer(offsets, dtype=np.int32)[column.offset : column.offset + len(column) + 1]
    text = data.slice(int(bounds[0]), int(bounds[-1] - bounds[0])).to_pybytes()
    return len(text.translate(None, suspects)) < len(text)


def visible_text(text: str) -> str:
    """Return a text as one line in which every control character, break and tab is spelled out."""
    return _BREAKS.sub(lambda found: repr(found[0])[1:-1], _spelled(text))


def _spelled(text: str) -> str:
    return CONTROLS.sub(_escape, text)


def _escape(character: re.Match[str]) -> str:
    code = ord(character[0])
    return f"\\x{code:02x}" if code <= _LAST_OF_TWO_DIGITS else f"\\u{code:04x}"

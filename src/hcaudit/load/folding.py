"""Bringing words into the one form in which they are compared; it must not know what any word means."""

from __future__ import annotations

import functools
import re
import unicodedata

INVISIBLE = r"\s\x00-\x1f\x7f\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u3000\ufeff"
"""White space and characters that do not show, as the inside of a regular expression's class."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_EDGES = re.compile(f"^[{INVISIBLE}]+|[{INVISIBLE}]+$")
_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_BRACKETS = str.maketrans({"[": "(", "]": ")", "【": "(", "】": ")", "〔": "(", "〕": ")", "<": "(", ">": ")"})
_MARKS = re.compile(r"^[*#]+|[*:#]+$")
_UNIT = re.compile(r"(.+)\(([^()]+)\)")


def clean(text: str) -> str:
    """Return `text` normalised (NFKC) and without invisible edges, a leading apostrophe or the wrapping ``="…"``."""
    bare = _EDGES.sub("", unicodedata.normalize("NFKC", text))
    wrapped = _FORMULA_TEXT.fullmatch(bare)
    if wrapped:
        bare = wrapped[1].replace('""', '"')
    return _EDGES.sub("", bare.lstrip("'"))


def fold(text: str) -> str:
    """Return `text` in the form in which values are compared: clean, without spaces, without case."""
    return _INVISIBLE.sub("", clean(text)).casefold()


@functools.lru_cache(maxsize=1 << 14)
def fold_header(text: str) -> tuple[str, str | None]:
    """Return a header in the form in which headers are compared, and the text of its last bracket, if it ends in one.

    The bracket is still part of the header; whether it is a unit is for the caller to say.
    """
    bare = _MARKS.sub("", fold(text).translate(_BRACKETS)).replace("勘查", "勘察")
    bracketed = _UNIT.fullmatch(bare)
    return bare, bracketed[2] if bracketed else None

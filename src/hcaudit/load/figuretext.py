"""Values as markup writes them → the text a person would type; it must not know what the value means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

from hcaudit.load.numbertext import number_text

_WHOLE = re.compile(r"-?\d+")
_EXACT_DIGITS = 15
_HALF_A_SECOND = 500_000
_NO_DAY = "1899-12-3"
_DAY_LENGTH = len("1899-12-31 ")


def as_typed(text: str, kind: str) -> str:
    """Return a value of one of the types of SpreadsheetML as typed; what is not of its type stays as it is."""
    return _TYPES.get(kind, str)(text)


def number_as_typed(text: str) -> str | None:
    """Return a number as typed, None if it is none.

    A spreadsheet keeps 15 digits.  More that are not zeros were written by a program and are as good as text.
    """
    bare = text.strip()
    if _WHOLE.fullmatch(bare) and len(bare.lstrip("-").strip("0")) > _EXACT_DIGITS:
        return bare
    try:
        return number_text(float(bare))
    except ValueError:
        return None


def _moment(text: str) -> str:
    """Return a moment as typed: without a fraction of a second, and without the day that stands for no day."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
        if moment.microsecond >= _HALF_A_SECOND:
            moment += dt.timedelta(seconds=1)
    except (ValueError, OverflowError):
        return text
    typed = moment.replace(microsecond=0, tzinfo=None).isoformat(sep=" ")
    return typed[_DAY_LENGTH:] if typed.startswith(_NO_DAY) else typed


_TYPES: Mapping[str, Callable[[str], str]] = {
    "Number": lambda text: number_as_typed(text) or text,
    "DateTime": _moment,
    "Boolean": lambda text: {"1": "true", "0": "false"}.get(text.strip(), text),
}

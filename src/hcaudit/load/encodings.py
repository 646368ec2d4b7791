"""The header as the judge of an encoding that was told wrong, and what was not decodable; it must not know formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.decoding import GARBLED, Bytes, told
from hcaudit.load.problems import Place, Problem
from hcaudit.load.rawsheet import RawSheet, UnusableFileError
from hcaudit.texts import Text

_OTHERS = ("gb18030", "utf-8", "big5hkscs")
_TRADITIONAL = "big5hkscs"
_HEAD = 1 << 18

Read = Callable[[Bytes, str | None], Sequence[RawSheet]]
"""Reads bytes in the encoding named, or in the one the bytes tell."""


def judged(file: str, data: Bytes, read: Read, is_known: Callable[[RawSheet], bool]) -> Sequence[RawSheet]:
    """Return the sheets of a file in the encoding its bytes tell or, if no header is known then, in one that has one.

    Short Chinese words in GBK may be UTF-8 too, and much of Big5 is GB18030.

    Raises:
        UnusableFileError: as `read` does; the encoding is Big5, which is too rare here to be taken for granted.
    """
    failure: UnusableFileError | None = None
    sheets: Sequence[RawSheet] = ()
    try:
        sheets = read(data, None)
    except UnusableFileError as error:
        failure = error
    if any(map(is_known, sheets)):
        return sheets
    encoding = _other(data, read, is_known)
    if encoding == _TRADITIONAL:
        raise UnusableFileError(Text("load.big5", file=file))
    if encoding:
        return read(data, encoding)
    if failure:
        raise failure
    return sheets


def _other(data: Bytes, read: Read, is_known: Callable[[RawSheet], bool]) -> str | None:
    """Return the encoding under which the beginning of a file has a known header."""
    head = data[:_HEAD]
    if len(head) < len(data):
        head = head[: head.rfind(b"\n") + 1]
    if head.isascii():
        return None
    for encoding in _OTHERS:
        try:
            if any(map(is_known, read(head, encoding))):
                return encoding
        except UnusableFileError:
            continue
    return None


def undecoded(raw: RawSheet) -> Problem | None:
    """Return what there is to say about a sheet in which some characters could not be decoded."""
    encoding, garbled = told(raw.encoding)
    if not garbled:
        return None
    lost = np.zeros(len(raw.rows), np.bool_)
    for column in raw.columns:
        lost |= pc.match_substring(column, GARBLED).fill_null(pa.scalar(value=False)).to_numpy().astype(np.bool_)
    rows = raw.rows[lost]
    if not len(rows):
        return None
    place = Place(file=raw.file, sheet=raw.sheet, row=int(rows[0]))
    details = {"count": len(rows), "encoding": encoding}
    return Problem(place=place, key="problem-mixed-encodings", details=details)

"""The encoding of text files: byte-order mark, else strict UTF-8, else strict GB18030; it must not know tables."""

from __future__ import annotations

import codecs
import mmap
from dataclasses import dataclass

from hcaudit.load.rawsheet import UnusableFileError
from hcaudit.texts import Text

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 1 << 16


Bytes = bytes | mmap.mmap
"""The bytes of a file, read or mapped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text as UTF-8 bytes, from `start` on; `checked` is false while only its beginning is known to be UTF-8."""

    data: Bytes
    start: int = 0
    encoding: str
    checked: bool


def decode(file: str, data: Bytes, encoding: str | None) -> Decoded:
    """Return the text of a file, decoded as `encoding` says or, if that is None, as its bytes say.

    UTF-8 is taken on the word of the beginning: whoever reads on checks it, and falls back on `as_gb18030`.

    Raises:
        UnusableFileError: the bytes are not what they should be.
    """
    if encoding:
        return _as_named(file, data, encoding)
    for mark, name in _MARKS:
        if data[: len(mark)] == mark:
            if name == "utf-8":
                return Decoded(data=data, start=len(mark), encoding="utf-8-sig", checked=False)
            return _as_named(file, data, name)
    if is_utf8(data[:_HEAD], cut=len(data) > _HEAD):
        return Decoded(data=data, encoding="utf-8", checked=False)
    return as_gb18030(file, data)


def as_gb18030(file: str, data: Bytes) -> Decoded:
    """Return the text of a file that is not UTF-8.

    Raises:
        UnusableFileError: it is not GB18030 either, or it begins as UTF-8 and goes on as something else.
    """
    whole = data[:]
    place = _first_not_utf8(whole)
    if not whole[: whole.rfind(b"\n", 0, place) + 1].isascii():
        raise UnusableFileError(Text("load.mixed-encodings", file=file, line=_line(whole, place)))
    return _as_named(file, whole, "gb18030")


def is_utf8(data: bytes, *, cut: bool) -> bool:
    """Return whether bytes are UTF-8; `cut` forgives a character broken off at the end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=not cut)
    except UnicodeDecodeError:
        return False
    return True


def _first_not_utf8(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def _as_named(file: str, data: Bytes, encoding: str) -> Decoded:
    whole = data[:]
    try:
        text = whole.decode(encoding)
    except LookupError:
        raise UnusableFileError(Text("load.unknown-encoding", file=file, encoding=encoding)) from None
    except UnicodeDecodeError as error:
        line = _line(whole, error.start)
        raise UnusableFileError(Text("load.not-decodable", file=file, encoding=encoding, line=line)) from None
    return Decoded(data=text.removeprefix("\ufeff").encode("utf-8", "replace"), encoding=encoding, checked=True)

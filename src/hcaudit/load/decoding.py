"""The encoding of text files: byte-order mark, else strict UTF-8, else strict GB18030; it must not know tables."""

from __future__ import annotations

import codecs
import contextlib
import mmap
import re
from dataclasses import dataclass

from hcaudit.load.mixture import Mixture, has_utf8_lines, mixture_of
from hcaudit.load.rawsheet import UnusableFileError
from hcaudit.texts import Text

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks; that of UTF-32 begins with that of UTF-16."""

GARBLED = "\ufffd"
"""What stands for a character that could not be decoded."""

MIXED = "+"
"""Stands in the name of an encoding where the text has more than one, or characters that are broken."""

_HEAD = 1 << 16
_WIDE_HEAD = 1 << 12
_CLEARLY = 4
_CHINESE_FROM = "\u0800"
_STRANGE = re.compile("[\u0080-\u009f\u0100-\u036f\u0400-\u07ff]")
"""What two bytes of Chinese make as UTF-8, without the signs and the Greek letters that exports do have."""

_LONGEST_CHARACTER = 4

Bytes = bytes | mmap.mmap
"""The bytes of a file, read or mapped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text as UTF-8 bytes, from `start` on; `checked` is false while only its beginning is known to be UTF-8."""

    data: Bytes
    start: int = 0
    encoding: str
    checked: bool


def told(encoding: str | None) -> tuple[str | None, bool]:
    """Return the name of an encoding, and whether characters that are not of it stand in the text."""
    return (encoding.removesuffix(MIXED), encoding.endswith(MIXED)) if encoding else (None, False)


def decode(file: str, data: Bytes, encoding: str | None) -> Decoded:
    """Return the text of a file, decoded as `encoding` says or, if that is None, as its bytes say.

    UTF-8 is taken on the word of the beginning: whoever reads on checks it, and falls back on `as_gb18030`.

    Raises:
        UnusableFileError: the bytes are not what they should be.
    """
    if encoding:
        return _as_named(file, data[:], encoding)
    marked = mark_of(data)
    if marked == "utf-8-sig":
        return Decoded(data=data, start=len(codecs.BOM_UTF8), encoding=marked, checked=False)
    wide = marked or wide_encoding(data)
    if wide:
        return _as_named(file, data[: len(data) - len(data) % _width_of(wide)], wide)
    head, cut = data[:_HEAD], len(data) > _HEAD
    if is_utf8(head, cut=cut) and not _is_strange(head):
        return Decoded(data=data, encoding="utf-8", checked=False)
    return as_gb18030(file, data)


def as_gb18030(file: str, data: Bytes) -> Decoded:
    """Return the text of a file that is not UTF-8: GB18030, with lines of UTF-8 or broken characters marked.

    Raises:
        UnusableFileError: too much of it is neither, or of another encoding than the beginning.
    """
    whole = data[:].removeprefix(codecs.BOM_UTF8)
    if not has_utf8_lines(whole):
        with contextlib.suppress(UnicodeDecodeError):
            return Decoded(data=whole.decode("gb18030").encode(), encoding="gb18030", checked=True)
    mixture = mixture_of(whole)
    if not mixture.is_readable:
        raise UnusableFileError(_why_mixed(file, mixture))
    return Decoded(data=mixture.text.encode(), encoding=mixture.encoding + MIXED, checked=True)


def _why_mixed(file: str, mixture: Mixture) -> Text:
    if mixture.encoding == "utf-8":
        return Text("load.mixed-encodings", file=file, line=mixture.first)
    return Text("load.not-decodable", file=file, encoding=mixture.encoding, line=mixture.first)


def mark_of(data: Bytes) -> str | None:
    """Return the encoding that a byte-order mark names."""
    head = data[:_LONGEST_CHARACTER]
    return next((name for mark, name in MARKS if head.startswith(mark)), None)


def wide_encoding(data: Bytes) -> str | None:
    """Return which UTF-16 or UTF-32 bytes without a mark are: line ends and digits have zero bytes in one place."""
    head = data[:_WIDE_HEAD]
    zeros = [head[place::4].count(0) for place in range(4)]
    total = sum(zeros)
    if total < _CLEARLY:
        return None
    quarter = len(head) // 4
    if min(zeros[2], zeros[3]) >= quarter > zeros[0]:
        return "utf-32-le"
    if min(zeros[0], zeros[1]) >= quarter > zeros[3]:
        return "utf-32-be"
    low, high = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if max(low, high) <= _CLEARLY * min(low, high):
        return None
    encoding = "utf-16-le" if high > low else "utf-16-be"
    return encoding if _is_text(head[: len(head) // 2 * 2], encoding) else None


def _is_text(data: bytes, encoding: str) -> bool:
    """Return whether bytes are text without control characters; a character may be broken off at the end."""
    text = _read_as(data, encoding)
    return "\n" in text and not any(character < "\t" for character in text)


def _width_of(encoding: str) -> int:
    return 2 if encoding.startswith("utf-16") else 4


def _is_strange(head: bytes) -> bool:
    """Return whether text is UTF-8 by chance: letters of scripts that no export has, no Chinese, and good GB18030."""
    if head.isascii():
        return False
    text = head.decode("utf-8", "ignore")
    return bool(_STRANGE.search(text)) and max(text) < _CHINESE_FROM and bool(_read_as(head, "gb18030"))


def _read_as(head: bytes, encoding: str) -> str:
    """Return the beginning of a text as an encoding has it, nothing if it is not of that encoding."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return ""


def is_utf8(data: bytes, *, cut: bool) -> bool:
    """Return whether bytes are UTF-8; `cut` forgives a character broken off at the end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=not cut)
    except UnicodeDecodeError:
        return False
    return True


def _as_named(file: str, whole: bytes, encoding: str) -> Decoded:
    try:
        text = whole.decode(encoding)
    except (LookupError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            line = whole.count(b"\n", 0, error.start) + 1
            raise UnusableFileError(Text("load.not-decodable", file=file, encoding=encoding, line=line)) from None
        raise UnusableFileError(Text("load.unknown-encoding", file=file, encoding=encoding)) from None
    if not isinstance(text, str):
        raise UnusableFileError(Text("load.unknown-encoding", file=file, encoding=encoding))
    return Decoded(data=text.removeprefix("\ufeff").encode("utf-8", "replace"), encoding=encoding, checked=True)

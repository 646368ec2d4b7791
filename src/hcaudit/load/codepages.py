"""The code page of the text in old workbooks (.xls), put right before the reader sees it; it must not know cells.

After [MS-XLS]: BIFF8 has all its text in Unicode whatever code page it names, and the reader believes the name.  BIFF5
has it in bytes of the code page; the reader makes one character of each byte where that is a Western one, so that the
bytes can be told from the characters again.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hcaudit.load.biffmarks import STREAMS, all_records
from hcaudit.load.container import SIGNATURE, places_of, stream_of

_BEGINNING, _CODE_PAGE, _LABEL, _RICH_LABEL = 0x0809, 0x0042, 0x0204, 0x00D6
_BIFF8 = 0x0600
_UNICODE, _WESTERN, _WESTERN_OF_OLD = 1200, 1252, 0x8001
_ANY_WESTERN = (_WESTERN, _WESTERN_OF_OLD, 437, 850)
_CHINESE: Mapping[int, str] = {936: "gb18030", 950: "big5hkscs", 54936: "gb18030"}
_CHINESE_FROM = "\u2e80"
_WORD, _CLEARLY = 2, 2
_NOT_ASCII = re.compile(rb"[\x80-\xff]+")
_BYTE_OF = {ord(bytes([byte]).decode("cp1252", "ignore") or chr(byte)): byte for byte in range(256)}
"""The byte behind each character of the Western code page; its five gaps are read as control characters."""


@dataclass(frozen=True, slots=True)
class OldText:
    """A workbook as its reader should see it, and the encoding of its text if that is still to be decoded."""

    data: bytes
    encoding: str | None = None

    def decoded(self, text: str) -> str:
        """Return text that the reader has made of bytes as it was meant."""
        if self.encoding is None or text.isascii():
            return text
        try:
            return bytes(_BYTE_OF[ord(letter)] for letter in text).decode(self.encoding, "replace")
        except KeyError:
            return text


def old_text_of(data: bytes) -> OldText:
    """Return a workbook with a code page that its reader gets right; any that is not old, or damaged, as it is."""
    if not data.startswith(SIGNATURE):
        return OldText(data)
    try:
        stream = stream_of(data, STREAMS) or b""
        return _mended(data, stream)
    except (ValueError, StopIteration, IndexError, struct.error):
        return OldText(data)


def _mended(data: bytes, stream: bytes) -> OldText:
    beginning = next(record for _, number, record in all_records(stream) if number == _BEGINNING)
    place, record = next((place, record) for place, number, record in all_records(stream) if number == _CODE_PAGE)
    (version,), (named,) = struct.unpack_from("<H", beginning), struct.unpack_from("<H", record)
    if version == _BIFF8:
        return OldText(data if named == _UNICODE else _with(data, place, _UNICODE))
    encoding = _CHINESE.get(named) or ("gb18030" if named in _ANY_WESTERN and _is_chinese(stream) else None)
    if encoding is None and named != _WESTERN_OF_OLD:
        return OldText(data)
    return OldText(_with(data, place, _WESTERN), encoding)


def _with(data: bytes, place: int, code_page: int) -> bytes:
    """Return a file in which the number at a place of its stream is another."""
    changed = bytearray(data)
    for at, byte in zip(places_of(data, STREAMS, place, 2), struct.pack("<H", code_page), strict=True):
        changed[at] = byte
    return bytes(changed)


def _is_chinese(stream: bytes) -> bool:
    """Return whether text that says to be Western is Chinese: most that is not ASCII are words of Chinese characters.

    Programs of old wrote the bytes of a Chinese system under the code page of their makers.  Western letters that are
    not ASCII stand alone among those that are.
    """
    lengths = [_chinese(word) for text in _labels(stream) for word in _NOT_ASCII.findall(text)]
    return sum(length for length in lengths if length >= _WORD) > _CLEARLY * lengths.count(0)


def _chinese(word: bytes) -> int:
    """Return of how many Chinese characters a word is, 0 if it has others."""
    try:
        text = word.decode("gb18030")
    except UnicodeDecodeError:
        return 0
    return len(text) if min(text) >= _CHINESE_FROM else 0


def _labels(stream: bytes) -> Iterator[bytes]:
    """Yield the texts of cells: behind row, column and format the length, then the bytes."""
    for _, number, record in all_records(stream):
        if number in {_LABEL, _RICH_LABEL} and len(record) > 8:  # noqa: PLR2004
            (length,) = struct.unpack_from("<H", record, 6)
            yield record[8 : 8 + length]

"""Text of more than one encoding, line by line: what is not of the first one's is marked, not guessed.

It must not know tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

_BLOCK = 1 << 24
_LINE_OVERLAP = 16
_FEWEST = 4
_WORD = re.compile(r"[^\x00-\x7f]+")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u2010-\u2027]")
_CHINESE_FROM = "\u2010"
_GARBLED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Mixture:
    """Text with every run of characters of the other encoding, or of none, replaced by U+FFFD.

    `encoding` is the first line's that has more than ASCII, `first` the number of the first line that is not of it,
    `marked` how many lines are not, `filled` how many have more than ASCII.
    """

    text: str
    encoding: str
    first: int
    marked: int
    filled: int

    @property
    def is_readable(self) -> bool:
        """Whether most of it is of one encoding."""
        return 2 * self.marked < self.filled


def mixture_of(data: bytes) -> Mixture:
    """Return the text of bytes that are neither UTF-8 nor GB18030 as a whole."""
    lines = data.split(b"\n")
    first = next(line for line in lines if not line.isascii())
    encoding = "utf-8" if _is(first, "utf-8") and _chinese(first.decode()) else "gb18030"
    texts: list[str] = []
    marked: list[int] = []
    filled = 0
    for number, line in enumerate(lines, 1):
        filled += not line.isascii()
        text = _read(line, encoding)
        if text is None:
            marked.append(number)
            text = _marked(line, encoding)
        texts.append(text)
    return Mixture("\n".join(texts), encoding, marked[0] if marked else 0, len(marked), filled)


def _read(line: bytes, encoding: str) -> str | None:
    """Return a line that is surely of an encoding."""
    if line.isascii():
        return line.decode("ascii")
    if encoding == "gb18030" and is_surely_utf8(line):
        return None
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None


def _marked(line: bytes, encoding: str) -> str:
    """Return a line with all that is not ASCII marked if it is of the other encoding, else only what is broken."""
    other = "utf-8" if encoding == "gb18030" else "gb18030"
    if _is(line, other):
        return _WORD.sub(_GARBLED, line.decode(other))
    return line.decode(encoding, "replace")


def _is(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def is_surely_utf8(line: bytes) -> bool:
    """Return whether a line is UTF-8 and nothing else: four or more Chinese characters and nothing strange.

    That four characters of GB18030 are so by chance happens less than once in a hundred million lines.
    """
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    strange = any("\x7f" < character < _CHINESE_FROM for character in text)
    return not strange and _chinese(text) >= _FEWEST


def _chinese(text: str) -> int:
    return len(_CHINESE.findall(text))


def has_utf8_lines(data: bytes) -> bool:
    """Return whether any line is surely UTF-8; only lines with two such characters in a row are looked at closely."""
    seen = -1
    for start in range(0, len(data), _BLOCK):
        block = np.frombuffer(data[start : start + _BLOCK + _LINE_OVERLAP], np.uint8)
        for place in _two_in_a_row(block):
            if start + place <= seen:
                continue
            begin = data.rfind(b"\n", 0, start + place) + 1
            seen = data.find(b"\n", start + place)
            seen = len(data) if seen < 0 else seen
            if is_surely_utf8(data[begin:seen]):
                return True
    return False


def _two_in_a_row(block: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> list[int]:
    """Return where two Chinese characters of three bytes stand one behind the other in UTF-8."""
    lead = (block - np.uint8(0xE4)) <= 0xE9 - 0xE4
    follows = (block & np.uint8(0xC0)) == 0x80  # noqa: PLR2004 - the bytes of UTF-8 that begin no character
    one = lead[:-2] & follows[1:-1] & follows[2:]
    places: list[int] = np.flatnonzero(one[:-3] & one[3:]).tolist()
    return places

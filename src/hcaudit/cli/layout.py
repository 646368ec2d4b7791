"""Lays text out in columns where Chinese characters take two; it must not know what the text is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_OPENING = "（《〈【「『〔［｛(\\[{“‘"
_CLOSING = "，。、；：？！）》〉】」』〕］｝,.;:?!)\\]}”’…"
_WIDE = "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
_PIECES = re.compile(rf"\s+|[{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}{_OPENING}]+|[{_OPENING}])[{_CLOSING}]*")


def width(text: str) -> int:
    """Return the columns `text` takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


def pad(text: str, columns: int) -> str:
    """Return `text` followed by as many spaces as make it `columns` wide."""
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int, indent: str = "", hanging: str | None = None) -> str:
    """Return `text` broken into lines no wider than `columns`, where a Chinese or an English line may break.

    The first line begins with `indent`, the others with `hanging` (the same, if not given).  A single
    word wider than the line stays whole, so that it can be copied.
    """
    hanging = indent if hanging is None else hanging
    lines = [indent]
    start = indent
    for piece in _PIECES.findall(text.strip()):
        if width(lines[-1]) + width(piece.rstrip()) > columns and lines[-1] != start:
            lines[-1] = lines[-1].rstrip()
            start = hanging
            lines.append(hanging)
        if not piece.isspace() or lines[-1] != start:
            lines[-1] += piece
    return "\n".join(lines)


def lay_out(lines: Iterable[str], columns: int) -> str:
    """Return `lines`, broken where they are too wide; what follows stands two columns further in than the line."""
    return "\n".join(wrap(line, columns, _margin(line), _margin(line) + "  ") for line in lines)


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _character_width(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 1

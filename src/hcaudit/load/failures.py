"""What a failed export says, in a few words; it must not know how an export is read."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hcaudit.load.decoding import Bytes, mark_of, wide_encoding

_HEAD = 1 << 16
_LONGEST = 80
_CODES = ("code", "errcode", "errorcode", "errno", "status", "statuscode", "retcode", "rtncode", "resultcode")
_MESSAGES = ("msg", "message", "errmsg", "errormessage", "error", "errordescription", "detail", "rtnmsg", "title")
_DEEPEST = 3


def shortened(text: str) -> str:
    """Return text in one line and short, without characters that a terminal obeys."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def said_by_json(data: Bytes) -> str:
    """Return the code and the message of an answer in JSON, else how it begins."""
    head = data[:_HEAD]
    text = _decoded(head)
    try:
        answer: object = json.loads(text)
    except (ValueError, RecursionError):
        return shortened(text[: 4 * _LONGEST])
    found = dict(reversed(list(_pairs(answer, _DEEPEST))))
    code = next((f"{name} {found[name]}" for name in _CODES if name in found), "")
    message = next((found[name] for name in _MESSAGES if found.get(name)), "")
    return shortened(": ".join(filter(None, [code, message])) or text[: 4 * _LONGEST])


def _decoded(head: bytes) -> str:
    if wide := mark_of(head) or wide_encoding(head):
        return head.decode(wide, "replace").removeprefix("\ufeff")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return head.decode(encoding)
        except UnicodeDecodeError:
            continue
    return head.decode("utf-8", "replace")


def _pairs(answer: object, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the names, folded, and values of an answer, the outer ones first."""
    if not isinstance(answer, dict) or not depth:
        return
    for name, value in answer.items():
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            yield str(name).casefold().replace("_", ""), str(value)
    for value in answer.values():
        yield from _pairs(value, depth - 1)

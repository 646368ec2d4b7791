"""HTML → its tags and the text between them, however broken it is; it must not know what any tag means.

Every step moves on: the time is linear in the length of the page whatever is in it, which the standard library's
parser does not promise.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

PLAIN_ROW = "plain row"
"""The name of a piece that is all the cells of a row, nothing but text in them: most rows are such."""

CELLS = re.compile(r"<t([dh])([^<>]*)>([^<]*)</t[dh]\s*>\s*", re.IGNORECASE)
"""The cells of a plain row: d or h, attributes, text."""

_PLAIN = re.compile(r"\s*(?:<t[dh](?:\s[^<>]*)?>[^<]*</t[dh]\s*>\s*)+", re.IGNORECASE)
_ROW_END = re.compile(r"</tr", re.IGNORECASE)
_NAME = re.compile(r"/?[a-zA-Z][\w:.-]*")
_LONGEST_QUOTED = 1 << 12
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title", "xmp")}
_COMMENT, _COMMENT_END = "<!--", "-->"


def pieces_of(page: str) -> Iterator[tuple[str, str]]:
    """Yield pairs of name and text in the order of the page.

    Of a tag the name in lower case, with ``/`` before it if it closes, and all that stands in it; of text an empty
    name.  What stands in a script or the like comes with the tag that closes it.
    """
    place = row_end = 0
    while (start := page.find("<", place)) >= 0:
        if start > place:
            yield "", page[place:start]
        name = _NAME.match(page, start + 1)
        if name is None:
            place = yield from _no_tag(page, start)
            continue
        end = _end_of_tag(page, start)
        if end < 0:
            return
        tag, place = name[0].lower(), end + 1
        yield tag, page[name.end() : end]
        if tag == "tr":
            row_end = max(row_end, _end_of_row(page, place) if row_end <= place else 0)
            if _is_plain(page, place, row_end):
                yield PLAIN_ROW, page[place:row_end]
                place = row_end
        elif tag in _RAW:
            close = _RAW[tag].search(page, place)
            stop = close.start() if close else len(page)
            yield f"/{tag}", page[place:stop]
            place = stop + len(tag) + 2
            place = page.find(">", place) + 1 or len(page)
    if place < len(page):
        yield "", page[place:]


def _end_of_row(page: str, place: int) -> int:
    end = _ROW_END.search(page, place)
    return end.start() if end else len(page)


def _is_plain(page: str, place: int, end: int) -> bool:
    """Return whether all up to `end` is cells with nothing but text; a ``>`` more than theirs makes that doubtful."""
    match = _PLAIN.match(page, place, end)
    if match is None or match.end() != end:
        return False
    return page.count(">", place, end) == page.count("<", place, end)


def _no_tag(page: str, start: int) -> Generator[tuple[str, str], None, int]:
    """Step over a comment or declaration; anything else that looks like a tag is text.  Return the place behind."""
    if page.startswith(_COMMENT, start):
        end = page.find(_COMMENT_END, start + 2)
        return len(page) if end < 0 else end + len(_COMMENT_END)
    if page[start + 1 : start + 2] in {"!", "?", "/"}:
        return page.find(">", start) + 1 or len(page)
    yield "", "<"
    return start + 1


def _end_of_tag(page: str, start: int) -> int:
    """Return where a tag ends; a ``>`` within quotation marks does not end it, unless they are never closed."""
    end = page.find(">", start)
    if end < 0 or page.count('"', start, end) % 2 == 0:
        return end
    closed = page.find('"', end, end + _LONGEST_QUOTED)
    return page.find(">", closed) if closed >= 0 else end

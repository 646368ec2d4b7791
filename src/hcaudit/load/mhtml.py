"""A web page saved as one file (MHTML) → its pages; nothing outside the file is looked at. It must not know tables."""

from __future__ import annotations

import email
import email.errors
import email.message
import email.policy
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_SHEET = re.compile(
    r"<x:ExcelWorksheet>.*?<x:Name>([^<]*)</x:Name>.*?<x:WorksheetSource\s+HRef=\"([^\"]*)\"",
    re.DOTALL | re.IGNORECASE,
)
_LARGEST_FRAME = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One page: its bytes, the encoding its heading names, the last part of its address."""

    data: bytes
    charset: str | None
    address: str


def pages_of(data: bytes) -> list[Part]:
    """Return the pages, in the order of the file.

    Raises:
        ValueError: it is broken beyond understanding.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        return [part for part in map(_page, message.walk()) if part]
    except (RecursionError, email.errors.MessageError, LookupError, TypeError) as error:
        raise ValueError(str(error)) from error


def sheet_names(text: str) -> Iterator[tuple[str, str]]:
    """Yield the addresses (last part) and names of the sheets that the page with the frames lists."""
    for name, address in _SHEET.findall(text[:_LARGEST_FRAME]):
        yield _last(address), html.unescape(name)


def _page(part: email.message.Message) -> Part | None:
    if part.get_content_type() not in {"text/html", "application/xhtml+xml"}:
        return None
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return None
    return Part(content, part.get_content_charset(), _last(str(part.get("Content-Location", ""))))


def _last(address: str) -> str:
    return address.replace("\\", "/").rpartition("/")[2].casefold()

"""What a workbook's reader does not tell: cells with errors, formulas never calculated, the 1904 epoch.

The reader takes such cells for empty; here they get a text that says what they are.  It must not know what
any cell means.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hcaudit.load.decoding import Bytes

UNCALCULATED = "#UNCALCULATED!"

_LARGEST_PART = 1 << 28
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*\"([^\"]*)\"")
_EPOCH_1904 = re.compile(rb"date1904\s*=\s*\"(?:1|true)\"")
_ERROR = re.compile(rb"<(?:\w+:)?c\s([^>]*\bt=\"e\"[^>]*)>.*?<(?:\w+:)?v>([^<]*)<", re.DOTALL)
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^>/]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")

Marks = Mapping[tuple[int, int], str]
"""Texts by row and column, both counted from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookMarks:
    """What the parts of a workbook say beside its cells."""

    epoch_1904: bool = False
    sheets: Mapping[str, Marks] = field(default_factory=dict)


def marks_of(data: Bytes) -> WorkbookMarks:
    """Return the marks of a workbook; nothing where its parts are not where they usually are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data[:])) as package:
            workbook = package.read("xl/workbook.xml")
            parts = dict(_parts(workbook, package.read("xl/_rels/workbook.xml.rels")))
            return WorkbookMarks(
                epoch_1904=bool(_EPOCH_1904.search(workbook)),
                sheets={name: _marks(package, part) for name, part in parts.items()},
            )
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return WorkbookMarks()


def _parts(workbook: bytes, relations: bytes) -> Iterator[tuple[str, str]]:
    """Yield the sheets' names with the names of their parts."""
    targets = {entry.get("Id", ""): entry.get("Target", "") for entry in map(_attributes, _RELATION.findall(relations))}
    for entry in map(_attributes, _SHEET.findall(workbook)):
        target = next((targets[value] for key, value in entry.items() if key.endswith(":id") and value in targets), "")
        yield _unescaped(entry.get("name", "")), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _attributes(text: bytes) -> dict[str, str]:
    return {key.decode(): value.decode("utf-8", "replace") for key, value in _ATTRIBUTE.findall(text)}


def _unescaped(text: str) -> str:
    for entity, mark in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, mark)
    return text


def _marks(package: zipfile.ZipFile, part: str) -> Marks:
    if package.getinfo(part).file_size > _LARGEST_PART:
        return {}
    xml = package.read(part)
    marks: dict[tuple[int, int], str] = {}
    if b't="e"' in xml:
        for attributes, text in _ERROR.findall(xml):
            marks[_place(attributes)] = text.decode("utf-8", "replace")
    if _ANY_FORMULA.search(xml):
        for attributes in _FORMULA.findall(xml):
            if _attributes(attributes).get("t") != "str":
                marks[_place(attributes)] = UNCALCULATED
    return marks


def _place(attributes: bytes) -> tuple[int, int]:
    match = _CELL.fullmatch(_attributes(attributes).get("r", ""))
    if not match:
        return -1, -1
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1

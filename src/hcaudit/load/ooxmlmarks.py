"""The marks of workbooks in XML (.xlsx, .xlsm); it must not know what any cell means."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator, Mapping

from hcaudit.load.cellmarks import UNCALCULATED, Place, SheetMarks, WorkbookMarks

WORKBOOK = "xl/workbook.xml"

RELATIONS = "xl/_rels/workbook.xml.rels"
_PIECE = 1 << 20
_ROW_END = b"row>"
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_EPOCH_1904 = re.compile(rb"""date1904\s*=\s*["'](?:1|true)["']""")
_ERROR = re.compile(rb"""<(?:\w+:)?c\s([^>]*\bt=["']e["'][^>]*)>.*?<(?:\w+:)?v>([^<]*)<""", re.DOTALL)
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^>/]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ROOT = re.compile(rb"<(\w+:)?worksheet\b")
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def marks_of(package: zipfile.ZipFile) -> WorkbookMarks:
    """Return the marks of a workbook."""
    workbook = package.read(WORKBOOK)
    there = frozenset(package.namelist())
    parts = [(name, part) for name, part in _parts(workbook, relations_of(package, RELATIONS)) if part in there]
    return WorkbookMarks(
        epoch_1904=bool(_EPOCH_1904.search(workbook)),
        sheets={name: SheetMarks(cells=dict(_marks(package, part))) for name, part in parts},
    )


def relations_of(package: zipfile.ZipFile, name: str) -> Mapping[str, str]:
    """Return the parts of a workbook by the ids with which its sheets speak of them."""
    relations = relations_in(package.read(name))
    return {relation.get("Id", ""): _path(relation.get("Target", "")) for relation in relations}


def relations_in(part: bytes) -> list[dict[str, str]]:
    """Return the attributes of the relations that a part lists."""
    return [attributes_of(relation) for relation in _RELATION.findall(part)]


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"


def _parts(workbook: bytes, relations: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the sheets' names with the names of their parts."""
    for entry in map(attributes_of, _SHEET.findall(workbook)):
        ids = [value for key, value in entry.items() if key.endswith(":id") and value in relations]
        if ids:
            yield html.unescape(entry.get("name", "")), relations[ids[0]]


def attributes_of(text: bytes) -> dict[str, str]:
    """Return the attributes that stand in a tag."""
    return {key.decode(): (one or other).decode("utf-8", "replace") for key, one, other in _ATTRIBUTE.findall(text)}


def _marks(package: zipfile.ZipFile, part: str) -> Iterator[tuple[Place, str]]:
    error, formula = b"", b""
    for xml in _pieces(package, part):
        if not error:
            error, formula = _signs(xml)
        if error in xml:
            for attributes, text in _ERROR.findall(xml):
                yield from _mark(attributes, html.unescape(text.decode("utf-8", "replace")))
        if formula in xml:
            for attributes in _FORMULA.findall(xml):
                if attributes_of(attributes).get("t") != "str":
                    yield from _mark(attributes, UNCALCULATED)


def _signs(beginning: bytes) -> tuple[bytes, bytes]:
    """Return what a part has in it if it has errors, and if it has formulas: most have neither."""
    root = _ROOT.search(beginning)
    prefix = (root[1] if root else None) or b""
    return b"t='e'" if b" r='" in beginning else b't="e"', b"<" + prefix + b"f"


def _pieces(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a part in pieces of whole rows, so that it is never unpacked as a whole."""
    with package.open(part) as stream:
        left = b""
        while piece := stream.read(_PIECE):
            xml = left + piece
            end = xml.rfind(_ROW_END) + len(_ROW_END)
            if end < len(_ROW_END):
                left = xml
            else:
                yield xml[:end]
                left = xml[end:]
        yield left


def _mark(attributes: bytes, text: str) -> Iterator[tuple[Place, str]]:
    match = _CELL.fullmatch(attributes_of(attributes).get("r", ""))
    if match:
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        yield (int(match[2]) - 1, column - 1), text

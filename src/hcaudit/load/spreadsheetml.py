"""SpreadsheetML 2003 → raw sheets; no entity is declared, nothing outside the file is looked at.

It must not know what a cell means.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from hcaudit.load.cellmarks import UNCALCULATED
from hcaudit.load.figuretext import as_typed
from hcaudit.load.grid import Grid, TooLargeError
from hcaudit.load.limits import WIDEST
from hcaudit.load.rawsheet import RawSheet

_TALLEST = 1 << 20
_DEEPEST = 200
_MOST_SHEETS = 1000
_HIDDEN = frozenset(["SheetHidden", "SheetVeryHidden"])
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BARE_AMPERSAND = re.compile(r"&(?!#\d+;|#x[0-9a-fA-F]+;|(?:amp|lt|gt|quot|apos);)")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


class NotWellFormedError(Exception):
    """The text is no XML; it says at which line."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class DeclaresError(Exception):
    """The text has declarations of its own, which are refused: they may be bombs, or lead outside the file."""


@dataclass(slots=True)
class _Book:
    """What has been read so far: the sheets that are done and the cell that is open."""

    sheets: dict[str, Grid] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    epoch_1904: bool = False
    grid: Grid | None = None
    cell: Mapping[str, str] | None = None
    kind: str = ""
    text: list[str] | None = None
    data: str | None = None
    comment: bool = False
    flag: list[str] | None = None
    depth: int = 0


def sheets_of(file: str, text: str, encoding: str) -> list[RawSheet]:
    """Return the worksheets of a workbook, hidden ones included.

    Raises:
        NotWellFormedError: it is no XML even when what hand-made exports do wrong is mended.
        DeclaresError: it has declarations of its own.
        TooLargeError: it has more cells or levels than any honest workbook has.
    """
    try:
        book = _book(text)
    except NotWellFormedError:
        book = _book(_BARE_AMPERSAND.sub("&amp;", _CONTROLS.sub("", text)))
    return [
        dataclasses.replace(grid.sheet(file, name, encoding), epoch_1904=book.epoch_1904, hidden=name in book.hidden)
        for name, grid in book.sheets.items()
        if grid.width
    ]


def _book(text: str) -> _Book:
    book = _Book()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: _begin(book, name, attributes)
    parser.EndElementHandler = lambda name: _end(book, name)
    parser.CharacterDataHandler = lambda data: _say(book, data)
    try:
        # The declaration may name an encoding that expat does not know, and the text has none any more.
        parser.Parse(_DECLARATION.sub("", text, count=1).lstrip().encode("utf-8", "replace"), True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise NotWellFormedError(error.lineno) from None
    finally:
        # The handlers hold the book and the parser the handlers.
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
    return book


def _refuse(*_: object) -> None:
    raise DeclaresError


def _begin(book: _Book, name: str, attributes: Mapping[str, str]) -> None:
    book.depth += 1
    if book.depth > _DEEPEST:
        raise TooLargeError
    step = _BEGIN.get(_local(name))
    if step:
        step(book, {_local(key): value for key, value in attributes.items()})


def _end(book: _Book, name: str) -> None:
    book.depth -= 1
    step = _END.get(_local(name))
    if step:
        step(book)


def _say(book: _Book, data: str) -> None:
    if book.text is not None:
        book.text.append(data)
    elif book.flag is not None:
        book.flag.append(data)


@functools.lru_cache(maxsize=1024)
def _local(name: str) -> str:
    """Return a name without its prefix: what hand-made exports declare is not to be relied on."""
    return name[name.find(":") + 1 :]


def _begin_sheet(book: _Book, attributes: Mapping[str, str]) -> None:
    if len(book.sheets) >= _MOST_SHEETS:
        raise TooLargeError
    name = plain = attributes.get("Name") or f"Sheet{len(book.sheets) + 1}"
    while name in book.sheets:
        name = f"{plain} ({len(book.sheets) + 1})"
    book.grid = book.sheets[name] = Grid()
    # A sheet within a cell is none; the cell does not go on in it.
    book.cell = None


def _end_sheet(book: _Book) -> None:
    if book.grid is not None:
        book.grid.end_row()
    book.grid = None


def _begin_row(book: _Book, attributes: Mapping[str, str]) -> None:
    if book.grid is not None:
        number = _count(attributes.get("Index"), _TALLEST)
        last = book.grid.numbers[-1] if book.grid.numbers else 0
        book.grid.begin_row(number if number > last else None)


def _end_row(book: _Book) -> None:
    """Leave out the rows that a row without cells says are like itself."""
    book.cell = None


def _begin_cell(book: _Book, attributes: Mapping[str, str]) -> None:
    if book.grid is not None and book.grid.rows:
        book.cell, book.data = attributes, None


def _end_cell(book: _Book) -> None:
    attributes, grid = book.cell, book.grid
    book.cell = None
    if attributes is None or grid is None:
        return
    text = book.data
    if text is None and "Formula" in attributes:
        text = UNCALCULATED
    if not attributes:
        grid.put(text)
        return
    place = _count(attributes.get("Index"), WIDEST)
    across, down = (_count(attributes.get(name), _TALLEST) for name in ("MergeAcross", "MergeDown"))
    grid.put(text, at=place - 1 if place else None, across=across + 1, down=down + 1)


def _count(text: str | None, most: int) -> int:
    if not text:
        return 0
    bare = text.strip()
    if not (bare.isascii() and bare.isdigit()):
        return 0
    if len(bare) > 9 or int(bare) > most:  # noqa: PLR2004 - more digits than any place has
        raise TooLargeError
    return int(bare)


def _begin_data(book: _Book, attributes: Mapping[str, str]) -> None:
    if book.cell is not None and not book.comment:
        book.kind, book.text = attributes.get("Type", "String"), []


def _end_data(book: _Book) -> None:
    if book.text is not None:
        text = "".join(book.text)
        book.data = as_typed(text, book.kind) or None
        book.text = None


def _begin_comment(book: _Book, _attributes: Mapping[str, str]) -> None:
    book.comment = True


def _end_comment(book: _Book) -> None:
    book.comment = False


def _begin_flag(book: _Book, _attributes: Mapping[str, str]) -> None:
    book.flag = []


def _end_visible(book: _Book) -> None:
    if "".join(book.flag or []).strip() in _HIDDEN and book.sheets:
        book.hidden.add(next(reversed(book.sheets)))
    book.flag = None


def _end_epoch(book: _Book) -> None:
    said = "".join(book.flag or []).strip().lower()
    book.epoch_1904, book.flag = said not in {"0", "false"}, None


_BEGIN: Mapping[str, Callable[[_Book, Mapping[str, str]], None]] = {
    "Worksheet": _begin_sheet,
    "Row": _begin_row,
    "Cell": _begin_cell,
    "Data": _begin_data,
    "Comment": _begin_comment,
    "Date1904": _begin_flag,
    "Visible": _begin_flag,
}

_END: Mapping[str, Callable[[_Book], None]] = {
    "Worksheet": _end_sheet,
    "Row": _end_row,
    "Cell": _end_cell,
    "Data": _end_data,
    "Comment": _end_comment,
    "Date1904": _end_epoch,
    "Visible": _end_visible,
}

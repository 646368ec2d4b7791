"""A page of HTML → its tables and what it says beside them; it must not know files, encodings or headers."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hcaudit.load.figuretext import number_as_typed
from hcaudit.load.grid import Grid, TooLargeError
from hcaudit.load.htmltags import CELLS, PLAIN_ROW, pieces_of

_DEEPEST = 100
_WIDEST_SPAN = 1000
_TALLEST_SPAN = 1 << 16
_SAID = 400
_BREAK = "\x00"
_ATTRIBUTE = re.compile(
    r"""(?<![\w:-])(colspan|rowspan|x:num)(?![\w:-])(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""", re.IGNORECASE
)
_MARKED = re.compile(r"span|x:num", re.IGNORECASE)
_PASSWORD = re.compile(r"""type\s*=\s*["']?password""", re.IGNORECASE)
_LINES = frozenset(["br", "p", "/p", "div", "/div", "li", "/li"])


@dataclass(slots=True)
class Table:
    """One table: what it is called, its cells, and whether all of them are headings."""

    caption: str = ""
    grid: Grid = field(default_factory=Grid)
    headings_only: bool = True
    cell: list[str] | None = None
    span: str = ""
    row_open: bool = False


@dataclass(slots=True)
class Page:
    """The tables of a page in the order in which they begin, its title, its first words, what else it has."""

    tables: list[Table] = field(default_factory=list)
    title: str = ""
    said: str = ""
    asks_password: bool = False
    is_frame: bool = False


def page_of(text: str) -> Page:
    """Return the page.

    Raises:
        TooLargeError: there are more cells or tables within tables than any honest page has.
    """
    page = Page()
    stack: list[Table] = []
    for name, inside in pieces_of(text):
        if not name:
            _say(page, stack, inside)
        elif step := _STEPS.get(name):
            step(page, stack, inside)
        elif name in _LINES and stack and stack[-1].cell:
            stack[-1].cell.append(_BREAK)
    while stack:
        _end_table(page, stack, "")
    page.tables = [table for table in page.tables if table.grid.width]
    return page


def words_of(text: str) -> str:
    """Return text as a reader sees it: entities resolved, white space drawn together, lines kept."""
    plain = html.unescape(text) if "&" in text else text
    if _BREAK in plain:
        return "\n".join(" ".join(line.split()) for line in plain.split(_BREAK)).strip("\n")
    return " ".join(plain.split())


def _say(page: Page, stack: list[Table], text: str) -> None:
    if stack:
        if stack[-1].cell is not None:
            stack[-1].cell.append(text)
    elif len(page.said) < _SAID:
        page.said = f"{page.said} {words_of(text[:_SAID])}".strip()


def _begin_table(page: Page, stack: list[Table], _inside: str) -> None:
    if len(stack) >= _DEEPEST:
        raise TooLargeError
    stack.append(Table())
    page.tables.append(stack[-1])


def _end_table(page: Page, stack: list[Table], inside: str) -> None:
    if stack:
        _end_row(page, stack, inside)
        stack.pop().grid.end_row()


def _begin_row(page: Page, stack: list[Table], inside: str) -> None:
    if not stack:
        _begin_table(page, stack, inside)
    _end_cell(page, stack, inside)
    stack[-1].grid.begin_row()
    stack[-1].row_open = True


def _plain_row(page: Page, stack: list[Table], inside: str) -> None:
    """Take in the cells of a row at once, unless any of them reaches beyond itself."""
    table = stack[-1]
    cells = CELLS.findall(inside)
    table.headings_only = table.headings_only and not any(kind in "dD" for kind, _, _ in cells)
    if not _MARKED.search(inside):
        table.grid.put_all([words_of(text) or None for _, _, text in cells])
        return
    for _, attributes, text in cells:
        table.cell, table.span = [text], attributes
        _end_cell(page, stack, "")


def _end_row(page: Page, stack: list[Table], inside: str) -> None:
    if stack:
        _end_cell(page, stack, inside)
        stack[-1].row_open = False


def _begin_heading(page: Page, stack: list[Table], inside: str) -> None:
    if not stack or not stack[-1].row_open:
        _begin_row(page, stack, inside)
    _end_cell(page, stack, inside)
    stack[-1].cell, stack[-1].span = [], inside


def _begin_cell(page: Page, stack: list[Table], inside: str) -> None:
    _begin_heading(page, stack, inside)
    stack[-1].headings_only = False


def _end_cell(_page: Page, stack: list[Table], _inside: str) -> None:
    if not stack or stack[-1].cell is None:
        return
    table = stack[-1]
    text = words_of("".join(table.cell or [])) or None
    table.cell = None
    if not _MARKED.search(table.span):
        table.grid.put(text)
        return
    marks = {name.lower(): first or second or third for name, first, second, third in _ATTRIBUTE.findall(table.span)}
    if text and marks.get("x:num"):
        text = number_as_typed(marks["x:num"]) or text
    across, down = _span(marks.get("colspan"), _WIDEST_SPAN), _span(marks.get("rowspan"), _TALLEST_SPAN)
    table.grid.put(text, across=max(across, 1), down=down or _TALLEST_SPAN)


def _span(text: str | None, most: int) -> int:
    """Return how far a cell reaches; 0, which a page may say of rows, is to the end of the table."""
    bare = (text or "").strip()
    return min(int(bare), most) if bare.isascii() and bare.isdigit() and len(bare) < 8 else 1  # noqa: PLR2004


def _end_title(page: Page, _stack: list[Table], inside: str) -> None:
    page.title = page.title or words_of(inside)


def _end_caption(_page: Page, stack: list[Table], _inside: str) -> None:
    if stack and stack[-1].cell is not None and not stack[-1].grid.rows:
        stack[-1].caption, stack[-1].cell = words_of("".join(stack[-1].cell)), None


def _begin_caption(_page: Page, stack: list[Table], _inside: str) -> None:
    if stack and not stack[-1].grid.rows:
        stack[-1].cell = []


def _input(page: Page, _stack: list[Table], inside: str) -> None:
    page.asks_password = page.asks_password or bool(_PASSWORD.search(inside))


def _frame(page: Page, _stack: list[Table], _inside: str) -> None:
    page.is_frame = True


_STEPS: Mapping[str, Callable[[Page, list[Table], str], None]] = {
    PLAIN_ROW: _plain_row,
    "table": _begin_table,
    "/table": _end_table,
    "tr": _begin_row,
    "/tr": _end_row,
    "th": _begin_heading,
    "/th": _end_cell,
    "td": _begin_cell,
    "/td": _end_cell,
    "caption": _begin_caption,
    "/caption": _end_caption,
    "/title": _end_title,
    "input": _input,
    "frame": _frame,
}

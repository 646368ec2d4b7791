"""Lists as worksheets: frozen heading, filter, widths by content, numbers and dates that stay what they are.

It must not know what the lists say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hcaudit.render.cells import FORMULA_STARTS, change_texts, holds_any
from hcaudit.render.look import Look
from hcaudit.render.row_texts import BATCH
from hcaudit.render.workbook.styles import Styles, kind_of
from hcaudit.texts import DEFAULT_LANGUAGE, say

MOST_ROWS = 1_048_576
"""Rows of a worksheet, heading included; a longer list goes on in a further sheet."""

_MOST_CHARACTERS = 32_767
_WIDEST = 48
_ENTRY_WIDTH = 16
_DAYS_TO_1970 = 25_569
_A4 = 9
_PRINTED_TOO = 0
_FITS_A_PAGE = 260
_SMALLER = 55


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The workbook in the making, with its styles and the look asked for."""

    workbook: Workbook
    styles: Styles
    look: Look

    def sheet_name(self, key: str) -> str:
        """Return the name of sheet `key`: Chinese, unless both headings and labels are English."""
        in_english = self.look.machine_keys and self.look.lang == "en"
        return say(f"render.sheet-{key}", "en" if in_english else DEFAULT_LANGUAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    """A list to be a sheet: a readable table, the headings of its columns, how many columns stay at the left.

    `entries` names columns for people to fill in and the kind of value they take (a key of `Styles.entries`);
    `levels` says how each row stands out (see `Styles`).
    """

    table: pa.Table
    headings: Sequence[str]
    frozen: int = 0
    entries: Mapping[str, str] = field(default_factory=dict)
    levels: Sequence[str] | None = None


def write_list(book: Book, key: str, content: List) -> list[Worksheet]:
    """Write a list as the sheet `key`, and as many more as its rows need; return them all."""
    name, step = book.sheet_name(key), MOST_ROWS - 1
    starts = range(0, max(content.table.num_rows, 1), step)
    return [
        _write_sheet(book, f"{name}({number})" if number > 1 else name, content, start)
        for number, start in enumerate(starts, start=1)
    ]


def _write_sheet(book: Book, name: str, content: List, start: int) -> Worksheet:
    table = content.table.slice(start, MOST_ROWS - 1)
    sheet = book.workbook.add_worksheet(name)
    width = _set_columns(book.styles, sheet, content)
    for place, (column, heading) in enumerate(zip(table.column_names, content.headings, strict=True)):
        style = book.styles.entry_heading if column in content.entries else book.styles.heading
        sheet.write_string(0, place, heading, style)
    levels = content.levels[start : start + MOST_ROWS - 1] if content.levels else None
    _write_rows(book, sheet, table, levels)
    sheet.freeze_panes(1, content.frozen)
    sheet.autofilter(0, 0, table.num_rows, table.num_columns - 1)
    set_page(sheet, fits=width <= _FITS_A_PAGE)
    sheet.repeat_rows(0)
    if content.frozen:
        sheet.repeat_columns(0, content.frozen - 1)
    return sheet


def set_page(sheet: Worksheet, *, fits: bool = True) -> None:
    """Have a sheet printed on A4 across: as wide as one page if that `fits`, else smaller and on several."""
    sheet.hide_gridlines(_PRINTED_TOO)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    if fits:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(_SMALLER)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _set_columns(styles: Styles, sheet: Worksheet, content: List) -> int:
    """Give every column its width; return the width of all."""
    widths = 0
    for place, (name, heading) in enumerate(zip(content.table.column_names, content.headings, strict=True)):
        width = min(_width(content.table[name], heading), _WIDEST)
        style = styles.entries.get(content.entries.get(name, ""))
        sheet.set_column(place, place, max(width, _ENTRY_WIDTH) if style else width, style)
        widths += width
    return widths


def _width(column: pa.ChunkedArray, heading: str) -> int:
    """Return the width of a column in characters, a Chinese one being two."""
    # In UTF-8 a Chinese character has three bytes and is two wide, an ASCII one has one and is one wide.
    text = column if pa.types.is_string(column.type) else column.cast(pa.string())
    widths = pc.divide(pc.add(pc.binary_length(text), pc.utf8_length(text)), 2)
    separators = 3 if pa.types.is_decimal(column.type) else 0
    # Beside its heading a column has the button of the filter.  In GBK, too, a character has as many bytes as cells.
    return max((pc.max(widths).as_py() or 0) + separators + 2, len(heading.encode("gbk", "replace")) + 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """How the cells of one column are written: with which method, and in which style on each level."""

    write: Callable[[int, int, Any, Format], int]
    styles: Mapping[str, Format]
    is_risky: bool

    @classmethod
    def of(cls, styles: Styles, sheet: Worksheet, name: str, column: pa.ChunkedArray) -> Self:
        """Return how to write `column` of a readable table into `sheet`."""
        kind, is_text = kind_of(name, column), pa.types.is_string(column.type)
        by_level = {level: style for (level, of_kind), style in styles.cells.items() if of_kind == kind}
        if kind == "text" and _width(column, "") > _WIDEST:
            by_level["item"] = styles.wrapped
        return cls(
            write=sheet.write_string if is_text else sheet.write_number,
            styles=by_level,
            is_risky=is_text and holds_any(column, FORMULA_STARTS.encode()),
        )


def _write_rows(book: Book, sheet: Worksheet, table: pa.Table, levels: Sequence[str] | None) -> None:
    columns = [_Column.of(book.styles, sheet, name, table[name]) for name in table.column_names]
    for line, row in enumerate(_rows(table, book.look.lang), start=1):
        level = levels[line - 1] if levels else "item"
        for place, (value, column) in enumerate(zip(row, columns, strict=True)):
            if value is None:
                if levels:
                    sheet.write_blank(line, place, None, column.styles[level])
            elif column.is_risky and value[:1] in FORMULA_STARTS:
                column.write(line, place, value, book.styles.inert)
            else:
                column.write(line, place, value, column.styles[level])


def _rows(table: pa.Table, lang: str) -> Iterator[Sequence[Any]]:
    """Yield the rows as a worksheet stores them: texts, numbers, days since 1900."""
    for batch in table.to_batches(max_chunksize=BATCH):
        yield from zip(*(_stored(column, lang) for column in batch.columns), strict=True)


def _stored(column: pa.Array, lang: str) -> list[Any]:
    if pa.types.is_date(column.type):
        column = pc.add(column.cast(pa.int32()), _DAYS_TO_1970)
    elif pa.types.is_decimal(column.type):
        column = column.cast(pa.float64())
    elif pa.types.is_string(column.type) and (pc.max(pc.utf8_length(column)).as_py() or 0) > _MOST_CHARACTERS:
        end = say("render.too-long", lang)
        column = change_texts(column, lambda text: _cut(text, end))
    values: list[Any] = column.to_pylist()
    return values


def _cut(text: str, end: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - len(end)] + end

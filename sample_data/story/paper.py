"""Writes rows the way offices export them: text in GB18030 and workbooks; it knows no life story."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from sample_data.story.chance import Chance
from sample_data.story.county import Value

_MOMENTS = ("{0.year}/{0.month}/{0.day} {0.hour}:{0.minute:02}",) * 10 + (
    *("{0:%Y-%m-%d %H:%M:%S}",) * 8,
    *("{0:%Y-%m-%d %H:%M:%S}.0",) * 2,
    "{0:%Y%m%d%H%M%S}",
    "{0.year}年{0.month}月{0.day}日",
    "{0:%Y.%m.%d}",
)
_DAYS = ("{0.year}/{0.month}/{0.day}", "{0:%Y-%m-%d}", "{0:%Y%m%d}")
_NOTHING = ("",) * 40 + ("-", r"\N", "NULL", "—")


def as_text(chance: Chance, value: Value) -> str:
    """Return `value` as an export might spell it: dates in many shapes, nothing in a few."""
    if value is None:
        return chance.pick(_NOTHING)
    if isinstance(value, dt.datetime):
        return chance.pick(_MOMENTS).format(value)
    if isinstance(value, dt.date):
        return chance.pick(_DAYS).format(value)
    return str(value)


def write_text(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write `rows` as CSV in the encoding of the marketing system."""
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream, lineterminator="\r\n").writerows(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a title over its width, the headers below, then the rows, native values each."""

    name: str
    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Value]]
    hidden: bool = False


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write `sheets` as XLSX; the same sheets give the same bytes."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        book.set_properties({"created": dt.datetime(2022, 1, 4, 9), "author": "示例县供电公司"})
        look = {
            "title": book.add_format({"bold": True, "font_size": 14, "align": "center"}),
            "header": book.add_format({"bold": True, "bg_color": "#D9E1F2", "border": 1}),
            "moment": book.add_format({"num_format": "yyyy/m/d h:mm"}),
            "day": book.add_format({"num_format": "yyyy/m/d"}),
        }
        for sheet in sheets:
            _write_sheet(book, look, sheet)


def _write_sheet(book: xlsxwriter.Workbook, look: dict[str, object], sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    page.merge_range(0, 0, 0, len(sheet.headers) - 1, sheet.title, look["title"])
    page.write_row(1, 0, sheet.headers, look["header"])
    page.freeze_panes(2, 1)
    page.set_column(0, len(sheet.headers) - 1, 16)
    for number, row in enumerate(sheet.rows, 2):
        for column, value in enumerate(row):
            _write_cell(page, look, (number, column), value)
    if sheet.hidden:
        page.hide()


def _write_cell(
    page: xlsxwriter.worksheet.Worksheet, look: dict[str, object], place: tuple[int, int], value: Value
) -> None:
    if isinstance(value, dt.datetime):
        page.write_datetime(*place, value, look["moment"])
    elif isinstance(value, dt.date):
        page.write_datetime(*place, value, look["day"])
    elif isinstance(value, int | float):
        page.write_number(*place, value)
    elif value:
        page.write_string(*place, value)

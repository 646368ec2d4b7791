"""How cells of the workbook look: fonts, fills, number formats; it must not know what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
from xlsxwriter import Workbook
from xlsxwriter.format import Format

_NUMBER_FORMATS = {"text": "General", "id": "@", "money": "#,##0.00", "date": "yyyy-mm-dd", "number": "General"}
_RULED = {"border": 1, "border_color": "#BFBFBF"}
_LEVELS: Mapping[str, Mapping[str, object]] = {
    "item": {},
    "subtotal": {"bg_color": "#F2F2F2", **_RULED},
    "total": {"bg_color": "#DDEBF7", "bold": True, **_RULED},
    "grand-subtotal": {"bg_color": "#FCE4D6", **_RULED},
    "grand-total": {"bg_color": "#F8CBAD", "bold": True, **_RULED},
    "alarm": {"bg_color": "#F8CBAD", **_RULED},
    "alert": {"bg_color": "#FFF2CC", **_RULED},
}
"""How rows stand out, by their level: the lines of the penalty table, and clocks that are overdue or due soon."""

IDS = frozenset(
    {"finding_id", "facts_id", "finding_ids", "record_no", "customer_no", "item", "rule", "rules", "clause"}
)
"""Columns of texts that a spreadsheet would like to take for numbers or dates, and must not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """The cell formats of one workbook: `cells` has one for each level and kind of value, `entries` for each kind."""

    title: Format
    label: Format
    notice: Format
    heading: Format
    entry_heading: Format
    entries: Mapping[str, Format]
    wrapped: Format
    inert: Format
    cells: Mapping[tuple[str, str], Format]


def make_styles(workbook: Workbook) -> Styles:
    """Return the formats, registered with `workbook` in a fixed order."""
    heading = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", **_RULED}
    kinds = {
        (level, kind): workbook.add_format({"num_format": number, "valign": "vcenter", **look})
        for level, look in _LEVELS.items()
        for kind, number in _NUMBER_FORMATS.items()
    }
    return Styles(
        title=workbook.add_format({"bold": True, "font_size": 16}),
        label=workbook.add_format({"bold": True}),
        notice=workbook.add_format({"bold": True, "font_color": "#C00000"}),
        heading=workbook.add_format({"bg_color": "#1F4E78", "font_color": "#FFFFFF", **heading}),
        entry_heading=workbook.add_format({"bg_color": "#FFE699", **heading}),
        entries={kind: workbook.add_format({"num_format": _NUMBER_FORMATS[kind]}) for kind in ("id", "date")},
        wrapped=workbook.add_format({"text_wrap": True, "valign": "vcenter"}),
        inert=workbook.add_format({"quote_prefix": True, "valign": "vcenter"}),
        cells=kinds,
    )


def kind_of(name: str, column: pa.ChunkedArray) -> str:
    """Return the kind of value a column of a readable table holds: text, id, money, date or number."""
    if pa.types.is_string(column.type):
        return "id" if name in IDS else "text"
    if pa.types.is_decimal(column.type):
        return "money"
    return "date" if pa.types.is_date(column.type) else "number"

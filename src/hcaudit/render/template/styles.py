"""How the cells of the template look: fonts, fills, formats of numbers; it must not know what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from hcaudit.model.records import FieldType

_NUMBER_FORMATS: Mapping[FieldType, str] = {
    FieldType.ID: "@",
    FieldType.TEXT: "@",
    FieldType.MOMENT: "yyyy-mm-dd hh:mm",
    FieldType.DAY: "yyyy-mm-dd",
    FieldType.MONTH: "yyyy-mm",
    FieldType.YES_NO: "General",
    FieldType.CATEGORY: "General",
    FieldType.MONEY: "#,##0.00",
    FieldType.NUMBER: "General",
    FieldType.INTEGER: "0",
    FieldType.SOURCES: "General",
}
_HEADING = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """The cell formats of a template; `entries` has one for each type of field."""

    title: Format
    prose: Format
    required: Format
    optional: Format
    example: Format
    entries: Mapping[FieldType, Format]


def make_styles(workbook: Workbook) -> Styles:
    """Return the formats, registered with `workbook` in a fixed order."""
    return Styles(
        title=workbook.add_format({"bold": True, "font_size": 16}),
        prose=workbook.add_format({"text_wrap": True, "valign": "top"}),
        required=workbook.add_format({"bg_color": "#FFE699", **_HEADING}),
        optional=workbook.add_format({"bg_color": "#DDEBF7", **_HEADING}),
        example=workbook.add_format({"italic": True, "font_color": "#7F7F7F", "num_format": "@"}),
        entries={kind: workbook.add_format({"num_format": form}) for kind, form in _NUMBER_FORMATS.items()},
    )

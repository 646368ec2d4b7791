"""Writes the template: a sheet of instructions, a sheet a kind of data; it must not know what a loader makes of it.

What a cell may hold comes as `Choices`.  The same kinds, choices and language give the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from hcaudit.model.records import Field, FieldType, Kind
from hcaudit.render.template.choices import ByField, Choices
from hcaudit.render.template.examples import example_row
from hcaudit.render.template.notes import note_of
from hcaudit.render.template.styles import Styles, make_styles
from hcaudit.texts import DEFAULT_LANGUAGE, say

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CREATED = dt.datetime(2021, 11, 26, tzinfo=dt.UTC)
"""The clock of the machine would make every template another file; this is the day of the shipped rulebook."""

_HEADER, _EXAMPLE, _FIRST = 0, 1, 2
_LAST = 1_048_575
_GUIDE_WIDTH = 100
_NARROWEST, _WIDEST = 12, 30
_MOST_LISTED = 255
"""Characters that a drop-down list can hold."""

_NOTE_SIZE = {"x_scale": 2.2, "y_scale": 1.4, "author": "hcaudit"}


def write_template(kinds: Sequence[Kind], choices: ByField, stream: BinaryIO, lang: str) -> None:
    """Write a workbook with a sheet for each of `kinds`: Chinese headers, instructions and notes in `lang`."""
    workbook = Workbook(stream, _OPTIONS)
    workbook.set_properties({"title": say("template.guide-title", lang), "created": _CREATED})
    styles = make_styles(workbook)
    _write_guide(workbook, styles, kinds, lang)
    for kind in kinds:
        sheet = workbook.add_worksheet(kind.titles[DEFAULT_LANGUAGE])
        own = {field: of for (name, field), of in choices.items() if name == kind.name}
        _write_kind(sheet, styles, kind, own, lang)
        if kind is kinds[0]:
            sheet.activate()
    workbook.close()


def _write_guide(workbook: Workbook, styles: Styles, kinds: Sequence[Kind], lang: str) -> None:
    """Write the instructions; its first cell tells a loader that the workbook is a template."""
    sheet = workbook.add_worksheet(say("template.guide-sheet", lang))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _GUIDE_WIDTH, styles.prose)
    sheet.write_string(0, 0, say("template.guide-title", lang), styles.title)
    for place, line in enumerate(_guide(kinds, lang), start=1):
        sheet.write_string(place, 0, line, styles.prose)


def _guide(kinds: Sequence[Kind], lang: str) -> Iterator[str]:
    for name in ("fill", "example", "required", "values", "dates", "check", "sheets"):
        yield say(f"template.guide-{name}", lang)
    for kind in kinds:
        required = [field.headers[DEFAULT_LANGUAGE] for field in kind.fields.values() if field.required]
        fields = say("template.comma", lang).join(required)
        title = kind.titles[DEFAULT_LANGUAGE]
        yield f"    {say('template.guide-kind', lang, title=title, kind=kind.name, fields=fields)}"


def _write_kind(sheet: Worksheet, styles: Styles, kind: Kind, choices: Mapping[str, Choices], lang: str) -> None:
    sheet.set_comments_author("hcaudit")
    examples = example_row(kind, {name: one.words for name, one in choices.items()})
    for place, field in enumerate(kind.fields.values()):
        header, example = field.headers[DEFAULT_LANGUAGE], examples[field.name]
        sheet.set_column(place, place, _width(header, example), styles.entries[field.type])
        sheet.write_string(_HEADER, place, header, styles.required if field.required else styles.optional)
        sheet.write_comment(_HEADER, place, note_of(kind, field, choices.get(field.name), lang), _NOTE_SIZE)
        sheet.write_string(_EXAMPLE, place, example, styles.example)
        if field.name in choices:
            _offer(sheet, place, field, choices[field.name], lang)
    sheet.freeze_panes(_FIRST - 1, 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _offer(sheet: Worksheet, place: int, field: Field, choices: Choices, lang: str) -> None:
    """Give the cells of a column a drop-down list, if one can hold all the words."""
    if len(",".join(choices.words)) > _MOST_LISTED or any("," in word for word in choices.words):
        return
    strict = choices.closed and field.type is not FieldType.SOURCES
    rule = {
        "validate": "list",
        "source": list(choices.words),
        "error_type": "stop" if strict else "information",
        "show_error": strict,
        "error_title": say("template.pick-title", lang),
        "error_message": say("template.pick-words", lang, choices=say("template.comma", lang).join(choices.words)),
    }
    sheet.data_validation(_FIRST, place, _LAST, place, rule)


def _width(*texts: str) -> int:
    """Return the width of a column in characters, a Chinese one being two, as in GBK."""
    return min(max(_NARROWEST, *(len(text.encode("gbk", "replace")) + 4 for text in texts)), _WIDEST)

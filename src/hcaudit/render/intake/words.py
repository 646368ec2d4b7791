"""The phrases that text and Markdown share about how a sheet was understood; they must not know either's layout."""

from __future__ import annotations

from collections.abc import Iterator

from hcaudit.render.intake.doubts import Doubt
from hcaudit.render.intake.page import HeaderPage, SheetPage
from hcaudit.texts import say


def name_of(sheet: SheetPage) -> str:
    """Return what a sheet is called: its file, and its own name where it has one."""
    return " ".join(name for name in (sheet.file, sheet.sheet) if name)


def facts_of(sheet: SheetPage, lang: str) -> Iterator[str]:
    """Yield what a sheet is, where its header stands, and what became of its rows."""
    known = [
        say("columns.kind", lang, title=sheet.kind_title, kind=sheet.kind),
        *([say("columns.encoding", lang, encoding=encoding_words(sheet, lang))] if sheet.encoding else []),
        say("columns.header-row", lang, row=sheet.header_row) if sheet.header_row else say("columns.header-none", lang),
    ]
    yield say("columns.between", lang).join(known)
    counts = ("rows", "records", "duplicates", "non_records", "problem_rows")
    yield say("columns.counts", lang, **{name: getattr(sheet, name) for name in counts})


def encoding_words(sheet: SheetPage, lang: str) -> str | None:
    """Return the encoding of a sheet, and that some of it could not be decoded if so; None where it has none."""
    return say("columns.garbled", lang, encoding=sheet.encoding) if sheet.garbled else sheet.encoding


def field_words(column: HeaderPage, lang: str) -> str:
    """Return the field that a header was taken for."""
    return column.field or say("columns.no-field", lang)


def lacking_words(sheet: SheetPage, lang: str) -> str:
    """Return the fields no column was taken for, by their titles; nothing where there are none."""
    titles = say("columns.comma", lang).join(column.title or "" for column in sheet.lacking)
    return say("columns.lacking", lang, count=len(sheet.lacking), titles=titles) if titles else ""


def doubt_words(doubt: Doubt, lang: str) -> str:
    """Return where a doubt is, how often, and what it is about."""
    return (
        say("columns.doubt", lang, place=_place(doubt, lang), problem=doubt.problem)
        if _place(doubt, lang)
        else (doubt.problem)
    )


def rows_words(doubt: Doubt, lang: str) -> str:
    """Return the first rows of a doubt, and how many there are; nothing where it is about no row."""
    if not doubt.first_rows:
        return ""
    listed = say("columns.comma", lang).join(map(str, doubt.first_rows))
    if doubt.count > len(doubt.first_rows):
        return say("columns.rows-of", lang, rows=listed, count=doubt.count)
    return say("columns.row" if doubt.count == 1 else "columns.rows", lang, rows=listed)


def left_out_words(sheet: SheetPage, lang: str) -> str:
    """Return which file or sheet was left out and why."""
    why = " ".join(doubt.problem for doubt in sheet.doubts) or sheet.note
    return say("columns.left-out-one", lang, name=name_of(sheet), why=why)


def totals_words(sheets: tuple[SheetPage, ...], lang: str) -> str:
    """Return what became of all rows together."""
    counts = ("rows", "records", "duplicates", "non_records", "problem_rows")
    sums = {name: sum(getattr(sheet, name) for sheet in sheets) for name in counts}
    return say("columns.totals", lang, sheets=len(sheets), **sums)


def _place(doubt: Doubt, lang: str) -> str:
    column = [say("columns.column", lang, column=doubt.column)] if doubt.column else []
    rows = rows_words(doubt, lang)
    return " ".join([*column, *([rows] if rows else [])])

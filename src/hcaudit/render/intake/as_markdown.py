"""How each file was understood, as Markdown; it must not know who reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hcaudit.render.as_markdown import markdown_escaped
from hcaudit.render.cells import visible_text
from hcaudit.render.intake import words
from hcaudit.render.intake.doubts import Doubt
from hcaudit.render.intake.page import HeaderPage, IntakePage, SheetPage
from hcaudit.texts import say

_HEADERS = ("header", "field", "title")
_DOUBTS = ("column", "value", "rows", "problem")


def intake_markdown(page: IntakePage, lang: str) -> str:
    """Return the whole page, a section a sheet."""
    blocks = [f"# {say('columns.title', lang)}", words.totals_words(page.sheets, lang)]
    for sheet in page.read:
        blocks += _section(sheet, lang)
    if page.left_out:
        blocks += [f"## {say('columns.left-out-title', lang)}"]
        blocks += ["\n".join(f"- {_escaped(words.left_out_words(sheet, lang))}" for sheet in page.left_out)]
    return "\n\n".join(blocks) + "\n"


def _section(sheet: SheetPage, lang: str) -> Iterator[str]:
    yield f"## {_escaped(words.name_of(sheet))}"
    yield "\n".join(f"- {_escaped(line)}" for line in words.facts_of(sheet, lang))
    yield _table(_HEADERS, [_header(one, lang) for one in sheet.columns], lang)
    if lacking := words.lacking_words(sheet, lang):
        yield _escaped(lacking)
    if sheet.doubts:
        yield f"### {say('columns.doubts-title', lang)}"
        yield _table(_DOUBTS, [_doubt(one, lang) for one in sheet.doubts], lang)


def _header(column: HeaderPage, lang: str) -> Sequence[str]:
    return [column.header, words.field_words(column, lang), column.title or ""]


def _doubt(doubt: Doubt, lang: str) -> Sequence[str]:
    return [doubt.column or "", doubt.value or "", words.rows_words(doubt, lang), doubt.problem]


def _table(names: Iterable[str], rows: Iterable[Sequence[str]], lang: str) -> str:
    headings = [say(f"columns.heading-{name}", lang) for name in names]
    lines = [headings, ["---"] * len(headings), *([_escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _escaped(text: str) -> str:
    return markdown_escaped(visible_text(text))

"""The rulebook as text for a terminal; lines are broken by whoever shows them, only the table is fitted here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

from hcaudit.render.as_table import write_blocks
from hcaudit.render.blocks import Block
from hcaudit.render.cells import visible_text
from hcaudit.render.fitting import Column
from hcaudit.render.look import Look
from hcaudit.render.rulebook.entries import (
    Entry,
    cases_entry,
    effect_words,
    entries,
    label,
    pack_words,
    set_words,
    state_words,
)
from hcaudit.render.rulebook.page import PackPage, RulePage
from hcaudit.texts import say


def rule_lines(page: RulePage, lang: str) -> Iterator[str]:
    """Yield all about a rule; what belongs together stands under its label, two columns further in."""
    yield visible_text(f"{page.code} {page.title}")
    for entry in [*entries(page, lang), *([cases_entry(page, lang)] if page.cases else [])]:
        yield from _entry_lines(entry, lang)


def list_opening(pack: PackPage, lang: str) -> Iterator[str]:
    """Yield what stands above the table of all rules: which pack it is."""
    yield visible_text(pack_words(pack, lang))
    yield visible_text(effect_words(pack, lang))


def list_table(pages: Sequence[RulePage], look: Look) -> str:
    """Return a table with a row a rule, fitted to the terminal's width."""
    table = BytesIO()
    write_blocks(iter([Block(words="", columns=_columns(pages, look.lang))]), table, look)
    return table.getvalue().decode().strip("\n")


def list_closing(pack: PackPage, pages: Sequence[RulePage], lang: str) -> Iterator[str]:
    """Yield what stands under it: the parameters set and to be set, the readings of all rules, how to go on."""
    if told := list(set_words(pages, lang)):
        yield say("rules.set", lang)
        yield from (f"  {visible_text(one)}" for one in told)
    if waiting := [one for page in pages for one in page.parameters if one.value is None]:
        yield say("rules.waiting", lang)
        words = [say("rules.waiting-one", lang, key=one.key, meaning=one.meaning) for one in waiting]
        yield from (f"  {visible_text(one)}" for one in words)
    if pack.readings:
        yield say("rules.colon", lang, label=say("rules.pack-readings", lang)).rstrip()
        yield from (f"  - {visible_text(reading)}" for reading in pack.readings)
    yield say("rules.more", lang)


def _entry_lines(entry: Entry, lang: str) -> Iterator[str]:
    opening = f"  {say('rules.colon', lang, label=entry.label)}"
    if len(entry.lines) == 1:
        yield opening + visible_text(entry.lines[0])
        return
    yield opening.rstrip()
    yield from (f"    - {visible_text(line)}" for line in entry.lines)


def _columns(pages: Sequence[RulePage], lang: str) -> Sequence[Column]:
    def column(name: str, values: Sequence[str], wraps: int | None = None) -> Column:
        shown = [visible_text(value) for value in values]
        return Column(name=name, heading=label(name, lang), values=shown, wraps=wraps)

    return [
        column("code", [page.code for page in pages]),
        column("title", [page.title for page in pages], 14),
        column("clause", [page.clause for page in pages], 8),
        column("item", [page.item or "" for page in pages]),
        column("trigger", [page.trigger for page in pages], 14),
        column("default", [state_words(page, lang) for page in pages]),
    ]

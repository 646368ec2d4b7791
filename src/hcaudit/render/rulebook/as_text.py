"""The rulebook as text for a terminal; it must not know how wide it is (lines are broken by whoever shows them)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hcaudit.render.blocks import Block
from hcaudit.render.cells import visible_text
from hcaudit.render.fitting import Column
from hcaudit.render.rulebook.entries import Entry, cases_entry, entries, label, state_words
from hcaudit.render.rulebook.page import PackPage, RulePage
from hcaudit.texts import say


def rule_lines(page: RulePage, lang: str) -> Iterator[str]:
    """Yield all about a rule; what belongs together stands under its label, two columns further in."""
    yield visible_text(f"{page.code} {page.title}")
    for entry in [*entries(page, lang), *([cases_entry(page, lang)] if page.cases else [])]:
        yield from _entry_lines(entry, lang)


def list_blocks(pack: PackPage, pages: Sequence[RulePage], lang: str) -> Iterator[Block]:
    """Yield the pack, a table with a row a rule, the parameters to be set, and the readings that hold for all."""
    yield _lines(pack_words(pack, lang), effect_words(pack, lang))
    yield Block(words=label("code", lang), is_title=True, columns=_columns(pages, lang))
    if waiting := [one for page in pages for one in page.parameters if one.default is None]:
        lines = [say("rules.waiting-one", lang, key=one.key, meaning=one.meaning) for one in waiting]
        yield _lines(say("rules.waiting", lang), *(f"  {line}" for line in lines))
    if pack.readings:
        yield _lines(say("rules.pack-readings", lang), *(f"  {reading}" for reading in pack.readings))
    yield Block(words=say("rules.more", lang))


def pack_words(pack: PackPage, lang: str) -> str:
    """Return which pack it is."""
    return say("rules.pack", lang, id=pack.id, title=pack.title)


def effect_words(pack: PackPage, lang: str) -> str:
    """Return what the pack rests on, since when it holds, and how many rules it has."""
    key = "rules.pack-effect-until" if pack.stated_until else "rules.pack-effect"
    facts = {"source": pack.source, "effective_from": pack.effective_from, "stated_until": pack.stated_until}
    return say(key, lang, n=pack.rules, **facts)


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


def _lines(*lines: str) -> Block:
    return Block(words="\n".join(visible_text(line) for line in lines))

"""The rulebook as Markdown: what `rules --format md` prints and ``docs/rules`` holds; it must not know who asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hcaudit.render.as_markdown import markdown_escaped
from hcaudit.render.cells import visible_text
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

_COLUMNS = ("code", "title", "clause", "item", "trigger", "default", "unset")


def rule_markdown(page: RulePage, lang: str, level: int = 1) -> str:
    """Return all about a rule under a heading of `level`."""
    blocks = [_heading(f"{page.code} {page.title}", level), "\n".join(_bullets(entries(page, lang), lang))]
    if page.cases:
        entry = cases_entry(page, lang)
        blocks += [_heading(entry.label, level + 1), "\n".join(f"- {_escaped(line)}" for line in entry.lines)]
    return "\n\n".join(blocks) + "\n"


def list_markdown(pack: PackPage, pages: Sequence[RulePage], lang: str, *, level: int = 1, linked: bool = False) -> str:
    """Return the pack under a heading of `level`, a table with a row a rule, what is set, and the common readings.

    `linked` makes each code a link to the rule's page ``CODE.md``.
    """
    rows = [_row(page, lang, linked=linked) for page in pages]
    blocks = [
        _heading(pack_words(pack, lang), level),
        _escaped(effect_words(pack, lang)),
        "\n".join([_line([label(name, lang) for name in _COLUMNS]), _line(["---"] * len(_COLUMNS)), *map(_line, rows)]),
    ]
    if told := "\n".join(f"- {_escaped(one)}" for one in set_words(pages, lang)):
        blocks += [_escaped(say("rules.set", lang)), told]
    if pack.readings:
        readings = "\n".join(f"- {_escaped(reading)}" for reading in pack.readings)
        blocks += [_heading(say("rules.pack-readings", lang), level + 1), readings]
    return "\n\n".join(blocks) + "\n"


def _bullets(told: Iterable[Entry], lang: str) -> Iterator[str]:
    for entry in told:
        opening = f"- **{_escaped(say('rules.colon', lang, label=entry.label)).rstrip()}**"
        if len(entry.lines) == 1:
            yield f"{opening} {_escaped(entry.lines[0])}"
            continue
        yield opening
        yield from (f"  - {_escaped(line)}" for line in entry.lines)


def _row(page: RulePage, lang: str, *, linked: bool) -> list[str]:
    code = _escaped(page.code)
    cells = [page.title, page.clause, page.item or "", page.trigger, state_words(page, lang), " ".join(page.unset)]
    return [f"[{code}]({code}.md)" if linked else code, *map(_escaped, cells)]


def _heading(words: str, level: int) -> str:
    return f"{'#' * level} {_escaped(words)}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return markdown_escaped(visible_text(text))

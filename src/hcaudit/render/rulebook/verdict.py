"""What the check of a rule pack came to, in every form; it must not know how a pack is checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hcaudit.render.as_markdown import markdown_escaped
from hcaudit.render.cells import visible_text
from hcaudit.texts import Text, say


@dataclass(frozen=True, slots=True, kw_only=True)
class PackVerdict:
    """What is wrong with a pack (`mistakes`), what it lacks (`warnings`), and how much of it there is.

    Where the pack itself cannot be read nothing of it was counted.
    """

    pack: str
    mistakes: tuple[Text, ...]
    warnings: tuple[Text, ...] = ()
    rules: int = 0
    items: int = 0
    cases: int = 0

    @property
    def good(self) -> bool:
        """Whether nothing is wrong with the pack."""
        return not self.mistakes


def verdict_lines(verdict: PackVerdict, lang: str) -> Iterator[str]:
    """Yield the verdict for people, a mistake or warning a line."""
    yield visible_text(_opening(verdict, lang))
    yield from (f"  {visible_text(one.said_in(lang))}" for one in verdict.mistakes)
    yield from (visible_text(say("rules.warning", lang, words=one.said_in(lang))) for one in verdict.warnings)


def verdict_markdown(verdict: PackVerdict, lang: str) -> str:
    """Return the verdict as Markdown."""
    opening, *others = (markdown_escaped(line.strip()) for line in verdict_lines(verdict, lang))
    return "\n".join([opening, *(["", *(f"- {line}" for line in others)] if others else [])]) + "\n"


def verdict_facts(verdict: PackVerdict, lang: str) -> Mapping[str, object]:
    """Return the verdict as JSON can hold it."""
    return {
        "pack": verdict.pack,
        "good": verdict.good,
        "rules": verdict.rules,
        "items": verdict.items,
        "cases": verdict.cases,
        "mistakes": [one.said_in(lang) for one in verdict.mistakes],
        "warnings": [one.said_in(lang) for one in verdict.warnings],
    }


def _opening(verdict: PackVerdict, lang: str) -> str:
    if not verdict.good:
        return say("rules.checked-bad", lang, pack=verdict.pack, n=len(verdict.mistakes))
    counts = {"rules": verdict.rules, "items": verdict.items, "cases": verdict.cases}
    return say("rules.checked-good", lang, pack=verdict.pack, **counts)

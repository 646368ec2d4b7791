"""An explanation as text for a terminal; sentences are broken by whoever shows them, calendars are drawn here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from hcaudit.model.explanation import Explanation, RecordTrace, RuleTrace
from hcaudit.render.explanation.calendar import Calendar, Cell, day_words
from hcaudit.render.explanation.entries import (
    others_by_outcome,
    record_entries,
    record_title,
    rule_entries,
    rule_title,
    rules_in_order,
)
from hcaudit.render.explanation.tongue import Tongue, tongue_of
from hcaudit.render.look import Look
from hcaudit.render.rulebook.entries import Entry
from hcaudit.texts import say

_INDENT = "  "
_MARGIN = "    "
_MONTH = 8

_TITLE = "1;36"
_OUTCOMES = {"violation": "1;31", "suspected": "1;33", "undetermined": "1;35", "reward": "1;32", "kept": "32"}
_TONES = {"off": "2", "past": "2", "pause": "36", "due": "1;33", "late": "31"}
"""Colours as a terminal knows them, by outcome and by what a day is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Lines of one colour (None: the terminal's own).  Those that are `drawn` must not be broken."""

    lines: tuple[str, ...]
    style: str | None = None
    drawn: bool = False


def passages(explanation: Explanation, look: Look) -> Iterator[Sequence[Passage]]:
    """Yield the explanation in blocks between which a line is left free: each record, each of its rules, the others."""
    tongue = tongue_of(explanation, look.lang, mask=look.mask)
    for record in explanation.records:
        told = [line for entry in record_entries(record, explanation, tongue) for line in _lines(entry, tongue)]
        yield [Passage(lines=(record_title(record, tongue),), style=_TITLE), Passage(lines=tuple(told))]
        for trace in rules_in_order(record):
            yield list(_rule(trace, explanation, look, tongue))
        yield from (list(block) for block in _others(record, tongue))


def explanation_text(explanation: Explanation, lang: str, *, mask: bool = False) -> str:
    """Return the explanation as text: a line a sentence, the calendars as wide as `Look` has it."""
    blocks = passages(explanation, Look(lang=lang, mask=mask))
    text = "\n\n".join("\n".join(line.rstrip() for passage in block for line in passage.lines) for block in blocks)
    return f"{text}\n"


def coloured(line: str, style: str | None) -> str:
    """Return a line in a colour."""
    return f"\x1b[{style}m{line}\x1b[0m" if style and line else line


def _rule(trace: RuleTrace, explanation: Explanation, look: Look, tongue: Tongue) -> Iterator[Passage]:
    yield Passage(lines=(rule_title(trace, tongue),), style=_OUTCOMES[trace.outcome])
    for entry in rule_entries(trace, explanation, tongue):
        if isinstance(entry, Entry):
            yield Passage(lines=tuple(_lines(entry, tongue)))
            continue
        yield Passage(lines=(f"  {_labelled(tongue.say('label-days'), tongue)}",))
        yield Passage(lines=tuple(_drawn(entry, look, tongue)), drawn=True)
        yield Passage(lines=tuple(f"{_MARGIN}{line}" for line in (entry.legend, *entry.sums)))


def _others(record: RecordTrace, tongue: Tongue) -> Iterator[Sequence[Passage]]:
    for title, rows in others_by_outcome(record, tongue):
        lines = tuple(f"  {_labelled(codes, tongue)}{reason}" for codes, reason in rows)
        yield [Passage(lines=(title,), style=_TITLE), Passage(lines=lines)]


def _lines(entry: Entry, tongue: Tongue) -> Iterator[str]:
    opening = f"  {_labelled(entry.label, tongue)}"
    if len(entry.lines) == 1:
        yield opening + entry.lines[0]
        return
    yield opening.rstrip()
    yield from (f"{_MARGIN}- {line}" for line in entry.lines)


def _labelled(label: str, tongue: Tongue) -> str:
    return say("rules.colon", tongue.lang, label=label)


def _drawn(calendar: Calendar, look: Look, tongue: Tongue) -> Iterator[str]:
    """Yield the calendar, a line a week; where that has no room a line a day."""
    widths = _widths(calendar, look.width - len(_INDENT) - _MONTH)
    if widths is None:
        cells = [cell for week in calendar.weeks for cell in week.cells if cell is not None]
        yield from (_MARGIN + _in_colour(cell, day_words(cell, tongue), look) for cell in cells)
        return
    heads = [_padded(f" {head}", width) for head, width in zip(calendar.weekdays, widths, strict=True)]
    yield f"{_INDENT}{'':{_MONTH}}{''.join(heads)}".rstrip()
    for week in calendar.weeks:
        drawn = [_cell(cell, width, look) for cell, width in zip(week.cells, widths, strict=True)]
        yield f"{_INDENT}{week.month:{_MONTH}}{''.join(drawn)}".rstrip()


def _widths(calendar: Calendar, room: int) -> Sequence[int] | None:
    """Return the widths of the days of the week, alike if there is room, else as needed; None if even that has none."""
    columns = zip(calendar.weekdays, zip(*(week.cells for week in calendar.weeks), strict=True), strict=True)
    widths = [
        max([cell_len(f" {head}"), *(cell_len(cell.text) for cell in column if cell)]) for head, column in columns
    ]
    alike = [max(widths)] * len(widths)
    return next((one for one in (alike, widths) if sum(one) <= room), None)


def _cell(cell: Cell | None, width: int, look: Look) -> str:
    if cell is None:
        return " " * width
    return _in_colour(cell, cell.text, look) + " " * (width - cell_len(cell.text))


def _in_colour(cell: Cell, text: str, look: Look) -> str:
    return coloured(text, _TONES.get(cell.tone)) if look.colour else text


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))

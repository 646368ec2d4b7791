"""An explanation as Markdown; it must not know where it is pasted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hcaudit.model.explanation import Explanation, RecordTrace, RuleTrace
from hcaudit.render.as_markdown import markdown_escaped
from hcaudit.render.explanation.calendar import Calendar, Cell
from hcaudit.render.explanation.entries import (
    others_by_outcome,
    record_entries,
    record_title,
    rule_entries,
    rule_title,
    rules_in_order,
)
from hcaudit.render.explanation.tongue import Tongue, tongue_of
from hcaudit.render.rulebook.entries import Entry
from hcaudit.texts import say

_BOLD = {"due", "late"}


def explanation_markdown(explanation: Explanation, lang: str, *, mask: bool = False) -> str:
    """Return the explanation, a section a record and a section below it a rule; the days of a clock as a table."""
    tongue = tongue_of(explanation, lang, mask=mask)
    blocks = [block for record in explanation.records for block in _record(record, explanation, tongue)]
    return "\n\n".join(blocks) + "\n"


def _record(record: RecordTrace, explanation: Explanation, tongue: Tongue) -> Iterator[str]:
    yield f"# {markdown_escaped(record_title(record, tongue))}"
    yield _bullets(record_entries(record, explanation, tongue), tongue)
    for trace in rules_in_order(record):
        yield from _rule(trace, explanation, tongue)
    for title, rows in others_by_outcome(record, tongue):
        yield f"## {markdown_escaped(title)}"
        heads = [say("rules.label-code", tongue.lang), tongue.say("label-reason")]
        yield _table([heads, ["---"] * len(heads), *([markdown_escaped(cell) for cell in row] for row in rows)])


def _rule(trace: RuleTrace, explanation: Explanation, tongue: Tongue) -> Iterator[str]:
    yield f"## {markdown_escaped(rule_title(trace, tongue))}"
    entries: list[Entry] = []
    for entry in rule_entries(trace, explanation, tongue):
        if isinstance(entry, Entry):
            entries.append(entry)
            continue
        yield _bullets(entries, tongue)
        yield _calendar(entry)
        yield "\n".join(f"- {markdown_escaped(line)}" for line in (entry.legend, *entry.sums))
        entries = []
    if entries:
        yield _bullets(entries, tongue)


def _bullets(entries: Iterable[Entry], tongue: Tongue) -> str:
    return "\n".join(line for entry in entries for line in _lines(entry, tongue))


def _lines(entry: Entry, tongue: Tongue) -> Iterator[str]:
    opening = f"- **{markdown_escaped(say('rules.colon', tongue.lang, label=entry.label)).rstrip()}**"
    if len(entry.lines) == 1:
        yield f"{opening} {markdown_escaped(entry.lines[0])}"
        return
    yield opening
    yield from (f"  - {markdown_escaped(line)}" for line in entry.lines)


def _calendar(calendar: Calendar) -> str:
    heads = ["", *calendar.weekdays]
    rows = [[week.month, *(_cell(cell) for cell in week.cells)] for week in calendar.weeks]
    return _table([heads, ["---"] * len(heads), *rows])


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return ""
    text = markdown_escaped(cell.text.strip())
    return f"**{text}**" if cell.tone in _BOLD else text


def _table(rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)

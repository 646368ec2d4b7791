"""What was run, in words and figures, for every format that shows it; it must not know how they are laid out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from hcaudit.model.report import Run
from hcaudit.render.amounts import is_amount
from hcaudit.render.headings import words
from hcaudit.texts import say

Fact = str | int | float | dt.date
"""A text, a count, an amount in yuan (a float) or a day."""

INPUT_COLUMNS = (
    *("file", "sheet", "kind", "encoding", "header_row"),
    *("rows", "records", "duplicates", "non_records", "problem_rows", "note"),
)
"""What is told of each input (`Run.inputs`)."""


def period_words(run: Run, lang: str) -> str:
    """Return the period of a run in words."""
    if not (run.period_from or run.period_to):
        return say("render.overview-whole-period", lang)
    return say("render.overview-from-to", lang, from_day=run.period_from or "", to_day=run.period_to or run.as_of)


def run_sections(run: Run, lang: str) -> Iterator[tuple[str, list[tuple[str, Fact]]]]:
    """Yield the facts, the totals and the parameters of a run: titles, each with labels and values."""
    yield say("render.manifest-run", lang), list(_facts(run, lang))
    names = words("totals", lang)
    totals: list[tuple[str, Fact]] = [
        (names.get(name, name), value / 100 if is_amount(name) else value) for name, value in run.totals.items()
    ]
    yield say("render.manifest-totals", lang), totals
    yield say("render.manifest-parameters", lang), list(run.parameters.items())


def _facts(run: Run, lang: str) -> Iterator[tuple[str, Fact]]:
    yield say("render.overview-as-of", lang), run.as_of
    source = words("as_of_source", lang).get(run.as_of_source, run.as_of_source)
    yield say("render.manifest-as-of-source", lang), source
    yield say("render.overview-period", lang), period_words(run, lang)
    yield say("render.overview-pack", lang), run.pack_id
    yield say("render.manifest-pack-title", lang), run.pack_title
    yield from ((words("calendar", lang).get(name, name), value) for name, value in run.calendar.items())
    yield from ((say("render.manifest-unusable", lang), file) for file in run.unusable)
    if run.since is not None:
        yield say("render.manifest-since", lang), say("since.told", lang, file=run.since.file, as_of=run.since.as_of)
    yield from ((say("render.manifest-warning", lang), text) for text in run.warnings)

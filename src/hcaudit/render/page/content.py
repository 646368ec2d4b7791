"""Everything a page shows, by the names its templates use; it must not know any mark-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from hcaudit.model.report import Report
from hcaudit.render.cells import visible_text
from hcaudit.render.figures import figures_by_unit, overall_figures
from hcaudit.render.look import Look
from hcaudit.render.page import overview
from hcaudit.render.page.lists import sheets_of, title_of
from hcaudit.render.page.penalties import penalty_groups, penalty_headings
from hcaudit.render.page.run import inputs_sheet, run_lists
from hcaudit.render.page.sheet import Sheet
from hcaudit.render.parts import part
from hcaudit.render.penalty_table import penalty_table
from hcaudit.texts import say

_HTML_LANGUAGES = {"zh": "zh-CN"}
_SAID = ("contents", "empty", "shares", "warnings", "share-of", "amounts-in-yuan", "filter", "sort", "top", "made-by")
"""The words that the templates use themselves."""


def content_of(report: Report, look: Look) -> Mapping[str, Any]:
    """Return what the templates show, by name."""
    lang, sheets = look.lang, list(sheets_of(report, look))
    penalty = penalty_table(report.units, lang)
    return {
        "html_lang": _HTML_LANGUAGES.get(lang, lang),
        "title": say("page.title", lang, pack=visible_text(report.run.pack_title)),
        "say": _words(lang),
        "contents": list(_contents(sheets, lang)),
        **_overview(report, penalty, look),
        "penalty_title": title_of("penalty", lang),
        "penalty_headings": penalty_headings(penalty, look),
        "penalty_groups": penalty_groups(penalty, look),
        "sheets": sheets,
        "anchors": frozenset(report.findings["finding_id"].to_pylist()),
        "manifest_title": title_of("manifest", lang),
        "run_lists": list(run_lists(report.run, look)),
        "inputs": inputs_sheet(report.run, look),
    }


def _overview(report: Report, penalty: pa.Table, look: Look) -> Mapping[str, object]:
    findings = part(report, "findings", look)
    everything, units = overall_figures(findings, penalty), figures_by_unit(findings, penalty)
    return {
        "overview_title": title_of("overview", look.lang),
        "run_facts": list(overview.run_facts(report.run, look)),
        "notes": list(_notes(report, look.lang)),
        "headlines": list(overview.headlines(report, everything, look)),
        "shares": list(overview.shares(everything, look)),
        "charts": [overview.units_chart(units, look), overview.rules_chart(report, look)],
    }


def _words(lang: str) -> Mapping[str, str]:
    # The script fills in the numbers.
    filtered = say("page.filtered", lang, shown="{shown}", count="{count}")
    return {**{name: say(f"page.{name}", lang) for name in _SAID}, "filtered": filtered}


def _contents(sheets: Sequence[Sheet], lang: str) -> Iterator[tuple[str, str, int | None]]:
    """Yield the sections: anchor, name, number of rows."""
    for key in ("overview", "penalty"):
        yield key, title_of(key, lang), None
    yield from ((sheet.key, sheet.title, sheet.count) for sheet in sheets)
    yield "manifest", title_of("manifest", lang), None


def _notes(report: Report, lang: str) -> Iterator[str]:
    """Yield what must not be overlooked."""
    yield from map(visible_text, report.run.warnings)
    yield from (say("page.unusable", lang, file=visible_text(file)) for file in report.run.unusable)
    if report.run.totals.get("judged") == 0:
        yield say("page.nothing-judged", lang)

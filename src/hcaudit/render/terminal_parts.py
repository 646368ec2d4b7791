"""What a terminal shows of a report, from top to bottom; it must not know how wide it is or what draws it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from hcaudit.model.report import Report, Run
from hcaudit.render.amounts import amount_text
from hcaudit.render.blocks import Block, Spec, list_block
from hcaudit.render.cells import visible_text
from hcaudit.render.figures import Figures, figures_by_unit, overall_figures, waived_count
from hcaudit.render.look import Look
from hcaudit.render.parts import part
from hcaudit.render.penalty_table import penalty_table
from hcaudit.render.terminal_findings import finding_blocks
from hcaudit.render.terminal_summary import summary_block
from hcaudit.texts import say

_LISTS: Mapping[str, tuple[Spec, ...]] = {
    "fines": (
        *(("unit", 0, 12), ("item", 0, None), ("event", 2, 16), ("record_no", 0, None), ("rules", 3, 8)),
        *(("occurred_on", 1, None), ("person", 4, None), ("multiplier", 7, None), ("amount", 0, None)),
        *(("leadership_share", 6, None), ("frontline_share", 6, None), ("reward", 0, None), ("assessed_by", 5, 12)),
    ),
    "units": (
        *(("unit", 0, 12), ("item", 0, None), ("event", 0, 16), ("count", 0, None), ("amount", 0, None)),
        *(("leadership_share", 1, None), ("frontline_share", 1, None), ("unassigned_share", 2, None)),
        *(("reward", 0, None), ("assessed_by", 3, 12)),
    ),
    "coverage": (
        *(("rule", 0, None), ("title", 3, 16), ("evaluated", 4, None), ("kept", 0, None), ("violations", 0, None)),
        *(("suspected", 0, None), ("rewards", 5, None), ("undetermined", 0, None), ("not_applicable", 1, None)),
        *(("not_evaluated", 0, None), ("out_of_period", 2, None), ("reason", 0, 12)),
    ),
    "problems": (
        *(("source_file", 0, 16), ("source_sheet", 1, 8), ("source_row", 0, None), ("column", 0, 8)),
        *(("value", 0, 8), ("problem", 0, 16)),
    ),
    "changes": (
        *(("change", 0, None), ("subject", 0, None), ("ran_on", 6, None), ("unit", 0, 12), ("record_no", 0, None)),
        *(("rule", 0, None), ("item", 4, None), ("title", 7, 16), ("outcome", 2, None), ("fields", 0, 16)),
        *(("amount_before", 5, None), ("amount_after", 5, None), ("amount_change", 1, None)),
    ),
}
"""The columns of the parts that are plain lists."""


def blocks(report: Report, look: Look) -> Iterator[Block]:
    """Yield what to show: the part asked for, or a summary by unit and all findings."""
    yield Block(words=_opening(report.run, look.lang))
    if look.show is not None and look.show in _LISTS:
        yield _list(report, look.show, look)
        return
    findings, penalty = part(report, "findings", look), penalty_table(report.units, look.lang)
    everything = overall_figures(findings, penalty)
    if look.show is None:
        yield summary_block(figures_by_unit(findings, penalty), everything, look.lang)
    yield from finding_blocks(findings, look.lang)
    yield Block(words=_closing(everything, waived_count(findings), look.lang))


def _list(report: Report, name: str, look: Look) -> Block:
    table, words, lang = part(report, name, look), say(f"render.part-{name}", look.lang), look.lang
    if name != "units":
        return list_block(words, table, _LISTS[name], lang)
    penalty = penalty_table(table, lang)
    totals = frozenset(place for place, level in enumerate(penalty["level"].to_pylist()) if level == "total")
    return replace(list_block(words, penalty, _LISTS[name], lang), ruled_after=totals)


def _opening(run: Run, lang: str) -> str:
    words = say("render.under-title", lang, pack=visible_text(run.pack_title), as_of=run.as_of)
    if not (run.period_from or run.period_to):
        return words
    period = say("render.table-period", lang, from_day=run.period_from or "", to_day=run.period_to or run.as_of)
    return f"{words}{period}"


def _closing(everything: Figures, waived: int, lang: str) -> str:
    return say(
        "render.table-closing",
        lang,
        violation=everything.counts.get("violation", 0),
        suspected=everything.counts.get("suspected", 0),
        undetermined=everything.counts.get("undetermined", 0),
        waived=waived,
        count=everything.fines,
        amount=amount_text(everything.amount),
        reward=amount_text(everything.reward),
    )

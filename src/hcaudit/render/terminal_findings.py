"""The lists of findings a terminal shows: what is wrong, what cannot be told and why; it must not know its width."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.render import figures
from hcaudit.render.blocks import Block, Spec, list_block, list_column, texts
from hcaudit.render.cells import visible_text
from hcaudit.render.fitting import Column
from hcaudit.render.headings import heading
from hcaudit.texts import say

_BEFORE: tuple[Spec, ...] = (("unit", 0, 12), ("rule", 0, None), ("title", 3, 20), ("record_no", 0, None))
_BEHIND: tuple[Spec, ...] = (("occurred_on", 6, None), ("amount", 0, None))
_UNDETERMINED: tuple[Spec, ...] = (*_BEFORE, ("reason", 0, 36))
_REWARDS: tuple[Spec, ...] = (*_BEFORE, ("person", 1, 8))


def finding_blocks(findings: pa.Table, lang: str) -> Iterator[Block]:
    """Yield the violations and suspicions, the rewards, the undetermined findings and what their rules are."""
    yield _breaches(_of(findings, "violation", "suspected"), lang)
    for outcome, specs in (("reward", _REWARDS), ("undetermined", _UNDETERMINED)):
        chosen = _of(findings, outcome)
        if chosen.num_rows:
            yield list_block(say(f"render.table-{outcome}", lang), chosen, specs, lang)
    if findings.num_rows:
        yield legend(findings, lang)


def _of(findings: pa.Table, *outcomes: str) -> pa.Table:
    return findings.filter(pc.is_in(findings["outcome"], pa.array(outcomes)))


def _breaches(findings: pa.Table, lang: str) -> Block:
    title = say("render.table-breaches", lang)
    if not findings.num_rows:
        return Block(words=f"{title}: {say('render.table-nothing', lang)}", is_title=True)
    columns = [
        *(list_column(findings, spec, lang) for spec in _BEFORE),
        Column(name="outcome", heading=heading("outcome", lang), values=_outcomes(findings, lang)),
        list_column(findings, ("due_on", 1, None), lang),
        Column(
            name="overdue",
            heading=say("render.table-overdue", lang),
            values=texts(findings.select(["overdue_working_days"]), lang),
            right=True,
            rank=2,
        ),
        Column(
            name="measured",
            heading=say("render.table-measured", lang),
            values=_against_limits(findings, lang),
            right=True,
            rank=4,
        ),
        *(list_column(findings, spec, lang) for spec in _BEHIND),
    ]
    return Block(words=title, is_title=True, columns=columns)


def _outcomes(findings: pa.Table, lang: str) -> list[str]:
    """Return the outcomes in words, with the disposition behind those that are decided."""
    outcomes, dispositions = texts(findings.select(["outcome"]), lang), texts(findings.select(["disposition"]), lang)
    decided = pc.not_equal(findings["disposition"], "open").to_pylist()
    return [
        f"{outcome} {disposition}" if is_decided else outcome
        for outcome, disposition, is_decided in zip(outcomes, dispositions, decided, strict=True)
    ]


def _against_limits(findings: pa.Table, lang: str) -> list[str]:
    measured, limits = texts(findings.select(["measured"]), lang), texts(findings.select(["limit"]), lang)
    return [f"{value}/{limit}" if limit else value for value, limit in zip(measured, limits, strict=True)]


def legend(findings: pa.Table, lang: str) -> Block:
    """Return the block that spells out what the rules of a table are, where its lists have no room for titles."""
    titles = figures.titles_of_rules(findings)
    words = [visible_text(title) for title in titles.values()]
    columns = [
        Column(name="rule", heading=heading("rule", lang), values=list(titles)),
        Column(name="title", heading=heading("title", lang), values=words, wraps=20),
    ]
    return Block(words=say("render.table-legend", lang), is_title=True, columns=columns, spells_out="title")

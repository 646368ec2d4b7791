"""How many records each rule judged, and which rules were not evaluated and why; it must not know any rule."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from hcaudit.judging.judge import Judgement
from hcaudit.model.report import COVERAGE
from hcaudit.model.verdicts import Outcome


def coverage_of(judgements: Iterable[Judgement], lang: str) -> pa.Table:
    """Return one row (`COVERAGE`) a rule; its eight counts add up to the records of the rule's kind."""
    return pa.Table.from_pylist([_row(judgement, lang) for judgement in judgements], schema=COVERAGE)


def _row(judgement: Judgement, lang: str) -> dict[str, object]:
    counts = [int(np.count_nonzero(judgement.outcomes == np.int8(outcome))) for outcome in Outcome]
    return {
        "rule": judgement.rule.code,
        "title": judgement.rule.titles[lang],
        "evaluated": judgement.was_evaluated,
        "reason": "；".join(text.said_in(lang) for text in judgement.why_not) or None,
        "kept": counts[Outcome.KEPT],
        "violations": counts[Outcome.VIOLATION],
        "suspected": counts[Outcome.SUSPECTED],
        "rewards": counts[Outcome.REWARD],
        "undetermined": counts[Outcome.UNDETERMINED],
        "not_applicable": counts[Outcome.NOT_APPLICABLE],
        "not_evaluated": counts[Outcome.NOT_EVALUATED],
        "out_of_period": counts[Outcome.OUT_OF_PERIOD],
    }

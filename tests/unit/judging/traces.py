"""Explanations of small tables, and of verdicts that were bent: what the tests of the trace share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa

import hcaudit
from hcaudit import pipeline
from hcaudit.config import Config
from hcaudit.explanation import docket_of
from hcaudit.judging.judge import Judgement
from hcaudit.judging.trace import Docket, record_trace
from hcaudit.load import TableSource
from hcaudit.model.explanation import Explanation, NotApplied, RecordTrace, RuleTrace
from hcaudit.model.verdicts import Verdicts
from hcaudit.settings import Settings

AS_OF = "2022-03-31"

Tables = Mapping[str, pa.Table]


def explain(tables: Tables, number: str, rule: str | None = None, **options: Any) -> Explanation:
    """Return the explanation of a record of `tables` as of the end of March 2022, no configuration in sight."""
    return hcaudit.explain(tables, order=number, rule=rule, **{"as_of": AS_OF, "config": {}, **options})


def record_of(tables: Tables, number: str, **options: Any) -> RecordTrace:
    """Return all that is told of the one record with a number."""
    (record,) = explain(tables, number, **options).records
    return record


def told(tables: Tables, number: str, rule: str, **options: Any) -> RuleTrace:
    """Return what one rule says of a record."""
    (trace,) = record_of(tables, number, rule=rule, **options).rules
    return trace


def not_told(tables: Tables, number: str, rule: str, **options: Any) -> NotApplied:
    """Return why one rule says nothing of a record."""
    (one,) = record_of(tables, number, rule=rule, **options).others
    return one


def keys(trace: RuleTrace) -> list[str]:
    """Return what decides, as the names of its sentences."""
    return [text.key.removeprefix("explain.") for text in trace.points]


def peers(trace: RuleTrace) -> list[str]:
    """Return the numbers of the other records that matter."""
    return [one.record_no for one in trace.peers]


def docket(tables: Tables, **options: Any) -> Docket:
    """Return what explanations of `tables` look into."""
    sources = [TableSource(name=name, table=table) for name, table in tables.items()]
    settings = Settings(sources=sources, config=Config(), **options)
    return docket_of(pipeline.judged(settings), settings)


def bent(one: Docket, rule: str, bend: Callable[[Verdicts], None]) -> Docket:
    """Return the docket with the verdicts of a rule bent."""

    def bend_one(judgement: Judgement) -> Judgement:
        if judgement.rule.code != rule:
            return judgement
        bend(judgement.verdicts)
        outcomes = judgement.outcomes.copy()
        outcomes[judgement.rows] = judgement.verdicts.outcome
        return replace(judgement, outcomes=outcomes)

    return replace(one, judgements=tuple(bend_one(judgement) for judgement in one.judgements))


def trace(one: Docket, kind: str, row: int, rule: str) -> RecordTrace:
    """Return what is told of the record at `row` under one rule."""
    return record_trace(kind, row, one, rule)

"""All that the rules say of one record, put together; it must not know how any check judges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from hcaudit.checks.sight import column_missing
from hcaudit.judging.trace.account import Account, named, peer, quoted, said
from hcaudit.judging.trace.accounts import ACCOUNTS
from hcaudit.judging.trace.applies import (
    CLASSIFIED_BY,
    deciding_parts,
    doubtful_parts,
    failing_parts,
    fields_in_doubt,
)
from hcaudit.judging.trace.docket import Docket, Subject, origin_of
from hcaudit.judging.trace.money import finding_trace, fine_trace
from hcaudit.judging.trace.verdict import maybe_day
from hcaudit.model.evidence import Part, Peer
from hcaudit.model.explanation import NotApplied, RecordTrace, RuleTrace
from hcaudit.model.kleene import NO, UNKNOWN, YES
from hcaudit.model.life import STAGE_NAMES
from hcaudit.model.records import Kind
from hcaudit.model.verdicts import Outcome
from hcaudit.texts import Text

FACTS = ("customer_no", "customer_name", "unit", "team", "manager", "person", "line", "transformer")
"""The fields that say which record it is and who answers for it."""

SAID = (Outcome.KEPT, Outcome.VIOLATION, Outcome.SUSPECTED, Outcome.REWARD, Outcome.UNDETERMINED)
"""The outcomes in which a rule says something of a record."""

_ORDER_NO = "order_no"


def record_trace(kind: str, row: int, docket: Docket, rule: str | None = None) -> RecordTrace:
    """Return all that the rules say of the record at `row`; with `rule` what that one says, whatever it is.

    Raises:
        InternalError: a verdict is not borne out by what it was given for.
    """
    view = docket.view(kind)
    fields = view.records.kind.fields
    subjects = [one for one in docket.subjects(kind, row) if rule is None or one.rule.code == rule]
    told = [one for one in subjects if one.outcome in SAID]
    return RecordTrace(
        kind=view.records.kind,
        record_no=str(view.column("record_no")[row].as_py()),
        governed_on=maybe_day(view.days(view.records.kind.governed_by).values[row]) or dt.date.max,
        origin=origin_of(view, row),
        facts=tuple(docket.value(kind, row, name) for name in _facts(view.records.kind)),
        classes=_classes(kind, row, docket),
        classified_by=tuple(docket.value(kind, row, name) for name in CLASSIFIED_BY if name in fields),
        stage=_stage(kind, row, docket),
        completed_on=_completed_on(kind, row, docket),
        problems=docket.places.problems_at(origin_of(view, row)),
        related=tuple(_related(kind, row, docket)),
        rules=tuple(rule_trace(one) for one in told),
        others=tuple(_not_applied(one) for one in subjects if one.outcome not in SAID),
    )


def _facts(kind: Kind) -> list[str]:
    """Return the fields of a kind that say which record it is, who answers for it, and which order it names."""
    names_an_order = [_ORDER_NO] if kind.number[0] != _ORDER_NO else []
    return [name for name in (*FACTS, *names_an_order) if name in kind.fields]


def rule_trace(subject: Subject) -> RuleTrace:
    """Return what a rule says of a record and why; it must be one that says something.

    Raises:
        InternalError: the verdict is not borne out by what it was given for.
    """
    verdict = subject.verdict
    account = ACCOUNTS[subject.rule.check](subject.rule.spec, subject)
    doubtful = verdict.outcome is Outcome.UNDETERMINED
    wanting, settles = _in_doubt(account, subject) if doubtful else ((), ())
    parts = deciding_parts(subject)
    return RuleTrace(
        rule=subject.rule,
        outcome=verdict.outcome.word,
        reason=verdict.reason,
        parts=parts,
        parameters=subject.docket.selection.parameters[subject.rule.code],
        values=subject.values([*account.fields, *_cells_asked(parts)]),
        points=account.points,
        peers=account.peers,
        clock=account.clock,
        measured=verdict.measured,
        limit=verdict.limit,
        unit_of_measure=verdict.unit_of_measure,
        wanting=subject.values(wanting),
        settles=settles,
        finding=finding_trace(subject.rule.code, subject.record_no, subject.docket),
        fine=fine_trace(subject.rule.code, subject.record_no, subject.docket),
    )


def _cells_asked(parts: tuple[Part, ...]) -> list[str]:
    return [part.value.field.name for part in parts if part.value is not None]


def _in_doubt(account: Account, subject: Subject) -> tuple[tuple[str, ...], tuple[Text, ...]]:
    """Return the fields to blame for an undetermined verdict, and what would settle it."""
    if subject.applies != UNKNOWN:
        return account.wanting, account.settles
    fields = fields_in_doubt(doubtful_parts(subject), subject)
    names = quoted(subject.values(fields))
    applied = subject.verdict_if_applied()
    outcome = Text(f"rules.result-{applied.outcome.word}")
    settle = Text("explain.settle-applies", fields=names, outcome=outcome)
    why = () if applied.reason is None else (applied.reason,)
    return fields, (settle, *why)


def _not_applied(subject: Subject) -> NotApplied:
    """Return why a rule says nothing of the record."""
    parts: tuple[Part, ...] = ()
    why: tuple[Text, ...] = ()
    if subject.outcome is Outcome.OUT_OF_PERIOD:
        why = (_before_effect(subject),)
    elif subject.outcome is Outcome.NOT_EVALUATED:
        why = tuple(_not_evaluated(subject))
    elif subject.slot is None:
        parts = failing_parts(subject)
        if subject.docket.bench.classes[subject.rule.kind].in_scope[subject.row] == NO:
            parts, why = (), (_out_of_scope(subject),)
    elif subject.applies == UNKNOWN:
        blamed = fields_in_doubt(doubtful_parts(subject), subject)
        names = quoted(subject.values(blamed))
        why = (Text("explain.nothing-anyhow", fields=names),)
    else:
        account = ACCOUNTS[subject.rule.check](subject.rule.spec, subject)
        why = (account.why_not or Text("explain.says-nothing"),)
    return NotApplied(rule=subject.rule, outcome=subject.outcome.word, parts=parts, why=why)


def _out_of_scope(subject: Subject) -> Text:
    value = subject.value(CLASSIFIED_BY[0])
    return Text("explain.out-of-scope", field=named(value), value=said(value.value))


def _before_effect(subject: Subject) -> Text:
    effective = subject.docket.bench.pack.effective_from
    if subject.rule.judged_by_occurrence:
        return Text("explain.occurred-before", effective=effective)
    governed = subject.view.records.kind.governed_by
    value = subject.value(governed)
    day = maybe_day(subject.view.days(governed).values[subject.row])
    return Text("explain.before-effect", field=named(value), day=day, effective=effective)


def _not_evaluated(subject: Subject) -> Iterator[Text]:
    """Yield why the rule was not evaluated: for all records, or for the columns that this one's files lack."""
    if not len(subject.judgement.rows) and subject.slot is None and len(subject.judgement.why_not) == 1:
        yield subject.judgement.why_not[0]
        return
    records = subject.view.records
    lacking = [
        name
        for name in subject.rule.spec.needs
        if (mask := records.missing.get(name)) is not None and mask[subject.row]
    ]
    for name in lacking:
        yield column_missing(subject.view, name, np.array([subject.row], dtype=np.int64))
    if not lacking and subject.verdict.reason is not None:
        yield subject.verdict.reason


def _classes(kind: str, row: int, docket: Docket) -> tuple[str, ...]:
    return tuple(name for name, mask in docket.bench.classes[kind].possible.items() if mask[row])


def _stage(kind: str, row: int, docket: Docket) -> str | None:
    code = docket.bench.around.lives[kind].stage[row]
    return next((name for name, stage in STAGE_NAMES.items() if stage == code), None)


def _completed_on(kind: str, row: int, docket: Docket) -> dt.date | None:
    life = docket.bench.around.lives[kind]
    return maybe_day(life.completed_on[row]) if life.completed[row] == YES else None


def _related(kind: str, row: int, docket: Docket) -> Iterator[Peer]:
    """Yield the records of other kinds that name this one by its number."""
    view = docket.view(kind)
    if view.records.kind.number != (_ORDER_NO,) or not view.records.kind.merged or not view.records.numbered[row]:
        return
    for other in docket.bench.around.views.values():
        if _ORDER_NO not in other.records.kind.fields or other is view:
            continue
        same = pc.fill_null(pc.equal(other.column(_ORDER_NO), view.column("record_no")[row]), fill_value=False)
        for place in np.flatnonzero(same.to_numpy(zero_copy_only=False)).tolist():
            yield peer(other, place, other.records.kind.governed_by, Text("explain.names-it"))

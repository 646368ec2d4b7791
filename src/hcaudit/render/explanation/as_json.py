"""An explanation as JSON: machine keys are English, sentences in the language asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from hcaudit.model.evidence import Clock, ClockDay, ClockPause, Origin, Peer, Value
from hcaudit.model.explanation import Explanation, FindingTrace, FineTrace, NotApplied, RecordTrace, RuleTrace
from hcaudit.render.amounts import yuan_text
from hcaudit.render.explanation.entries import applies_words, why_not_words
from hcaudit.render.explanation.tongue import Tongue, machine_value, problem_rows, raw_value, tongue_of
from hcaudit.render.row_texts import json_text

Facts = Mapping[str, object]


def explanation_json(explanation: Explanation, lang: str, *, mask: bool = False) -> str:
    """Return the explanation as one JSON document; dates are ISO texts, amounts yuan with two decimals as texts."""
    tongue = tongue_of(explanation, lang, mask=mask)
    document = {
        "as_of": _iso(explanation.as_of),
        "as_of_source": explanation.as_of_source,
        "period": {"from": _iso(explanation.period_from), "to": _iso(explanation.period_to)},
        "pack": explanation.pack.id,
        "pack_title": explanation.pack.titles[lang],
        "calendar": explanation.calendar,
        "rule": explanation.rule,
        "unusable": list(explanation.unusable),
        "records": [_record(record, tongue) for record in explanation.records],
    }
    return f"{json_text(document, indent=2)}\n"


def _record(record: RecordTrace, tongue: Tongue) -> Facts:
    return {
        "kind": record.kind.name,
        "kind_title": record.kind.titles[tongue.lang],
        "record_no": record.record_no,
        "date": _iso(record.governed_on),
        **_origin(record.origin),
        **{value.field.name: machine_value(value, tongue) for value in record.facts},
        "classes": list(record.classes),
        "stage": record.stage,
        "completed_on": _iso(record.completed_on),
        "related": [_peer(one, tongue) for one in record.related],
        "problems": [dict(row) for row in problem_rows(record, tongue)],
        "rules": [_rule(trace, tongue) for trace in record.rules],
        "not_applied": [_not_applied(one, record, tongue) for one in record.others],
    }


def _rule(trace: RuleTrace, tongue: Tongue) -> Facts:
    return {
        "rule": trace.rule.code,
        "title": trace.rule.titles[tongue.lang],
        "clause": trace.rule.clause,
        "item": trace.rule.item,
        "outcome": trace.outcome,
        "reason": None if trace.reason is None else tongue.text(trace.reason),
        "applies": applies_words(trace, tongue),
        "parameters": dict(trace.parameters),
        "values": [_value(value, tongue) for value in trace.values],
        "clock": None if trace.clock is None else _clock(trace.clock, tongue),
        "measured": trace.measured,
        "limit": trace.limit,
        "unit_of_measure": trace.unit_of_measure,
        "points": [tongue.text(point) for point in trace.points],
        "peers": [_peer(one, tongue) for one in trace.peers],
        "wanting": [_value(value, tongue) for value in trace.wanting],
        "settles": [tongue.text(text) for text in trace.settles],
        "finding": None if trace.finding is None else _finding(trace.finding, tongue),
        "fine": None if trace.fine is None else _fine(trace.fine, tongue),
    }


def _clock(clock: Clock, tongue: Tongue) -> Facts:
    return {
        "start": None if clock.start is None else clock.start.field.name,
        "ends": [end.field.name for end in clock.ends],
        "planned": None if clock.planned is None else clock.planned.field.name,
        "started_on": _iso(clock.started),
        "counted_after": _iso(clock.counted_after),
        "ended_on": _iso(clock.ended),
        "ended_by": None if clock.ended_by is None else clock.ended_by.field.name,
        "open": clock.is_open,
        "counted_to": _iso(clock.counted_to),
        "due_on": _iso(clock.due),
        "due_earliest": _iso(clock.due_earliest),
        "due_latest": _iso(clock.due_latest),
        "limit": clock.limit,
        "limit_is_minimum": clock.is_minimum,
        "measured": clock.measured,
        "overdue_working_days": clock.overdue_working_days,
        "overdue_calendar_days": clock.overdue_calendar_days,
        "pauses": [_pause(pause, tongue) for pause in clock.pauses],
        "days": [_day(day) for day in clock.days],
    }


def _pause(pause: ClockPause, tongue: Tongue) -> Facts:
    return {
        "pause": pause.label,
        "after": _iso(pause.after),
        "until": _iso(pause.until),
        "working_days": pause.taken_out,
        "certain": pause.certain,
        "begun": _value(pause.begun, tongue),
        "over": _value(pause.over, tongue),
    }


def _day(day: ClockDay) -> Facts:
    return {
        "date": _iso(day.date),
        "counted": day.counted,
        "number": day.number,
        "reason": day.reason,
        "holiday": day.holiday,
        "pause": "".join(day.pauses) or None,
    }


def _finding(finding: FindingTrace, tongue: Tongue) -> Facts:
    one = finding.decision
    return {
        "finding_id": finding.finding_id,
        "facts_id": finding.facts_id,
        "disposition": finding.disposition,
        "occurred_on": _iso(finding.occurred_on),
        "unit": finding.unit,
        "in_period": finding.in_period,
        "decision": None
        if one is None
        else {
            "decision": one.decision,
            "reason": one.reason,
            "decided_by": one.decided_by,
            "decided_on": _iso(one.decided_on),
            "expires_on": _iso(one.expires_on),
            "responsible": one.responsible,
        },
        "not_applied": [tongue.text(text) for text in finding.not_applied],
    }


def _fine(fine: FineTrace, tongue: Tongue) -> Facts:
    body = fine.item.assessed_by
    return {
        "item": fine.item.id,
        "event": fine.item.event[tongue.lang],
        "per": fine.item.per,
        "base": _yuan(fine.base),
        "multiplier": fine.multiplier,
        "amount": _yuan(fine.amount),
        "leadership_share": _yuan(fine.leadership_share),
        "frontline_share": _yuan(fine.frontline_share),
        "reward": _yuan(fine.reward),
        "assessed_by": None if body is None else body[tongue.lang],
        "charged": fine.is_charged,
        "charged_on": _iso(fine.charged_on),
        "unit": fine.unit,
        "record_no": fine.record_no,
        "findings": [
            {
                "finding_id": one.finding_id,
                "rule": one.rule,
                "kind": one.kind,
                "record_no": one.record_no,
                "outcome": one.outcome,
                "disposition": one.disposition,
                "occurred_on": _iso(one.occurred_on),
                "stands": one.stands,
            }
            for one in fine.members
        ],
    }


def _not_applied(one: NotApplied, record: RecordTrace, tongue: Tongue) -> Facts:
    return {
        "rule": one.rule.code,
        "title": one.rule.titles[tongue.lang],
        "outcome": one.outcome,
        "reason": why_not_words(one, record, tongue),
    }


def _value(value: Value, tongue: Tongue) -> Facts:
    return {
        "field": value.field.name,
        "header": value.header,
        "state": str(value.state),
        "value": machine_value(value, tongue),
        "raw": raw_value(value, tongue),
    }


def _peer(peer: Peer, tongue: Tongue) -> Facts:
    return {
        "kind": peer.kind.name,
        "record_no": peer.record_no,
        "at": None if peer.at is None else str(peer.at),
        **_origin(peer.origin),
        "note": tongue.text(peer.note),
    }


def _origin(origin: Origin) -> Facts:
    return {"source_file": origin.file, "source_sheet": origin.sheet or None, "source_row": origin.row}


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else yuan_text(fen)

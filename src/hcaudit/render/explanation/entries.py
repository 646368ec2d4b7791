"""An explanation as labelled lines, for the forms that people read; it must not know their layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from hcaudit.model.evidence import Part
from hcaudit.model.explanation import Explanation, NotApplied, RecordTrace, RuleTrace
from hcaudit.model.rule import OUT_OF_SCOPE
from hcaudit.render.cells import visible_text
from hcaudit.render.explanation.calendar import Calendar, calendar_of
from hcaudit.render.explanation.clock_words import clock_entries, result_words
from hcaudit.render.explanation.money_words import money_entries
from hcaudit.render.explanation.tongue import (
    Tongue,
    cell_words,
    content_words,
    origin_words,
    peer_words,
    problem_rows,
    state_words,
)
from hcaudit.render.rulebook.checks import check_words
from hcaudit.render.rulebook.entries import Entry
from hcaudit.render.rulebook.scope import part_words
from hcaudit.render.rulebook.terms import all_of, counted, joined, value_words
from hcaudit.texts import say

_ORDER = ("violation", "suspected", "reward", "undetermined", "kept")
"""The outcomes in the order in which a reader wants to hear of them."""

_OTHERS = ("not_applicable", "not_evaluated", "out_of_period")
_AS_OF = ("given", "period")


def record_title(record: RecordTrace, tongue: Tongue) -> str:
    """Return which record it is."""
    return tongue.say("title", kind=record.kind.titles[tongue.lang], record=visible_text(record.record_no))


def record_entries(record: RecordTrace, explanation: Explanation, tongue: Tongue) -> Iterator[Entry]:
    """Yield what is to be known of a record before its rules."""
    told = {
        "facts": _facts(record, tongue),
        "origin": origin_words(record.origin, tongue),
        "class": _class_words(record, tongue),
        "stage": _stage_words(record, tongue),
        "as_of": _as_of(explanation, tongue),
        "period": _beyond(record, tongue),
        "verdicts": _verdicts(record, tongue),
    }
    for name, words in told.items():
        if words:
            yield _entry(name, (words,), tongue)
    if record.related:
        yield _entry("related", tuple(peer_words(one, tongue) for one in record.related), tongue)
    if problems := problem_rows(record, tongue):
        yield _entry("problems", tuple(_problem(row, tongue) for row in problems), tongue)


def rules_in_order(record: RecordTrace) -> Sequence[RuleTrace]:
    """Return what the rules say, findings first, each kind of verdict in the order of the codes."""
    return sorted(record.rules, key=lambda trace: _ORDER.index(trace.outcome))


def rule_title(trace: RuleTrace, tongue: Tongue) -> str:
    """Return which rule it is and what it says."""
    outcome = say(f"rules.result-{trace.outcome}", tongue.lang)
    title = visible_text(trace.rule.titles[tongue.lang])
    return tongue.say("rule-title", code=trace.rule.code, title=title, outcome=outcome)


def rule_entries(trace: RuleTrace, explanation: Explanation, tongue: Tongue) -> Iterator[Entry | Calendar]:
    """Yield what a rule says and why, the days of its clock among it."""
    terms = tongue.terms(tongue.pack.kinds[trace.rule.kind], trace.rule)
    clause = say("rules.clause", tongue.lang, clause=trace.rule.clause, source=tongue.pack.source)
    yield _entry("clause", (visible_text(clause),), tongue)
    yield _entry("applies", (applies_words(trace, tongue),), tongue)
    yield _entry("test", check_words(trace.rule, terms).test, tongue)
    if trace.parameters:
        set_to = [
            tongue.say("parameter", key=f"{trace.rule.code}.{name}", value=n) for name, n in trace.parameters.items()
        ]
        yield _entry("parameters", (tongue.joined(set_to),), tongue)
    if trace.values:
        yield _entry("values", (tongue.joined([cell_words(value, tongue) for value in trace.values]),), tongue)
    if trace.reason is not None:
        yield _entry("reason", (tongue.text(trace.reason),), tongue)
    if trace.clock is not None:
        yield from clock_entries(trace.clock, tongue)
        if (days := calendar_of(trace.clock, tongue)) is not None:
            yield days
    yield from _outcome(trace, explanation, tongue)


def others_by_outcome(record: RecordTrace, tongue: Tongue) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """Yield the rules that say nothing of the record under what they are, with the codes that share a reason."""
    for outcome in _OTHERS:
        reasons: dict[str, list[str]] = {}
        for one in record.others:
            if one.outcome == outcome:
                reasons.setdefault(why_not_words(one, record, tongue), []).append(one.rule.code)
        if reasons:
            rows = [(tongue.joined(codes, "comma"), reason) for reason, codes in reasons.items()]
            yield tongue.say(f"label-{outcome}"), rows


def _outcome(trace: RuleTrace, explanation: Explanation, tongue: Tongue) -> Iterator[Entry]:
    """Yield what it came to: the figures, what decides, whom else it concerns, what it costs, what would settle it."""
    if result := _result(trace, tongue):
        yield _entry("result", (result,), tongue)
    if trace.points:
        yield _entry("points", tuple(visible_text(tongue.text(point)) for point in trace.points), tongue)
    if trace.peers:
        yield _entry("peers", tuple(peer_words(one, tongue) for one in trace.peers), tongue)
    if trace.wanting:
        yield _entry("wanting", tuple(cell_words(value, tongue) for value in trace.wanting), tongue)
    if trace.settles:
        yield _entry("settles", tuple(visible_text(tongue.text(text)) for text in trace.settles), tongue)
    yield from money_entries(trace, explanation, tongue)


def _entry(name: str, lines: tuple[str, ...], tongue: Tongue) -> Entry:
    return Entry(label=tongue.say(f"label-{name}"), lines=lines)


def _facts(record: RecordTrace, tongue: Tongue) -> str:
    known = [value for value in record.facts if value.value is not None]
    facts = [
        tongue.say("fact", name=value.field.headers[tongue.lang], value=content_words(value, tongue)) for value in known
    ]
    return tongue.joined(facts)


def _class_words(record: RecordTrace, tongue: Tongue) -> str:
    if not record.classified_by:
        return ""
    names = [value_words(name, tongue.lang) for name in record.classes]
    words = joined(names, "or", tongue.lang) if names else tongue.say("unknown-class")
    values = [cell_words(value, tongue) for value in record.classified_by if value.value is not None]
    return tongue.say("classified", classes=words, values=tongue.joined(values, "comma")) if values else words


def _stage_words(record: RecordTrace, tongue: Tongue) -> str:
    if "status" not in record.kind.fields:
        return ""
    stage = value_words(record.stage, tongue.lang) if record.stage else tongue.say("stage-unknown")
    if record.completed_on is None:
        return stage
    return tongue.say("stage-completed", stage=stage, day=record.completed_on)


def _as_of(explanation: Explanation, tongue: Tongue) -> str:
    source = explanation.as_of_source
    key = f"as-of-{source}" if source in _AS_OF else "as-of-record"
    return tongue.say(key, day=explanation.as_of, source=visible_text(source))


def _beyond(record: RecordTrace, tongue: Tongue) -> str:
    until = tongue.pack.stated_until
    if until is None or record.governed_on <= until:
        return ""
    return tongue.say("beyond", source=tongue.pack.source, until=until)


def _verdicts(record: RecordTrace, tongue: Tongue) -> str:
    """Return which rules say what, and how many say nothing."""
    told = [*_by_outcome(record, tongue), *_silent(record, tongue)]
    return tongue.joined(told) or tongue.say("no-rules")


def _by_outcome(record: RecordTrace, tongue: Tongue) -> Iterator[str]:
    for outcome in _ORDER:
        codes = [trace.rule.code for trace in record.rules if trace.outcome == outcome]
        if codes:
            word = say(f"rules.result-{outcome}", tongue.lang)
            yield tongue.say("verdicts", outcome=word, codes=tongue.joined(codes, "comma"))


def _silent(record: RecordTrace, tongue: Tongue) -> Iterator[str]:
    for outcome in _OTHERS:
        if n := sum(one.outcome == outcome for one in record.others):
            yield tongue.say(f"verdicts-{outcome}", n=n)


def _problem(row: Mapping[str, str | None], tongue: Tongue) -> str:
    if not row["column"]:
        return visible_text(row["problem"] or "")
    return visible_text(tongue.say("problem", column=row["column"], problem=row["problem"]))


def applies_words(trace: RuleTrace, tongue: Tongue) -> str:
    """Return what makes the rule apply to the record."""
    kind = tongue.pack.kinds[trace.rule.kind]
    terms = tongue.terms(kind, trace.rule)
    words = [word for part in trace.parts for word in part_words(part.asked, terms)]
    if not words:
        return tongue.say("applies-everyone", kind=kind.titles[tongue.lang])
    unknown = any(part.answer is None for part in trace.parts)
    return tongue.say("applies-unknown" if unknown else "applies-asked", conditions=all_of(words, terms))


def _result(trace: RuleTrace, tongue: Tongue) -> str:
    """Return what was measured, held against the limit where there is one."""
    if trace.clock is not None:
        return result_words(trace.clock, tongue)
    if trace.measured is None or trace.unit_of_measure is None:
        return ""
    measured = counted(f"{round(trace.measured, 4):.15g}", trace.unit_of_measure, tongue.lang)
    if trace.limit is None:
        return tongue.say("result-measured", measured=measured)
    limit = counted(f"{trace.limit:.15g}", trace.unit_of_measure, tongue.lang)
    return tongue.say("result-within", measured=measured, limit=limit)


def why_not_words(one: NotApplied, record: RecordTrace, tongue: Tongue) -> str:
    """Return why a rule says nothing of the record."""
    words = [*_failing(one.parts, record, tongue), *(tongue.text(text) for text in one.why)]
    return visible_text(tongue.joined(words))


def _failing(parts: Iterable[Part], record: RecordTrace, tongue: Tongue) -> Iterator[str]:
    """Yield each part that does not hold: what is asked, and what the record has instead."""
    terms = tongue.terms(record.kind)
    for part in parts:
        asked = all_of(part_words(part.asked, terms), terms)
        yield tongue.say("not-this", asked=asked, value=_instead(part, record, tongue))


def _instead(part: Part, record: RecordTrace, tongue: Tongue) -> str:
    if part.value is not None:
        return state_words(part.value, tongue)
    if part.asked.classes:
        names = [value_words(name, tongue.lang) for name in record.classes if name != OUT_OF_SCOPE]
        return joined(names, "or", tongue.lang) if names else tongue.say("unknown-class")
    return value_words(record.stage, tongue.lang) if record.stage else tongue.say("stage-unknown")

"""A finding, its decision and its fine in labelled lines; it must not know how they came about."""

from __future__ import annotations

from collections.abc import Iterator

from hcaudit.model.explanation import Explanation, FindingTrace, FineMember, FineTrace, RuleTrace
from hcaudit.render.amounts import amount_text
from hcaudit.render.cells import visible_text
from hcaudit.render.explanation.tongue import Tongue
from hcaudit.render.headings import words
from hcaudit.render.rulebook.entries import Entry
from hcaudit.texts import say

_CUSTOMER = "customer"
_ONE = "1"
_UNDETERMINED = "undetermined"


def money_entries(trace: RuleTrace, explanation: Explanation, tongue: Tongue) -> Iterator[Entry]:
    """Yield what a finding costs, with what it is one fine, what was decided of it and how it is named."""
    if trace.finding is None:
        return
    if trace.fine is not None:
        yield _entry("fine", tuple(_fine(trace.fine, trace.finding, tongue)), tongue)
        if trace.fine.item.amount is not None:
            yield _members(trace.fine, tongue)
    else:
        key = "fine-undetermined" if trace.outcome == _UNDETERMINED else "fine-none"
        yield _entry("fine", (tongue.say(key),), tongue)
    if effects := _effects(trace, tongue):
        yield Entry(label=say("rules.label-consequences", tongue.lang), lines=effects)
    yield _entry("decision", tuple(_decided(trace.finding, tongue)), tongue)
    if not trace.finding.in_period:
        yield _entry("period", (_outside(trace.finding, explanation, tongue),), tongue)


def _effects(trace: RuleTrace, tongue: Tongue) -> tuple[str, ...]:
    """Return what follows beside money from a finding that stands."""
    item = tongue.pack.items[trace.rule.item].consequences if trace.rule.item else ()
    found = dict.fromkeys((*trace.rule.consequences, *item))
    return tuple(visible_text(tongue.pack.consequences[name].titles[tongue.lang]) for name in found)


def _fine(fine: FineTrace, finding: FindingTrace, tongue: Tongue) -> Iterator[str]:
    """Yield the arithmetic of a fine, and whether it is charged."""
    item = {"item": fine.item.id, "event": visible_text(fine.item.event[tongue.lang])}
    if fine.reward is not None:
        yield tongue.say("fine-reward", amount=amount_text(fine.reward), **item)
    elif fine.amount is None:
        yield tongue.say("fine-no-money", **item)
        return
    else:
        yield _arithmetic(fine, item, tongue) + _shares(fine, tongue)
    if fine.is_charged and fine.charged_on is not None:
        yield tongue.say("fine-charged", month=f"{fine.charged_on:%Y-%m}", unit=visible_text(fine.unit or ""))
        if fine.item.assessed_by:
            yield tongue.say("fine-assessed-by", body=fine.item.assessed_by[tongue.lang])
    else:
        yield tongue.say("fine-waived" if finding.disposition == "waived" else "fine-open")


def _arithmetic(fine: FineTrace, item: dict[str, str], tongue: Tongue) -> str:
    amount, base = amount_text(fine.amount), amount_text(fine.base)
    if fine.multiplier is None:
        return tongue.say("fine-plain", amount=amount, **item)
    return tongue.say("fine", base=base, multiplier=fine.multiplier or _ONE, amount=amount, **item)


def _shares(fine: FineTrace, tongue: Tongue) -> str:
    if fine.leadership_share is None:
        return ""
    shares = {"leadership": amount_text(fine.leadership_share), "frontline": amount_text(fine.frontline_share)}
    return tongue.say("fine-shares", **shares)


def _members(fine: FineTrace, tongue: Tongue) -> Entry:
    """Return all findings of one fine."""
    count = "many" if len(fine.members) > 1 else "alone"
    key = f"members-{count}-{_CUSTOMER}" if fine.item.per == _CUSTOMER else f"members-{count}"
    opening = tongue.say(key, n=len(fine.members))
    listed = [_member(one, tongue) for one in fine.members] if count == "many" else []
    return _entry("members", (opening, *listed), tongue)


def _member(one: FineMember, tongue: Tongue) -> str:
    words_of = {
        "outcome": say(f"rules.result-{one.outcome}", tongue.lang),
        "disposition": words("disposition", tongue.lang)[one.disposition],
    }
    member = tongue.say("member", rule=one.rule, record=visible_text(one.record_no), day=one.occurred_on, **words_of)
    return tongue.say("member-counts" if one.stands else "member-idle", member=member)


def _decided(finding: FindingTrace, tongue: Tongue) -> Iterator[str]:
    """Yield how a finding is named and what was decided of it."""
    disposition = words("disposition", tongue.lang)[finding.disposition]
    yield tongue.say("finding", finding=finding.finding_id, facts=finding.facts_id, disposition=disposition)
    if (one := finding.decision) is not None:
        facts = {"reason": visible_text(one.reason), "decided_by": visible_text(one.decided_by)}
        word = tongue.say(f"decided-{one.decision}")
        told = tongue.say("decision", decision=word, decided_on=one.decided_on, **facts)
        if one.responsible:
            told += tongue.say("decision-moved", unit=visible_text(one.responsible))
        yield told + (tongue.say("decision-expires", day=one.expires_on) if one.expires_on else "")
    yield from (tongue.text(text) for text in finding.not_applied)


def _outside(finding: FindingTrace, explanation: Explanation, tongue: Tongue) -> str:
    first = explanation.period_from.isoformat() if explanation.period_from else "..."
    last = explanation.period_to.isoformat() if explanation.period_to else "..."
    if finding.occurred_on is None:
        return tongue.say("outside-period-undetermined", first=first, last=last)
    return tongue.say("outside-period", day=finding.occurred_on, first=first, last=last)


def _entry(name: str, lines: tuple[str, ...], tongue: Tongue) -> Entry:
    return Entry(label=tongue.say(f"label-{name}"), lines=lines)

"""The rules about incidents, tickets, exams, outages and works: R, Q, E, P; it must not know the engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from tests.property.reading_cases import (
    KEPT_VERDICT,
    NOT_APPLIED,
    NOT_JUDGED,
    REWARD,
    UNCLEAR,
    VIOLATION,
    Case,
    Verdict,
    applied,
    every,
)  # fmt: skip
from tests.property.reading_records import Hole, Record, governing_day

EVENTS = {
    "R01": ("线下流转",), "R02": ("三指定",), "R03": ("乱收费",), "R04": ("增设环节", "扩大验收"), "R05": ("批量工单",),
    "R06": ("投资界面",), "R07": ("增收资料", "提高门槛", "吃拿卡要", "推诿拖延"),
}  # fmt: skip
World = Mapping[str, list[Record]]


def found(case: Case, outcome: str = VIOLATION) -> Verdict:
    """Return a finding on the record's own date."""
    return Verdict(outcome=outcome, occurred_on=governing_day(case.record))


def says(record: Record, field: str, *words: str) -> bool | None:
    """Return whether a category is one of `words`, None where it is empty or cannot be read."""
    value = record.get(field)
    return value in words if isinstance(value, str) else None


def incident(case: Case) -> Verdict:
    """Judge R01 to R07."""
    return applied(applies=says(case.record, "event", *EVENTS[case.rule]), verdict=found(case))


def is_left_out(ticket: Record, world: World) -> bool:
    """Return whether a ticket counts under its parent: the parent is there, and is not its own descendant."""
    parents = {other.number: other.text("parent_no") for other in world["tickets"] if other.numbered}
    parent = ticket.text("parent_no")
    if parent not in parents:
        return False
    seen: list[str] = []
    while parent in parents and parent not in seen:
        seen.append(parent)
        parent = parents[parent]
    return ticket.number not in seen


def complaint(case: Case) -> Verdict:
    """Judge Q01."""
    if case.record.get("expansion_related") is Hole.MISSING:
        return NOT_JUDGED
    if is_left_out(case.record, case.world):
        return NOT_APPLIED
    return applied(applies=counts_as_complaint(case.record), verdict=found(case))


def counts_as_complaint(ticket: Record) -> bool | None:
    """Return whether a ticket is a complaint about a connection."""
    return every(says(ticket, "category", "投诉"), ticket.yes_no("expansion_related"))


def is_repeated(ticket: Record, world: World) -> bool:
    """Return whether an earlier complaint of the calendar year has the same customer or event."""
    own = ticket.moment("received_at")
    assert own is not None
    for other in world["tickets"]:
        moment = other.moment("received_at")
        if moment is None or moment.year != own.year or (moment, other.number) >= (own, ticket.number):
            continue
        if is_left_out(other, world) or not counts_as_complaint(other):
            continue
        if any(ticket.text(key) and ticket.text(key) == other.text(key) for key in ("customer_no", "event_no")):
            return True
    return False


def opinion(case: Case) -> Verdict:
    """Judge Q02 to Q05."""
    if Hole.MISSING in (case.record.get("expansion_related"), case.record.get("substantiated")):
        return NOT_JUDGED
    if is_left_out(case.record, case.world):
        return NOT_APPLIED
    category = "意见" if case.rule in ("Q02", "Q03") else "质检"
    answer = case.record.yes_no("substantiated")
    if answer is None:
        verdict = UNCLEAR if case.rule in ("Q02", "Q04") else NOT_APPLIED
    else:
        verdict = found(case) if answer == (case.rule in ("Q02", "Q04")) else NOT_APPLIED
    applies = every(says(case.record, "category", category), case.record.yes_no("expansion_related"))
    return applied(applies=applies, verdict=verdict)


def exam(case: Case) -> Verdict:
    """Judge E01 to E05."""
    level = "单位" if case.rule in ("E01", "E02", "E03") else "个人"
    needed = {"E03": ("score",), "E04": ("rank", "out_of"), "E05": ("rank", "out_of")}.get(case.rule, ("rank",))
    figures = [case.record.number_of(field) for field in needed]
    if Hole.MISSING in figures:
        return NOT_JUDGED
    known = [figure for figure in figures if isinstance(figure, Decimal)]
    if len(known) < len(figures) or (len(known) > 1 and known[0] > known[1]):
        verdict = UNCLEAR if case.rule in ("E01", "E03", "E04") else NOT_APPLIED
    elif exam_test(case, known):
        verdict = found(case, REWARD if case.rule in ("E01", "E04") else VIOLATION)
    else:
        verdict = KEPT_VERDICT
    return applied(applies=says(case.record, "level", level), verdict=verdict)


def exam_test(case: Case, figures: list[Decimal]) -> bool:
    """Return whether the figures meet the rule's test."""
    first = figures[0]
    if case.rule == "E01":
        return first <= case.limit
    if case.rule == "E02":
        return first > case.law.limits["E01"]
    if case.rule == "E03":
        return first < 80
    share = (first * 100, figures[1])
    return share[0] <= 10 * share[1] if case.rule == "E04" else share[0] > 60 * share[1]


def is_fault(outage: Record) -> bool | None:
    """Return whether a line outage is a fault that counts."""
    return every(says(outage, "cause", "故障"), is_counted(outage))


def is_counted(outage: Record) -> bool | None:
    """Return whether an outage counts: whatever is not struck out."""
    return outage.yes_no("counted", empty=True, missing=True)


def outage(case: Case) -> Verdict:
    """Judge P01 and P04."""
    counts = is_fault(case.record) if case.rule == "P01" else is_counted(case.record)
    return applied(applies=counts, verdict=found(case))


def large_outage(case: Case) -> Verdict:
    """Judge P03."""
    hours = case.record.number_of("household_hours")
    if hours is Hole.MISSING:
        return NOT_JUDGED
    verdict = KEPT_VERDICT
    if not isinstance(hours, Decimal):
        verdict = UNCLEAR
    elif hours > case.limit:
        verdict = found(case)
    return applied(applies=is_counted(case.record), verdict=verdict)


def repeated_outage(case: Case) -> Verdict:
    """Judge P02 and P05: the record's place among those of its unit and line (or transformer) in the year."""
    counts, key = (is_fault, "line") if case.rule == "P02" else (is_counted, "transformer")
    own = place(case.record, key)
    earlier = [
        counts(other)
        for other in case.world[case.record.kind]
        if place(other, key)[0] == own[0] and place(other, key)[1] < own[1]
    ]
    surely = sum(1 for answer in earlier if answer) + 1
    perhaps = sum(1 for answer in earlier if answer is not False) + 1
    verdict = KEPT_VERDICT
    if surely > case.limit:
        verdict = found(case)
    elif perhaps > case.limit:
        verdict = UNCLEAR
    return applied(applies=counts(case.record), verdict=verdict)


def place(record: Record, key: str) -> tuple[tuple[str, str, int], tuple[dt.datetime, str]]:
    """Return the group a yearly count is made in and the record's order in it."""
    moment = record.moment("started_at")
    assert moment is not None
    return (record.text("unit"), record.text(key), moment.year), (moment, record.number)


def live_work(case: Case) -> Verdict:
    """Judge P06."""
    applies = every(case.record.yes_no("live_feasible"), says(case.record, "method", "停电"))
    return applied(applies=applies, verdict=found(case))

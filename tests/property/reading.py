"""The second opinion: every rule on every record, as SPEC §1 to §5 reads to one who has not seen the engine.

`read` takes records as they were exported (merged already) and gives findings, fines and counts.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tests.property import reading_clocks as clocks
from tests.property import reading_events as events
from tests.property import reading_orders as orders
from tests.property import reading_protection as protection
from tests.property.reading_cases import (
    FINDINGS,
    NOT_APPLIED,
    OUT_OF_PERIOD,
    UNDETERMINED,
    Case,
    Judge,
    Law,
    Verdict,
    on_each_status,
    one_of,
)
from tests.property.reading_contact import contact
from tests.property.reading_days import ONE_DAY, one_year_on
from tests.property.reading_fines import Finding, Fine, priced
from tests.property.reading_records import (
    IN_TRANSIT,
    OUT_OF_SCOPE,
    Record,
    as_seen_on,
    governing_day,
    possible_classes,
    possible_status,
)

ORDER_RULES: Mapping[str, Judge] = {
    "T01": clocks.low_voltage, "T02": clocks.low_voltage, "T03": clocks.low_voltage, "T04": clocks.micro,
    "T05": clocks.high_voltage, "T06": protection.setting, "T07": protection.commissioning, "T08": clocks.stage,
    "T09": clocks.stage, "T10": clocks.stage, "T11": contact, "T12": clocks.too_short, "T13": clocks.confirmation,
    "T14": clocks.too_short, "B01": orders.overdue_after_a_year, "B02": orders.burst, "B03": orders.stage_order,
    "B04": orders.again_after_termination, "S01": orders.steps, "S02": orders.steps, "S03": orders.steps,
    "C01": orders.other_charges, "C02": orders.reliability_fee, "I01": orders.customer_paid,
    "M01": orders.client_manager, "M02": orders.visited_by_management, "M03": orders.both_were_met,
}  # fmt: skip
OTHER_RULES: Mapping[str, tuple[str, Judge]] = {
    **{f"R0{number}": ("incidents", events.incident) for number in range(1, 8)},
    "Q01": ("tickets", events.complaint),
    **{f"Q0{number}": ("tickets", events.opinion) for number in range(2, 6)},
    **{f"E0{number}": ("exams", events.exam) for number in range(1, 6)},
    "P01": ("line_outages", events.outage), "P02": ("line_outages", events.repeated_outage),
    "P03": ("line_outages", events.large_outage), "P04": ("transformer_outages", events.outage),
    "P05": ("transformer_outages", events.repeated_outage), "P06": ("works", events.live_work),
}  # fmt: skip
RULES: Mapping[str, tuple[str, Judge]] = {
    **{code: ("orders", on_each_status(judge)) for code, judge in ORDER_RULES.items()}, **OTHER_RULES,
}  # fmt: skip
OFF_BY_DEFAULT = frozenset({"S01", "S02", "S03"})
ANY_TYPE = (
    *("更名", "低压分布式光伏新装", "低压居民新装", "低压充电桩新装", "低压非居民新装", "小微企业新装"),
    *("高压新装", "高压增容", "高压装表临时用电"),
)
"""What an empty business type may stand for: one of each sort that a rule tells apart."""
Span = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about one finding; only decisions that are to be applied."""

    rule: str
    record_no: str
    disposition: str
    responsible: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How the data is to be read."""

    as_of: dt.date
    parameters: Mapping[str, int] = field(default_factory=dict)
    period: Span | None = None
    decisions: tuple[Decision, ...] = ()
    extended: frozenset[str] = frozenset()
    law: Law = field(default_factory=Law)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What comes out: findings and fines of the period, and how each rule judged each record."""

    findings: tuple[Finding, ...]
    fines: tuple[Fine, ...]
    coverage: Mapping[str, Counter[str]]


def read(records: Iterable[Record], question: Question) -> Answer:
    """Return findings, fines and counts of `records`."""
    given = list(records)
    world: dict[str, list[Record]] = {record.kind: [] for record in given}
    for record in given:
        seen = as_seen_on(record, question.as_of)
        if seen:
            world[record.kind].append(seen)
    judged = list(judge_all(world, question))
    coverage: dict[str, Counter[str]] = {code: Counter() for code in RULES}
    for rule, _, verdict in judged:
        coverage[rule][verdict.outcome] += 1
    findings = [decide(*found, question) for found in judged if found[2].outcome in FINDINGS]
    fines = priced(findings, world)
    return Answer(
        findings=tuple(finding for finding in findings if in_period(finding, question)),
        fines=tuple(fine for fine in fines if within(fine.occurred_on, question.period)),
        coverage=coverage,
    )


def judge_all(world: Mapping[str, list[Record]], question: Question) -> Iterable[tuple[str, Record, Verdict]]:
    """Yield the verdict of every rule on every record of its kind."""
    for rule, (kind, judge) in RULES.items():
        if rule in OFF_BY_DEFAULT and rule not in question.extended:
            continue
        for record in world.get(kind, ()):
            case = Case(
                record=record, as_of=question.as_of, law=question.law, parameters=question.parameters, world=world,
                rule=rule,
            )  # fmt: skip
            yield rule, record, judge_one(case, judge)


def judge_one(case: Case, judge: Judge) -> Verdict:
    """Return the verdict of a rule on one record, out of scope and out of period included."""
    if case.rule != "B02" and is_of_any_type(case.record):
        return one_of(judge_one(as_type(case, business), judge) for business in ANY_TYPE)
    if case.record.kind == "orders" and possible_classes(case.record) == OUT_OF_SCOPE:
        return NOT_APPLIED
    day = governing_day(case.record)
    assert day is not None
    if case.rule == "B01":
        day = one_year_on(day) + ONE_DAY
    return Verdict(outcome=OUT_OF_PERIOD) if day < case.law.effect_from else judge(case)


def is_of_any_type(record: Record) -> bool:
    """Return whether an order says neither its business type nor its customer class."""
    return record.kind == "orders" and record.get("business_type") is None and not record.text("customer_class")


def as_type(case: Case, business: str) -> Case:
    """Return the case as if the order's business type, which is empty, were `business`."""
    return replace(case, record=replace(case.record, values={**case.record.values, "business_type": business}))


def decide(rule: str, record: Record, verdict: Verdict, question: Question) -> Finding:
    """Return the finding with what was decided about it."""
    finding = Finding(rule=rule, record=record, verdict=verdict, unit=record.text("unit"))
    for decision in question.decisions:
        if (decision.rule, decision.record_no) == (rule, record.number):
            unit = decision.responsible or finding.unit
            finding = replace(finding, disposition=decision.disposition, unit=unit)
    return finding


def in_period(finding: Finding, question: Question) -> bool:
    """Return whether the period keeps a finding; an undetermined one by the record's life."""
    if question.period is None or finding.verdict.outcome != UNDETERMINED:
        return within(finding.verdict.occurred_on, question.period)
    first, last = question.period
    born, ended = life(finding.record, question.as_of)
    return born <= last and ended >= first


def life(record: Record, as_of: dt.date) -> Span:
    """Return a record's days from its governing date to completion, or to as-of."""
    born = governing_day(record)
    assert born is not None
    if record.kind != "orders":
        return born, as_of
    completed = record.filled("energized_at") or IN_TRANSIT not in possible_status(record)
    return born, orders.completion_day(record) if completed else as_of


def within(day: dt.date | None, period: Span | None) -> bool:
    """Return whether the period, if there is one, contains `day`."""
    return period is None or (day is not None and period[0] <= day <= period[1])

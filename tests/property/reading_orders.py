"""The rules of SPEC §4 that look at an order without a clock: B, S, C, I and M; it must not know the engine."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import product

from tests.property.reading_cases import (
    KEPT_VERDICT,
    NOT_APPLIED,
    NOT_JUDGED,
    SUSPECTED,
    UNCLEAR,
    VIOLATION,
    Case,
    Verdict,
    applied,
    decided,
    every,
    is_class,
    one_of,
)  # fmt: skip
from tests.property.reading_contact import has_clock_time
from tests.property.reading_days import ONE_DAY, one_year_on
from tests.property.reading_records import (
    ARCHIVED,
    CUSTOMER_CLASSES,
    IN_TRANSIT,
    OUT_OF_SCOPE,
    TERMINATED,
    Hole,
    Record,
    plain,
    possible_classes,
    possible_status,
)  # fmt: skip

STAGES = (
    "accepted_at", "surveyed_at", "replied_at", "materials_at", "inspected_at", "energized_at", "archived_at",
)  # fmt: skip
CONNECTED = ("lv_resident", "micro", "lv_other", "hv")
INDUSTRY = ("一般工商业", "大工业", "工商业", "商业", "普通工业", "非工业")
MANAGEMENT = ("总经理", "分管副总经理")


def accepted_day(order: Record) -> dt.date:
    """Return the governing day of an order that is judged."""
    moment = order.moment("accepted_at")
    assert moment is not None
    return moment.date()


def overdue_after_a_year(case: Case) -> Verdict:
    """Judge B01."""
    if case.record.get("justification") is Hole.MISSING:
        return NOT_JUDGED
    if case.status != IN_TRANSIT:
        return NOT_APPLIED
    anniversary = one_year_on(accepted_day(case.record))
    if case.as_of <= anniversary or case.record.filled("justification"):
        return KEPT_VERDICT
    return Verdict(outcome=SUSPECTED, occurred_on=anniversary + ONE_DAY)


def burst(case: Case) -> Verdict:
    """Judge B02."""
    least, minutes = case.parameter("min_orders"), case.parameter("window_minutes")
    if least is None or minutes is None:
        return NOT_JUDGED
    own = case.record.moment("accepted_at")
    if own is None or not joins_bursts(case.record):
        return NOT_APPLIED
    unit = case.record.text("unit")
    times = [
        moment
        for other in case.world["orders"]
        if joins_bursts(other) and other.text("unit") == unit and (moment := other.moment("accepted_at"))
    ]
    window = dt.timedelta(minutes=minutes)
    for first in times:
        inside = [moment for moment in times if first <= moment <= first + window]
        if first <= own <= first + window and len(inside) >= least:
            return Verdict(outcome=SUSPECTED, occurred_on=own.date())
    return KEPT_VERDICT


def joins_bursts(order: Record) -> bool:
    """Return whether an order can be one of a burst: low voltage, in scope, of a unit, accepted at a clock time."""
    moment = order.moment("accepted_at")
    in_scope = possible_classes(order) != OUT_OF_SCOPE and order.filled("unit")
    return in_scope and "低压" in plain(order.text("business_type")) and moment is not None and has_clock_time(moment)


def stage_order(case: Case) -> Verdict:
    """Judge B03."""
    given = [case.record.day(field) for field in STAGES if case.record.filled(field)]
    days = [day for day in given if isinstance(day, dt.date)]
    wrong = [earlier for position, earlier in enumerate(days) if any(later < earlier for later in days[position + 1 :])]
    if wrong:
        return Verdict(outcome=SUSPECTED, occurred_on=max(wrong))
    return KEPT_VERDICT if len(days) == len(given) else UNCLEAR


def again_after_termination(case: Case) -> Verdict:
    """Judge B04."""
    accepted = accepted_day(case.record)
    verdicts = [KEPT_VERDICT]
    for other in case.world["orders"]:
        if (
            other.number == case.record.number
            or possible_classes(other) == OUT_OF_SCOPE
            or not same_customer(case.record, other)
        ):
            continue
        terminated = other.day("terminated_at")
        if isinstance(terminated, dt.date):
            if 0 <= (accepted - terminated).days <= case.limit:
                if not may_be_no_connection(other):
                    return Verdict(outcome=SUSPECTED, occurred_on=accepted)
                verdicts.append(UNCLEAR)
        elif TERMINATED in possible_status(other) and accepted_day(other) <= accepted:
            verdicts.append(UNCLEAR)
    return verdicts[-1]


def may_be_no_connection(order: Record) -> bool:
    """Return whether nothing tells what an order is about, so that it may be no grid connection at all."""
    return not order.text("business_type") and order.text("customer_class") not in CUSTOMER_CLASSES


def same_customer(one: Record, other: Record) -> bool:
    """Return whether two orders are of one customer: by number, where both lack one by name and address."""
    numbers = one.text("customer_no"), other.text("customer_no")
    if any(numbers):
        return numbers[0] == numbers[1]
    names = [(record.text("customer_name"), record.text("address")) for record in (one, other)]
    return all(names[0]) and names[0] == names[1]


def is_completed(case: Case) -> bool | None:
    """Return whether the order is completed; unknown where the column that would say so is missing."""
    if case.record.filled("energized_at") or case.status != IN_TRANSIT:
        return True
    return None if case.record.get("energized_at") is Hole.MISSING else False


def completion_day(order: Record) -> dt.date:
    """Return the day an order was completed."""
    days = (order.day(field) for field in ("energized_at", "terminated_at", "archived_at"))
    return next((day for day in days if isinstance(day, dt.date)), accepted_day(order))


def steps(case: Case) -> Verdict:
    """Judge S01, S02, S03."""
    count = case.record.number_of("steps")
    wanted = {"S01": "lv_resident", "S02": "micro", "S03": "hv"}[case.rule]
    if count is Hole.MISSING:
        return NOT_JUDGED
    if count is None:
        return NOT_APPLIED
    return applied(applies=every(is_completed(case), is_class(case, wanted)), verdict=above(case, count, case.limit))


def above(case: Case, amount: Decimal | Hole | None, limit: int) -> Verdict:
    """Return suspected if `amount` is above `limit`; an empty amount is nothing."""
    if amount is Hole.MISSING:
        return NOT_JUDGED
    if isinstance(amount, Hole):
        return UNCLEAR
    if amount is None or amount <= limit:
        return KEPT_VERDICT
    return Verdict(outcome=SUSPECTED, occurred_on=completion_day(case.record))


def other_charges(case: Case) -> Verdict:
    """Judge C01."""
    verdict = above(case, case.record.number_of("other_fees"), 0)
    return applied(applies=every(is_completed(case), is_class(case, *CONNECTED)), verdict=verdict)


def customer_paid(case: Case) -> Verdict:
    """Judge I01."""
    order = case.record
    business = plain(order.text("business_type"))
    park = order.yes_no("in_park")
    parks = (True, False) if park is None else (park,)
    usage = order.text("usage_class")
    industries = (usage in INDUSTRY,) if usage else (True, False)
    answers = [
        name in ("lv_resident", "micro") or (name in ("hv", "lv_other") and in_park and industry)
        for name, in_park, industry in product(possible_classes(order), parks, industries)
    ]
    applies = every("临时" not in business, is_completed(case), decided(answers))
    return applied(applies=applies, verdict=above(case, order.number_of("customer_paid_works"), 0))


def reliability_fee(case: Case) -> Verdict:
    """Judge C02, for one source and for several where the number of them cannot be read."""
    order = case.record
    supply = order.get("supply")
    paid = order.number_of("reliability_fee_paid")
    if Hole.MISSING in (supply, paid):
        return NOT_JUDGED
    if supply is None:
        return NOT_APPLIED
    sources = (supply > 1,) if isinstance(supply, Decimal) else (False, True)
    verdicts = [fee_verdict(case, paid, several=several) for several in sources]
    verdict = NOT_JUDGED if NOT_JUDGED in verdicts else one_of(verdicts)
    return applied(applies=is_completed(case), verdict=verdict)


def fee_verdict(case: Case, paid: Decimal | Hole | None, *, several: bool) -> Verdict:
    """Judge what was paid by a customer with one source or with several."""
    occurred_on = completion_day(case.record)
    due = case.record.number_of("reliability_fee_due") if several else Decimal(0)
    if due is Hole.MISSING:
        return NOT_JUDGED
    if isinstance(paid, Hole):
        return UNCLEAR
    amount = paid or Decimal(0)
    if due is None:
        return UNCLEAR if amount else Verdict(outcome=SUSPECTED, occurred_on=occurred_on)
    if isinstance(due, Hole):
        return UNCLEAR
    return KEPT_VERDICT if amount == due else Verdict(outcome=VIOLATION, occurred_on=occurred_on)


def client_manager(case: Case) -> Verdict:
    """Judge M01, without a roster."""
    manager = case.record.get("manager")
    if manager is Hole.MISSING:
        return NOT_JUDGED
    verdict = KEPT_VERDICT if manager else Verdict(outcome=VIOLATION, occurred_on=accepted_day(case.record))
    return applied(applies=is_class(case, "hv"), verdict=verdict)


def visits_of(case: Case) -> list[Record]:
    """Return the visits that name the order."""
    if not case.record.numbered:
        return []
    return [visit for visit in case.world["visits"] if visit.text("order_no") == case.record.number]


def visited_by_management(case: Case) -> Verdict:
    """Judge M02."""
    if "visits" not in case.world:
        return NOT_JUDGED
    energized = case.record.get("energized_at")
    applies = None if energized is Hole.MISSING else energized is not None
    verdict = Verdict(outcome=SUSPECTED, occurred_on=completion_day(case.record))
    if any(visit.text("visitor_role") in MANAGEMENT for visit in visits_of(case)):
        verdict = KEPT_VERDICT
    return applied(applies=every(applies, is_class(case, "hv")), verdict=verdict)


def both_were_met(case: Case) -> Verdict:
    """Judge M03."""
    if "visits" not in case.world:
        return NOT_JUDGED
    fields = ("met_legal_rep", "met_handler")
    if any(visit.get(field) is Hole.MISSING for visit in case.world["visits"] for field in fields):
        return NOT_JUDGED
    met = [[visit.yes_no(field, empty=False) for visit in visits_of(case)] for field in fields]
    if all(True in answers for answers in met):
        verdict = KEPT_VERDICT
    elif all(True in answers or None in answers for answers in met):
        verdict = UNCLEAR
    else:
        verdict = Verdict(outcome=SUSPECTED, occurred_on=completion_day(case.record))
    return applied(applies=every(case.status == ARCHIVED, is_class(case, "hv")), verdict=verdict)

"""The protection setting, T06 and T07 of SPEC §4: two dates make its end; it must not know the engine."""

from __future__ import annotations

import datetime as dt

from tests.property.reading_cases import (
    KEPT_VERDICT,
    NOT_APPLIED,
    NOT_JUDGED,
    UNCLEAR,
    VIOLATION,
    Case,
    Verdict,
)
from tests.property.reading_clocks import Clock, edge_verdict, end_is_unsure, run, stopped_on
from tests.property.reading_days import ONE_DAY
from tests.property.reading_records import Day, Hole


def protection_end(case: Case) -> tuple[Day, dt.date | None]:
    """Return the day setting and filing are both done (or the hole); where one cannot be read, the day of the other."""
    days = [case.record.day("protection_set_at"), case.record.day("protection_filed_at")]
    known = [day for day in days if isinstance(day, dt.date)]
    for hole in (Hole.MISSING, None):
        if hole in days:
            return hole, None
    return (max(known), None) if len(known) == len(days) else (Hole.UNREADABLE, max(known, default=None))


def setting(case: Case) -> Verdict:
    """Judge T06."""
    order = case.record
    fields = ("protection_requested_at", "protection_set_at", "protection_filed_at")
    days = [order.day(field) for field in fields]
    if Hole.MISSING in days:
        return NOT_JUDGED
    start = days[0]
    end, floor = protection_end(case)
    if start is None:
        return NOT_APPLIED if not any(order.filled(field) for field in fields) else UNCLEAR
    verdict = run(Clock(start=start, end=end, limit=case.limit, floor=floor), case)
    backwards = isinstance(start, dt.date) and any(isinstance(day, dt.date) and day < start for day in days[1:])
    return UNCLEAR if backwards and verdict != NOT_APPLIED else verdict


def commissioning(case: Case) -> Verdict:
    """Judge T07."""
    start, planned = case.record.day("protection_requested_at"), case.record.day("planned_energize_at")
    end, floor = protection_end(case)
    if Hole.MISSING in (start, planned, end):
        return NOT_JUDGED
    if start is None or planned is None:
        return NOT_APPLIED
    edge = edge_verdict(start, end, case)
    if edge or not isinstance(planned, dt.date):
        return edge or UNCLEAR
    if stopped_on(end, case) <= planned:
        return KEPT_VERDICT
    sure = floor is not None and floor > planned and case.record.day("terminated_at") is not Hole.UNREADABLE
    if end_is_unsure(end, case) and not sure:
        return UNCLEAR
    return Verdict(outcome=VIOLATION, occurred_on=planned + ONE_DAY)

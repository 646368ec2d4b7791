"""T11, contact before the appointment, by minute or by day; it must not know the other clocks."""

from __future__ import annotations

import datetime as dt

from tests.property.reading_cases import KEPT_VERDICT, NOT_APPLIED, NOT_JUDGED, SUSPECTED, UNCLEAR, Case, Verdict
from tests.property.reading_days import ONE_DAY
from tests.property.reading_records import IN_TRANSIT, Hole

MIDNIGHT = dt.time(0)


def has_clock_time(moment: dt.datetime) -> bool:
    """Return whether a date carries a clock time; 00:00:00 is none."""
    return moment.time() != MIDNIGHT


def is_after(contact: dt.datetime, appointment: dt.datetime) -> bool:
    """Return whether `contact` is later, to the minute where both have a clock time, else by day."""
    if has_clock_time(contact) and has_clock_time(appointment):
        return contact.replace(second=0) > appointment.replace(second=0)
    return contact.date() > appointment.date()


def contact(case: Case) -> Verdict:
    """Judge T11."""
    appointment, contacted = case.record.day("appointment_at"), case.record.day("contacted_at")
    if Hole.MISSING in (appointment, contacted):
        return NOT_JUDGED
    if appointment is None:
        return NOT_APPLIED
    planned = case.record.moment("appointment_at")
    if planned is None:
        return UNCLEAR
    made = case.record.moment("contacted_at")
    if made and not (case.terminated and case.terminated < made.date()):
        return contacted_verdict(case, made, planned)
    return silent_verdict(case, planned)


def contacted_verdict(case: Case, made: dt.datetime, planned: dt.datetime) -> Verdict:
    """Judge a contact that was made."""
    if not is_after(made, planned):
        return KEPT_VERDICT
    if case.record.day("terminated_at") is Hole.UNREADABLE:
        return UNCLEAR
    return Verdict(outcome=SUSPECTED, occurred_on=min(made.date(), planned.date() + ONE_DAY))


def silent_verdict(case: Case, planned: dt.datetime) -> Verdict:
    """Judge an appointment without a contact, or without one before the termination."""
    stop = case.terminated or case.as_of
    made = case.record.day("contacted_at")
    if stop <= planned.date():
        later_that_day = made is Hole.UNREADABLE and stop == planned.date() and has_clock_time(planned)
        return UNCLEAR if later_that_day else KEPT_VERDICT
    if Hole.UNREADABLE in (made, case.record.day("terminated_at")):
        return UNCLEAR
    if case.terminated is None and case.status != IN_TRANSIT:
        return UNCLEAR
    return Verdict(outcome=SUSPECTED, occurred_on=planned.date() + ONE_DAY)

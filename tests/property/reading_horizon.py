"""The day the data reaches to (SPEC §2, as-of); it must not know rules or the engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from tests.property.reading_records import PLANNED, Record

FAR_AHEAD = dt.timedelta(days=31)


def latest_event(records: Iterable[Record], cap: dt.date | None) -> dt.date | None:
    """Return the latest event date up to `cap`, None if it is one record's that runs far ahead of all others."""
    latest = sorted(min(max(days), cap or dt.date.max) for record in records if (days := event_days(record)))
    if len(latest) > 1 and latest[-1] - latest[-2] > FAR_AHEAD:
        return None
    return latest[-1] if latest else None


def event_days(record: Record) -> list[dt.date]:
    """Return the days on which something happened to a record; what was planned has not."""
    return [
        value.date()
        for field, value in record.values.items()
        if isinstance(value, dt.datetime) and field not in PLANNED
    ]

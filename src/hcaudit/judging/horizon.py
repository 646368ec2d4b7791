"""The as-of day and the records that exist on it; it must not know any rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hcaudit.errors import InputError, NothingJudgedError
from hcaudit.model.dates import Days
from hcaudit.model.records import Dossier, Records
from hcaudit.model.view import ONE_DAY, View
from hcaudit.texts import Text

GIVEN, PERIOD = "given", "period"
"""What set as-of, where no record did."""

LONGEST_LEAP = 31
"""Calendar days by which one record's last date may be later than every other record's (SPEC §2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """The last day that is seen and what set it: ``given``, ``period`` or the number of a record."""

    as_of: np.datetime64
    source: str


def horizon_of(dossier: Dossier, as_of: dt.date | None, cap: dt.date | None) -> Horizon:
    """Return the as-of day: the one given, else the latest event date of the data, not after `cap`.

    Raises:
        InputError: one record's date is far later than every other record's, so that nothing is guessed.
        NothingJudgedError: there is no date at all.
    """
    if as_of is not None:
        return Horizon(as_of=np.datetime64(as_of), source=GIVEN)
    latest = [(_last_days(records), records) for records in dossier.records.values() if len(records)]
    days = np.concatenate([days for days, _ in latest]) if latest else np.empty(0, dtype="datetime64[D]")
    given = np.flatnonzero(~np.isnat(days))
    if not len(given):
        raise NothingJudgedError(Text("audit.no-dates"))
    capped = days if cap is None else np.minimum(days, np.datetime64(cap))
    first = given[np.argmax(capped[given])]
    number = _number_at(int(first), [records for _, records in latest])
    others = given[given != first]
    if len(others) and (capped[first] - capped[others].max()) > LONGEST_LEAP * ONE_DAY:
        raise InputError(Text("audit.lone-date", record=number, day=str(days[first]), before=str(capped[others].max())))
    source = PERIOD if cap is not None and days[first] > np.datetime64(cap) else number
    return Horizon(as_of=capped[first], source=source)


def views_on(dossier: Dossier, as_of: np.datetime64) -> Mapping[str, View]:
    """Return the records of each kind that exist on `as_of`, as they look on that day."""
    return {name: View(records=_existing(records, as_of), as_of=as_of) for name, records in dossier.records.items()}


def _existing(records: Records, as_of: np.datetime64) -> Records:
    everything = View(records=records, as_of=as_of)
    governed = everything.days(records.kind.governed_by)
    return records if governed.known.all() else records.take(governed.known)


def _last_days(records: Records) -> Days:
    """Return the latest event date of each record, NaT where it has none."""
    everything = View(records=records, as_of=np.datetime64("2199-12-31"))
    events = [f.name for f in records.kind.fields.values() if f.type.is_date and not f.planned]
    latest = everything.days(events[0]).values
    for name in events[1:]:
        latest = np.fmax(latest, everything.days(name).values)
    return latest


def _number_at(row: int, kinds: list[Records]) -> str:
    """Return the number of the record at `row` of all kinds, one after the other."""
    for records in kinds:
        if row < len(records):
            return str(records.table.column("record_no")[row].as_py())
        row -= len(records)
    raise IndexError(row)

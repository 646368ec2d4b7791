"""The findings and fines of a period; it must not know how they came about.

Fines are formed over all the data up to as-of and cut afterwards, so that month after month nothing is fined
twice.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `first` to `last`, both in; None leaves that side open."""

    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is cut."""
        return self.first is None and self.last is None


def findings_in(period: Period, findings: pa.Table) -> pa.Table:
    """Return the findings that occurred in the period, and the undetermined ones whose record's life touches it."""
    if period.is_everything:
        return findings
    undetermined = pc.equal(findings["outcome"], "undetermined")
    touches = pc.and_(_not_before(period, findings["lived_until"]), _not_after(period, findings["lived_from"]))
    return findings.filter(pc.if_else(undetermined, touches, _inside(period, findings["occurred_on"])))


def fines_in(period: Period, fines: pa.Table) -> pa.Table:
    """Return the fines charged to the period."""
    return fines if period.is_everything else fines.filter(_inside(period, fines["occurred_on"]))


def _inside(period: Period, days: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.and_(_not_before(period, days), _not_after(period, days))


def _not_before(period: Period, days: pa.ChunkedArray) -> pa.ChunkedArray:
    if period.first is None:
        return pc.is_valid(days)
    return pc.fill_null(pc.greater_equal(days, pa.scalar(period.first, pa.date32())), fill_value=False)


def _not_after(period: Period, days: pa.ChunkedArray) -> pa.ChunkedArray:
    if period.last is None:
        return pc.is_valid(days)
    return pc.fill_null(pc.less_equal(days, pa.scalar(period.last, pa.date32())), fill_value=False)

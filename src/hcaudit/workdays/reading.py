"""Counts over working days, whole columns at a time; it must not know why a day is one.

A `Reading` numbers the working days one after the other.  A count is the difference of two such numbers, a
due date the day that bears a number, and a pause is a stretch of numbers left out: everything is one or two
gathers from small arrays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hcaudit.workdays.pauses import NO_DAY, Bounds, Days, DaysLike, Pauses, as_days, in_order

Counts = npt.NDArray[np.int32]

NEVER = np.datetime64("9999-12-31", "D")
"""The due date where the calendar has no such working day."""

NO_COUNT = -1
"""The count where a date is missing."""

_NO_PAUSE = np.int32(2**30)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """One way to read the calendar: known days as they are, all unknown ones as working days or all as days off.

    `origin` is the day before the first known day, in days since 1970.  `counts[i]` are the working days among
    the first i known days; `days` are the known working days themselves (at least one).
    """

    origin: int
    counts: Counts
    days: Days
    unknown_works: bool

    def count(self, after: DaysLike, until: DaysLike, pauses: Pauses = ()) -> Counts:
        """Return the working days d with after < d <= until that lie in no pause.

        All arguments broadcast.  The count is 0 where until <= after and `NO_COUNT` where either is NaT.
        """
        first, last = self._number(as_days(after)), self._number(as_days(until))
        counted = last - first
        reach = first
        for p, q in self._numbered(pauses):
            counted = counted - np.maximum(np.minimum(q, last) - np.maximum(p, reach), 0)
            reach = np.maximum(reach, q)
        counted = np.maximum(counted, 0)
        missing = np.isnat(as_days(after)) | np.isnat(as_days(until))
        return np.where(missing, np.int32(NO_COUNT), counted) if missing.any() else counted

    def nth_after(self, start: DaysLike, n: int | npt.NDArray[np.integer], pauses: Pauses = ()) -> Days:
        """Return the n-th working day after `start` that lies in no pause.

        All arguments broadcast; a pause that starts on or after the day already due does not move it.
        The result is NaT where `start` is, and `NEVER` where there is no such day.

        Raises:
            ValueError: some `n` is below 1; the same day is `on_or_after`.
        """
        if np.any(np.less(n, 1)):
            raise ValueError("n must be 1 or more")
        reach = self._number(as_days(start))
        due = reach + np.asarray(n, dtype=np.int32)
        for p, q in self._numbered(pauses):
            begins = np.maximum(p, reach)
            # A day lies before the day that bears the number `due` exactly if its own number is lower.
            due = due + np.where(begins < due, np.maximum(q - begins, 0), 0)
            reach = np.maximum(reach, q)
        return self._bearing(due, np.isnat(as_days(start)))

    def on_or_after(self, day: DaysLike) -> Days:
        """Return `day` itself where it is a working day, else the next one; NaT and `NEVER` as in `nth_after`."""
        return self.nth_after(as_days(day) - np.timedelta64(1, "D"), 1)

    def next_after(self, day: DaysLike) -> Days:
        """Return the next working day after `day`; NaT and `NEVER` as in `nth_after`."""
        return self.nth_after(day, 1)

    def _number(self, days: Days) -> Counts:
        """Return the number of the last working day up to each day; NaT gets some number, not an error."""
        offsets = days.view(np.int64) - self.origin
        numbers: Counts = self.counts.take(offsets, mode="clip")
        if self.unknown_works:
            beyond = offsets - np.clip(offsets, 0, len(self.counts) - 1)
            numbers = numbers + beyond.astype(np.int32)
        return numbers

    def _numbered(self, pauses: Pauses) -> Iterable[Bounds]:
        """Return the pauses as numbers of working days, in order; a slot without a pause comes last, empty."""
        return in_order([self._pause(as_days(p), as_days(q)) for p, q in pauses])

    def _pause(self, p: Days, q: Days) -> Bounds:
        missing = np.isnat(p) | np.isnat(q)
        return np.where(missing, _NO_PAUSE, self._number(p)), np.where(missing, _NO_PAUSE, self._number(q))

    def _bearing(self, numbers: Counts, missing: npt.NDArray[np.bool_]) -> Days:
        """Return the working days that bear `numbers`, NaT where `missing`."""
        total = len(self.days)
        days = self.days.take(numbers - 1, mode="clip")
        outside = (numbers < 1) | (numbers > total)
        if outside.any():
            days = np.where(outside, self._unknown_bearing(numbers), days)
        return np.where(missing, NO_DAY, days) if missing.any() else days

    def _unknown_bearing(self, numbers: Counts) -> Days:
        """Return the unknown days that bear `numbers`, where unknown days are working days at all."""
        if not self.unknown_works:
            return np.full(numbers.shape, NEVER)
        total, known = len(self.days), len(self.counts) - 1
        offsets = np.where(numbers > total, numbers - total + known, numbers).astype(np.int64)
        return (offsets + self.origin).astype("datetime64[D]")


def read_days(begins: Days | np.datetime64, working: npt.NDArray[np.bool_], *, unknown_works: bool) -> Reading:
    """Return the reading of known days: `working` tells of each day from `begins` on whether it is a working day."""
    origin = int(as_days(begins).view(np.int64)) - 1
    counts = np.concatenate(([0], np.cumsum(working))).astype(np.int32)
    days = (np.flatnonzero(working) + origin + 1).astype("datetime64[D]")
    counts.flags.writeable = days.flags.writeable = False
    return Reading(origin=origin, counts=counts, days=days, unknown_works=unknown_works)

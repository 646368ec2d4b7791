"""The check `nth_in_year`: of records that share their keys, no more than so many a calendar year.

It must not know any law.  A record whose keys or place are not known may be one of any group it fits: the
count then lies between the least and the most it can be.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from hcaudit.checks.occurrence import day_of
from hcaudit.checks.sight import Sight
from hcaudit.model.dates import Days
from hcaudit.model.kleene import NO, YES
from hcaudit.model.verdicts import Outcome, Verdicts
from hcaudit.texts import Text

Counts = npt.NDArray[np.int64]
Words = tuple[int, ...]
Key = tuple[int, Words]

UNKNOWN_WORD = -1
"""The code of a key that is not known."""


class NthInYear(BaseModel):
    """What the check needs to know: the field of the moment, the fields that are shared, how many are allowed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: str
    same: tuple[str, ...] = Field(min_length=1)
    over: StrictInt = Field(ge=1)

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns without which the rule is not evaluated."""
        return (self.at, *self.same)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field the check reads."""
        return self.needs


def judge_nth_in_year(spec: NthInYear, sight: Sight) -> Verdicts:
    """Return a breach for each record after the first so many of its group and calendar year."""
    least, most = _counts(spec, sight)
    verdicts = Verdicts.blank(len(sight))
    verdicts.limit, verdicts.unit_of_measure = float(spec.over), "records"
    verdicts.occurred = day_of("record", sight)
    verdicts.measured = np.where(least == most, least, np.nan)[sight.rows]
    verdicts.say(most[sight.rows] > spec.over, Outcome.UNDETERMINED, Text("reason.count-unknown"))
    verdicts.say(least[sight.rows] > spec.over, sight.breach)
    return verdicts


def _counts(spec: NthInYear, sight: Sight) -> tuple[Counts, Counts]:
    """Return the place of every record in its group, itself included: the least and the most it can be."""
    least = np.ones(len(sight.view), dtype=np.int64)
    most = np.ones(len(sight.view), dtype=np.int64)
    keys, moments = _keys(spec, sight), sight.view.moments(spec.at).values
    seen: Counter[Key] = Counter()
    unsure: defaultdict[int, list[Words]] = defaultdict(list)
    for row in _in_time(sight, moments):
        year, key = keys[row]
        surely = seen[year, key] if UNKNOWN_WORD not in key else 0
        perhaps = sum(_may_be_same(key, other) for other in unsure[year])
        if UNKNOWN_WORD in key:
            perhaps += sum(n for (y, other), n in seen.items() if y == year and _may_be_same(key, other))
        least[row] += surely
        most[row] += surely + perhaps
        if sight.applies[row] == YES and UNKNOWN_WORD not in key:
            seen[year, key] += 1
        else:
            unsure[year].append(key)
    return least, most


def _in_time(sight: Sight, moments: Days) -> list[int]:
    """Return the rows that count, or may, by moment, then by number."""
    numbers = sight.view.records.table.column("record_no").to_pylist()
    rows = np.flatnonzero(sight.applies != NO).tolist()
    return sorted(rows, key=lambda row: (moments[row], numbers[row]))


def _keys(spec: NthInYear, sight: Sight) -> list[tuple[int, Words]]:
    """Return the calendar year and the codes of the shared fields of each record."""
    years = sight.view.days(spec.at).values.astype("datetime64[Y]").astype(np.int64).tolist()
    columns = [sight.view.words(name) for name in spec.same]
    codes = [np.where(cells.known, cells.values, UNKNOWN_WORD).tolist() for cells in columns]
    return list(zip(years, zip(*codes, strict=True), strict=True))


def _may_be_same(one: Words, other: Words) -> bool:
    return all(a == b or UNKNOWN_WORD in (a, b) for a, b in zip(one, other, strict=True))

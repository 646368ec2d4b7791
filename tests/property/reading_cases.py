"""The nouns of the reading: law, case, verdict, and how an unknown is settled; it knows no single rule.

What is not known is settled by trying: a rule is applied to every case the record allows, and where the
outcomes differ and one of them would be a finding, the verdict is undetermined.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from tests.property.reading_days import Calendar, is_working_day
from tests.property.reading_records import Record, possible_classes, possible_status

KEPT, VIOLATION, SUSPECTED, REWARD = "kept", "violation", "suspected", "reward"
UNDETERMINED, NOT_APPLICABLE, NOT_EVALUATED = "undetermined", "not_applicable", "not_evaluated"
OUT_OF_PERIOD = "out_of_period"
FINDINGS = (VIOLATION, SUSPECTED, REWARD, UNDETERMINED)

LIMITS = {
    "T01": 0, "T02": 2, "T03": 5, "T04": 5, "T05": 16, "T06": 3, "T08": 5, "T09": 3, "T10": 3,
    "B04": 30, "S01": 1, "S02": 1, "S03": 2, "E01": 6, "P02": 3, "P03": 300, "P05": 5,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The figures and habits of the reading; the sharpness tests bend one of them at a time."""

    limits: Mapping[str, int] = field(default_factory=lambda: LIMITS)
    calendar: Calendar = is_working_day
    pauses_count: bool = True
    unknown_is_no: bool = False
    effect_from: dt.date = dt.date(2021, 11, 26)

    def with_limit(self, rule: str, limit: int) -> Law:
        """Return the law with one limit changed."""
        return replace(self, limits={**self.limits, rule: limit})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a rule says of a record; the figures are only there for findings."""

    outcome: str
    due_on: dt.date | None = None
    measured: int | None = None
    occurred_on: dt.date | None = None


KEPT_VERDICT = Verdict(outcome=KEPT)
NOT_APPLIED = Verdict(outcome=NOT_APPLICABLE)
NOT_JUDGED = Verdict(outcome=NOT_EVALUATED)
UNCLEAR = Verdict(outcome=UNDETERMINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A record as of a day, with everything else there is to look up."""

    record: Record
    as_of: dt.date
    law: Law
    parameters: Mapping[str, int]
    world: Mapping[str, list[Record]]
    rule: str
    status: str = ""

    @property
    def terminated(self) -> dt.date | None:
        """The known day of termination."""
        day = self.record.day("terminated_at")
        return day if isinstance(day, dt.date) else None

    def parameter(self, name: str) -> int | None:
        """Return a parameter of the rule, None if it is not set."""
        return self.parameters.get(f"{self.rule}.{name}")

    @property
    def limit(self) -> int:
        """The rule's limit."""
        return self.law.limits[self.rule]


Judge = Callable[[Case], Verdict]


def one_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict all cases agree on; where they do not, undetermined if one would be a finding."""
    found = list(verdicts)
    if all(verdict.outcome == found[0].outcome for verdict in found):
        return found[-1]
    return UNCLEAR if any(verdict.outcome in FINDINGS for verdict in found) else NOT_APPLIED


def applied(*, applies: bool | None, verdict: Verdict) -> Verdict:
    """Return `verdict` if the rule applies; where that is unknown, undetermined if it would be held against a unit."""
    if applies or verdict.outcome == NOT_EVALUATED:
        return verdict
    if applies is None and verdict.outcome in (VIOLATION, SUSPECTED, UNDETERMINED):
        return UNCLEAR
    return NOT_APPLIED


def every(*answers: bool | None) -> bool | None:
    """Return the three-valued `and`."""
    if any(answer is False for answer in answers):
        return False
    return None if None in answers else True


def decided(answers: Iterable[bool]) -> bool | None:
    """Return what all of `answers` say, None if they differ."""
    found = set(answers)
    return found.pop() if len(found) == 1 else None


def is_class(case: Case, *wanted: str) -> bool | None:
    """Return whether the order is of one of the classes `wanted`, None if that is unknown."""
    return decided(name in wanted for name in possible_classes(case.record))


def on_each_status(judge: Judge) -> Judge:
    """Return `judge` tried on every status the order may have."""

    def tried(case: Case) -> Verdict:
        return one_of(judge(replace(case, status=status)) for status in possible_status(case.record))

    return tried

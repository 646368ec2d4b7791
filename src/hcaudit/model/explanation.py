"""What an explanation returns: everything that decides one record, rule by rule; it knows no format and no language.

Sentences are `Text`, titles are `Wording`: they become words where the reader's language is known.  Money is in fen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from hcaudit.model.evidence import Clock, Origin, Part, Peer, Value
from hcaudit.model.records import Kind
from hcaudit.model.rule import Item, Pack, Rule
from hcaudit.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a supervisor decided of a finding."""

    decision: str
    reason: str
    decided_by: str
    decided_on: dt.date
    expires_on: dt.date | None
    responsible: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingTrace:
    """A finding: its ids, when it occurred (None: undetermined), what was decided, and whether the period has it.

    `not_applied` are the decisions on it that could not be applied, with the reason.
    """

    finding_id: str
    facts_id: str
    disposition: str
    occurred_on: dt.date | None
    unit: str | None
    in_period: bool
    decision: Decision | None
    not_applied: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FineMember:
    """A finding of a fine; `stands` tells whether it is fined as it is: proved and not waived, or confirmed."""

    finding_id: str
    rule: str
    kind: str
    record_no: str
    outcome: str
    disposition: str
    occurred_on: dt.date | None
    stands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FineTrace:
    """The one fine or reward of an item and record that a finding belongs to.

    `base` times `multiplier` (None: 1) is `amount`.  `is_charged` tells whether any of its findings stands; it is
    charged to the month of `charged_on` and to `unit`, those of the earliest of them.
    """

    item: Item
    base: int | None
    multiplier: str | None
    amount: int | None
    leadership_share: int | None
    frontline_share: int | None
    reward: int | None
    is_charged: bool
    charged_on: dt.date | None
    unit: str | None
    record_no: str
    members: tuple[FineMember, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTrace:
    """What one rule says of the record and why: its `outcome` as the findings have it, or ``kept``.

    `parts` are what it asks of the record, `parameters` those in force, `values` the cells it reads, `points` what
    decides, `peers` the other records that do.  Of an undetermined verdict `wanting` are the cells to blame and
    `settles` what would settle it.
    """

    rule: Rule
    outcome: str
    reason: Text | None
    parts: tuple[Part, ...]
    parameters: Mapping[str, int]
    values: tuple[Value, ...]
    points: tuple[Text, ...]
    peers: tuple[Peer, ...]
    clock: Clock | None
    measured: float | None
    limit: float | None
    unit_of_measure: str | None
    wanting: tuple[Value, ...]
    settles: tuple[Text, ...]
    finding: FindingTrace | None
    fine: FineTrace | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplied:
    """A rule that says nothing of the record, and why: parts of it that do not hold, or sentences.

    Its `outcome` is ``not_applicable``, ``not_evaluated`` or ``out_of_period``.
    """

    rule: Rule
    outcome: str
    parts: tuple[Part, ...]
    why: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTrace:
    """One record and all that the rules say of it.

    `facts` are the cells that name it; `classes` the customer classes it can have (none: no class is known for its
    business type, or its kind has none); `stage` is None where the status cannot be read.  `problems` (`PROBLEMS`) are
    those found in its row; `related` the records of other kinds that name it.
    """

    kind: Kind
    record_no: str
    governed_on: dt.date
    origin: Origin
    facts: tuple[Value, ...]
    classes: tuple[str, ...]
    classified_by: tuple[Value, ...]
    stage: str | None
    completed_on: dt.date | None
    problems: pa.Table
    related: tuple[Peer, ...]
    rules: tuple[RuleTrace, ...]
    others: tuple[NotApplied, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The explanation of the records that have one number.

    `as_of_source` says what set as-of (``given``, ``period`` or the number of a record); `unusable` names the files
    that could not be used, `rule` the one rule that was asked for, `personal_headers` the columns that hold names,
    phones and addresses of customers.
    """

    lang: str
    pack: Pack
    as_of: dt.date
    as_of_source: str
    period_from: dt.date | None
    period_to: dt.date | None
    calendar: str
    rule: str | None
    records: tuple[RecordTrace, ...]
    unusable: tuple[str, ...]
    personal_headers: frozenset[str]

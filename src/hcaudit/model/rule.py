"""The rulebook as nouns: rules, conditions, classes, tariff and pack; it knows neither TOML nor how a check judges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from hcaudit.model.records import Kind
from hcaudit.model.verdicts import Outcome

OUT_OF_SCOPE = "out_of_scope"
"""The class of services that are no grid connection: no rule of the kind applies to them."""

Wording = Mapping[str, str]
"""A text by language, ``zh`` and ``en``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A test of one field, in one of five ways.

    Its value is one of `is_any`; is none of `is_none`; contains one of `has`; contains none of `has_none`; or it
    is `filled`.  Values are those of the field's vocabulary (``yes``/``no`` for yes-no
    fields).
    """

    field: str
    is_any: tuple[str, ...] = ()
    is_none: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    has_none: tuple[str, ...] = ()
    filled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Conditions that must all hold.

    The customer class is one of `classes` and the stage one of `stages` (if any are named), the record is
    completed (if asked for), and all `conditions` hold.
    """

    classes: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    completed: bool = False
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A figure of a rule that the user may set.

    `default` is None where the source gives no figure: the rule is then not evaluated until it is set.
    """

    name: str
    minimum: int
    default: int | None
    meaning: Wording


class Spec(Protocol):
    """What a check needs to know, as a rule file gives it.

    `needs` are the columns without which the rule is not evaluated, `fields` all it reads.
    """

    @property
    def needs(self) -> tuple[str, ...]: ...  # noqa: D102

    @property
    def fields(self) -> tuple[str, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: an identity, the clause it restates, whom it applies to and the check that tests it.

    A record is judged if one of `applies` holds.  `check` names the test in the registry of checks and
    `spec` is that check's own parsed specification.  `breach` is the outcome a breach has.  `judged_by_occurrence`
    makes the day a breach occurs, not the record's governing date, decide whether the pack is in effect.
    """

    code: str
    name: str
    titles: Wording
    explanation: Wording
    clause: str
    item: str | None
    kind: str
    applies: tuple[Alternative, ...]
    breach: Outcome
    check: str
    spec: Spec
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    interpretation: Wording | None = None
    off_by_default: bool = False
    judged_by_occurrence: bool = False
    consequences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """One row of the classification; the first row that matches a record decides its class.

    `business_type_has`: the business type contains one of each group; `customer_class` is the given one;
    with `capacity_up_to_kva` the class is `is_class` up to that capacity and `above` beyond, and both are
    possible while the capacity is not known.
    """

    is_class: str
    business_type_has: tuple[tuple[str, ...], ...] = ()
    customer_class: str | None = None
    capacity_up_to_kva: int | None = None
    above: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of the penalty table, money in fen.

    `amount` is None for rewards and for lines that carry no money; `leadership` and `frontline` are None
    where the source states no shares.  `per` is ``record`` or ``customer``.  `multiplier` is a decimal text.
    """

    id: str
    event: Wording
    amount: int | None
    leadership: int | None
    frontline: int | None
    reward: int | None = None
    per: str = "record"
    multiplier: str | None = None
    assessed_by: Wording | None = None
    note: Wording | None = None
    consequences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """Something beside money that follows from a finding; `meets` is ``unit``, ``persons`` or ``assessment group``."""

    name: str
    titles: Wording
    meets: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """How days are counted.

    `inclusive` makes a starting working day day 1; `after_hours` is the clock time (minutes of the day) from
    which a start is taken as the next working day.
    """

    inclusive: bool = False
    after_hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A rulebook: everything the law says, as data.

    `effective_from` is its first day; records after `stated_until` are judged with a warning.  `rules` are
    in the order of their codes, `items` in the order of printing; `kinds` are all kinds of data there are.
    """

    id: str
    titles: Wording
    source: str
    effective_from: dt.date
    stated_until: dt.date | None
    counting: Counting
    readings: tuple[Wording, ...]
    classes: tuple[ClassRow, ...]
    rules: Mapping[str, Rule]
    items: Mapping[str, Item]
    consequences: Mapping[str, Consequence]
    kinds: Mapping[str, Kind]

    @property
    def class_names(self) -> tuple[str, ...]:
        """Every class the classification can give, in its order, each once."""
        names = [name for row in self.classes for name in (row.is_class, row.above) if name]
        return tuple(dict.fromkeys(names))

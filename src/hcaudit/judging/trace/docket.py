"""What explanations look into: one judged run, and in it one record under one rule; it must not explain anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

import numpy as np
import pyarrow as pa

from hcaudit.checks import CHECKS
from hcaudit.checks.sight import Sight
from hcaudit.errors import InternalError
from hcaudit.judging.bench import Bench, applicability
from hcaudit.judging.fines import Groups, fine_groups
from hcaudit.judging.horizon import Horizon
from hcaudit.judging.judge import Judgement, sight_of
from hcaudit.judging.period import Period
from hcaudit.judging.selection import Selection
from hcaudit.judging.settle import Objection
from hcaudit.judging.trace.asked import Asked, asked_by
from hcaudit.judging.trace.cells import Places, value_in
from hcaudit.judging.trace.verdict import Verdict, verdict_at
from hcaudit.model.evidence import CellState, Origin, Value
from hcaudit.model.kleene import Kleene
from hcaudit.model.life import STAGE_NAMES
from hcaudit.model.records import Dossier
from hcaudit.model.rule import Rule
from hcaudit.model.verdicts import Outcome, Verdicts
from hcaudit.model.view import View
from hcaudit.texts import Text
from hcaudit.workdays import WorkCalendar

Found = TypeVar("Found")

_STATUS, _RUNNING = "status", "in_transit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Docket:
    """All that the explanations of one run look into; what is asked for twice is worked out once.

    `judgements` have one entry a rule; `findings` are those of all times (`judging.findings`), settled and with their
    amounts; `decided` the decisions that were applied (`DECIDED`), `objections` those that were not.
    """

    dossier: Dossier
    bench: Bench
    horizon: Horizon
    selection: Selection
    judgements: Sequence[Judgement]
    findings: pa.Table
    decided: pa.Table
    objections: Sequence[Objection]
    period: Period
    _kept: dict[str, object] = field(default_factory=dict)

    @property
    def as_of(self) -> dt.date:
        """The last day that is seen."""
        day: dt.date = self.horizon.as_of.astype(object)
        return day

    @property
    def places(self) -> Places:
        """Where headers and unreadable texts stand in the files."""
        return self._once("places", lambda: Places.of(self.dossier))

    @property
    def groups(self) -> Groups:
        """Which findings are of one fine."""
        return self._once("groups", lambda: fine_groups(self.findings, self.bench.pack))

    @property
    def finding_rows(self) -> Mapping[tuple[str, str], int]:
        """The row of each finding by its rule and record number."""

        def rows() -> Mapping[tuple[str, str], int]:
            keys = zip(self.findings["rule"].to_pylist(), self.findings["record_no"].to_pylist(), strict=True)
            return {key: row for row, key in enumerate(keys)}

        return self._once("finding_rows", rows)

    def applies(self, rule: Rule) -> Kleene:
        """Return whether `rule` is about each record of its kind."""
        return self._once(f"applies {rule.code}", lambda: applicability(rule, self.bench))

    def asked(self, rule: Rule) -> list[list[Asked]]:
        """Return what each alternative of `rule` asks, with the answers."""
        return self._once(f"asked {rule.code}", lambda: asked_by(rule, self.bench))

    def view(self, kind: str) -> View:
        """Return the records of a kind that exist on as-of."""
        return self.bench.around.views[kind]

    def value(self, kind: str, row: int, name: str) -> Value:
        """Return a cell of the record of `kind` at `row`; a status that anticipates what is after as-of is later."""
        value = value_in(self.view(kind), row, name, self.places)
        if name != _STATUS or value.state is not CellState.KNOWN or value.value == _RUNNING:
            return value
        anticipates = self.bench.around.lives[kind].stage[row] == STAGE_NAMES[_RUNNING]
        return replace(value, state=CellState.LATER) if anticipates else value

    def subjects(self, kind: str, row: int) -> Iterator[Subject]:
        """Yield the record at `row` under each rule about its kind."""
        for judgement in self.judgements:
            if judgement.rule.kind == kind:
                yield Subject(docket=self, judgement=judgement, row=row)

    def _once(self, name: str, make: Callable[[], Found]) -> Found:
        if name not in self._kept:
            self._kept[name] = make()
        return cast("Found", self._kept[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The record at `row` of its kind's view, under one rule."""

    docket: Docket
    judgement: Judgement
    row: int

    @property
    def rule(self) -> Rule:
        """The rule."""
        return self.judgement.rule

    @property
    def view(self) -> View:
        """All records of the kind."""
        return self.docket.view(self.rule.kind)

    @property
    def outcome(self) -> Outcome:
        """What the rule says of the record."""
        return Outcome(int(self.judgement.outcomes[self.row]))

    @property
    def applies(self) -> int:
        """Whether the rule is about the record, in three-valued logic."""
        return int(self.docket.applies(self.rule)[self.row])

    @property
    def as_of(self) -> dt.date:
        """The last day that is seen."""
        return self.docket.as_of

    @property
    def calendar(self) -> WorkCalendar:
        """Which days count."""
        return self.docket.bench.around.calendar

    @property
    def slot(self) -> int | None:
        """The place of the record among those the rule's check judged, None if it did not."""
        rows = self.judgement.rows
        place = int(np.searchsorted(rows, self.row))
        return place if place < len(rows) and rows[place] == self.row else None

    @property
    def record_no(self) -> str:
        """The number of the record."""
        return str(self.view.column("record_no")[self.row].as_py())

    @property
    def sight(self) -> Sight:
        """What the rule's check sees, with this record alone to judge."""
        rows = np.array([self.row], dtype=np.int64)
        applies = self.docket.applies(self.rule)
        return sight_of(self.rule, rows, applies, self.docket.bench, self.docket.selection)

    @property
    def verdict(self) -> Verdict:
        """What the check said, doubts about the rule's applicability taken in."""
        slot = self.slot
        return verdict_at(self.judgement.verdicts, slot) if slot is not None else verdict_at(Verdicts.blank(1), 0)

    def verdict_if_applied(self) -> Verdict:
        """Return what the check says of the record whether or not the rule is about it."""
        return verdict_at(CHECKS[self.rule.check].judge(self.rule.spec, self.sight), 0)

    def value(self, name: str) -> Value:
        """Return a cell of the record."""
        return self.docket.value(self.rule.kind, self.row, name)

    def values(self, names: Sequence[str]) -> tuple[Value, ...]:
        """Return cells of the record, each once."""
        return tuple(self.value(name) for name in dict.fromkeys(names))


def require(what: str, subject: Subject, *, said: object, found: object) -> None:
    """Make sure that what the verdict on a subject said is what was found in another way.

    Raises:
        InternalError: it is not; one of the two is wrong, and no explanation is given.
    """
    if said != found:
        facts = {"record": subject.record_no, "rule": subject.rule.code, "said": said, "found": found}
        raise InternalError(Text("explain.contradiction", what=Text(what), **facts))


def origin_of(view: View, row: int) -> Origin:
    """Return where the record at `row` was read."""
    file, sheet, line = (view.column(name)[row].as_py() for name in ("source_file", "source_sheet", "source_row"))
    return Origin(file=file or "", sheet=sheet or "", row=line or 0)

"""From a pack and the records to verdicts, rule by rule; it must not know what a verdict costs.

Whom a rule applies to and what its check says are both three-valued; `_combine` is the one place where they
meet, so that nothing unknown becomes kept by accident.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from hcaudit.checks import CHECKS
from hcaudit.checks.sight import Rows, Sight, column_missing
from hcaudit.judging.bench import Bench, applicability
from hcaudit.judging.doubts import doubts
from hcaudit.judging.history import widened
from hcaudit.judging.selection import Selection
from hcaudit.model.kleene import NO, UNKNOWN, Kleene
from hcaudit.model.records import Mask
from hcaudit.model.rule import Rule
from hcaudit.model.verdicts import Outcome, Verdicts
from hcaudit.model.view import View
from hcaudit.texts import Text

_WOULD_FIND = np.isin(list(Outcome), (Outcome.VIOLATION, Outcome.SUSPECTED, Outcome.UNDETERMINED))
"""Which outcomes are findings, rewards left out; by their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one rule says of the records of its kind.

    `verdicts` has a slot for each of `rows`, the records the check judged (row numbers of the kind's view);
    `outcomes` has one for every record of the kind.  `why_not` says why the rule was not evaluated on some or
    all of them.
    """

    rule: Rule
    rows: Rows
    verdicts: Verdicts
    outcomes: npt.NDArray[np.int8]
    why_not: tuple[Text, ...] = ()

    @property
    def was_evaluated(self) -> bool:
        """Whether the rule was evaluated at all."""
        return not self.why_not or len(self.rows) > 0

    def of(self, slots: Rows, outcomes: npt.NDArray[np.int8]) -> Judgement:
        """Return what it says of some of the rows: those in `slots`; `outcomes` are those of their records."""
        return replace(self, rows=self.rows[slots], verdicts=self.verdicts.take(slots), outcomes=outcomes)


def judge(bench: Bench, selection: Selection) -> Iterator[Judgement]:
    """Yield the judgement of every rule of the pack, in the order of their codes.

    Rules are judged side by side: numpy leaves the interpreter free while it works on a column.
    """
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        yield from pool.map(lambda rule: _judgement(rule, bench, selection), bench.pack.rules.values())


def _judgement(rule: Rule, bench: Bench, selection: Selection) -> Judgement:
    why_not = _why_not(rule, bench, selection)
    if why_not is None:
        return _judge_rule(rule, bench, selection)
    count = len(bench.around.views[rule.kind]) if rule.kind in bench.around.views else 0
    return Judgement(
        rule=rule,
        rows=np.empty(0, dtype=np.int64),
        verdicts=Verdicts.blank(0),
        outcomes=np.full(count, Outcome.NOT_EVALUATED, dtype=np.int8),
        why_not=(why_not,),
    )


def _why_not(rule: Rule, bench: Bench, selection: Selection) -> Text | None:
    """Return why the whole rule is not evaluated, or None."""
    if rule.code not in selection.codes:
        return Text("audit.off-by-default" if rule.code in selection.off else "audit.not-selected")
    for kind in (rule.kind, *CHECKS[rule.check].looks_into):
        if kind not in bench.around.views:
            return Text("audit.no-data", kind=bench.pack.kinds[kind].titles)
    for name in rule.parameters:
        if name not in selection.parameters[rule.code]:
            return Text("audit.parameter-unset", rule=rule.code, parameter=name)
    return None


def _judge_rule(rule: Rule, bench: Bench, selection: Selection) -> Judgement:
    """Return what `rule` says of the records of its kind; the earlier ones it looks back on are not among them."""
    view = bench.around.views[rule.kind]
    wide = widened(bench, rule)
    judged = judge_all(rule, wide, selection)
    if wide is not bench:
        judged = judged.of(np.flatnonzero(judged.rows < len(view)), judged.outcomes[: len(view)])
    return replace(judged, why_not=_gaps(judged, view))


def judge_all(rule: Rule, bench: Bench, selection: Selection) -> Judgement:
    """Return what `rule` says of every record of its kind on `bench`."""
    view = bench.around.views[rule.kind]
    outside = _before_effect(rule, bench, view)
    applies = applicability(rule, bench)
    concerned = ~outside & (applies != NO)
    lacking = concerned & _lacking(rule, view)
    rows = np.flatnonzero(concerned & ~lacking)
    sight = sight_of(rule, rows, applies, bench, selection)
    verdicts = CHECKS[rule.check].judge(rule.spec, sight)
    _combine(verdicts, applies[rows], rule, rows, bench)
    if rule.judged_by_occurrence:
        before = verdicts.occurred < np.datetime64(bench.pack.effective_from)
        verdicts.say(before, Outcome.OUT_OF_PERIOD)
    outcomes = np.full(len(view), Outcome.NOT_APPLICABLE, dtype=np.int8)
    outcomes[outside] = Outcome.OUT_OF_PERIOD
    outcomes[lacking] = Outcome.NOT_EVALUATED
    outcomes[rows] = verdicts.outcome
    return Judgement(rule=rule, rows=rows, verdicts=verdicts, outcomes=outcomes)


def sight_of(rule: Rule, rows: Rows, applies: Kleene, bench: Bench, selection: Selection) -> Sight:
    """Return what the check of `rule` sees of the records `rows`; `applies` has a slot for every record of the kind."""
    return Sight(
        kind=rule.kind,
        rows=rows,
        applies=applies,
        breach=rule.breach,
        parameters=selection.parameters[rule.code],
        around=bench.around,
    )


def _before_effect(rule: Rule, bench: Bench, view: View) -> Mask:
    if rule.judged_by_occurrence:
        return np.zeros(len(view), dtype=np.bool_)
    governed = view.days(view.records.kind.governed_by).values
    return np.asarray(governed < np.datetime64(bench.pack.effective_from))


def _lacking(rule: Rule, view: View) -> Mask:
    """Return which records lack a column the rule cannot do without."""
    nothing = np.zeros(len(view), dtype=np.bool_)
    missing = [view.records.missing.get(name, nothing) for name in rule.spec.needs]
    return np.asarray(np.logical_or.reduce([nothing, *missing]))


def _gaps(judgement: Judgement, view: View) -> tuple[Text, ...]:
    """Return why some records were not evaluated: the columns that are missing and the files that lack them."""
    left_out = judgement.outcomes == Outcome.NOT_EVALUATED
    if not left_out.any():
        return ()
    reasons = [
        column_missing(view, name, np.flatnonzero(missing & left_out))
        for name in judgement.rule.spec.needs
        if (missing := view.records.missing.get(name)) is not None and (missing & left_out).any()
    ]
    return (*reasons, *judgement.verdicts.reasons_of(Outcome.NOT_EVALUATED))


def _combine(verdicts: Verdicts, applies: Kleene, rule: Rule, rows: Rows, bench: Bench) -> None:
    """Make verdicts on records the rule may not apply to undetermined where they would be findings but rewards.

    Where it would find nothing, whether it applies does not matter.
    """
    unsure = applies == UNKNOWN
    would_find = _WOULD_FIND[verdicts.outcome]
    verdicts.say(unsure & ~would_find, Outcome.NOT_APPLICABLE)
    doubtful = np.flatnonzero(unsure & would_find)
    if not len(doubtful):
        return
    for blamed, reason in doubts(rule, bench, rows[doubtful]):
        here = np.zeros(len(rows), dtype=np.bool_)
        here[doubtful[blamed]] = True
        verdicts.say(here, Outcome.UNDETERMINED, reason)

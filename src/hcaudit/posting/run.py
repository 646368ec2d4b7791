"""A run that posts: reads, takes the ledger for itself, judges with what it remembers, plans, books - then delivers.

It must not know how anything is shown.  The order is what makes a run that is killed harmless:

1. the files are read (nobody waits for that);
2. `BEGIN IMMEDIATE`: from here to the end no other run posts, so what is judged is judged with what is there;
3. earlier records are recalled, everything is judged, and the plan is written into the open transaction;
4. the caller delivers the report: drafts beside their targets, then the renames, then standard output;
5. `COMMIT`.

Killed before 5, nothing is posted, and the next run does the same again, the outputs included: what "is new" is told
at least once.  Killed after 5, everything is there.  The outputs come first because they fail more often - a full
disk, a file that Excel holds open - and then nothing may have been posted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit import gathering, pipeline
from hcaudit.gathering import Gathered
from hcaudit.judging.fines import fines_of
from hcaudit.judging.history import Recall, recalls_of
from hcaudit.judging.period import findings_in, fines_in
from hcaudit.ledger import journal, memory
from hcaudit.ledger.act import Act
from hcaudit.ledger.charges import MONTH_LENGTH, Charge
from hcaudit.ledger.file import Ledger, locked, opened_to_write
from hcaudit.ledger.memory import Remembered
from hcaudit.ledger.plan import Plan, Scope, Seen, counted_anew, planned
from hcaudit.model.history import History
from hcaudit.model.report import Report
from hcaudit.pipeline import Judged
from hcaudit.posting.anew import looked_at_anew
from hcaudit.posting.charges import charges_of, fine_ids_by_finding, shown_by, waived_ids
from hcaudit.posting.outcome import Posting, Wish
from hcaudit.posting.recall import records_of, remembered_of, spans_of
from hcaudit.reading import Reading
from hcaudit.settings import Settings


@contextmanager
def posted(settings: Settings, wish: Wish, reading: Reading | None = None) -> Iterator[Posting]:
    """Yield what a run posts, to be delivered; it is posted as the block ends, and not at all if that fails.

    `reading` is given where the files are being read already.

    Raises:
        HcauditError: the settings, the files or the ledger cannot be used; LedgerLockedError: other runs hold it.
    """
    with opened_to_write(wish.path, wish.patience) as ledger:
        gathered = gathering.gathered(settings, reading)
        with locked(ledger, wish.patience):
            yield _posted(ledger, gathered, settings, wish)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Memory:
    """What the ledger remembers that matters to a run: `all` of it, what the run does not have, what was withdrawn."""

    recalls: Mapping[str, Recall]
    all: Mapping[tuple[str, str], Remembered]
    beside: list[Remembered]
    withdrawn: list[Remembered]

    @property
    def history(self) -> History:
        """The records that the run does not have."""
        kinds = dict.fromkeys(one.kind for one in self.beside)
        return {
            kind: records_of(self.recalls[kind].kind, [one for one in self.beside if one.kind == kind])
            for kind in kinds
        }


def _posted(ledger: Ledger, gathered: Gathered, settings: Settings, wish: Wish) -> Posting:
    remembered = _recalled(ledger, gathered, settings)
    judged = pipeline.judged_on(gathered, settings, remembered.history)
    scope = _scope(ledger, judged, settings)
    run = journal.begin_run(ledger, _act(judged, settings, wish))
    plan, anew = _plans(ledger, judged, remembered, scope)
    journal.add(ledger, run, (*plan.bookings, *anew.bookings), scope.as_of)
    _remember(ledger, run, judged, remembered, scope)
    booked = frozenset(one.charge.fine_id for one in plan.bookings)
    unwaived = _unwaived(ledger, plan)
    report = _report(ledger, run, judged, settings, booked if wish.only_new else None)
    return Posting(
        report=report,
        plan=plan,
        anew=anew,
        unwaived=unwaived,
        earlier=len(remembered.beside),
        month=scope.late,
    )


def _unwaived(ledger: Ledger, plan: Plan) -> tuple[Charge, ...]:
    """Return the fines posted now of which an earlier run told that they are waived."""
    waived = memory.once_waived(ledger)
    return tuple(
        one.charge
        for one in plan.bookings
        if one.charge.stands and not waived.isdisjoint(proof.finding_id for proof in one.charge.proofs)
    )


def _recalled(ledger: Ledger, gathered: Gathered, settings: Settings) -> _Memory:
    pack, records = gathered.ground.pack, gathered.dossier.records
    recalls = recalls_of(pack)
    kept = memory.recalled(ledger, pack.id, spans_of(recalls, records))
    present = {kind: frozenset(records[kind].table["record_no"].to_pylist()) for kind in recalls if kind in records}
    as_of = pipeline.horizon_on(gathered, settings).as_of
    withdrawn = memory.absent(kept, present, str(as_of))
    gone = {(one.kind, one.record_no) for one in withdrawn}
    beside = [one for one in kept if one.record_no not in present[one.kind] and (one.kind, one.record_no) not in gone]
    return _Memory(
        recalls=recalls, all={(one.kind, one.record_no): one for one in kept}, beside=beside, withdrawn=withdrawn
    )


def _scope(ledger: Ledger, judged: Judged, settings: Settings) -> Scope:
    first, last = _iso(settings.period_from), _iso(settings.period_to)
    closed = journal.closed_months(ledger)
    month = first[:MONTH_LENGTH] if first and last and first[:MONTH_LENGTH] == last[:MONTH_LENGTH] else None
    return Scope(
        first=first,
        last=last,
        late=None if month in closed else month,
        closed=closed,
        rules=frozenset(one.rule.code for one in judged.judgements if one.was_evaluated),
        as_of=str(judged.horizon.as_of),
    )


def _act(judged: Judged, settings: Settings, wish: Wish) -> Act:
    return Act(
        command="check",
        made_at=wish.made_at,
        version=wish.version,
        pack=judged.ground.pack.id,
        as_of=str(judged.horizon.as_of),
        first_day=_iso(settings.period_from),
        last_day=_iso(settings.period_to),
    )


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _plans(ledger: Ledger, judged: Judged, remembered: _Memory, scope: Scope) -> tuple[Plan, Plan]:
    """Return what to book of the run's own fines, and of those on records that it does not have."""
    pack = judged.ground.pack
    charges = charges_of(judged.findings, pack)
    waived = waived_ids(judged.findings, pack, charges)
    standings = journal.standings(ledger, pack.id)
    plan = planned(Seen(charges=charges, waived=waived, shows=shown_by(judged.dossier)), standings, scope)
    again = looked_at_anew(judged, remembered.recalls, remembered.beside)
    others = {one: standing for one, standing in standings.items() if one not in charges and one not in waived}
    fresh = {one: charge for one, charge in again.charges.items() if one not in charges and one not in waived}
    return plan, counted_anew(fresh, again.known, others, scope)


def _remember(ledger: Ledger, run: int, judged: Judged, remembered: _Memory, scope: Scope) -> None:
    """Keep what counting needs of the run's records, and whether the rules' word on them is posted."""
    pack = judged.ground.pack.id
    waived = judged.findings.filter(pc.equal(judged.findings["disposition"], "waived"))
    exempt = set(zip(waived["rule"].to_pylist(), waived["record_no"].to_pylist(), strict=True))
    memory.withdraw(ledger, pack, remembered.withdrawn)
    for recall in remembered.recalls.values():
        if recall.kind.name in judged.bench.around.views:
            rules = scope.rules.intersection(rule.code for rule in recall.rules)
            kept = [
                replace(one, settled=_settled(one, remembered.all.get((one.kind, one.record_no)), rules, exempt, scope))
                for one in remembered_of(recall, judged.bench)
            ]
            memory.remember(ledger, pack, run, kept)


def _settled(
    now: Remembered, before: Remembered | None, rules: frozenset[str], exempt: set[tuple[str, str]], scope: Scope
) -> frozenset[str]:
    """Return the rules whose word on a record is posted: those of earlier runs, and of this one if it posts that."""
    old = before.settled if before else frozenset[str]()
    if not scope.covers(now.day):
        return old
    left_alone = {rule for rule in rules if (rule, now.record_no) in exempt}
    return (old | rules) - left_alone


def _report(ledger: Ledger, run: int, judged: Judged, settings: Settings, only: frozenset[str] | None) -> Report:
    """Return the report: all of the period, or `only` what is new: the fines of those ids, and findings not yet told.

    What it lists is kept in mind as told.
    """
    pack, period = judged.ground.pack, pipeline.period_of(settings)
    fines = fines_of(judged.findings, pack, settings.lang)
    listed = findings_in(period, judged.findings)
    told = list(zip(*(listed[name].to_pylist() for name in ("finding_id", "outcome", "disposition")), strict=True))
    if only is None:
        fines = fines_in(period, fines)
    else:
        fine_of = fine_ids_by_finding(judged.findings, pack)
        new = memory.not_told(ledger, told) | {one for one, fine in fine_of.items() if fine in only}
        listed = judged.findings.filter(pc.is_in(judged.findings["finding_id"], pa.array(sorted(new), pa.string())))
        booked = [fine_of[ids[0]] in only for ids in fines["finding_ids"].to_pylist()]
        fines = fines.filter(pa.array(booked, pa.bool_()))
    memory.tell(ledger, run, told)
    return pipeline.report_of(judged, settings, listed, fines)

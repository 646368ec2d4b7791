"""Tells of decisions on findings that there are not what they are about, and why nothing was found there.

It must not know how decisions are applied.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.judging.bench import Bench
from hcaudit.judging.identity import finding_ids
from hcaudit.judging.judge import Judgement
from hcaudit.judging.settle import UNKNOWN, Objection
from hcaudit.model.records import Dossier
from hcaudit.model.verdicts import Outcome

MOST_TRIED = 2_000_000
"""Ids that are worked out to find those of the decisions among them: a second or two, however much was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the id of a finding is made of: a record, and what the rule says of all records of its kind."""

    judgement: Judgement
    record_no: str


def explained(
    objections: Sequence[Objection], judgements: Sequence[Judgement], bench: Bench, dossier: Dossier
) -> Iterator[Objection]:
    """Yield the objections, those to decisions on unknown findings with what is known of record and rule.

    The records are those of the whole `dossier`: a decision may be about one that does not exist yet as of the run.
    """
    unknown = {str(one.row["finding_id"]) for one in objections if one.key == UNKNOWN}
    subjects = _subjects(unknown, judgements, bench.pack.id, dossier) if unknown else {}
    for one in objections:
        subject = subjects.get(str(one.row["finding_id"])) if one.key == UNKNOWN else None
        yield one if subject is None else _blamed(one, subject, bench)


def _subjects(
    wanted: Collection[str], judgements: Iterable[Judgement], pack: str, dossier: Dossier
) -> Mapping[str, Subject]:
    """Return what those of the `wanted` ids are made of that are made of a record and a rule that there are."""
    found: dict[str, Subject] = {}
    tried = 0
    # The rules that were not judged first: a decision on one of theirs is the likeliest stray.
    for judgement in sorted(judgements, key=lambda one: one.was_evaluated):
        records = dossier.records.get(judgement.rule.kind)
        tried += len(records) if records else 0
        if records is None or tried > MOST_TRIED or len(found) == len(wanted):
            continue
        numbers = records.table["record_no"].to_pylist()
        ids = finding_ids(pack, judgement.rule.code, numbers)
        found |= {
            one: Subject(judgement=judgement, record_no=number)
            for one, number in zip(ids, numbers, strict=True)
            if one in wanted
        }
    return found


def _blamed(objection: Objection, subject: Subject, bench: Bench) -> Objection:
    """Return an objection that says why a rule found nothing on a record."""
    rule, number = subject.judgement.rule, subject.record_no
    values = {"rule": rule.code, "record": number, "as_of": str(bench.around.as_of)}
    outcome = _outcome(subject, bench)
    if outcome is None:
        return replace(objection, key="decision-later", values=values)
    if outcome is Outcome.NOT_EVALUATED:
        why = subject.judgement.why_not
        return replace(objection, key="decision-not-judged", values={**values, "why": why})
    return replace(objection, key="decision-nothing-found", values=values)


def _outcome(subject: Subject, bench: Bench) -> Outcome | None:
    """Return what the rule says of the record, None where the record does not exist as of the run."""
    view = bench.around.views.get(subject.judgement.rule.kind)
    place = -1 if view is None else pc.index(view.records.table["record_no"], pa.scalar(subject.record_no)).as_py()
    return None if place < 0 else Outcome(subject.judgement.outcomes[place])

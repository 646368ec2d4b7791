"""What earlier runs posted, looked at again with what this one brought to light; it must not know what is booked.

A complaint of January that only now is known makes that of February a repeated one.  So the months of a year come to
the same, in whatever order they are posted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from hcaudit.judging.bench import Bench
from hcaudit.judging.findings import ALL_COLUMNS, findings_of
from hcaudit.judging.history import Recall, with_earlier
from hcaudit.judging.identity import finding_ids
from hcaudit.judging.judge import judge_all
from hcaudit.ledger.charges import Charge
from hcaudit.ledger.memory import Remembered
from hcaudit.model.rule import Rule
from hcaudit.model.verdicts import Outcome
from hcaudit.pipeline import Judged
from hcaudit.posting.charges import charges_of
from hcaudit.texts import DEFAULT_LANGUAGE

_ALWAYS = np.datetime64("9999-12-31")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """The fines that remembered records come to now, by their ids, and the findings of which that can be said."""

    charges: Mapping[str, Charge]
    known: frozenset[str]


def looked_at_anew(judged: Judged, recalls: Mapping[str, Recall], remembered: list[Remembered]) -> Anew:
    """Return what the `remembered` records, which stand in the history of `judged`, come to now."""
    pack = judged.ground.pack
    rules = _evaluated(judged)
    tables = [ALL_COLUMNS.empty_table()]
    for kind, earlier in judged.bench.around.history.items():
        if kind in judged.bench.around.views:
            wide = with_earlier(judged.bench, earlier, _ALWAYS)
            tables.append(_findings([rule for rule in recalls[kind].rules if rule.code in rules], wide, judged))
    return Anew(charges=charges_of(pa.concat_tables(tables), pack), known=_known(pack.id, rules, remembered))


def _evaluated(judged: Judged) -> frozenset[str]:
    """Return the rules that were evaluated and whose breaches are proved; a suspicion hangs on a decision."""
    return frozenset(
        one.rule.code for one in judged.judgements if one.was_evaluated and one.rule.breach is Outcome.VIOLATION
    )


def _findings(rules: list[Rule], wide: Bench, judged: Judged) -> pa.Table:
    """Return what `rules` find of the earlier records, which stand behind those of the run."""
    judgements = []
    for rule in rules:
        whole = judge_all(rule, wide, judged.ground.selection)
        earlier = np.flatnonzero(whole.rows >= len(judged.bench.around.views[rule.kind]))
        judgements.append(whole.of(earlier, whole.outcomes))
    return findings_of(judgements, judged.ground.pack, wide.around, DEFAULT_LANGUAGE)


def _known(pack: str, rules: frozenset[str], remembered: list[Remembered]) -> frozenset[str]:
    return frozenset(_settled_ids(pack, rules, remembered))


def _settled_ids(pack: str, rules: frozenset[str], remembered: list[Remembered]) -> Iterator[str]:
    for rule in sorted(rules):
        yield from finding_ids(pack, rule, [one.record_no for one in remembered if rule in one.settled])

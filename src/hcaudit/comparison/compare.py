"""A report compared with an earlier run: what is new, gone or changed; it must not know how either came about.

Findings are the same if they are of one rule and record; fines, if they are of one item and share a finding, or
else a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from hcaudit.comparison import things
from hcaudit.comparison.earlier import Earlier
from hcaudit.comparison.fields import (
    FINDING_FIELDS,
    FINE_FIELDS,
    RAN_ON,
    WORDS,
    Mask,
    any_of,
    as_texts,
    differing,
    fields_of,
)
from hcaudit.comparison.likeness import unlike
from hcaudit.comparison.matching import Pairing, keys_by, keys_by_member, pair
from hcaudit.model.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """How things of one kind are said, which of their columns are compared, and whether time alone may change them."""

    said: Callable[[pa.Table], pa.Table]
    fields: Sequence[str]
    moved: bool = False


def compared(report: Report, earlier: Earlier) -> Report:
    """Return `report` with its `changes` since the earlier run, and warnings where the two are not alike."""
    since = earlier.since
    warnings = (text.said_in(report.lang) for text in unlike(report, earlier))
    # Words are told in the language of a run, and another pack gives its findings other ids.
    untold = {WORDS} if since.pack_title != report.run.pack_title else set()
    renamed = {"finding_ids"} if since.pack_id != report.run.pack_id else set()
    finding = _Subject(
        said=things.of_findings,
        fields=[name for name in FINDING_FIELDS if name not in untold],
        moved=since.as_of < report.run.as_of,
    )
    fine = _Subject(said=things.of_fines, fields=[name for name in FINE_FIELDS if name not in renamed])
    return replace(
        report,
        run=replace(report.run, since=since, warnings=(*report.run.warnings, *warnings)),
        changes=pa.concat_tables(
            [
                *_changes(_same_findings(earlier.findings, report.findings), finding),
                *_changes(_same_fines(earlier.fines, report.fines), fine),
            ]
        ).combine_chunks(),
    )


def _same_findings(before: pa.Table, after: pa.Table) -> Pairing:
    return pair(before, after, (keys_by(before, "rule", "record_no"), keys_by(after, "rule", "record_no")))


def _same_fines(before: pa.Table, after: pa.Table) -> Pairing:
    return pair(
        before,
        after,
        (keys_by_member(before, "item", "finding_ids"), keys_by_member(after, "item", "finding_ids")),
        (keys_by(before, "item", "record_no"), keys_by(after, "item", "record_no")),
    )


def _changes(same: Pairing, subject: _Subject) -> Iterator[pa.Table]:
    """Yield the rows (`CHANGES`) of things that are new, gone, changed, and of those that only ran on."""
    yield things.new(subject.said(same.only_after))
    yield things.gone(subject.said(same.only_before))
    then, now = same.before_again, same.after_again
    old, new = as_texts(then, subject.fields), as_texts(now, subject.fields)
    where = _beside_others(differing(old, new), WORDS)
    differ, ran_on = any_of(where.values()), _only_ran_on(new, where, subject)
    for mask, is_only_older in ((differ & ~ran_on, False), (ran_on, True)):
        rows = pa.array(np.flatnonzero(mask))
        fields = fields_of(old.take(rows), new.take(rows), {name: of[mask] for name, of in where.items()})
        before, after = subject.said(then.take(rows)), subject.said(now.take(rows))
        yield things.changed(before, after, fields, ran_on=is_only_older)


def _beside_others(where: Mapping[str, Mask], name: str) -> Mapping[str, Mask]:
    """Return where columns differ, `name` only where another does, too."""
    if name not in where:
        return where
    others = any_of(of for column, of in where.items() if column != name)
    return {**where, name: where[name] & others}


def _only_ran_on(now: pa.Table, where: Mapping[str, Mask], subject: _Subject) -> Mask:
    """Tell of which findings, still open, only the days counted so far differ."""
    older = any_of(where.values())
    if not subject.moved:
        return np.zeros_like(older)
    otherwise = any_of(of for name, of in where.items() if name not in RAN_ON)
    still_open: Mask = now["ended_on"].is_null().to_numpy()
    return older & still_open & ~otherwise

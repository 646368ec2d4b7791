"""What decides a verdict that hangs on records of the same sort: repeats, yearly counts, batches.

It must not know any law.  The other records are found anew, and must bear out what the verdict says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from hcaudit.checks.burst import Burst
from hcaudit.checks.event import Event
from hcaudit.checks.family import left_out
from hcaudit.checks.nth_in_year import NthInYear
from hcaudit.judging.trace.account import Account, absent, is_known, moment, named, peer, quoted, said
from hcaudit.judging.trace.docket import Subject, require
from hcaudit.model.evidence import Peer, Value
from hcaudit.model.kleene import NO, YES
from hcaudit.model.rule import Condition
from hcaudit.model.verdicts import Outcome
from hcaudit.model.view import View
from hcaudit.texts import Text


def event_account(spec: Event, subject: Subject) -> Account:
    """Return what makes the record count, and what makes it count for more."""
    worse = tuple(_worse(spec, subject))
    peers = tuple(_repeats(spec, subject))
    repeated = bool(peers)
    if subject.outcome == subject.rule.breach:
        require("explain.what-multiplier", subject, said=subject.verdict.aggravated, found=bool(worse) or repeated)
    points = [Text("explain.each-counts"), *(_holds(condition, subject) for condition in spec.last), *worse]
    if repeated:
        points.append(Text("explain.repeated", n=len(peers)))
    if subject.rule.breach is subject.outcome and (spec.worse or spec.repeat_at) and not worse and not repeated:
        points.append(Text("explain.not-aggravated"))
    unknown = tuple(c.field for c in spec.last if not is_known(subject.value(c.field)))
    return Account(
        fields=spec.fields,
        points=tuple(points),
        peers=peers,
        why_not=_event_why_not(spec, subject),
        wanting=unknown,
        settles=tuple(Text("explain.settle-fill", field=named(subject.value(name))) for name in unknown),
    )


def _worse(spec: Event, subject: Subject) -> Iterator[Text]:
    """Yield each condition of the multiplier that holds."""
    for condition in spec.worse:
        if _value_is(subject.value(condition.field), condition):
            yield Text("explain.aggravated", why=_holds(condition, subject))


def _value_is(value: Value, condition: Condition) -> bool:
    if not is_known(value):
        return False
    word = ("yes" if value.value else "no") if isinstance(value.value, bool) else value.value
    return word in condition.is_any


def _holds(condition: Condition, subject: Subject) -> Text:
    value = subject.value(condition.field)
    if not is_known(value):
        return absent(value)
    return Text("explain.field-is", field=named(value), value=said(value.value))


def _repeats(spec: Event, subject: Subject) -> Iterator[Peer]:
    """Yield the earlier records of the calendar year that share a key."""
    if spec.repeat_at is None:
        return
    view = subject.view
    counts = subject.docket.applies(subject.rule) == YES
    if spec.child_of:
        counts &= ~left_out(view, spec.child_of)
    if not counts[subject.row]:
        return
    for row in _earlier(np.flatnonzero(counts).tolist(), spec.repeat_at, subject):
        shared = [name for name in spec.repeat_by if _shares(view, row, subject.row, name)]
        if shared:
            yield peer(view, row, spec.repeat_at, Text("explain.same-key", fields=quoted(subject.values(shared))))


def _shares(view: View, row: int, other: int, name: str) -> bool:
    one, two = view.column(name)[row].as_py(), view.column(name)[other].as_py()
    return one is not None and one == two


def _earlier(rows: list[int], at: str, subject: Subject) -> list[int]:
    """Return those of `rows` that come before the record in its calendar year, by moment, then by number."""
    view = subject.view
    moments = view.moments(at).values
    year = moments[subject.row].astype("datetime64[Y]")
    numbers = view.column("record_no")

    def key(row: int) -> tuple[int, str]:
        return int(moments[row].astype(np.int64)), str(numbers[row].as_py())

    here = key(subject.row)
    same_year = [row for row in rows if moments[row].astype("datetime64[Y]") == year]
    return sorted((row for row in same_year if key(row) < here), key=key)


def _event_why_not(spec: Event, subject: Subject) -> Text | None:
    if spec.child_of and left_out(subject.view, spec.child_of)[subject.row]:
        return Text("explain.child", parent=subject.value(spec.child_of).value)
    for condition in spec.last:
        if not _value_is(subject.value(condition.field), condition):
            return Text("explain.opposite-rule", why=_holds(condition, subject))
    return None


def nth_in_year_account(spec: NthInYear, subject: Subject) -> Account:
    """Return which records of the group came before this one in the calendar year."""
    view, applies = subject.view, subject.docket.applies(subject.rule)
    peers: list[Peer] = []
    unsure: list[Peer] = []
    for row in _earlier(np.flatnonzero(applies != NO).tolist(), spec.at, subject):
        keys = [(view.column(name)[row].as_py(), view.column(name)[subject.row].as_py()) for name in spec.same]
        if any(None not in pair and pair[0] != pair[1] for pair in keys):
            continue
        if applies[row] == YES and all(None not in pair for pair in keys):
            peers.append(peer(view, row, spec.at, Text("explain.nth-place", n=len(peers) + 1)))
        else:
            unsure.append(peer(view, row, spec.at, Text("explain.perhaps-counts")))
    if subject.verdict.measured is not None:
        require("explain.what-count", subject, said=int(subject.verdict.measured), found=len(peers) + 1)
    group = tuple(said(subject.value(name).value) for name in spec.same)
    facts = {"group": group, "least": len(peers) + 1, "most": len(peers) + len(unsure) + 1, "limit": spec.over}
    return Account(
        fields=spec.fields,
        points=(Text("explain.nth-unsure" if unsure else "explain.nth", **facts),),
        peers=(*peers, *unsure),
        wanting=tuple(name for name in spec.same if not is_known(subject.value(name))),
        settles=(Text("explain.settle-records", records=tuple(one.record_no for one in unsure)),) if unsure else (),
    )


def burst_account(spec: Burst, subject: Subject) -> Account:
    """Return which records of the unit were entered within the window around this one."""
    at, shared = subject.value(spec.at), subject.value(spec.same)
    if not is_known(shared) or not is_known(at) or not isinstance(at.value, dt.datetime):
        why = absent(shared) if not is_known(shared) else Text("explain.no-clock-time", field=named(at))
        return Account(fields=spec.fields, why_not=why)
    view, sight = subject.view, subject.sight
    at_least, minutes = sight.limit(spec.at_least), sight.limit(spec.within_minutes)
    rows = _in_full_windows(spec, subject, at_least, dt.timedelta(minutes=minutes))
    if subject.outcome in (Outcome.KEPT, subject.rule.breach):
        said_so = subject.outcome == subject.rule.breach
        require("explain.what-outcome", subject, said=said_so, found=bool(rows))
    key = "explain.burst" if rows else "explain.no-burst"
    return Account(
        fields=spec.fields,
        points=(Text(key, unit=shared.value, minutes=minutes, limit=at_least, n=len(rows)),),
        peers=tuple(peer(view, row, spec.at, Text("explain.same-batch")) for row in rows if row != subject.row),
    )


def _in_full_windows(spec: Burst, subject: Subject, at_least: int, window: dt.timedelta) -> list[int]:
    """Return the records of all windows that hold the record and are full, by moment; none if no window is."""
    view, applies = subject.view, subject.docket.applies(subject.rule)
    same = pc.equal(view.column(spec.same), view.column(spec.same)[subject.row])
    group = np.flatnonzero((applies == YES) & same.fill_null(False).to_numpy(zero_copy_only=False))  # noqa: FBT003
    timed = [(at, row) for row in group.tolist() if isinstance(at := moment(view, row, spec.at), dt.datetime)]
    found: set[tuple[dt.datetime, int]] = set()
    for start, _ in timed:
        inside = [(at, row) for at, row in timed if start <= at <= start + window]
        if len(inside) >= at_least and any(row == subject.row for _, row in inside):
            found.update(inside)
    return [row for _, row in sorted(found)]

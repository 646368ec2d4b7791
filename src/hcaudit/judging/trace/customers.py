"""What decides a verdict about a customer: the orders of theirs that were terminated, the visits they were paid.

It must not know any law.  The other records are found anew, and must bear out what the verdict says.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow.compute as pc

from hcaudit.checks.again import Again
from hcaudit.checks.visited import VISITS, Visited
from hcaudit.judging.trace.account import Account, absent, is_known, named, peer, said
from hcaudit.judging.trace.docket import Subject, require
from hcaudit.judging.trace.verdict import maybe_day
from hcaudit.model.evidence import Peer
from hcaudit.model.kleene import NO, UNKNOWN
from hcaudit.model.life import TERMINATED, UNKNOWN_STAGE
from hcaudit.model.view import View
from hcaudit.texts import Text

ENDED = "terminated_at"


def again_account(spec: Again, subject: Subject) -> Account:
    """Return which orders of the same customer were terminated before this one began."""
    limit = subject.sight.limit(spec.within_days)
    begun = subject.verdict.started
    ended, unknown = _terminated_before(spec, subject, begun) if begun else ([], [])
    days = min((age for age, _ in ended), default=None)
    measured = subject.verdict.measured
    require("explain.what-count", subject, said=measured, found=days)
    soon = days is not None and days <= limit
    key = "explain.again" if soon else "explain.not-again" if ended else "explain.no-termination"
    return Account(
        fields=spec.fields,
        points=(Text(key, days=days, limit=limit),),
        peers=tuple(one for _, one in ended) + tuple(one for one, _ in unknown),
        settles=tuple(Text(settle, record=one.record_no, limit=limit) for one, settle in unknown),
    )


def _terminated_before(
    spec: Again, subject: Subject, begun: dt.date
) -> tuple[list[tuple[int, Peer]], list[tuple[Peer, str]]]:
    """Return the customer's earlier orders: those terminated, with the days since, and those not certain.

    They may have been terminated, or may be no grid connection; each comes with what would settle it.
    """
    view, around = subject.view, subject.docket.bench.around
    life, in_scope = around.lives[subject.rule.kind], around.in_scope[subject.rule.kind]
    ended: list[tuple[int, Peer]] = []
    unknown: list[tuple[Peer, str]] = []
    for row in _same_customer(spec, subject):
        day = maybe_day(life.terminated.values[row])
        may_be = life.terminated.filled[row] or life.stage[row] in (TERMINATED, UNKNOWN_STAGE)
        if row == subject.row or not may_be or in_scope[row] == NO:
            continue
        if day is not None and day <= begun and in_scope[row] == UNKNOWN:
            unknown.append((peer(view, row, ENDED, Text("explain.scope-unknown")), "explain.settle-scope"))
        elif day is not None and day <= begun:
            ended.append(((begun - day).days, peer(view, row, ENDED, Text("explain.terminated"))))
        elif day is None and (maybe_day(view.days(spec.at).values[row]) or dt.date.max) <= begun:
            unknown.append(
                (peer(view, row, spec.at, Text("explain.termination-unknown")), "explain.settle-termination")
            )
    return ended, unknown


def _same_customer(spec: Again, subject: Subject) -> list[int]:
    """Return the rows of the records with the same customer; where both lack one, with all other keys the same."""
    view = subject.view
    customer = view.column(spec.customer)
    if customer[subject.row].is_valid:
        return _equal(view, spec.customer, subject.row)
    if not all(view.column(name)[subject.row].is_valid for name in spec.otherwise):
        return []
    rows = set(np.flatnonzero(customer.is_null().to_numpy(zero_copy_only=False)).tolist())
    for name in spec.otherwise:
        rows &= set(_equal(view, name, subject.row))
    return sorted(rows)


def _equal(view: View, name: str, row: int) -> list[int]:
    column = view.column(name)
    same = pc.fill_null(pc.equal(column, column[row]), fill_value=False)
    rows: list[int] = np.flatnonzero(same.to_numpy(zero_copy_only=False)).tolist()
    return rows


def visited_account(spec: Visited, subject: Subject) -> Account:
    """Return the visits of the order by as-of, and what each showed."""
    visits = subject.docket.view(VISITS)
    numbered = subject.view.records.numbered[subject.row]
    numbers = visits.column("order_no")
    same = pc.fill_null(pc.equal(numbers, subject.record_no), fill_value=False).to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(same & visits.records.numbered).tolist() if numbered else []
    shown = ("visitor_role",) if spec.by_role else spec.meeting
    peers = [peer(visits, row, "visited_at", _shown(shown, row, subject)) for row in rows]
    wanted: list[Text] = [Text("explain.wanted-role", roles=spec.by_role)] if spec.by_role else []
    titles = tuple(Text("rules.quoted", name=visits.records.kind.fields[name].headers) for name in spec.meeting)
    wanted += [Text("explain.wanted-meeting", fields=titles)] if titles else []
    found = Text("explain.visits", n=len(rows)) if rows else Text("explain.no-visits")
    return Account(
        fields=(),
        points=(*wanted, found),
        peers=tuple(peers),
        settles=(Text("explain.settle-visits"),),
    )


def _shown(names: tuple[str, ...], row: int, subject: Subject) -> Text:
    docket = subject.docket
    values = [docket.value(VISITS, row, name) for name in names]
    words = [
        Text("explain.field-is", field=named(one), value=said(one.value)) if is_known(one) else absent(one)
        for one in values
    ]
    return Text("explain.shown", what=tuple(words))

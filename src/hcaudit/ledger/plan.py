"""What a run adds to the ledger, thought out before anything is written; it must not know how it is stored.

The rules, from SPEC §9 and what follows from it:

- A fine is posted once, ever, in the month it occurred in.
- One whose facts changed is adjusted.  If it now falls in another open month it moves there.  A run that sees less
  (an earlier as-of) takes back nothing of what a later view showed but a change of the money in the same month: so
  the months of one set of data can be posted in any order.
- A closed month takes nothing more.  What belongs there and is new, or now costs something else, is booked in the
  month of the run - if that is one month, and open - and is marked as late; what does not touch the money is left.
- A fine all of whose findings are waived is adjusted to nothing; one that a person voided stays so.
- A fine that is gone from data which should show it is named, not touched.
- A rule that was not evaluated says nothing of the fines that rest on it: they are left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from hcaudit.ledger.charges import Booking, Charge, Standing

POSTED, ADJUSTED, VOIDED = "posted", "adjusted", "voided"
CHANGED, WAIVED, COUNTED_ANEW = "facts", "waived", "yearly"
"""Why a fine is adjusted: its own facts, a waiver, or earlier records of its year that came to light."""


_EVERYTHING_SEEN = "9999-12-31"
"""An as-of that no other is later than."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a run may book: the days from `first` to `last` (None: open), and the month `late` finds go to (None: none).

    `closed` are the closed months, `rules` those the run evaluated, `as_of` the last day it saw.
    """

    first: str | None
    last: str | None
    late: str | None
    closed: frozenset[str]
    rules: frozenset[str]
    as_of: str

    def covers(self, day: str) -> bool:
        """Whether a day is in the run's period."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def covers_month(self, month: str) -> bool:
        """Whether any day of a month is in the run's period."""
        return (self.first is None or month >= self.first[: len(month)]) and (
            self.last is None or month <= self.last[: len(month)]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a run says: the fines that stand, by id; the ids of those that are waived; and of which it should know.

    `shows` tells of a fine that the run does not have whether its record's file is among those it read.
    """

    charges: Mapping[str, Charge]
    waived: frozenset[str]
    shows: Callable[[Charge], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to book, and what to tell: fines already there, left as a later run saw them, voided, shut out, gone."""

    bookings: tuple[Booking, ...]
    already: int
    newer: tuple[Standing, ...]
    voided: tuple[Standing, ...]
    shut: tuple[Charge, ...]
    gone: tuple[Standing, ...]


Verdict = Booking | str | None
"""What becomes of one fine: a booking, or the name of the list of the plan it goes to (None: not this run's matter)."""


def planned(seen: Seen, standings: Mapping[str, Standing], scope: Scope) -> Plan:
    """Return what to do, fines in the order of their ids."""
    bookings: list[Booking] = []
    told: dict[str, list[str]] = {name: [] for name in ("already", "newer", "voided", "shut", "gone")}
    for fine_id, verdict in _verdicts(seen, standings, scope):
        if isinstance(verdict, Booking):
            bookings.append(verdict)
        elif verdict is not None:
            told[verdict].append(fine_id)
    return Plan(
        bookings=tuple(bookings),
        already=len(told["already"]),
        newer=tuple(standings[fine_id] for fine_id in told["newer"]),
        voided=tuple(standings[fine_id] for fine_id in told["voided"]),
        shut=tuple(_now(fine_id, seen, standings) for fine_id in told["shut"]),
        gone=tuple(standings[fine_id] for fine_id in told["gone"]),
    )


def _verdicts(seen: Seen, standings: Mapping[str, Standing], scope: Scope) -> Iterator[tuple[str, Verdict]]:
    for fine_id in sorted({*seen.charges, *standings}):
        charge, standing = seen.charges.get(fine_id), standings.get(fine_id)
        if standing is None:
            yield fine_id, first_posting(seen.charges[fine_id], scope)
        elif not scope.rules.issuperset(standing.charge.rules):
            yield fine_id, _left(charge, standing, scope)
        elif charge is not None:
            yield fine_id, change(charge, standing, scope, CHANGED)
        elif fine_id in seen.waived:
            yield fine_id, change(standing.charge.dropped(), standing, scope, WAIVED)
        else:
            yield fine_id, _missing(standing, seen, scope)


def first_posting(charge: Charge, scope: Scope) -> Verdict:
    """Return what becomes of a fine that the ledger does not have."""
    inside = scope.covers(charge.occurred_on)
    if charge.month not in scope.closed:
        return Booking(event=POSTED, charge=charge, month=charge.month) if inside else None
    if scope.late is None:
        return "shut" if inside else None
    return Booking(event=POSTED, charge=charge, month=scope.late, late=True)


def change(charge: Charge, standing: Standing, scope: Scope, reason: str) -> Verdict:
    """Return what becomes of a fine that the ledger has, now that it comes to `charge`."""
    if not _concerns(charge, standing, scope):
        return None
    if standing.voided:
        return "voided"
    same_money = charge.money == standing.charge.money
    if standing.month in scope.closed:
        return "already" if same_money else _late_adjustment(charge, standing, scope, reason)
    if charge == standing.charge:
        return "already"
    target = _target(charge, standing, scope)
    if scope.as_of < standing.as_of and (target != standing.month or same_money):
        return "already" if same_money and target == standing.month else "newer"
    return Booking(
        event=ADJUSTED,
        charge=charge,
        month=target,
        before=standing,
        out_of=standing.month,
        late=target != charge.month,
        reason=reason,
    )


def counted_anew(
    charges: Mapping[str, Charge], known: frozenset[str], standings: Mapping[str, Standing], scope: Scope
) -> Plan:
    """Return what becomes of fines on records of earlier runs, now that other records of their year are known.

    `charges` is what they come to, `known` the ids of the findings on which that can be said: those whose rule and
    record were posted.  Only what touches the money is booked, in the fine's own month, whatever the run's period.
    """
    anywhere = replace(scope, first=None, last=None, as_of=_EVERYTHING_SEEN)
    concerned = {fine_id for fine_id, one in standings.items() if one.charge.stands and _rests_on(one.charge, known)}
    fresh = {fine_id for fine_id, one in charges.items() if fine_id not in standings and _rests_on(one, known)}
    bookings: list[Booking] = []
    shut: list[Charge] = []
    for fine_id in sorted(concerned | fresh):
        verdict = _anew(charges.get(fine_id), standings.get(fine_id), anywhere)
        if isinstance(verdict, Booking):
            bookings.append(verdict)
        elif verdict == "shut":
            shut.append(charges.get(fine_id) or standings[fine_id].charge)
    return Plan(bookings=tuple(bookings), already=0, newer=(), voided=(), shut=tuple(shut), gone=())


def _rests_on(charge: Charge, known: frozenset[str]) -> bool:
    return all(proof.finding_id in known for proof in charge.proofs)


def _anew(charge: Charge | None, standing: Standing | None, scope: Scope) -> Verdict:
    if standing is None:
        return None if charge is None else first_posting(charge, scope)
    # A decision may have moved the fine to another unit: that is no matter of counting.
    now = standing.charge.dropped() if charge is None else replace(charge, unit=standing.charge.unit)
    return None if now.money == standing.charge.money else change(now, standing, scope, COUNTED_ANEW)


def _concerns(charge: Charge, standing: Standing, scope: Scope) -> bool:
    """Whether a fine that the ledger has is the run's matter: by the day it occurred, then or now, or where it is."""
    if standing.month in scope.closed:
        return scope.late is not None or scope.covers_month(standing.month)
    if standing.late:
        return scope.covers_month(standing.month)
    return scope.covers(charge.occurred_on) or scope.covers(standing.charge.occurred_on)


def _target(charge: Charge, standing: Standing, scope: Scope) -> str:
    """Return the month a fine booked in an open month belongs to: its own, unless it is late or that is closed."""
    return standing.month if standing.late or charge.month in scope.closed else charge.month


def _late_adjustment(charge: Charge, standing: Standing, scope: Scope, reason: str) -> Verdict:
    if scope.late is None:
        return "shut"
    return Booking(
        event=ADJUSTED,
        charge=charge,
        month=scope.late,
        before=standing,
        out_of=scope.late,
        late=True,
        reason=reason,
    )


def _left(charge: Charge | None, standing: Standing, scope: Scope) -> Verdict:
    """Return what becomes of a fine of which the run cannot speak, since it did not evaluate all its rules."""
    return "already" if charge is not None and _concerns(charge, standing, scope) else None


def _missing(standing: Standing, seen: Seen, scope: Scope) -> Verdict:
    """Return what becomes of a fine that the run does not show."""
    inside = scope.covers_month(standing.month) if standing.late else scope.covers(standing.charge.occurred_on)
    return "gone" if standing.charge.stands and inside and seen.shows(standing.charge) else None


def _now(fine_id: str, seen: Seen, standings: Mapping[str, Standing]) -> Charge:
    return seen.charges[fine_id] if fine_id in seen.charges else standings[fine_id].charge

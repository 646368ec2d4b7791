"""Charges and standings as rows of the ledger and back; it must not know what they are for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from hashlib import blake2b

from hcaudit.ledger.charges import Booking, Charge, Proof, Standing

SUMS = ("lines", "amount", "leadership_share", "frontline_share", "reward")
"""The columns of entries that add up."""

ACCOUNT = ("month", "unit", "item", "assessed_by")
"""The columns that say where an entry is booked."""

_CHARGE = (
    *("fine_id", "pack", "item", "assessed_by", "record_no", "unit", "occurred_on", "base", "multiplier"),
    *("amount", "leadership_share", "frontline_share", "reward"),
)
_EVENT = ("event", "replaces", "month", "late", "reason", "as_of", "stands")

EVENT_COLUMNS = (*_EVENT, *_CHARGE, "proofs")
"""The columns of an event beside its number, run and digest."""

FIRST_DIGEST = ""
_DIGEST_BYTES = 16

Row = Mapping[str, object]
Entry = tuple[object, ...]
"""A row of `ACCOUNT` and `SUMS`."""


def event_row(booking: Booking, as_of: str) -> dict[str, object]:
    """Return the row of an event (`EVENT_COLUMNS`); a fine's as-of never falls back."""
    charge, before = booking.charge, booking.before
    return {
        "event": booking.event,
        "replaces": before.seq if before else None,
        "month": booking.month,
        "late": int(booking.late),
        "reason": booking.reason,
        "as_of": max(as_of, before.as_of) if before else as_of,
        "stands": int(charge.stands),
        **{name: getattr(charge, name) for name in _CHARGE},
        "proofs": json.dumps([asdict(proof) for proof in charge.proofs], ensure_ascii=False),
    }


def standing_of(row: Row) -> Standing:
    """Return where a fine stands by the row of its last event."""
    proofs = tuple(Proof(**proof) for proof in json.loads(str(row["proofs"])))
    charge = Charge(**{name: row[name] for name in _CHARGE}, proofs=proofs, stands=bool(row["stands"]))  # type: ignore[arg-type]
    return Standing(
        seq=whole(row, "seq"),
        event=str(row["event"]),
        charge=charge,
        month=str(row["month"]),
        late=bool(row["late"]),
        as_of=str(row["as_of"]),
    )


def entries_of(booking: Booking) -> list[Entry]:
    """Return what an event adds to the books: what the fine costs, less what it cost before; nothing is left out."""
    books: dict[Entry, list[int]] = {}
    before = booking.before
    for charge, month, sign in (
        (before.charge if before else None, booking.out_of, -1),
        (booking.charge, booking.month, 1),
    ):
        if charge is not None and charge.stands:
            account = (month, charge.unit, charge.item, charge.assessed_by)
            sums = books.setdefault(account, [0] * len(SUMS))
            books[account] = [total + sign * part for total, part in zip(sums, _sums(charge), strict=True)]
    return [(*account, *sums) for account, sums in books.items() if any(sums)]


def _sums(charge: Charge) -> Iterator[int]:
    yield 1
    for name in SUMS[1:]:
        yield getattr(charge, name) or 0


def digest_of(before: str, event: Row, entries: Sequence[Entry]) -> str:
    """Return the digest of an event and its entries, which follows from the digest `before`."""
    whole = [before, [event[name] for name in EVENT_COLUMNS], sorted(entries, key=json.dumps)]
    return blake2b(json.dumps(whole, ensure_ascii=False).encode(), digest_size=_DIGEST_BYTES).hexdigest()


def closing_digest(before: str, month: str, sums: Sequence[int]) -> str:
    """Return the digest of a closing, which seals the events up to the one with the digest `before`."""
    return blake2b(json.dumps([before, month, list(sums)]).encode(), digest_size=_DIGEST_BYTES).hexdigest()


def whole(row: Row, column: str) -> int:
    """Return a whole number of a row."""
    return int(str(row[column]))


def sums_of(row: Row) -> list[int]:
    """Return the figures of a row that add up (`SUMS`)."""
    return [whole(row, name) for name in SUMS]

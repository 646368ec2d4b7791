"""Adds the whole ledger up again; it must not trust a figure that stands in it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hcaudit.ledger import journal
from hcaudit.ledger.charges import Booking, Standing
from hcaudit.ledger.file import Ledger
from hcaudit.ledger.rows import (
    ACCOUNT,
    FIRST_DIGEST,
    SUMS,
    Entry,
    closing_digest,
    digest_of,
    entries_of,
    standing_of,
    sums_of,
    whole,
)
from hcaudit.texts import Text

_Row = dict[str, object]
_Books = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What adding it up again came to: counts by name, the digest of the last event, and every fault found."""

    counts: Mapping[str, int]
    digest: str
    faults: tuple[Text, ...]


def verify(ledger: Ledger) -> Verification:
    """Return what comes out of adding up every event and entry again; a sound ledger has no faults."""
    events = journal.rows(ledger, "SELECT * FROM events ORDER BY seq")
    entries: dict[int, list[Entry]] = defaultdict(list)
    for row in journal.rows(ledger, "SELECT * FROM entries ORDER BY rowid"):
        entries[whole(row, "seq")].append(tuple(row[name] for name in (*ACCOUNT, *SUMS)))
    closings = journal.rows(ledger, "SELECT * FROM closings ORDER BY last_seq, month")
    faults = [
        *_structure(ledger),
        *_chain(events, entries),
        *_histories(events, entries),
        *_seals(events, entries, closings),
        *_balances(ledger, entries),
    ]
    kinds = Counter(str(row["event"]) for row in events)
    counts = {
        **{name: kinds[name] for name in ("posted", "adjusted", "voided")},
        "entries": sum(map(len, entries.values())),
        "closed": len(closings),
        **{name: _count(ledger, name) for name in ("runs", "remembered")},
        **dict(zip(("standing", *SUMS[1:]), _added_up(entries.values()), strict=True)),
    }
    return Verification(
        counts=counts, digest=str(events[-1]["digest"]) if events else FIRST_DIGEST, faults=tuple(faults)
    )


def _count(ledger: Ledger, table: str) -> int:
    known = journal.rows(ledger, "SELECT 1 FROM sqlite_master WHERE name = ?", table)
    return int(ledger.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) if known else 0  # noqa: S608


def _structure(ledger: Ledger) -> Iterator[Text]:
    """Yield what SQLite itself finds wrong: pages, indexes, constraints, references."""
    for (words,) in ledger.connection.execute("PRAGMA integrity_check"):
        if words != "ok":
            yield Text("ledger.fault-structure", why=words)
    for table, row, parent, _ in ledger.connection.execute("PRAGMA foreign_key_check"):
        yield Text("ledger.fault-reference", table=table, row=row, parent=parent)


def _chain(events: Sequence[_Row], entries: Mapping[int, list[Entry]]) -> Iterator[Text]:
    """Yield the events whose digest is not what it must be: they, or one before, were changed."""
    digest = FIRST_DIGEST
    for place, row in enumerate(events, start=1):
        seq = whole(row, "seq")
        if seq != place:
            yield Text("ledger.fault-missing", seq=place)
            return
        digest = digest_of(digest, row, entries.get(seq, []))
        if digest != row["digest"]:
            yield Text("ledger.fault-digest", seq=seq)
            return


def _histories(events: Sequence[_Row], entries: Mapping[int, list[Entry]]) -> Iterator[Text]:
    """Yield what is wrong with the events of single fines: each follows the one before, and is booked as it says."""
    last: dict[str, Standing] = {}
    for row in events:
        after, before = standing_of(row), last.get(str(row["fine_id"]))
        if (before.seq if before else None) != row["replaces"] or (before is not None and before.voided):
            yield Text("ledger.fault-order", seq=after.seq, fine=after.charge.fine_id)
        if _in_order(entries.get(after.seq, [])) not in _possible_entries(after, before):
            yield Text("ledger.fault-entries", seq=after.seq, fine=after.charge.fine_id)
        charge = after.charge
        if charge.leadership_share is not None:
            shares = charge.leadership_share + (charge.frontline_share or 0)
            if shares != charge.amount:
                yield Text("ledger.fault-shares", seq=after.seq, fine=charge.fine_id)
        last[charge.fine_id] = after


def _possible_entries(after: Standing, before: Standing | None) -> list[list[Entry]]:
    """Return what an event may have been booked as: what it replaces is taken back where that was, or beside it."""
    taken_back = [after.month] if before is None else [before.month, after.month]
    booking = Booking(event=after.event, charge=after.charge, month=after.month, before=before)
    return [_in_order(entries_of(replace(booking, out_of=month))) for month in taken_back]


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=json.dumps)


def _seals(events: Sequence[_Row], entries: Mapping[int, list[Entry]], closings: Sequence[_Row]) -> Iterator[Text]:
    """Yield the closed months that no longer come to what they were sealed with."""
    digests = {0: FIRST_DIGEST, **{whole(row, "seq"): str(row["digest"]) for row in events}}
    months = _by_month(entries.values())
    for row in closings:
        month, sums = str(row["month"]), sums_of(row)
        seal = closing_digest(digests.get(whole(row, "last_seq"), "?"), month, sums)
        if list(months.get(month, [0] * len(SUMS))) != sums or seal != row["digest"]:
            yield Text("ledger.fault-seal", month=month)


def _balances(ledger: Ledger, entries: Mapping[int, list[Entry]]) -> Iterator[Text]:
    """Yield the months whose balances, as they are shown, are not the sum of their entries."""
    shown: dict[str, list[int]] = {}
    for row in journal.rows(ledger, "SELECT * FROM balances"):
        sums = shown.setdefault(str(row["month"]), [0] * len(SUMS))
        shown[str(row["month"])] = [total + int(str(row[name])) for total, name in zip(sums, SUMS, strict=True)]
    added = _by_month(entries.values())
    for month in sorted({*shown, *added}):
        if list(added.get(month, [])) != shown.get(month):
            yield Text("ledger.fault-balance", month=month)


def _by_month(groups: Iterable[Sequence[Entry]]) -> _Books:
    months: dict[str, list[int]] = {}
    for entry in _each(groups):
        month, sums = str(entry[0]), [int(str(part)) for part in entry[len(ACCOUNT) :]]
        months[month] = [a + b for a, b in zip(months.get(month, [0] * len(SUMS)), sums, strict=True)]
    return months


def _added_up(groups: Iterable[Sequence[Entry]]) -> list[int]:
    parts = [[int(str(part)) for part in entry[len(ACCOUNT) :]] for entry in _each(groups)]
    return [sum(column) for column in zip(*parts, strict=True)] if parts else [0] * len(SUMS)


def _each(groups: Iterable[Sequence[Entry]]) -> Iterator[Entry]:
    for group in groups:
        yield from group

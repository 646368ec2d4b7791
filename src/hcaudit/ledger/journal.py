"""Reads where fines stand, and adds events; it must not know why.

Everything here runs inside a transaction of `file.locked` or a reader's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hcaudit.ledger.act import Act
from hcaudit.ledger.charges import Booking, Standing
from hcaudit.ledger.file import Ledger
from hcaudit.ledger.rows import (
    ACCOUNT,
    EVENT_COLUMNS,
    FIRST_DIGEST,
    SUMS,
    Entry,
    digest_of,
    entries_of,
    event_row,
    standing_of,
    whole,
)

_INSERT_EVENT = (
    f"INSERT INTO events (seq, run, {', '.join(EVENT_COLUMNS)}, digest) "  # noqa: S608 - names of columns
    f"VALUES ({', '.join('?' * (len(EVENT_COLUMNS) + 3))})"
)
_INSERT_ENTRY = (
    f"INSERT INTO entries (seq, {', '.join((*ACCOUNT, *SUMS))}) "  # noqa: S608 - names of columns
    f"VALUES ({', '.join('?' * (len(ACCOUNT) + len(SUMS) + 1))})"
)


def begin_run(ledger: Ledger, act: Act) -> int:
    """Enter a run; return its number."""
    names = ("command", "made_at", "version", "pack", "as_of", "first_day", "last_day")
    added = ledger.connection.execute(
        f"INSERT INTO runs ({', '.join(names)}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - names of columns
        [getattr(act, name) for name in names],
    )
    return int(added.lastrowid or 0)


def standings(ledger: Ledger, pack: str) -> Mapping[str, Standing]:
    """Return where every fine of a pack stands, by its id."""
    found = rows(ledger, "SELECT * FROM fines WHERE pack = ? ORDER BY fine_id", pack)
    return {str(row["fine_id"]): standing_of(row) for row in found}


def standing(ledger: Ledger, fine_id: str) -> Standing | None:
    """Return where one fine stands, None where the ledger has none of that id."""
    found = rows(ledger, "SELECT * FROM fines WHERE fine_id = ?", fine_id)
    return standing_of(found[0]) if found else None


def closed_months(ledger: Ledger) -> frozenset[str]:
    """Return the months that are closed."""
    return frozenset(str(row["month"]) for row in rows(ledger, "SELECT month FROM closings"))


def last_digest(ledger: Ledger) -> tuple[int, str]:
    """Return the number and the digest of the last event."""
    found = rows(ledger, "SELECT seq, digest FROM events ORDER BY seq DESC LIMIT 1")
    return (whole(found[0], "seq"), str(found[0]["digest"])) if found else (0, FIRST_DIGEST)


def add(ledger: Ledger, run: int, bookings: Iterable[Booking], as_of: str) -> None:
    """Add the events of a run, each with its entries."""
    seq, digest = last_digest(ledger)
    events, entries = [], []
    for booking in bookings:
        seq += 1
        row, made = event_row(booking, as_of), entries_of(booking)
        digest = digest_of(digest, row, made)
        events.append((seq, run, *row.values(), digest))
        entries += [(seq, *entry) for entry in made]
    _write(ledger, events, entries)


def _write(ledger: Ledger, events: list[Entry], entries: list[Entry]) -> None:
    ledger.connection.executemany(_INSERT_EVENT, events)
    ledger.connection.executemany(_INSERT_ENTRY, entries)


def rows(ledger: Ledger, query: str, *values: object) -> list[dict[str, object]]:
    """Return the rows of a query by the names of their columns."""
    cursor = ledger.connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]

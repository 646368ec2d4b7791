"""What a person does to the ledger: closes a month, voids a fine; it must not know how that is asked for.

Both are events like all others: nothing is changed that was posted.
"""

from __future__ import annotations

from hcaudit.errors import UsageError
from hcaudit.ledger import journal
from hcaudit.ledger.act import Act
from hcaudit.ledger.charges import Booking, Standing
from hcaudit.ledger.file import Ledger
from hcaudit.ledger.plan import VOIDED
from hcaudit.ledger.rows import SUMS, closing_digest, sums_of
from hcaudit.texts import Text

_TOTALS = ", ".join(f"coalesce(sum({name}), 0) AS {name}" for name in SUMS)


def close(ledger: Ledger, month: str, act: Act) -> bool:
    """Close `month`, sealed with what it comes to; return whether it was open.

    Raises:
        UsageError: no run has posted that month.
    """
    if month in journal.closed_months(ledger):
        return False
    if not _was_posted(ledger, month):
        raise UsageError(Text("ledger.never-posted", month=month))
    sums = totals(ledger, month)
    seq, digest = journal.last_digest(ledger)
    run = journal.begin_run(ledger, act)
    ledger.connection.execute(
        f"INSERT INTO closings (month, run, last_seq, {', '.join(SUMS)}, digest) "  # noqa: S608 - names of columns
        f"VALUES ({', '.join('?' * (len(SUMS) + 4))})",
        [month, run, seq, *sums, closing_digest(digest, month, sums)],
    )
    return True


def totals(ledger: Ledger, month: str) -> list[int]:
    """Return what a month comes to (`SUMS`)."""
    (row,) = journal.rows(ledger, f"SELECT {_TOTALS} FROM entries WHERE month = ?", month)  # noqa: S608 - as above
    return sums_of(row)


def _was_posted(ledger: Ledger, month: str) -> bool:
    """Tell whether a run had the whole of a month in its period, or something is booked in it."""
    posted = journal.rows(
        ledger,
        "SELECT 1 FROM runs WHERE command = 'check' AND coalesce(first_day, '') <= ? || '-01'"
        " AND coalesce(last_day, '9999') >= ? || '-28' AND substr(as_of, 1, 7) >= ? LIMIT 1",
        *[month] * 3,
    )
    return bool(posted or journal.rows(ledger, "SELECT 1 FROM entries WHERE month = ? LIMIT 1", month))


def void(ledger: Ledger, fine_id: str, reason: str, month: str | None, act: Act) -> Standing | None:
    """Void a fine for good; return where it stood, None if it was void already.

    What it cost is taken back in the month it is booked in; if that is closed, in `month`, which must be open.

    Raises:
        UsageError: there is no such fine, or no open month to take it back in.
    """
    before = journal.standing(ledger, fine_id)
    if before is None:
        raise UsageError(Text("ledger.no-such-fine", fine=fine_id))
    if before.voided:
        return None
    target = _open_month(ledger, before, month)
    booking = Booking(
        event=VOIDED,
        charge=before.charge.dropped(),
        month=target,
        before=before,
        out_of=target,
        late=target != before.charge.month,
        reason=reason,
    )
    journal.add(ledger, journal.begin_run(ledger, act), [booking], before.as_of)
    return before


def _open_month(ledger: Ledger, before: Standing, month: str | None) -> str:
    closed = journal.closed_months(ledger)
    if before.month not in closed:
        if month not in (None, before.month):
            raise UsageError(Text("ledger.void-elsewhere", month=before.month))
        return before.month
    if month is None:
        raise UsageError(Text("ledger.void-closed", month=before.month))
    if month in closed:
        raise UsageError(Text("ledger.void-into-closed", month=month))
    return month

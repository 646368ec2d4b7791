"""What a ledger holds, as rows to be shown or taken away; it must not know how they are laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hcaudit.ledger import journal, schema
from hcaudit.ledger.file import Ledger

Rows = Sequence[Mapping[str, object]]

_BALANCES = (
    "SELECT month, unit, item, assessed_by, lines, amount, leadership_share, frontline_share,"
    " amount - leadership_share - frontline_share AS unassigned_share, reward,"
    " month IN (SELECT month FROM closings) AS closed FROM balances"
)


def balances(ledger: Ledger) -> Rows:
    """Return what every month comes to, by unit, item and who books it; accounts that came to nothing are left out."""
    found = journal.rows(ledger, f"{_BALANCES} ORDER BY month, unit IS NULL, unit, item, assessed_by")
    return [row for row in found if any(row[name] for name in ("lines", "amount", "reward"))]


def fines(ledger: Ledger) -> Rows:
    """Return where every fine stands."""
    return journal.rows(ledger, "SELECT * FROM fines ORDER BY month, unit IS NULL, unit, occurred_on, record_no, item")


def events(ledger: Ledger, month: str | None = None) -> Rows:
    """Return the events in their order, each with what it replaces (``before_…``); with `month` those booked in it."""
    before = ("month", "unit", "occurred_on", "stands", "amount", "leadership_share", "frontline_share", "reward")
    names = ", ".join(f"old.{name} AS before_{name}" for name in before)
    chosen = (
        ""
        if month is None
        else (" WHERE now.month = ? OR now.seq IN (SELECT seq FROM entries WHERE entries.month = ?)")
    )
    return journal.rows(
        ledger,
        f"SELECT now.*, runs.made_at, {names} FROM events AS now JOIN runs ON runs.run = now.run"  # noqa: S608
        f" LEFT JOIN events AS old ON old.seq = now.replaces{chosen} ORDER BY now.seq",
        *([] if month is None else [month, month]),
    )


def everything(ledger: Ledger) -> Mapping[str, Rows]:
    """Return every table with all its rows, in the order of their numbers: enough to build the ledger anew."""
    tables = journal.rows(ledger, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return {str(row["name"]): _rows_of(ledger, str(row["name"])) for row in tables}


def identity(ledger: Ledger) -> Mapping[str, int]:
    """Return what kind of file the ledger is."""
    return {"application_id": schema.APPLICATION_ID, "version": schema.version_of(ledger.connection)}


def _rows_of(ledger: Ledger, table: str) -> Rows:
    columns = ledger.connection.execute(f"PRAGMA table_info({table})").fetchall()
    keys = [column[1] for column in sorted(columns, key=lambda column: column[5]) if column[5]] or ["rowid"]
    return journal.rows(ledger, f"SELECT * FROM {table} ORDER BY {', '.join(keys)}")  # noqa: S608 - names of tables

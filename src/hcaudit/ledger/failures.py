"""What SQLite refuses, in sentences; it must not know what was asked of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hcaudit.errors import HcauditError, InputError, InternalError, LedgerLockedError
from hcaudit.texts import Text

_PRIMARY = 0xFF
"""The part of SQLite's error codes that says what is wrong; the rest says where."""

BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_WRONG_FILE = frozenset({sqlite3.SQLITE_NOTADB})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT})
_FULL = frozenset({sqlite3.SQLITE_FULL})
_CLOSED_TO_US = frozenset(
    {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_IOERR}
)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what SQLite refuses about the ledger at `path` into an error that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise error_for(error, path) from error


def is_busy(error: sqlite3.Error) -> bool:
    """Tell whether SQLite refuses because another process is writing."""
    return _code(error) in BUSY


def error_for(error: sqlite3.Error, path: Path) -> HcauditError:
    """Return the error that stands for one of SQLite's."""
    code, why = _code(error), str(error)
    if code in BUSY:
        return LedgerLockedError(Text("ledger.locked", file=path))
    for codes, key in ((_WRONG_FILE, "not-a-ledger"), (_DAMAGED, "damaged"), (_FULL, "full")):
        if code in codes:
            return InputError(Text(f"ledger.{key}", file=path, why=why))
    if code in _CLOSED_TO_US:
        return InputError(Text("ledger.unusable", file=path, why=why))
    return InternalError(Text("ledger.refused", file=path, why=why))


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY

"""The ledger as a file: made for its owner and his group, opened, locked; it must not know what stands in it.

On a local disk it keeps a write-ahead log, so that it can be read while a run writes; on a network file system a
rollback journal.  A run that is killed holds no lock: the system lets go of it, and what was not committed is not
there.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from hcaudit.errors import InputError, LedgerLockedError, UsageError
from hcaudit.ledger import schema
from hcaudit.ledger.failures import is_busy, refusals
from hcaudit.ledger.mounts import is_on_network
from hcaudit.texts import Text

_MAGIC = b"SQLite format 3\x00"
_JOURNAL_FORMAT, _ROLLBACK = slice(18, 20), b"\x01\x01"
"""Where a database says which journal it keeps, and what it says of one that keeps no log."""

_NOT_FOR_THE_WORLD = 0o660
_BREATH = 0.05
_READERS_PATIENCE = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """An open ledger: where it is, and the connection to it."""

    path: Path
    connection: sqlite3.Connection


@contextmanager
def opened_to_write(path: Path, patience: float) -> Iterator[Ledger]:
    """Yield the ledger at `path`, made if there is none, its tables up to date.

    Raises:
        UsageError: there can be no file at `path`.
        InputError: it is no ledger, damaged, a later hcaudit's, or may not be written.
        LedgerLockedError: other runs were writing for longer than `patience`, in seconds.
    """
    _make(path)
    with refusals(path), closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        ledger = Ledger(path=path, connection=connection)
        _patiently(lambda: schema.check(connection, path), ledger, patience)
        _patiently(lambda: _configure(ledger), ledger, max(patience, _READERS_PATIENCE))
        # Also tells at once whether it can be written, before anyone waits for an audit.
        with locked(ledger, patience):
            schema.check(connection, path)
            if schema.version_of(connection) < schema.VERSION:
                schema.bring_up_to_date(connection)
        yield ledger


@contextmanager
def opened_to_read(path: Path) -> Iterator[Ledger]:
    """Yield the ledger at `path` as it stands at one moment; nothing is written.

    Raises:
        InputError: there is none, it is no ledger, damaged, a later hcaudit's, or may not be read.
    """
    if not path.is_file() or not path.stat().st_size:
        raise InputError(Text("ledger.no-file", file=path))
    _make_sure_of(path)
    with refusals(path), closing(_reader(path)) as connection:
        schema.check(connection, path)
        if schema.is_blank(connection):
            raise InputError(Text("ledger.no-file", file=path))
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        yield Ledger(path=path, connection=connection)


@contextmanager
def locked(ledger: Ledger, patience: float) -> Iterator[None]:
    """Hold the ledger alone; what is written is there as a whole when the block ends, or not at all if it fails.

    Raises:
        LedgerLockedError: other runs were writing for longer than `patience`, in seconds.
    """
    connection = ledger.connection
    with refusals(ledger.path):
        _patiently(lambda: connection.execute("BEGIN IMMEDIATE"), ledger, patience)
        try:
            yield
            # In a rollback journal the last step waits for readers.
            _patiently(lambda: connection.execute("COMMIT"), ledger, max(patience, _READERS_PATIENCE))
        except BaseException:
            if connection.in_transaction:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
            raise


def _patiently(action: Callable[[], object], ledger: Ledger, patience: float) -> None:
    """Do `action`, again and again while another process is in the way.

    Raises:
        LedgerLockedError: it was for longer than `patience`, in seconds.
    """
    end = time.monotonic() + patience
    while True:
        try:
            action()
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            if time.monotonic() >= end:
                raise LedgerLockedError(Text("ledger.locked", file=ledger.path)) from error
        else:
            return
        # Short naps, not SQLite's own waiting: so Ctrl-C is heard.
        time.sleep(_BREATH)


def _make(path: Path) -> None:
    """Make an empty file that others cannot read, unless there is one; an existing one must be a ledger."""
    if path.is_dir():
        raise UsageError(Text("ledger.is-folder", file=path))
    if not path.parent.is_dir():
        raise UsageError(Text("ledger.no-folder", file=path, folder=path.parent))
    try:
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _NOT_FOR_THE_WORLD))
    except OSError as error:
        raise InputError(Text("ledger.unusable", file=path, why=error.strerror or error)) from error
    _make_sure_of(path)


def _reader(path: Path) -> sqlite3.Connection:
    """Return a connection that reads; where nothing may be written beside the ledger, to a copy of it in memory."""
    # Whoever may write and reads last puts the log away.
    mode = "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, timeout=_READERS_PATIENCE, isolation_level=None, uri=True)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        connection.close()
        if mode == "rw":
            raise
        return _copy_of(path)
    return connection


def _copy_of(path: Path) -> sqlite3.Connection:
    """Return a connection to a copy in memory: a log could not even be read without a place for its index.

    Raises:
        LedgerLockedError: another process is writing just now.
    """
    log, before = path.with_name(f"{path.name}-wal"), path.stat()
    image = bytearray(path.read_bytes())
    after = path.stat()
    if log.exists() or (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, len(image)):
        raise LedgerLockedError(Text("ledger.locked", file=path))
    image[_JOURNAL_FORMAT] = _ROLLBACK
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(bytes(image))
    return connection


def _make_sure_of(path: Path) -> None:
    """Make sure that a file is empty or begins like a database, before SQLite is let near it."""
    try:
        with path.open("rb") as file:
            begin = file.read(len(_MAGIC))
    except OSError as error:
        raise InputError(Text("ledger.unusable", file=path, why=error.strerror or error)) from error
    if begin not in (b"", _MAGIC):
        raise InputError(Text("ledger.not-a-ledger", file=path, why="format"))


def _configure(ledger: Ledger) -> None:
    """Set what holds for one connection, and the journal."""
    connection = ledger.connection
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA trusted_schema = OFF")
    # Pages written before the end would lock readers out of a ledger with a rollback journal.
    connection.execute("PRAGMA cache_spill = OFF")
    wanted = "delete" if is_on_network(ledger.path) else "wal"
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != wanted:
        # Needs the ledger alone for a moment; if others are in it, it stays as it is, which works as well.
        with suppress(sqlite3.OperationalError):
            connection.execute(f"PRAGMA journal_mode = {wanted}")

"""The tables of a ledger and how an older one comes by them; it must not know what is written into them.

Each file of ``schema/`` takes a ledger from one version to the next; a new ledger takes all of them.  A version that
was shipped is never changed again: what it lacks becomes a new file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from hcaudit.errors import InputError
from hcaudit.texts import Text

APPLICATION_ID = 0x68636C67
"""What tells a ledger from any other SQLite file: "hclg"."""

STEPS = ("001-journal.sql", "002-memory.sql")
VERSION = len(STEPS)


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Make sure that what `connection` is about is a ledger that this hcaudit knows, or nothing yet.

    Raises:
        InputError: it is another application's file, or a later hcaudit's.
    """
    if is_blank(connection):
        return
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise InputError(Text("ledger.not-a-ledger", file=path, why="application_id"))
    if (version := version_of(connection)) > VERSION:
        raise InputError(Text("ledger.newer", file=path, version=version, known=VERSION))


def is_blank(connection: sqlite3.Connection) -> bool:
    """Tell whether nothing was ever written."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return tables == 0 and not _pragma(connection, "application_id")


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the tables."""
    return _pragma(connection, "user_version")


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Take the steps that a ledger lacks; to be called inside a transaction, so that all are taken or none."""
    for step in STEPS[version_of(connection) :]:
        for statement in _statements(resources.files(__package__).joinpath("schema", step).read_text("utf-8")):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script; `executescript` would end the transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])

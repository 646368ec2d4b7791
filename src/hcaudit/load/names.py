"""What a name says of a file that the user did not name himself; it must not look into files."""

from __future__ import annotations

from pathlib import Path

_LOCKS = ("~$", ".~")
_BYSTANDERS = frozenset(
    [
        *(".cfg", ".db", ".ini", ".json", ".lock", ".log", ".md", ".py", ".rst", ".sqlite", ".toml", ".txt"),
        *(".yaml", ".yml", ".ledger", ".sqlite3"),
    ]
)
_COMPANIONS = ("-journal", "-shm", "-wal")
"""What SQLite keeps beside a database, such as a ledger."""


def note_of_name(name: str) -> str | None:
    """Return why a file of this name is left out of a folder or an archive."""
    if name.startswith(_LOCKS):
        return "load.note-lock-file"
    return "load.note-hidden-file" if name.startswith(".") else None


def is_bystander(name: str) -> bool:
    """Return whether a name does not promise data."""
    plain = name.strip().casefold()
    return plain.startswith("readme") or plain.endswith(_COMPANIONS) or Path(plain).suffix in _BYSTANDERS

"""What was written where, with size and hash; it must not know how it was made."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hcaudit.load.fingerprints import digest

STDOUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One output: its name as the user gave it (``-``: standard output), its format, its size and its SHA-256.

    Both are None for a pipe or a device that was named as a file: what it did with the bytes is its own matter.
    """

    file: str
    format: str
    size: int | None = None
    sha256: str | None = None


def receipt_of(file: str, form: str, path: Path) -> Receipt:
    """Return the receipt of an output that stands at `path`."""
    return Receipt(file=file, format=form, size=path.stat().st_size, sha256=digest(path))


class Witness(io.RawIOBase):
    """A stream that hands everything on to another and knows afterwards what it was."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self._size = 0

    def writable(self) -> bool:
        """Tell that it can be written."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Hand `data` on."""
        self._stream.write(data)
        self._hash.update(data)
        self._size += len(data)
        return len(data)

    def receipt(self, form: str) -> Receipt:
        """Return the receipt for what went to standard output through it."""
        return Receipt(file=STDOUT, format=form, size=self._size, sha256=self._hash.hexdigest())

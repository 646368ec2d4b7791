"""What the files of a run were when it read them: their size and SHA-256; it must not know what is in them.

A file is looked at before it is read (`watched`) and hashed afterwards (`fingerprint_of`).  One that was written to
in between gets no hash: nobody can tell any more what was read.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hcaudit.load.sources import STDIN, Source, entries_of, readable_name

State = tuple[int, int, int]
"""Size, time of the last change and inode of a file: what betrays that it is no longer what it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A file that is to be read: `file` is its name in messages and records, `path` the way to it that the user gave.

    `state` is None for what is no regular file; `held` are the bytes of one that can only be read once.
    """

    file: str
    path: Path
    state: State | None
    held: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What a file was: `note` says why there is no hash (``changed``, ``not-a-file``), None where there is one."""

    file: str
    path: str
    size: int | None
    sha256: str | None
    note: str | None = None


def watched(sources: Sequence[Source], stdin: bytes | None = None) -> tuple[Watched, ...]:
    """Return the files behind `sources` that will be read; `stdin` is what standard input holds, if it is known.

    Raises:
        InputError: a path does not exist, or a pattern or folder has no file.
    """
    found = ((entry.name, entry.path) for entry in entries_of(sources) if entry.path and entry.note is None)
    return tuple(
        Watched(file=name, path=path, state=None, held=stdin)
        if str(path) == STDIN
        else Watched(file=name, path=path, state=_state(path))
        for name, path in found
    )


def fingerprint_of(one: Watched) -> Fingerprint:
    """Return what a file is that has been read meanwhile, without a hash where that is not what was read."""
    size, sha256, note = _facts(one)
    return Fingerprint(file=one.file, path=readable_name(str(one.path)), size=size, sha256=sha256, note=note)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _facts(one: Watched) -> tuple[int | None, str | None, str | None]:
    """Return size, hash and note."""
    if one.held is not None:
        return len(one.held), hashlib.sha256(one.held).hexdigest(), None
    if one.state is None:
        return None, None, "not-a-file"
    try:
        sha256 = digest(one.path)
    except OSError:
        return None, None, "changed"
    return (one.state[0], sha256, None) if _state(one.path) == one.state else (None, None, "changed")


def _state(path: Path) -> State | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return (state.st_size, state.st_mtime_ns, state.st_ino) if stat.S_ISREG(state.st_mode) else None

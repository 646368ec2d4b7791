"""Files in the making, beside the place they are for, and how they take it; it must not know what they are.

New files are for their owner and his group, as far as his umask lets them, never for the world; a file that is
replaced keeps its permissions, so whoever wants a report that all may read says so once, to the file itself.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_NOT_FOR_THE_WORLD = 0o660


@contextmanager
def draft_for(path: Path) -> Iterator[Path]:
    """Yield the name of a file beside `path`, which is gone afterwards."""
    draft = path.with_name(f".hcaudit-{os.urandom(8).hex()}.part")
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def create(draft: Path) -> BinaryIO:
    """Return a new file, opened to be written."""
    return open(draft, "xb", opener=_private)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, _NOT_FOR_THE_WORLD)


def put(draft: Path, path: Path) -> None:
    """Move the draft into place, with the permissions of the file that stood there."""
    if path.exists():
        _take_over(path, draft)
    draft.replace(path)


def _take_over(path: Path, draft: Path) -> None:
    """Give the draft the owner and the group of `path`, where the system lets it, and the permissions."""
    if os.name == "posix":
        with suppress(OSError):
            state = path.stat()
            os.chown(draft, state.st_uid, state.st_gid)
    with suppress(OSError):
        shutil.copymode(path, draft)


@contextmanager
def spare_of(path: Path) -> Iterator[Path | None]:
    """Yield a second name, or a copy, of the file at `path`, which is gone afterwards; None where there is no file."""
    with draft_for(path) as spare:
        if not path.exists():
            yield None
            return
        try:
            os.link(path, spare)
        except OSError:  # a file system without hard links
            shutil.copy2(path, spare)
        yield spare


def put_back(spare: Path | None, path: Path) -> None:
    """Make `path` what it was when the spare was made of it."""
    with suppress(OSError):
        if spare is None:
            path.unlink(missing_ok=True)
        else:
            spare.replace(path)


def settle(folder: Path) -> None:
    """Have the new names in a folder survive a power cut, where a folder can be told to be written (not on Windows)."""
    if os.name != "posix":
        return
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)

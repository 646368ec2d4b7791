"""One folder for the temporary files of a run, gone when the run is; it must not know who makes any.

Libraries that write workbooks keep their rows in such files, and would leave them behind when they are interrupted.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

_made: set[str] = set()


@contextmanager
def folder() -> Iterator[None]:
    """Have temporary files made in a folder of this process's own, for its owner alone, until the context is left."""
    before = tempfile.tempdir
    try:
        own = tempfile.TemporaryDirectory(prefix="hcaudit-", ignore_cleanup_errors=True)
    except OSError:  # no place for temporary files; most runs need none
        yield
        return
    with own as path:
        tempfile.tempdir = path
        _made.add(path)
        try:
            yield
        finally:
            tempfile.tempdir = before
    _made.discard(path)


def clear() -> None:
    """Remove what `folder` has made, for a process that ends on the spot."""
    for path in _made:
        shutil.rmtree(path, ignore_errors=True)

"""How long the reading of a file may take, alone and as one of the files of an archive; it must not read any."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from hcaudit.load.limits import Limits
from hcaudit.load.rawsheet import UnusableFileError
from hcaudit.texts import Text


@dataclass(slots=True)
class _Spent:
    """What the files of one archive have taken so far: seconds, and the bytes for which they may."""

    seconds: float = 0
    size: int = 0


class Patience:
    """The time that the files of one load have, and what those of each archive have taken of it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._archives: dict[str, _Spent] = {}

    @contextmanager
    def granted(self, file: str, size: int, archive: str) -> Iterator[float]:
        """Yield the seconds that a file of `size` bytes may take, and count those it does; an archive may be none.

        Raises:
            UnusableFileError: the other files of its archive have taken all.
        """
        seconds = self._limits.seconds_for(size)
        if not archive:
            yield seconds
            return
        spent = self._archives.setdefault(archive, _Spent())
        spent.size += size
        left = self._limits.seconds_for_archive(spent.size) - spent.seconds
        if left <= 0:
            raise UnusableFileError(Text("load.archive-time", archive=archive, file=file, seconds=round(spent.seconds)))
        begun = time.perf_counter()
        try:
            yield min(seconds, left)
        finally:
            spent.seconds += time.perf_counter() - begun

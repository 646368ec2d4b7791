"""How large what is read may be before it is refused unread; it must not know any format."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20

PACKAGE_ENTRIES = 10_000
"""Parts of a workbook; a workbook of two hundred sheets with pictures has less than a thousand."""

PACKAGE_BYTES = 4096 * MEGABYTE
"""Unpacked size of all parts of a workbook; a full sheet (a million rows, twenty columns) takes 1 GB."""

EXPANSION = 250
"""Unpacked size over packed size; the sheets of real exports come to 5 to 60."""

EXPANSION_FROM = 64 * MEGABYTE
"""Unpacked size up to which the expansion does not matter."""

SHEETS = 1000
"""Sheets of a workbook."""

COLUMNS = 1024
"""Columns of a sheet; what stands further right is left out and said to be so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading one file in the child process may take.

    `memory_mb` megabytes of address space, where the platform can limit that (Windows cannot).  `time_s` seconds for a
    small file; every `MEGABYTES_PER_TIME` of a larger one get as much again.
    """

    memory_mb: int = 2048
    time_s: float = 15.0

    def seconds_for(self, size: int) -> float:
        """Return the seconds that a file of `size` bytes may take."""
        return self.time_s * (1 + size / MEGABYTE / MEGABYTES_PER_TIME)


MEGABYTES_PER_TIME = 5
"""An export of 100 000 rows has ten megabytes and takes two seconds on a fast machine, ten on a slow one."""

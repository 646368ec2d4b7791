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

WIDEST = 1 << 14
"""A spreadsheet has no more columns than this: what has more is no table."""

INPUT_BYTES = 8192 * MEGABYTE
"""Size of a file; twenty million orders."""

STREAM_BYTES = 2048 * MEGABYTE
"""What is read of standard input, a pipe or a device, which does not say how much there is; six million orders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading one file in the child process may take.

    `memory_mb` megabytes of address space, where the platform can limit that (Windows cannot).  `time_s` seconds for a
    small file; every `MEGABYTES_PER_TIME` of a larger one get as much again.  All files of an archive together may
    take as long as `FILES_PER_ARCHIVE` small ones, and what is due to them for their size.
    """

    memory_mb: int = 2048
    time_s: float = 15.0

    def seconds_for(self, size: int) -> float:
        """Return the seconds that a file of `size` bytes may take."""
        return self.time_s * (1 + size / MEGABYTE / MEGABYTES_PER_TIME)

    def seconds_for_archive(self, size: int) -> float:
        """Return the seconds that the files of an archive, of `size` bytes together, may take."""
        return self.seconds_for(size) + self.time_s * (FILES_PER_ARCHIVE - 1)


FILES_PER_ARCHIVE = 20
"""So many files of an archive may be as slow as one may be; a thousand ordinary ones take no longer."""

MEGABYTES_PER_TIME = 5
"""An export of 100 000 rows has ten megabytes and takes two seconds on a fast machine, ten on a slow one."""

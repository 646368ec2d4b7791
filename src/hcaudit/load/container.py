"""The container of old office files (OLE, [MS-CFB]) → one of its streams; it must not know what is in it."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_NO_SECTOR = 0xFFFFFFFA
"""Numbers from here on are no sectors but marks, such as the end of a chain."""

_ENTRY_BYTES = 128
_STREAM, _ROOT = 2, 5

_Chain = Sequence[int]
"""Behind each sector the next one of its stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A stream of the container: its name, what it is, its first sector and its size in bytes."""

    name: str
    sort: int
    first: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sectors:
    """Equal pieces of bytes, the first of which begins at `begin`, and their chain."""

    data: bytes
    begin: int
    size: int
    chain: _Chain

    def read(self, first: int) -> bytes:
        return b"".join(self.sector(number) for number in self._numbers(first))

    def place(self, first: int, offset: int) -> int:
        """Return where a byte of the stream that begins in sector `first` stands in `data`."""
        number = next(itertools.islice(self._numbers(first), offset // self.size, None))
        return self.begin + number * self.size + offset % self.size

    def _numbers(self, first: int) -> Iterator[int]:
        number = first
        # No stream has more sectors than there are, unless its chain runs in a circle.
        for _ in range(len(self.data) // self.size + 1):
            if number >= min(_NO_SECTOR, len(self.chain)):
                return
            yield number
            number = self.chain[number]

    def sector(self, number: int) -> bytes:
        place = self.begin + number * self.size
        return self.data[place : place + self.size]


def stream_of(data: bytes, names: Sequence[str]) -> bytes | None:
    """Return the bytes of the stream in a container that has one of the names, the first counting most; None if none.

    Raises:
        ValueError, struct.error: it is no container, or a damaged one.
    """
    sectors, entries = _directory(data)
    found = _named(entries, names)
    if found is None:
        return None
    home = _small_sectors(data, sectors, entries) if _is_small(data, found) else sectors
    return home.read(found.first)[: found.size]


def places_of(data: bytes, names: Sequence[str], offset: int, count: int) -> list[int]:
    """Return where `count` bytes of that stream, from an offset on, stand in the container.

    Raises:
        ValueError, StopIteration, struct.error: it is a damaged container, or has no such bytes.
    """
    sectors, entries = _directory(data)
    found = _named(entries, names)
    if found is None:
        raise ValueError
    offsets = range(offset, offset + count)
    if not _is_small(data, found):
        return [sectors.place(found.first, at) for at in offsets]
    root = next(entry for entry in entries if entry.sort == _ROOT)
    small = _small_sectors(data, sectors, entries)
    return [sectors.place(root.first, small.place(found.first, at)) for at in offsets]


def _directory(data: bytes) -> tuple[_Sectors, list[_Entry]]:
    if not data.startswith(SIGNATURE):
        raise ValueError
    sectors = _sectors(data)
    (first_of_directory,) = struct.unpack_from("<I", data, 48)
    entries = list(_entries(sectors.read(first_of_directory)))
    if not any(entry.sort == _ROOT for entry in entries):
        raise ValueError
    return sectors, entries


def _named(entries: Sequence[_Entry], names: Sequence[str]) -> _Entry | None:
    """Return the stream with the first of the names that any stream has."""
    streams = {entry.name: entry for entry in reversed(entries) if entry.sort == _STREAM}
    return next((streams[name] for name in names if name in streams), None)


def _is_small(data: bytes, entry: _Entry) -> bool:
    (smallest,) = struct.unpack_from("<I", data, 56)
    return bool(entry.size < smallest)


def _sectors(data: bytes) -> _Sectors:
    (shift,) = struct.unpack_from("<H", data, 30)
    size = 1 << min(shift, 12)
    sectors = _Sectors(data=data, begin=size, size=size, chain=())
    numbers = list(struct.unpack_from("<109I", data, 76))
    (more,) = struct.unpack_from("<I", data, 68)
    most = len(data) // size
    while more < _NO_SECTOR and len(numbers) < most:
        *further, more = _numbers(sectors.sector(more))
        numbers += further
    chain = b"".join(sectors.sector(number) for number in numbers[:most] if number < _NO_SECTOR)
    return _Sectors(data=data, begin=size, size=size, chain=_numbers(chain))


def _small_sectors(data: bytes, sectors: _Sectors, entries: Sequence[_Entry]) -> _Sectors:
    """Return the sectors within which streams stand that are too small for sectors of their own."""
    root = next(entry for entry in entries if entry.sort == _ROOT)
    (shift,) = struct.unpack_from("<H", data, 32)
    (first_of_chain,) = struct.unpack_from("<I", data, 60)
    chain = _numbers(sectors.read(first_of_chain))
    return _Sectors(data=sectors.read(root.first), begin=0, size=1 << min(shift, 12), chain=chain)


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack_from(f"<{len(data) // 4}I", data)


def _entries(directory: bytes) -> Iterator[_Entry]:
    for place in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        length, sort = struct.unpack_from("<HB", directory, place + 64)
        first, size = struct.unpack_from("<II", directory, place + 116)
        name = directory[place : place + max(length - 2, 0)].decode("utf-16-le", "replace")
        yield _Entry(name=name, sort=sort, first=first, size=size)

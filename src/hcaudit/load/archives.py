"""Archives (zip, gz) → their members as entries of their own, in memory and within limits; it must not know exports."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import gzip
import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from hcaudit.load.decoding import Bytes
from hcaudit.load.limits import EXPANSION, EXPANSION_FROM, MEGABYTE
from hcaudit.load.names import is_bystander, note_of_name
from hcaudit.load.rawsheet import UnusableFileError
from hcaudit.load.sniff import Form, form_of
from hcaudit.load.sources import Entry
from hcaudit.texts import Text

MEMBERS = 1000
"""Members of an archive; a year of daily exports of several kinds has fewer."""

ARCHIVE_BYTES = 2048 * MEGABYTE
"""Unpacked size of all members together; six million orders."""

_DEEPEST = 2
"""An archive in an archive is opened, one in that is not."""

_BLOCK = 1 << 20
_ENCRYPTED = 1
_UTF8_NAME = 0x800
_FOREIGN = ("__MACOSX/",)
_NO_END = "not a zip file"
"""What the library says where the directory is missing, which ends an archive."""

_BROKEN = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, OSError, ValueError, struct.error, OverflowError)


@dataclass(slots=True)
class _Budget:
    """What may still come out of a file that the user named, archives in archives included."""

    packed: int
    size: int = 0
    members: int = 0

    def spend(self, file: str, size: int) -> None:
        """Count what has come out.

        Raises:
            UnusableFileError: it is more than any honest export has.
        """
        self.size += size
        if self.size > ARCHIVE_BYTES or (self.size > EXPANSION_FROM and self.size > EXPANSION * self.packed):
            raise UnusableFileError(Text("load.archive-too-large", file=file, megabytes=self.size // MEGABYTE))


def unpacked(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries with the members in the place of archives; each is read only when its turn has come."""
    for entry in entries:
        yield from _opened(entry, 0, None)


def _opened(entry: Entry, depth: int, budget: _Budget | None) -> Iterator[Entry]:
    if entry.read is None or entry.note:
        yield entry
        return
    try:
        data = entry.read()
        budget = budget or _Budget(packed=len(data))
        inner = _inner(entry, data, depth, budget)
    except UnusableFileError as error:
        yield dataclasses.replace(entry, read=functools.partial(_fail, error))
        return
    except MemoryError:
        too_little = UnusableFileError(Text("load.no-memory", file=entry.name))
        yield dataclasses.replace(entry, read=functools.partial(_fail, too_little))
        return
    if inner is None:
        yield dataclasses.replace(entry, read=lambda: data)
        return
    # What is yielded is read later: the archive itself is not needed then, its bytes are.
    for member in inner:
        yield from _opened(member, depth + 1, budget)


def _fail(error: UnusableFileError) -> Bytes:
    raise error


def _inner(entry: Entry, data: Bytes, depth: int, budget: _Budget) -> Sequence[Entry] | None:
    """Return the members of an archive, None for anything else."""
    form = form_of(data)
    if form not in {Form.ZIP, Form.GZIP}:
        return None
    if depth >= _DEEPEST:
        raise UnusableFileError(Text("load.archive-too-deep", file=entry.name))
    if form is Form.ZIP:
        return _members(entry, data, budget)
    content = _gunzipped(entry.name, data, budget)
    return [dataclasses.replace(entry, read=lambda: content)]


def _gunzipped(file: str, data: Bytes, budget: _Budget) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data[:])) as stream:
            return _limited(file, stream, budget)
    except _BROKEN as error:
        raise _broken(file, error) from None


def _members(archive: Entry, data: Bytes, budget: _Budget) -> list[Entry]:
    try:
        package = zipfile.ZipFile(io.BytesIO(data[:]))
    except (*_BROKEN, NotImplementedError) as error:
        raise _broken(archive.name, error) from None
    infos = [info for info in package.infolist() if not info.filename.endswith("/")]
    budget.members += len(infos)
    if budget.members > MEMBERS:
        raise UnusableFileError(Text("load.archive-too-many", file=archive.name, count=budget.members, most=MEMBERS))
    if not infos:
        raise UnusableFileError(Text("load.archive-empty", file=archive.name))
    names = _unlike([f"{archive.name}/{_name(info)}" for info in infos])
    reads = [functools.partial(_content, package, info, name, budget) for info, name in zip(infos, names, strict=True)]
    return [_member(archive, _name(info), name, read) for info, name, read in zip(infos, names, reads, strict=True)]


def _member(archive: Entry, inside: str, name: str, read: Callable[[], Bytes]) -> Entry:
    path = PurePosixPath(name)
    foreign = inside.startswith(_FOREIGN)
    return Entry(
        name=name,
        read=read,
        optional=archive.optional or is_bystander(path.name),
        note="load.note-hidden-file" if foreign else note_of_name(path.name),
        archive=archive.archive or archive.name,
    )


def _content(package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: _Budget) -> Bytes:
    """Return the content of a member.

    Raises:
        UnusableFileError: it is encrypted, broken, packed in a way that is not known, or too large.
    """
    if info.flag_bits & _ENCRYPTED:
        raise UnusableFileError(Text("load.archive-password", file=name))
    try:
        with package.open(info) as stream:
            return _limited(name, stream, budget)
    except NotImplementedError:
        raise UnusableFileError(Text("load.archive-method", file=name)) from None
    except RuntimeError:
        raise UnusableFileError(Text("load.archive-password", file=name)) from None
    except _BROKEN as error:
        raise _broken(name, error) from None


def _limited(file: str, stream: IO[bytes] | gzip.GzipFile, budget: _Budget) -> bytes:
    """Return all that comes out of a packed stream."""
    blocks: list[bytes] = []
    while block := stream.read(_BLOCK):
        blocks.append(block)
        budget.spend(file, len(block))
    return b"".join(blocks)


def _broken(file: str, error: Exception) -> UnusableFileError:
    cut_off = isinstance(error, EOFError) or _NO_END in str(error)
    return UnusableFileError(Text("load.cut-off-archive" if cut_off else "load.broken-archive", file=file))


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a member, decoded, as a plain relative path."""
    parts = _decoded(info).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", ".", ".."}) or "?"


def _decoded(info: zipfile.ZipInfo) -> str:
    """Return a name in the encoding it was written in: what is not marked as UTF-8 was read as that of old DOS."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    with contextlib.suppress(UnicodeEncodeError):
        raw = info.filename.encode("cp437")
        for encoding in ("utf-8", "gb18030"):
            with contextlib.suppress(UnicodeDecodeError):
                return raw.decode(encoding)
    return info.filename


def _unlike(names: Sequence[str]) -> list[str]:
    """Return the names, those that were there already with a number."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found

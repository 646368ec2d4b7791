"""What the user names → the single files and tables to read, in order; it must not know what is in them."""

from __future__ import annotations

import contextlib
import difflib
import errno
import functools
import glob
import io
import mmap
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hcaudit.errors import InputError
from hcaudit.load.decoding import Bytes
from hcaudit.load.limits import INPUT_BYTES, MEGABYTE, STREAM_BYTES
from hcaudit.load.names import is_bystander, note_of_name
from hcaudit.load.rawsheet import UnusableFileError
from hcaudit.texts import Text

STDIN = "-"
_GLOB_MARKS = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class TableSource:
    """A table in memory: anything with ``__arrow_c_stream__`` (Arrow table, pandas DataFrame) and the name it has."""

    name: str
    table: object


Source = str | Path | TableSource
"""A file, a folder, a glob pattern, ``-`` (a file of any form on standard input) or a table in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file or table to read.

    `name` stands in every message and in the records' origin, `path` is where the file lies (None: in memory).
    `optional`: the user named the folder, not the file, and its name does not promise data - it may be left out with
    a note.  `note` (a text key) says why it is left out at once.  `archive` is the file the user named that it is in.
    """

    name: str
    path: Path | None = None
    read: Callable[[], Bytes] | None = None
    table: object | None = None
    optional: bool = False
    note: str | None = None
    archive: str = ""


def entries_of(sources: Sequence[Source]) -> list[Entry]:
    """Return the files and tables behind `sources`, in the order given, a folder's files by name.

    Raises:
        InputError: a path does not exist or may not be looked into, or a pattern or folder has no file.
    """
    found = [found for source in sources for found in _accessible(source)]
    names = _names([item.path for item in found if isinstance(item, _File)])
    seen: set[Path] = set()
    return [_table_entry(item) if isinstance(item, TableSource) else _entry(item, names, seen) for item in found]


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    inside: bool


def _accessible(source: Source) -> list[_File | TableSource]:
    try:
        return list(_found(source))
    except OSError:
        raise InputError(Text("load.not-accessible", file=str(source))) from None


def _found(source: Source) -> Iterable[_File | TableSource]:
    if isinstance(source, TableSource) or source == STDIN:
        return [source if isinstance(source, TableSource) else _File(Path(STDIN), inside=False)]
    path = Path(source)
    if path.is_dir():
        return _in_folder(path)
    if path.exists():
        return [_File(path, inside=False)]
    if _GLOB_MARKS & set(str(source)):
        return _matching(str(source))
    raise InputError(_missing(path))


def _in_folder(folder: Path) -> list[_File]:
    files = [_File(path, inside=True) for path in sorted(folder.iterdir(), key=lambda path: os.fsencode(path.name))]
    if not files:
        raise InputError(Text("load.empty-folder", folder=str(folder)))
    return files


def _matching(pattern: str) -> list[_File]:
    # Path.glob takes no absolute pattern.
    paths = [Path(path) for path in sorted(glob.glob(pattern, recursive=True), key=os.fsencode)]  # noqa: PTH207
    if not paths:
        raise InputError(Text("load.no-match", pattern=pattern))
    return [file for path in paths for file in (_in_folder(path) if path.is_dir() else [_File(path, inside=True)])]


def _missing(path: Path) -> Text:
    folder = path.parent
    there: list[str] = []
    with contextlib.suppress(OSError):
        there = [entry.name for entry in folder.iterdir()]
    near = difflib.get_close_matches(path.name, there, n=3, cutoff=0.5)
    if near:
        return Text("load.missing-file-near", file=str(path), near=", ".join(near))
    return Text("load.missing-file", file=str(path))


def _names(paths: Iterable[Path]) -> dict[Path, str]:
    """Return the shortest name that tells each file from the others: its own, else with as many folders as needed."""
    names = {path: (path.name, _resolved(path)) for path in paths}
    depth = 1
    while doubled := _doubled(names):
        depth += 1
        for path in doubled:
            names[path] = ("/".join(_resolved(path).parts[-depth:]), _resolved(path))
    return {path: readable_name(name) for path, (name, _) in names.items()}


def _resolved(path: Path) -> Path:
    """Return the path that a path stands for; one of links that lead nowhere but to each other stands for itself."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def standard_input() -> BinaryIO:
    """Return standard input.

    Raises:
        InputError: it is closed.
    """
    if sys.stdin is None:
        raise InputError(Text("load.stdin-closed"))
    return sys.stdin.buffer


def readable_name(name: str) -> str:
    """Return a name as text, the same in every locale: one that is not in UTF-8 was mostly unpacked in China."""
    raw = os.fsencode(name)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _doubled(names: dict[Path, tuple[str, Path]]) -> list[Path]:
    files = Counter(name for name, _ in set(names.values()))
    return [path for path, (name, _) in names.items() if files[name] > 1]


def _entry(file: _File, names: dict[Path, str], seen: set[Path]) -> Entry:
    path, name = file.path, names[file.path]
    if str(path) == STDIN:
        return Entry(name=STDIN, path=path, read=lambda: all_of(STDIN, standard_input()))
    note = _note(file, seen)
    seen.add(_resolved(path))
    return Entry(
        name=name,
        path=path,
        read=functools.partial(_mapped, path),
        optional=file.inside and is_bystander(path.name),
        note=note,
    )


def _mapped(path: Path) -> Bytes:
    """Return the bytes of a file without copying them; a pipe, which has no size, is read to its end.

    Raises:
        UnusableFileError: the file may not be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            if size > INPUT_BYTES:
                raise UnusableFileError(Text("load.too-many-bytes", file=path.name, megabytes=INPUT_BYTES // MEGABYTE))
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else all_of(path.name, file)
    except OSError as error:
        raise UnusableFileError(_why_not_readable(path.name, error)) from None


def all_of(name: str, stream: BinaryIO) -> bytes:
    """Return all that comes out of a stream.

    Raises:
        UnusableFileError: it does not end.
    """
    held = io.BytesIO()
    while block := stream.read(MEGABYTE):
        held.write(block)
        if held.tell() > STREAM_BYTES:
            raise UnusableFileError(Text("load.too-many-bytes", file=name, megabytes=STREAM_BYTES // MEGABYTE))
    return held.getvalue()


def _why_not_readable(file: str, error: OSError) -> Text:
    if error.errno in {errno.EACCES, errno.EPERM}:
        return Text("load.not-permitted", file=file)
    return Text("load.not-readable", file=file, number=error.errno or 0)


def _note(file: _File, seen: set[Path]) -> str | None:
    if _resolved(file.path) in seen:
        return "load.note-given-twice"
    note = note_of_name(file.path.name)
    if note == "load.note-lock-file":
        return note
    if file.inside and file.path.is_dir():
        return "load.note-subfolder"
    if file.inside and file.path.exists() and not file.path.is_file():
        return "load.note-no-file"
    return note if file.inside else None


def _table_entry(source: TableSource) -> Entry:
    return Entry(name=source.name, table=source.table)

"""What the user names → the single files and tables to read, in order; it must not know what is in them."""

from __future__ import annotations

import difflib
import functools
import glob
import mmap
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hcaudit.errors import InputError
from hcaudit.load.decoding import Bytes
from hcaudit.load.rawsheet import UnusableFileError
from hcaudit.texts import Text

STDIN = "-"
_GLOB_MARKS = frozenset("*?[")
_LOCKS = ("~$", ".~")
_BYSTANDERS = frozenset(
    [".cfg", ".db", ".ini", ".json", ".lock", ".log", ".md", ".py", ".rst", ".sqlite", ".toml", ".txt", ".yaml", ".yml"]
)


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

    `name` stands in every message and in the records' origin.  `optional`: the user named the folder, not the file,
    and its name does not promise data - it may be left out with a note.  `note` (a text key) says why it is left
    out at once.
    """

    name: str
    read: Callable[[], Bytes] | None = None
    table: object | None = None
    optional: bool = False
    note: str | None = None


def entries_of(sources: Sequence[Source]) -> list[Entry]:
    """Return the files and tables behind `sources`, in the order given, a folder's files by name.

    Raises:
        InputError: a path does not exist, or a pattern or folder has no file.
    """
    found = [found for source in sources for found in _found(source)]
    names = _names([item.path for item in found if isinstance(item, _File)])
    seen: set[Path] = set()
    return [_table_entry(item) if isinstance(item, TableSource) else _entry(item, names, seen) for item in found]


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    inside: bool


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
    files = [_File(path, inside=True) for path in sorted(folder.iterdir(), key=lambda path: path.name)]
    if not files:
        raise InputError(Text("load.empty-folder", folder=str(folder)))
    return files


def _matching(pattern: str) -> list[_File]:
    # Path.glob takes no absolute pattern.
    paths = [Path(path) for path in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207
    if not paths:
        raise InputError(Text("load.no-match", pattern=pattern))
    return [file for path in paths for file in (_in_folder(path) if path.is_dir() else [_File(path, inside=True)])]


def _missing(path: Path) -> Text:
    folder = path.parent
    there = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    near = difflib.get_close_matches(path.name, there, n=3, cutoff=0.5)
    if near:
        return Text("load.missing-file-near", file=str(path), near=", ".join(near))
    return Text("load.missing-file", file=str(path))


def _names(paths: Iterable[Path]) -> dict[Path, str]:
    """Return the shortest name that tells each file from the others: its own, else with as many folders as needed."""
    names = {path: (path.name, path.resolve()) for path in paths}
    depth = 1
    while doubled := _doubled(names):
        depth += 1
        for path in doubled:
            names[path] = ("/".join(path.resolve().parts[-depth:]), path.resolve())
    return {path: _readable(name) for path, (name, _) in names.items()}


def _readable(name: str) -> str:
    """Return a name as text: one that is not of the system's encoding was mostly unpacked from a Chinese archive."""
    if not any("\ud800" <= letter <= "\udfff" for letter in name):
        return name
    return os.fsencode(name).decode("gb18030", "replace")


def _doubled(names: dict[Path, tuple[str, Path]]) -> list[Path]:
    files = Counter(name for name, _ in set(names.values()))
    return [path for path, (name, _) in names.items() if files[name] > 1]


def _entry(file: _File, names: dict[Path, str], seen: set[Path]) -> Entry:
    path, name = file.path, names[file.path]
    if str(path) == STDIN:
        return Entry(name=STDIN, read=sys.stdin.buffer.read)
    note = _note(file, seen)
    seen.add(path.resolve())
    return Entry(
        name=name, read=functools.partial(_mapped, path), optional=file.inside and is_bystander(path.name), note=note
    )


def _mapped(path: Path) -> Bytes:
    """Return the bytes of a file without copying them; a pipe, which has no size, is read to its end.

    Raises:
        UnusableFileError: the file may not be read.
    """
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else file.read()
    except OSError as error:
        raise UnusableFileError(
            Text("load.not-readable", file=path.name, reason=error.strerror or str(error))
        ) from None


def _note(file: _File, seen: set[Path]) -> str | None:
    if file.path.resolve() in seen:
        return "load.note-given-twice"
    note = note_of_name(file.path.name)
    if note == "load.note-lock-file":
        return note
    if file.inside and file.path.is_dir():
        return "load.note-subfolder"
    if file.inside and file.path.exists() and not file.path.is_file():
        return "load.note-no-file"
    return note if file.inside else None


def note_of_name(name: str) -> str | None:
    """Return why a file of this name is left out of a folder or an archive."""
    if name.startswith(_LOCKS):
        return "load.note-lock-file"
    return "load.note-hidden-file" if name.startswith(".") else None


def is_bystander(name: str) -> bool:
    """Return whether a name does not promise data."""
    plain = name.strip().casefold()
    return plain.startswith("readme") or Path(plain).suffix in _BYSTANDERS


def _table_entry(source: TableSource) -> Entry:
    return Entry(name=source.name, table=source.table)

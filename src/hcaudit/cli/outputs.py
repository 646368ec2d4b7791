"""Writes the files of `-o`, each whole or not at all; it must not know what stands in them.

A target is checked before the audit begins: what the command line gets wrong is wrong usage.  What only
shows when it is written (disk full, a file another program holds open) makes the target unusable.
"""

from __future__ import annotations

import glob
import os
import secrets
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from hcaudit.errors import InputError, UsageError
from hcaudit.render import Format, format_of_file
from hcaudit.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One file to write: as the user named it, where it really is, and in which format.

    `regular` is false for a pipe or device, which is written in place: it cannot be renamed over.
    """

    name: str
    path: Path
    format: Format
    regular: bool


def plan(names: Sequence[str]) -> tuple[Target, ...]:
    """Return the targets `names` stand for.

    Raises:
        UsageError: a suffix is unknown, a target cannot be a file, or two targets are one file.
    """
    targets: dict[str, Target] = {}
    for name in names:
        target = _target(name)
        if (same := targets.get(_identity(target.path))) is not None:
            raise UsageError(Text("cli.output-twice", file=name, other=same.name))
        targets[_identity(target.path)] = target
    return tuple(targets.values())


def spare(targets: Sequence[Target], sources: Sequence[str], read: Collection[str]) -> None:
    """Make sure that no target is a file of `sources` that was `read` as data (by name, as the report tells it).

    It can only be told after the audit: a report of hcaudit's own, found among the files of a folder and
    skipped, may be written again.

    Raises:
        UsageError: a target would overwrite data.
    """
    for target in targets:
        if target.path.name in {PurePath(name).name for name in read} and _is_among(target.path, sources):
            raise UsageError(Text("cli.output-is-input", file=target.name))


def _is_among(path: Path, sources: Sequence[str]) -> bool:
    """Tell whether `path` is one of the sources, matches one, or lies in one that is a folder."""
    matches = (name for source in sources for name in glob.glob(source, recursive=True))  # noqa: PTH207 - absolute, too
    found = [*map(Path, sources), *map(Path, matches)]
    return _identity(path) in map(_identity, found) or _identity(path.parent) in map(_identity, found)


def write(targets: Sequence[Target], fill: Callable[[Target, BinaryIO], None]) -> None:
    """Let `fill` write each target's bytes; no target appears or changes before all of them are complete.

    Raises:
        InputError: a target cannot be written; regular targets are then as they were.
    """
    with ExitStack() as drafts:
        written = [(target, drafts.enter_context(_draft(target))) for target in targets]
        for target, draft in written:
            with _failures_of(target), draft.open("wb") as stream:
                fill(target, stream)
                stream.flush()
                if target.regular:
                    os.fsync(stream.fileno())
        for target, draft in written:
            if target.regular:
                with _failures_of(target):
                    _put(draft, target.path)


def _target(name: str) -> Target:
    if name == "-":
        raise UsageError(Text("cli.output-stdout"))
    path = Path(name)
    try:
        exists, is_file, folder = path.exists(), path.is_file(), path.parent
        if path.is_dir():
            raise UsageError(Text("cli.output-is-folder", file=name))
        if not folder.is_dir():
            raise UsageError(Text("cli.output-no-folder", file=name, folder=folder))
    except OSError as error:
        raise UsageError(Text("cli.output-unusable", file=name, why=error.strerror or error)) from error
    if not os.access(path if exists else folder, os.W_OK):
        raise UsageError(Text("cli.output-forbidden", file=name))
    return Target(name=name, path=path.resolve(), format=format_of_file(name), regular=is_file or not exists)


def _identity(path: Path) -> str:
    """Return what tells one file from another, whatever way to it was written."""
    return os.path.normcase(path.resolve())


@contextmanager
def _draft(target: Target) -> Iterator[Path]:
    """Yield the path to write to: a new file beside a regular target, which is gone afterwards."""
    if not target.regular:
        yield target.path
        return
    draft = target.path.with_name(f".hcaudit-{secrets.token_hex(8)}.part")
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _put(draft: Path, path: Path) -> None:
    """Move the draft into place; a file that stood there keeps its permissions."""
    if path.exists():
        with suppress(OSError):
            shutil.copymode(path, draft)
    draft.replace(path)


@contextmanager
def _failures_of(target: Target) -> Iterator[None]:
    """Turn what the system refuses about `target` into a sentence."""
    try:
        yield
    except OSError as error:
        raise InputError(Text("cli.output-unwritable", file=target.name, why=error.strerror or error)) from error

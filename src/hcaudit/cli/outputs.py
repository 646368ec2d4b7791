"""Writes the files of `-o`, all of them whole or none at all; it must not know what stands in them.

A target is checked before the audit begins: what the command line gets wrong is wrong usage.  What only
shows when it is written (disk full, a file another program holds open) makes the target unusable.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from hcaudit.cli import drafts
from hcaudit.cli.receipts import Receipt, receipt_of
from hcaudit.errors import InputError, UsageError
from hcaudit.load.sources import readable_name
from hcaudit.render import Format, format_of_file
from hcaudit.texts import Text

Fill = Callable[["Target", BinaryIO], None]
"""Writes the bytes of a target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One file to write: as the user named it, where it really is, and in which format.

    `regular` is false for a pipe or device, which is written in place: it cannot be renamed over.
    """

    name: str
    path: Path
    format: Format
    regular: bool


def plan(names: Sequence[str], form: Format | None = None) -> tuple[Target, ...]:
    """Return the targets `names` stand for, of the format `form` or, without one, of those their suffixes name.

    Raises:
        UsageError: a suffix is unknown, a target cannot be a file, or two targets are one file.
    """
    targets = tuple(_target(name, form) for name in names)
    apart(targets)
    return targets


def apart(targets: Iterable[Target]) -> None:
    """Make sure that no two targets are one file.

    Raises:
        UsageError: two are.
    """
    seen: dict[str, Target] = {}
    for target in targets:
        if (same := seen.setdefault(_identity(target.path), target)) is not target:
            raise UsageError(Text("cli.output-twice", file=target.name, other=same.name))


def spare(targets: Sequence[Target], sources: Sequence[str], read: Collection[str]) -> None:
    """Make sure that no target is a file of `sources` that was `read` as data (by name, as the report tells it).

    It can only be told after the audit: a report of hcaudit's own, found among the files of a folder and
    skipped, may be written again.

    Raises:
        UsageError: a target would overwrite data.
    """
    names = {PurePath(name).name for name in read}
    for target in targets:
        if readable_name(target.path.name) in names and _is_among(target.path, sources):
            raise UsageError(Text("cli.output-is-input", file=target.name))


def _is_among(path: Path, sources: Sequence[str]) -> bool:
    """Tell whether `path` is one of the sources, matches one, or lies in one that is a folder."""
    matches = (name for source in sources for name in glob.glob(source, recursive=True))  # noqa: PTH207 - absolute, too
    found = [*map(Path, sources), *map(Path, matches)]
    return _identity(path) in map(_identity, found) or _identity(path.parent) in map(_identity, found)


def write(targets: Sequence[Target], fill: Fill, receipts: list[Receipt] | None = None) -> None:
    """Let `fill` write each target's bytes; no target appears or changes before all of them are complete.

    `receipts`, where they are wanted, gets one for each target.

    Raises:
        InputError: a target cannot be written; regular targets are then as they were.
    """
    with ExitStack() as stack:
        written = [(target, stack.enter_context(_draft(target))) for target in targets]
        for target, draft in written:
            with _failures_of(target):
                _write(target, draft, fill)
        new = [] if receipts is None else [_receipt(target, draft) for target, draft in written]
        _put([(target, draft) for target, draft in written if target.regular])
    if receipts is not None:
        receipts += new


def write_new(target: Target, document: bytes) -> None:
    """Write a document; a file that holds anything else is left as it is, for somebody may have worked on it.

    Raises:
        UsageError: there is such a file.
        InputError: the target cannot be written.
    """
    if target.regular and target.path.exists() and target.path.read_bytes() != document:
        raise UsageError(Text("cli.output-exists", file=target.name))

    def fill(_target: Target, stream: BinaryIO) -> None:
        stream.write(document)

    write([target], fill)


def _target(name: str, form: Format | None) -> Target:
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
    return Target(
        name=readable_name(name),
        path=path.resolve(),
        format=form or format_of_file(name),
        regular=is_file or not exists,
    )


def _identity(path: Path) -> str:
    """Return what tells one file from another, whatever way to it was written."""
    return os.path.normcase(path.resolve())


def _draft(target: Target) -> AbstractContextManager[Path]:
    """Return the path to write to: a new file beside a regular target, else the target itself."""
    return drafts.draft_for(target.path) if target.regular else nullcontext(target.path)


def _write(target: Target, draft: Path, fill: Fill) -> None:
    with drafts.create(draft) if target.regular else draft.open("wb") as stream:
        fill(target, stream)
        stream.flush()
        if target.regular:
            os.fsync(stream.fileno())


def _receipt(target: Target, draft: Path) -> Receipt:
    if target.regular:
        return receipt_of(target.name, target.format.name, draft)
    return Receipt(file=target.name, format=target.format.name)


def _put(written: Sequence[tuple[Target, Path]]) -> None:
    """Move the drafts into place; where one of them cannot be, or the run is ended, those before it are put back.

    Raises:
        InputError: a target cannot be replaced.
    """
    with ExitStack() as spares, ExitStack() as undo:
        for target, draft in written:
            with _failures_of(target):
                if target is not written[-1][0]:
                    undo.callback(drafts.put_back, spares.enter_context(drafts.spare_of(target.path)), target.path)
                drafts.put(draft, target.path)
        undo.pop_all()
    for folder in {target.path.parent for target, _ in written}:
        drafts.settle(folder)


@contextmanager
def _failures_of(target: Target) -> Iterator[None]:
    """Turn what the system refuses about `target` into a sentence."""
    try:
        yield
    except OSError as error:
        raise InputError(Text("cli.output-unwritable", file=target.name, why=error.strerror or error)) from error

"""Decides what a report is written to and writes it; it must not know how a format is made.

With `-o` nothing goes to stdout unless `--format` asks for it; without, stdout gets a table on a terminal
and CSV elsewhere.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from hcaudit.cli import arguments, outputs, streams
from hcaudit.cli.receipts import Receipt, Witness
from hcaudit.errors import UsageError
from hcaudit.model.report import Report, Run
from hcaudit.render import FORMATS, Format, Look
from hcaudit.texts import Text

BINARY = frozenset({"parquet", "xlsx"})
"""Formats that are no text and would only confuse a terminal."""

FOR_PEOPLE = frozenset({"table", "md", "digest"})
"""Formats that somebody reads, and that nobody misses who has nothing to read."""

WITH_EARLY_WARNINGS = frozenset({"xlsx", "html", "digest"})
"""Formats that list or count the clocks that are still running."""

Write = Callable[[Format, BinaryIO, Look], None]
"""Writes the outcome of a run to a stream, in a format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Where a report goes: the files of `-o`, and the format for stdout, if anything goes there.

    `manifest` is the file that is to vouch for all of it, if one is asked for; `sources` are the files, folders and
    patterns of the audit, which no target may overwrite.
    """

    targets: tuple[outputs.Target, ...]
    on_stdout: Format | None
    sources: tuple[str, ...]
    manifest: outputs.Target | None = None

    @property
    def warns_early(self) -> bool:
        """Whether any of it lists the clocks that are still running."""
        forms = {target.format.name for target in self.targets} | ({self.on_stdout.name} if self.on_stdout else set())
        return not forms.isdisjoint(WITH_EARLY_WARNINGS)


def plan(
    names: Sequence[str] | None,
    format_name: str | None,
    sources: Sequence[str],
    *,
    elsewhere: bool = False,
    manifest: str | None = None,
    known: Collection[str] = FORMATS,
) -> Delivery:
    """Return where the report of an audit of `sources` goes, as `-o` and `--format` ask.

    Without `--format` nothing goes to stdout if there are files, or if the report goes `elsewhere`; `manifest` is the
    file of `--manifest`, `known` the names of the formats there are to choose from.

    Raises:
        UsageError: what they ask for cannot be done.
    """
    on_stdout = _format_on_stdout(format_name, known, files_given=bool(names) or elsewhere)
    targets = outputs.plan(names or ())
    _refuse_others(targets, known)
    sealed = outputs.plan([manifest] if manifest else (), FORMATS["json"])
    outputs.apart([*targets, *sealed])
    return Delivery(
        targets=targets,
        on_stdout=on_stdout,
        sources=tuple(sources),
        manifest=next(iter(sealed), None),
    )


def hushed(delivery: Delivery, report: Report) -> Delivery:
    """Return `delivery` with nothing for people on stdout where `report` lists nothing: no mail about no news."""
    has_news = report.findings.num_rows or report.fines.num_rows
    if has_news or delivery.on_stdout is None or delivery.on_stdout.name not in FOR_PEOPLE:
        return delivery
    return replace(delivery, on_stdout=None)


def deliver(report: Report, delivery: Delivery, look: Look, receipts: list[Receipt] | None = None) -> None:
    """Write `report` to its files, then to stdout; `receipts`, where they are wanted, gets one for each.

    Raises:
        UsageError: a file would overwrite data that was read.
        InputError: a file or stdout cannot be written.
    """
    write_all(
        lambda form, stream, shown: form.render(report, stream, shown), report.run, delivery, look, receipts=receipts
    )


def write_all(write: Write, run: Run, delivery: Delivery, look: Look, *, receipts: list[Receipt] | None = None) -> None:
    """Let `write` put the outcome of `run` into its files, then on stdout; see `deliver`.

    Raises:
        UsageError: a file would overwrite data that was read.
        InputError: a file or stdout cannot be written.
    """
    vouched = [delivery.manifest] if delivery.manifest else []
    outputs.spare([*delivery.targets, *vouched], delivery.sources, _files_with_data(run))
    plain = replace(look, colour=False)
    outputs.write(
        delivery.targets,
        lambda target, stream: write(target.format, stream, replace(plain, bom=target.regular)),
        receipts,
    )
    if delivery.on_stdout is not None:
        _pour(write, delivery.on_stdout, replace(look, bom=stdout_is_new_file()), receipts)


def _pour(write: Write, form: Format, look: Look, receipts: list[Receipt] | None) -> None:
    """Let `write` put the outcome on stdout; a reader that went away before its end gives no receipt."""

    def payload(stream: BinaryIO) -> None:
        witness = Witness(stream)
        _write_straight(write, form, cast("BinaryIO", witness), look)
        if receipts is not None:
            receipts.append(witness.receipt(form.name))

    streams.pour(payload)


def _write_straight(write: Write, form: Format, stream: BinaryIO, look: Look) -> None:
    """Let `write` write to a stream that cannot be sought in, the same bytes that a file gets."""
    if form.name not in BINARY:
        write(form, stream, look)
        return
    with tempfile.TemporaryFile() as whole:
        write(form, whole, look)
        whole.seek(0)
        shutil.copyfileobj(whole, stream)


def _files_with_data(run: Run) -> set[str]:
    """Return the names of the files that were read as data, or should have been."""
    return {str(sheet["file"]) for sheet in run.inputs if sheet["kind"] is not None} | set(run.unusable)


def _refuse_others(targets: Sequence[outputs.Target], known: Collection[str]) -> None:
    """Make sure that every target has a format that is `known`."""
    for target in targets:
        if target.format.name not in known:
            raise UsageError(Text("render.unknown-suffix", file=target.name, known=" ".join(suffixes(known))))


def suffixes(known: Collection[str]) -> list[str]:
    """Return the suffixes of the formats that are `known`."""
    return [suffix for form in FORMATS.values() if form.name in known for suffix in form.suffixes]


def _format_on_stdout(name: str | None, known: Collection[str], *, files_given: bool) -> Format | None:
    on_terminal = streams.is_terminal(sys.stdout)
    if name is None:
        return None if files_given else FORMATS["table" if on_terminal else "csv"]
    chosen = arguments.one_of("--format", name, known)
    if on_terminal and chosen in BINARY:
        raise UsageError(Text("cli.binary-on-terminal", format=chosen))
    return FORMATS[chosen]


def stdout_is_new_file() -> bool:
    """Tell whether stdout begins a file (``> out.csv``), as opposed to a pipe or to the end of one (``>>``)."""
    try:
        state = os.fstat(sys.stdout.fileno())
    except (OSError, AttributeError):
        return False
    return stat.S_ISREG(state.st_mode) and state.st_size == 0

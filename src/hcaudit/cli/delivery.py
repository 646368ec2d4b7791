"""Decides what a report is written to and writes it; it must not know how a format is made.

With `-o` nothing goes to stdout unless `--format` asks for it; without, stdout gets a table on a terminal
and CSV elsewhere.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hcaudit.cli import arguments, outputs, streams
from hcaudit.errors import UsageError
from hcaudit.model.report import Report, Run
from hcaudit.render import FORMATS, Format, Look
from hcaudit.texts import Text

BINARY = frozenset({"parquet", "xlsx"})
"""Formats that are no text and would only confuse a terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Where a report goes: the files of `-o`, and the format for stdout, if anything goes there.

    `sources` are the files, folders and patterns of the audit, which no target may overwrite.
    """

    targets: tuple[outputs.Target, ...]
    on_stdout: Format | None
    sources: tuple[str, ...]


def plan(
    names: Sequence[str] | None, format_name: str | None, sources: Sequence[str], *, elsewhere: bool = False
) -> Delivery:
    """Return where the report of an audit of `sources` goes, as `-o` and `--format` ask.

    Without `--format` nothing goes to stdout if there are files, or if the report goes `elsewhere`.

    Raises:
        UsageError: what they ask for cannot be done.
    """
    on_stdout = _format_on_stdout(format_name, files_given=bool(names) or elsewhere)
    return Delivery(targets=outputs.plan(names or ()), on_stdout=on_stdout, sources=tuple(sources))


def deliver(report: Report, delivery: Delivery, look: Look) -> None:
    """Write `report` to its files, then to stdout.

    Raises:
        UsageError: a file would overwrite data that was read.
        InputError: a file or stdout cannot be written.
    """
    outputs.spare(delivery.targets, delivery.sources, _files_with_data(report.run))
    plain = replace(look, colour=False)
    outputs.write(
        delivery.targets,
        lambda target, stream: target.format.render(report, stream, replace(plain, bom=target.regular)),
    )
    if (form := delivery.on_stdout) is not None:
        shown = replace(look, bom=stdout_is_new_file())
        streams.pour(lambda stream: form.render(report, stream, shown))


def _files_with_data(run: Run) -> set[str]:
    """Return the names of the files that were read as data, or should have been."""
    return {str(sheet["file"]) for sheet in run.inputs if sheet["kind"] is not None} | set(run.unusable)


def _format_on_stdout(name: str | None, *, files_given: bool) -> Format | None:
    on_terminal = streams.is_terminal(sys.stdout)
    if name is None:
        return None if files_given else FORMATS["table" if on_terminal else "csv"]
    known = arguments.one_of("--format", name, FORMATS)
    if on_terminal and known in BINARY:
        raise UsageError(Text("cli.binary-on-terminal", format=known))
    return FORMATS[known]


def stdout_is_new_file() -> bool:
    """Tell whether stdout begins a file (``> out.csv``), as opposed to a pipe or to the end of one (``>>``)."""
    try:
        state = os.fstat(sys.stdout.fileno())
    except (OSError, AttributeError):
        return False
    return stat.S_ISREG(state.st_mode) and state.st_size == 0

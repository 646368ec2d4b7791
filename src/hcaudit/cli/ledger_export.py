"""Writes a whole ledger to files or to standard output; it must not know what stands in it."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from hcaudit.cli import delivery, outputs, streams
from hcaudit.cli.exits import ExitCode
from hcaudit.errors import UsageError
from hcaudit.ledger import contents
from hcaudit.ledger.file import Ledger, opened_to_read
from hcaudit.ledger.verification import Verification, verify
from hcaudit.render.amounts import amount_text
from hcaudit.render.ledger import as_rows, balances_table, events_table, fines_table
from hcaudit.render.look import Look
from hcaudit.texts import Text, say

FORMS = ("csv", "json", "xlsx")
_MONEY = frozenset({"amount", "leadership_share", "frontline_share", "reward"})


def export(path: Path, names: Sequence[str], form: str | None, look: Look) -> int:
    """Write the ledger at `path` to the files `names`, in the form of their suffixes, and as `form` to stdout.

    Raises:
        UsageError: a form is unknown, or a file cannot be written.
        InputError: the ledger cannot be read, or a file cannot be written.
    """
    where = delivery.plan(names, form or (None if names else FORMS[0]), (), known=FORMS)
    for target in where.targets:
        if target.path == path.resolve():
            raise UsageError(Text("cli.output-is-input", file=target.name))
    with opened_to_read(path) as ledger:
        outputs.write(
            where.targets,
            lambda target, stream: _write(
                ledger, target.format.name, stream, replace(look, colour=False, bom=target.regular)
            ),
        )
        if where.on_stdout is not None:
            _pour(ledger, where.on_stdout.name, replace(look, bom=delivery.stdout_is_new_file()))
    return ExitCode.CLEAN


def _pour(ledger: Ledger, form: str, look: Look) -> None:
    document = io.BytesIO()  # a workbook cannot be written to a pipe as it goes
    _write(ledger, form, document, look)
    streams.pour(lambda stream: _copy(document, stream))


def _copy(document: io.BytesIO, stream: BinaryIO) -> None:
    stream.write(document.getbuffer())


def _write(ledger: Ledger, form: str, stream: BinaryIO, look: Look) -> None:
    """Write everything; CSV, which has room for one table, has the events, from which all else follows."""
    events = events_table(contents.events(ledger))
    if form == "csv":
        as_rows.write_csv(events, stream, look)
        return
    balances, fines = balances_table(contents.balances(ledger)), fines_table(contents.fines(ledger))
    tables = {"balances": balances, "fines": fines, "events": events}
    if form == "json":
        as_rows.write_everything(contents.identity(ledger), tables, contents.everything(ledger), stream)
        return
    from hcaudit.render.ledger import as_xlsx  # noqa: PLC0415 - XlsxWriter costs 60 ms

    result = verify(ledger)
    counts = readable_counts(result)
    facts = [(say(f"ledger.count-{name}", look.lang), value) for name, value in counts.items()]
    as_xlsx.write_workbook(tables, [*facts, (say("ledger.digest-of", look.lang), result.digest)], stream, look)


def readable_counts(verification: Verification) -> Mapping[str, object]:
    """Return the counts of a verification, amounts in yuan."""
    return {
        name.replace("_", "-"): amount_text(value) if name in _MONEY else value
        for name, value in verification.counts.items()
    }

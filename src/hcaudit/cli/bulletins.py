"""Writes a bulletin where it was asked for and says what a run saw; it must not know what the bulletin lists."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import typer

from hcaudit.cli import delivery, request, streams, summary, summary_log
from hcaudit.model.report import Audited
from hcaudit.render import Look
from hcaudit.render.bulletin import WRITERS, Bulletin
from hcaudit.texts import Text


def plan(context: typer.Context) -> delivery.Delivery:
    """Return where a bulletin goes, as `-o` and `--format` ask; what the configuration says of reports is not meant.

    Raises:
        UsageError: what they ask for cannot be done.
    """
    given = context.params
    return delivery.plan(given["output"], given["format_name"], given["files"], known=WRITERS)


def write(outcome: Audited, bulletin: Callable[[Look], Bulletin], where: delivery.Delivery, look: Look) -> None:
    """Write the bulletin that a look gives to its files, then to stdout.

    Raises:
        UsageError: a file would overwrite data that was read.
        InputError: a file or stdout cannot be written.
    """
    delivery.write_all(
        lambda form, stream, shown: WRITERS[form.name](bulletin(shown), stream, shown), outcome.run, where, look
    )


def tell(context: typer.Context, outcome: Audited, found: Sequence[Text], nothing: Text | None) -> None:
    """Write to stderr what a run saw and `found`, and with `nothing` that there was nothing it could judge."""
    lang, given = str(context.obj), context.params
    config, written = request.configuration(context).path, given["output"] or ()
    if streams.logs():
        for line in summary_log.lines(
            outcome, written, config=config, quiet=given["quiet"], nothing=nothing is not None
        ):
            streams.note(line)
        return
    alarms = [Text("due.unusable", file=file).said_in(lang) for file in outcome.run.unusable]
    alarms += [nothing.said_in(lang)] if nothing else []
    if not given["quiet"]:
        lines = [
            *summary.configured(config, lang),
            summary.as_of_line(outcome.run, lang),
            summary.pack_line(outcome.run, lang),
            *summary.what_was_read(outcome.run, lang),
            *(text.said_in(lang) for text in found),
            *summary.not_evaluated(outcome.coverage, lang, most=None),
            *_problems(outcome, lang),
            *summary.what_was_written(written, lang),
        ]
        streams.tell(summary.laid_out(lines))
        alarms = [*summary.warnings(outcome.run, lang), *alarms]
    if alarms:
        streams.alarm(summary.laid_out(alarms), colour=request.colour_on(context, sys.stderr))


def _problems(outcome: Audited, lang: str) -> list[str]:
    count = outcome.problems.num_rows
    return [Text("due.problems", count=count).said_in(lang)] if count else []

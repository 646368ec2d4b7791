"""The command `progress`: the weekly report on high-voltage orders; it must not judge or phrase anything itself."""

# The signature declares the options to typer; `cli/request.py` reads them from the context.
# ruff: noqa: ARG001

from __future__ import annotations

from typing import Annotated

import typer

from hcaudit import outlook
from hcaudit.cli import bulletins, exits, options, request
from hcaudit.model.progress import Week
from hcaudit.render.progress import progress_bulletin
from hcaudit.texts import Text

WeekName = Annotated[
    str | None,
    typer.Option("--week", metavar="YYYY-Www", help="progress.option-week", rich_help_panel=options.PERIOD),
]


def progress(
    context: typer.Context,
    files: options.Files,
    rules: options.ChosenRules = None,
    week: WeekName = None,
    as_of: options.BulletinAsOf = None,
    kind: options.Kind = None,
    encoding: options.Encoding = None,
    sheet: options.Sheet = None,
    output: options.BulletinOutput = None,
    format_name: options.BulletinFormat = None,
    headers: options.Headers = None,
    mask: options.Mask = False,
    colour: options.Colour = "auto",
    quiet: options.Quiet = False,
    config: options.ConfigFile = None,
    lang: options.Lang = None,
    log_format: options.LogFormat = None,
    asked_help: options.Help = False,
) -> int:
    """Report on the high-voltage orders of a week in `files`, write it where it was asked for; return the exit code."""
    reported = None if week is None else Week.named(week)
    settings, look = request.settings(context), request.look(context)
    where = bulletins.plan(context)
    outcome = outlook.progress(settings, reported)
    bulletins.write(outcome, lambda shown: progress_bulletin(outcome, shown), where, look)
    found = Text("progress.found", week=outcome.week.name, **outcome.run.totals)
    bulletins.tell(context, outcome, [found], None)
    return exits.of_progress(outcome.run)

"""The command `due`: lists the clocks that are still running; it must not judge, format or phrase anything itself."""

# The signature declares the options to typer; `cli/request.py` reads them from the context.
# ruff: noqa: ARG001

from __future__ import annotations

from typing import Annotated

import typer

from hcaudit import outlook
from hcaudit.cli import arguments, bulletins, exits, options, request
from hcaudit.render.outlook import outlook_bulletin
from hcaudit.texts import Text

Within = Annotated[
    str,
    typer.Option("--within", metavar="N", help="due.option-within", rich_help_panel=options.PERIOD),
]
Everything = Annotated[bool, typer.Option("--all", help="due.option-all", rich_help_panel=options.OUTPUT)]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="due.option-exit-zero", rich_help_panel=options.GENERAL)]


def due(
    context: typer.Context,
    files: options.Files,
    rules: options.ChosenRules = None,
    select: options.Select = None,
    extend_select: options.ExtendSelect = None,
    ignore: options.Ignore = None,
    parameters: options.Parameters = None,
    decisions: options.Decisions = None,
    within: Within = str(outlook.SOON),
    as_of: options.BulletinAsOf = None,
    kind: options.Kind = None,
    encoding: options.Encoding = None,
    sheet: options.Sheet = None,
    output: options.BulletinOutput = None,
    format_name: options.BulletinFormat = None,
    everything: Everything = False,
    headers: options.Headers = None,
    mask: options.Mask = False,
    colour: options.Colour = "auto",
    quiet: options.Quiet = False,
    config: options.ConfigFile = None,
    exit_zero: ExitZero = False,
    lang: options.Lang = None,
    log_format: options.LogFormat = None,
    asked_help: options.Help = False,
) -> int:
    """List what is due in `files`, write it where it was asked for; return the exit code."""
    days = arguments.whole_number("--within", within)
    settings, look = request.settings(context), request.look(context)
    where = bulletins.plan(context)
    outcome = outlook.due(settings, days, later=everything)
    bulletins.write(outcome, lambda shown: outlook_bulletin(outcome, shown), where, look)
    totals = outcome.run.totals
    nothing = None if totals["judged"] else Text("due.nothing-judged")
    bulletins.tell(context, outcome, [Text("due.found", **totals)], nothing)
    return exits.of_outlook(outcome.run, exit_zero=exit_zero)

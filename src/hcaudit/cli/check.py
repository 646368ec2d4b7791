"""The command `check`: audits exports; it must not judge, format or phrase anything itself."""

# The signature declares the options to typer; `cli/request.py` reads them from the context.
# ruff: noqa: ARG001

from __future__ import annotations

import sys

import typer

from hcaudit import pipeline
from hcaudit.cli import contest, delivery, exits, options, request, summary


def check(
    context: typer.Context,
    files: options.Files,
    rules: options.ChosenRules = None,
    select: options.Select = None,
    extend_select: options.ExtendSelect = None,
    ignore: options.Ignore = None,
    parameters: options.Parameters = None,
    decisions: options.Decisions = None,
    month: options.Month = None,
    from_day: options.From = None,
    to_day: options.To = None,
    as_of: options.AsOf = None,
    kind: options.Kind = None,
    encoding: options.Encoding = None,
    sheet: options.Sheet = None,
    output: options.Output = None,
    by_unit: options.ByUnit = None,
    format_name: options.FormatName = None,
    show: options.Show = None,
    headers: options.Headers = None,
    mask: options.Mask = False,
    colour: options.Colour = "auto",
    quiet: options.Quiet = False,
    config: options.ConfigFile = None,
    strict: options.Strict = False,
    exit_zero: options.ExitZero = False,
    lang: options.Lang = None,
    asked_help: options.Help = False,
) -> int:
    """Audit `files`, write the report where it was asked for, say what was found; return the exit code."""
    settings, look = request.settings(context), request.look(context)
    folder = contest.plan(by_unit, format_name)
    where = delivery.plan(output, None if folder else format_name, files, elsewhere=folder is not None)
    report = pipeline.audit(settings)
    delivery.deliver(report, where, look)
    contest.write(report, folder, look)
    summary.tell(
        report,
        look,
        output or (),
        config=settings.config.path,
        quiet=quiet,
        colour=request.colour_on(context, sys.stderr),
    )
    return exits.of_report(report, strict=strict, exit_zero=exit_zero)

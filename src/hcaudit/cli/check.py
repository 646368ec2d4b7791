"""The command `check`: audits exports; it must not judge, format or phrase anything itself."""

# The signature declares the options to typer; `cli/request.py` reads them from the context.
# ruff: noqa: ARG001

from __future__ import annotations

import dataclasses
import sys

import typer

from hcaudit.cli import contest, delivery, exits, manifest, options, request, signals, streams, summary
from hcaudit.reading import begun


def check(
    context: typer.Context,
    files: options.Files,
    rules: options.ChosenRules = None,
    select: options.Select = None,
    extend_select: options.ExtendSelect = None,
    ignore: options.Ignore = None,
    parameters: options.Parameters = None,
    decisions: options.Decisions = None,
    since: options.Since = None,
    month: options.Month = None,
    from_day: options.From = None,
    to_day: options.To = None,
    as_of: options.AsOf = None,
    kind: options.Kind = None,
    encoding: options.Encoding = None,
    sheet: options.Sheet = None,
    output: options.Output = None,
    by_unit: options.ByUnit = None,
    manifest_file: options.Manifest = None,
    ledger_file: options.Ledger = None,
    new_only: options.NewOnly = False,
    no_wait: options.NoWait = False,
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
    log_format: options.LogFormat = None,
    asked_help: options.Help = False,
) -> int:
    """Audit `files`, write the report where it was asked for, say what was found; return the exit code."""
    settings, look = request.settings(context), request.look(context)
    names, form = request.outputs(context)
    folder = contest.plan(by_unit, format_name)
    where = delivery.plan(names, None if folder else form, files, elsewhere=folder is not None, manifest=manifest_file)
    settings = dataclasses.replace(settings, early_warnings=where.warns_early or folder is not None)
    seal = manifest.plan(where, settings)
    with begun(settings) as reading:
        with signals.at_once(streams.farewell(look.lang)):
            from hcaudit.cli import booking  # noqa: PLC0415 - what judges is loaded while the files are being read
        with booking.audited(context, settings, reading) as booked:
            report = booked.report
            exit_code = exits.of_report(report, strict=strict, exit_zero=exit_zero)
            news = delivery.hushed(where, report) if new_only else where
            delivery.deliver(report, news, look, manifest.receipts(seal))
            contest.write(report, folder, look, manifest.receipts(seal))
    manifest.write(seal, context, settings, report, exit_code)
    summary.tell(
        report,
        look,
        names,
        config=settings.config.path,
        quiet=quiet,
        colour=request.colour_on(context, sys.stderr),
    )
    booking.tell(booked, ledger_file, look.lang, quiet=quiet)
    return exit_code

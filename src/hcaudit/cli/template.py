"""The command `template`: writes the workbook to fill in; it must not know what stands in it."""

# The signature declares the options to typer; `cli/request.py` reads them from the context.
# ruff: noqa: ARG001

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from hcaudit import stationery
from hcaudit.cli import arguments, options, outputs, request, streams
from hcaudit.cli.exits import ExitCode
from hcaudit.errors import UsageError
from hcaudit.texts import Text

XLSX = "xlsx"

Kinds = Annotated[
    list[str] | None,
    typer.Argument(metavar="[KIND...]", help="cli.option-template-kinds", rich_help_panel="cli.help-arguments"),
]
File = Annotated[
    list[str] | None,
    typer.Option(
        "-o", "--output", metavar="FILE.xlsx", help="cli.option-template-output", rich_help_panel=options.OUTPUT
    ),
]


def template(
    context: typer.Context,
    kinds: Kinds = None,
    output: File = None,
    quiet: options.Quiet = False,
    config: options.ConfigFile = None,
    lang: options.Lang = None,
    log_format: options.LogFormat = None,
    asked_help: options.Help = False,
) -> int:
    """Write a template for `kinds` to the file of `-o`; return the exit code."""
    spoken = str(context.obj)
    target = _target(output or ())
    desk = stationery.open_desk(request.configuration(context))
    chosen = [_chosen(word, desk) for word in kinds or ()]
    document = io.BytesIO()
    desk.write(chosen, document, spoken)
    outputs.write_new(target, document.getvalue())
    if not quiet:
        streams.tell(Text("template.written", file=target.name).said_in(spoken))
    return ExitCode.CLEAN


def _target(names: Sequence[str]) -> outputs.Target:
    """Return the one file to write.

    Raises:
        UsageError: none or several are named, or it cannot be a workbook.
    """
    if len(names) != 1:
        raise UsageError(Text("template.one-output" if names else "template.no-output"))
    if Path(names[0]).suffix.lower() != f".{XLSX}":
        raise UsageError(Text("template.not-xlsx", file=names[0]))
    (target,) = outputs.plan(names)
    return target


def _chosen(word: str, desk: stationery.Desk) -> str:
    """Return the kind that `word` names, by its name or its title.

    Raises:
        UsageError: there is none.
    """
    found = desk.kind_named(word)
    if found is None:
        names = [f"{name} {title}" for name, title in desk.titles.items()]
        hint = arguments.nearest(word, [*desk.titles, *desk.titles.values()])
        raise UsageError(Text("template.no-such-kind", kind=word, nearest=hint, known=", ".join(names)))
    return found

"""The command `columns`: shows how each file was understood; it must not read or describe anything itself."""

# The signature declares the options to typer; `cli/request.py` reads them from the context.
# ruff: noqa: ARG001

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from hcaudit import gathering
from hcaudit.cli import arguments, delivery, layout, options, request, streams
from hcaudit.cli.exits import ExitCode
from hcaudit.render.intake import IntakePage, as_csv, as_json, as_markdown, intake_page
from hcaudit.render.look import Look
from hcaudit.texts import Text

FORMS = ("text", "json", "csv", "md")
"""The forms in which it is shown."""

Form = Annotated[
    str,
    typer.Option("--format", metavar="|".join(FORMS), help="cli.option-rules-format", rich_help_panel=options.OUTPUT),
]


def columns(
    context: typer.Context,
    files: options.Files,
    kind: options.Kind = None,
    encoding: options.Encoding = None,
    sheet: options.Sheet = None,
    form: Form = "text",
    headers: options.Headers = None,
    mask: options.Mask = False,
    colour: options.Colour = "auto",
    config: options.ConfigFile = None,
    lang: options.Lang = None,
    log_format: options.LogFormat = None,
    asked_help: options.Help = False,
) -> int:
    """Show how `files` were understood; return the exit code."""
    arguments.one_of("--format", form, FORMS)
    look = request.look(context)
    dossier = gathering.surveyed(request.settings(context))
    _show(intake_page(dossier, look.lang, mask=look.mask), form, look)
    for file in dossier.unusable:
        streams.complain(Text("columns.unusable", file=file), look.lang)
    return ExitCode.UNUSABLE if dossier.unusable else ExitCode.CLEAN


def _show(page: IntakePage, form: str, look: Look) -> None:
    if form == "json":
        streams.show(as_json.intake_json(page).removesuffix("\n"))
    elif form == "md":
        streams.show(as_markdown.intake_markdown(page, look.lang).removesuffix("\n"))
    elif form == "csv":
        shown = dataclasses.replace(look, bom=delivery.stdout_is_new_file())
        streams.pour(lambda stream: as_csv.write_intake(page, stream, shown))
    else:
        streams.show(_text(page, look))


def _text(page: IntakePage, look: Look) -> str:
    from hcaudit.render.intake import as_text  # noqa: PLC0415 - it needs Rich, which costs 50 ms

    width = streams.prose_width()
    blocks: list[str] = []
    for sheet in page.read:
        blocks += [
            layout.lay_out(as_text.sheet_opening(sheet, look.lang), width),
            as_text.sheet_table(sheet, look),
            layout.lay_out(as_text.sheet_closing(sheet, look.lang), width),
        ]
    blocks.append(layout.lay_out(as_text.page_closing(page, look.lang), width))
    return "\n\n".join(block for block in blocks if block)

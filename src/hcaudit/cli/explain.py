"""The command `explain`: shows everything that decides one record; it must not find out or phrase anything itself."""

# The signature declares the options to typer; `cli/request.py` reads them from the context.
# ruff: noqa: ARG001

from __future__ import annotations

from typing import Annotated

import typer

from hcaudit import explanation
from hcaudit.cli import arguments, layout, options, request, streams
from hcaudit.cli.exits import ExitCode
from hcaudit.errors import UsageError
from hcaudit.model.explanation import Explanation
from hcaudit.render.look import Look
from hcaudit.texts import Text

FORMS = ("text", "json", "md")
"""The forms in which it is shown."""

Number = Annotated[
    str | None,
    typer.Option("--order", metavar="NO", help="explain.option-order", rich_help_panel="cli.help-arguments"),
]
OneRule = Annotated[
    str | None,
    typer.Option("--rule", metavar="CODE", help="explain.option-rule", rich_help_panel="cli.help-arguments"),
]
Form = Annotated[
    str,
    typer.Option("--format", metavar="|".join(FORMS), help="cli.option-rules-format", rich_help_panel=options.OUTPUT),
]


def explain(
    context: typer.Context,
    files: options.Files,
    order: Number = None,
    rule: OneRule = None,
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
    form: Form = "text",
    mask: options.Mask = False,
    colour: options.Colour = "auto",
    config: options.ConfigFile = None,
    lang: options.Lang = None,
    log_format: options.LogFormat = None,
    asked_help: options.Help = False,
) -> int:
    """Show everything that decides the record `order` in `files`; return the exit code."""
    arguments.one_of("--format", form, FORMS)
    if order is None or not order.strip():
        raise UsageError(Text("explain.no-order"))
    look = request.look(context)
    found = explanation.explain(request.settings(context), order, rule)
    _show(found, form, look)
    for file in found.unusable:
        streams.complain(Text("explain.unusable", file=file), look.lang)
    return ExitCode.UNUSABLE if found.unusable else ExitCode.CLEAN


def _show(found: Explanation, form: str, look: Look) -> None:
    if form == "json":
        from hcaudit.render.explanation import as_json  # noqa: PLC0415 - only one form is shown

        document = as_json.explanation_json(found, look.lang, mask=look.mask)
    elif form == "md":
        from hcaudit.render.explanation import as_markdown  # noqa: PLC0415 - only one form is shown

        document = as_markdown.explanation_markdown(found, look.lang, mask=look.mask)
    else:
        document = _text(found, look)
    streams.show(document.removesuffix("\n"))


def _text(found: Explanation, look: Look) -> str:
    from hcaudit.render.explanation import as_text  # noqa: PLC0415 - it needs Rich, which costs 50 ms

    def laid_out(passage: as_text.Passage) -> str:
        text = "\n".join(passage.lines) if passage.drawn else layout.lay_out(passage.lines, streams.prose_width())
        style = passage.style if look.colour else None
        return "\n".join(as_text.coloured(line, style) for line in text.split("\n"))

    blocks = ["\n".join(map(laid_out, block)) for block in as_text.passages(found, look)]
    return "\n\n".join(blocks)

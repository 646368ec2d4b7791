"""The command `config`: shows the settings in force, their schema and an example; it must not know what they mean."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

import typer

from hcaudit import inventory
from hcaudit.cli import arguments, language, options, outputs, request, streams
from hcaudit.cli.exits import ExitCode
from hcaudit.config import CONFIG_VARIABLE
from hcaudit.errors import UsageError
from hcaudit.render import FORMATS
from hcaudit.render.look import Look
from hcaudit.render.row_texts import json_text
from hcaudit.render.settings import Origin, Setting, Source, as_json
from hcaudit.texts import Text

FORMS = ("text", "json")
"""The forms the settings are shown in."""

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[show|schema|example]", help="config.option-words", rich_help_panel="cli.help-arguments"),
]
Form = Annotated[
    str | None,
    typer.Option("--format", metavar="|".join(FORMS), help="config.option-format", rich_help_panel=options.OUTPUT),
]


File = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help="config.option-output", rich_help_panel=options.OUTPUT),
]

_SHOW = "show"


def config(
    context: typer.Context,
    words: Words = None,
    form: Form = None,
    output: File = None,
    colour: options.Colour = "auto",
    config: options.ConfigFile = None,
    lang: options.Lang = None,
    log_format: options.LogFormat = None,
    asked_help: options.Help = False,
) -> int:
    """Do what the first of `words` says; return the exit code."""
    del colour, config, lang, log_format, asked_help
    action, *others = words or [_SHOW]
    if action not in ACTIONS:
        hint = arguments.nearest(action, ACTIONS)
        raise UsageError(Text("config.no-action", action=action, nearest=hint, known=", ".join(ACTIONS)))
    if others:
        raise UsageError(Text("config.too-many", action=action, extra=" ".join(others)))
    if form is not None:
        arguments.one_of("--format", form, FORMS)
        if action != _SHOW:
            raise UsageError(Text("config.form-elsewhere"))
    if action == _SHOW:
        if output is not None:
            raise UsageError(Text("config.output-elsewhere"))
        _show(context, form or FORMS[0])
    else:
        _deliver(DOCUMENTS[action](context), output, str(context.obj))
    return ExitCode.CLEAN


def _show(context: typer.Context, form: str) -> None:
    look = request.look(context)
    configuration = request.configuration(context)
    settings = [_file(context), _language(context), *inventory.settings_in_force(configuration)]
    if form == "json":
        streams.show(as_json.settings_json(settings).removesuffix("\n"))
    else:
        streams.show(_table(settings, look))


def _table(settings: Sequence[Setting], look: Look) -> str:
    from hcaudit.render.settings import as_text  # noqa: PLC0415 - it needs Rich, which costs 50 ms

    return as_text.settings_table(settings, look)


def _deliver(document: str, name: str | None, lang: str) -> None:
    """Show a document, or write it to the file `name`: a shell that redirects may write another encoding than UTF-8."""
    if name is None:
        streams.show(document)
        return
    (target,) = outputs.plan([name], FORMATS["json"])
    outputs.write_new(target, f"{document}\n".encode())
    streams.tell(Text("template.written", file=target.name).said_in(lang))


def _schema(context: typer.Context) -> str:
    return json_text(inventory.schema_for(request.configuration(context)), indent=2)


def _example(context: typer.Context) -> str:
    return inventory.example_for(request.configuration(context), str(context.obj)).removesuffix("\n")


DOCUMENTS: Mapping[str, Callable[[typer.Context], str]] = {"schema": _schema, "example": _example}
"""What can be written beside the settings themselves, by the word that asks for it."""

ACTIONS = (_SHOW, *DOCUMENTS)
"""What can be done with the settings."""


def _file(context: typer.Context) -> Setting:
    """Return which file is the configuration, and what says so."""
    path = request.configuration(context).path
    if context.params.get("config") is not None:
        origin = Origin(source=Source.OPTION, name="--config")
    elif os.environ.get(CONFIG_VARIABLE):
        origin = Origin(source=Source.ENVIRONMENT, name=CONFIG_VARIABLE)
    else:
        origin = Origin(source=Source.DEFAULT if path is None else Source.FOUND)
    return Setting(key="config", value=None if path is None else str(path), origin=origin)


def _language(context: typer.Context) -> Setting:
    """Return the language, and what has chosen it."""
    levels = [context, *([context.parent] if context.parent else [])]
    given = any(level.params.get("lang") is not None for level in levels)
    name = language.chooser(os.environ, option_given=given)
    sources = {None: Source.DEFAULT, language.OPTION: Source.OPTION, language.VARIABLE: Source.ENVIRONMENT}
    origin = Origin(source=sources.get(name, Source.LOCALE), name=name)
    return Setting(key="lang", value=str(context.obj), origin=origin)

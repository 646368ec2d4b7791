"""The command `rules`: shows the rulebook and checks one; it must not describe or check anything itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from hcaudit import rulebook
from hcaudit.cli import arguments, layout, options, request, streams
from hcaudit.cli.exits import ExitCode
from hcaudit.config import Config
from hcaudit.errors import UsageError
from hcaudit.packs import schema
from hcaudit.render.look import Look
from hcaudit.render.rulebook import PackVerdict, as_json, as_markdown, verdict
from hcaudit.texts import Text

FORMS = ("text", "json", "md")
"""The forms the rulebook is shown in."""

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[list|show CODE...|check PATH|schema NAME]",
        help="cli.option-rules-words",
        rich_help_panel="cli.help-arguments",
    ),
]
Form = Annotated[
    str,
    typer.Option("--format", metavar="|".join(FORMS), help="cli.option-rules-format", rich_help_panel=options.OUTPUT),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of the rulebook: the words behind the action, and all that options and configuration say."""

    words: Sequence[str]
    pack: str | None
    config: Config
    form: str
    look: Look


def rules(
    context: typer.Context,
    words: Words = None,
    pack: options.ChosenRules = None,
    form: Form = "text",
    config: options.ConfigFile = None,
    lang: options.Lang = None,
    log_format: options.LogFormat = None,
    asked_help: options.Help = False,
) -> int:
    """Do what the first of `words` says with the others, on `pack`; return the exit code."""
    del config, lang, log_format, asked_help
    arguments.one_of("--format", form, FORMS)
    action, *others = words or ["list"]
    if action not in ACTIONS:
        hint = arguments.nearest(action, ACTIONS)
        raise UsageError(Text("cli.rules-no-action", action=action, nearest=hint, known=", ".join(ACTIONS)))
    look = request.look(context)
    return ACTIONS[action](Asked(words=others, pack=pack, config=request.configuration(context), form=form, look=look))


def _list(asked: Asked) -> int:
    _at_most(asked.words, 0, "list")
    book = rulebook.open_rulebook(asked.pack, asked.config)
    overview = book.overview(asked.look.lang)
    pages = [book.page(code, asked.look.lang) for code in book.pack.rules]
    if asked.form == "json":
        _pour(as_json.list_json(overview, pages))
    elif asked.form == "md":
        _pour(as_markdown.list_markdown(overview, pages, asked.look.lang))
    else:
        from hcaudit.render.rulebook import as_text  # noqa: PLC0415 - it needs Rich, which costs 50 ms

        columns = streams.prose_width()
        opening = layout.lay_out(as_text.list_opening(overview, asked.look.lang), columns)
        closing = layout.lay_out(as_text.list_closing(overview, pages, asked.look.lang), columns)
        streams.show("\n\n".join([opening, as_text.list_table(pages, asked.look), closing]))
    return ExitCode.CLEAN


def _show(asked: Asked) -> int:
    codes = arguments.codes("rules show", asked.words or ("",))
    book = rulebook.open_rulebook(asked.pack, asked.config)
    pages = [book.page(code, asked.look.lang) for code in book.codes(codes)]
    if asked.form == "json":
        _pour(as_json.rules_json(book.overview(asked.look.lang), pages))
    elif asked.form == "md":
        _pour("\n".join(as_markdown.rule_markdown(page, asked.look.lang) for page in pages))
    else:
        from hcaudit.render.rulebook import as_text  # noqa: PLC0415 - it needs Rich, which costs 50 ms

        texts = [layout.lay_out(as_text.rule_lines(page, asked.look.lang), streams.prose_width()) for page in pages]
        streams.show("\n\n".join(texts))
    return ExitCode.CLEAN


def _check(asked: Asked) -> int:
    _at_most(asked.words, 1, "check")
    result = rulebook.check_pack(next(iter(asked.words), asked.pack), asked.config)
    if asked.form == "json":
        _pour(as_json.facts_json(verdict.verdict_facts(result, asked.look.lang)))
    elif asked.form == "md":
        _pour(verdict.verdict_markdown(result, asked.look.lang))
    else:
        streams.show(layout.lay_out(verdict.verdict_lines(result, asked.look.lang), streams.prose_width()))
    return _exit_of(result, asked.look.lang)


def _exit_of(result: PackVerdict, lang: str) -> int:
    """Return the exit code of a check, after telling on stderr that a pack did not pass."""
    if result.good:
        return ExitCode.CLEAN
    streams.complain(Text("rules.checked-bad-line", pack=result.pack, n=len(result.mistakes)), lang)
    return ExitCode.USAGE


def _schema(asked: Asked) -> int:
    """Show the JSON Schema of one kind of pack file; it is JSON in every form and the same for every pack."""
    _at_most(asked.words, 1, "schema")
    name = arguments.one_of("rules schema", next(iter(asked.words), ""), schema.SCHEMAS)
    _pour(as_json.facts_json(schema.schema(name)))
    return ExitCode.CLEAN


ACTIONS: Mapping[str, Callable[[Asked], int]] = {
    "list": _list,
    "show": _show,
    "check": _check,
    "schema": _schema,
}
"""What can be done with a rulebook, by the word that asks for it."""


def _at_most(words: Sequence[str], most: int, action: str) -> None:
    if len(words) > most:
        raise UsageError(Text("cli.rules-too-many", action=action, extra=" ".join(words[most:])))


def _pour(document: str) -> None:
    streams.show(document.removesuffix("\n"))

"""The program `hcaudit`: which commands there are, and how a run ends; it must not know what a command does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from hcaudit.cli import arguments, language, log, mistakes, options, signals, streams
from hcaudit.cli.exits import ExitCode
from hcaudit.cli.versions import version_of
from hcaudit.errors import HcauditError, UsageError
from hcaudit.texts import Text

COMMANDS = ("check", "explain", "due", "progress", "calendar", "columns", "config", "ledger", "rules", "template")
"""Every command; ``cli/NAME.py`` holds its function, and ``cli.NAME``, ``-short`` and ``-epilog`` its help page."""


class Commands(TyperGroup):
    """The group of all commands, which tells an unknown one in the user's language."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - typer's vendored types
        """Return what typer finds for the first word of `args`.

        Raises:
            UsageError: it is no command.
        """
        if args[0] not in COMMANDS:
            hint = arguments.nearest(args[0], COMMANDS)
            raise UsageError(Text("cli.unknown-command", command=args[0], nearest=hint, known=", ".join(COMMANDS)))
        return super().resolve_command(ctx, args)


def main(words: Sequence[str] | None = None) -> int:
    """Run `hcaudit` with the words of a command line (default: those of this process); return the exit code."""
    given = list(sys.argv[1:] if words is None else words)
    streams.prepare(log.form(given, os.environ))
    lang = language.spoken(given, os.environ)
    code = _ended(given, lang)
    streams.note_end(code)
    return code


def _ended(words: list[str], lang: str) -> int:
    """Return the exit code of a run, whatever ended it."""
    try:
        return _answered(words, lang)
    except SystemExit:
        raise
    except BaseException as failure:  # noqa: BLE001 - no traceback reaches a user, not even of a library's panic
        streams.complain(mistakes.of_failure(failure, bare=streams.logs()), lang)
        if details := mistakes.details(failure):
            streams.tell(details, "debug", "traceback")
        return ExitCode.INTERNAL


def build(names: Sequence[str] = COMMANDS) -> Any:  # noqa: ANN401 - typer keeps the type of a finished command to itself
    """Return the program with the commands `names`: those of a run that names one need not load the others."""
    app = typer.Typer(
        cls=Commands,
        invoke_without_command=True,
        add_completion=False,
        add_help_option=False,
        rich_markup_mode=None,
    )
    app.callback(help="cli.about", epilog="cli.about-epilog")(_root)
    for name in names:
        register = app.command(
            name,
            help=f"cli.{name}",
            short_help=f"cli.{name}-short",
            epilog=f"cli.{name}-epilog",
            add_help_option=False,
        )
        register(_command(name))
    return typer.main.get_command(app)


def _command(name: str) -> Callable[..., int]:
    """Return the function of a command."""
    command: Callable[..., int] = getattr(import_module(f"hcaudit.cli.{name}"), name)
    return command


def _answered(words: list[str], lang: str) -> int:
    """Return the exit code of a run; what the user can mend, or meant, is told in `lang`."""
    try:
        language.check(words, os.environ)
        log.check(words, os.environ)
        return _run(words, lang)
    except HcauditError as error:
        for text in mistakes.texts(error):
            streams.complain(text, lang)
        return error.exit_code
    except typer.TyperException as mistake:
        streams.complain(mistakes.of_words(mistake, _command_in(words)), lang)
        return ExitCode.USAGE
    except MemoryError:
        streams.complain(Text("cli.out-of-memory"), lang)
        return ExitCode.UNUSABLE
    except (KeyboardInterrupt, signals.Stopped) as demand:
        streams.tell_interrupted(lang)
        return demand.exit_code if isinstance(demand, signals.Stopped) else ExitCode.INTERRUPTED


def _run(words: list[str], lang: str) -> int:
    named = words[:1] if words[:1] and words[0] in COMMANDS else COMMANDS
    with signals.at_once(streams.farewell(lang)):
        program = build(named)
    code = int(program.main(words, prog_name="hcaudit", standalone_mode=False, obj=lang) or 0)
    if code == ExitCode.INTERRUPTED:  # typer has swallowed Ctrl-C
        raise KeyboardInterrupt
    return code


def _command_in(words: Sequence[str]) -> str:
    """Return the command that `words` name, as the user writes it."""
    return " ".join(["hcaudit", *[word for word in words if word in COMMANDS][:1]])


def _version(asked: bool) -> None:
    if asked:
        streams.show(f"hcaudit {version_of('hcaudit')}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option(
        "--version", is_eager=True, callback=_version, help="cli.option-version", rich_help_panel=options.GENERAL
    ),
]


def _root(
    context: typer.Context,
    version: Version = False,
    lang: options.Lang = None,
    asked_help: options.Help = False,
) -> None:
    """Show the help page where no command is given; the options are read before this is called."""
    del version, lang, asked_help
    if context.invoked_subcommand is None:
        options.show_help(context, asked=False)

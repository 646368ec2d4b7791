"""Turns mistakes on the command line and failures of hcaudit into sentences; it must not know how they are shown.

Typer tells its own mistakes in English only; what each is about is read from the fields they carry.
"""

from __future__ import annotations

import os
import traceback

import typer

from hcaudit.errors import HcauditError
from hcaudit.texts import Text

DEBUG = "HCAUDIT_DEBUG"


def of_words(mistake: typer.TyperException, command: str) -> Text:
    """Return what is wrong with the command line typer refused; the help page of `command` says how it should be."""
    return Text("cli.wrong-usage", mistake=_wrong(mistake), command=command)


def _wrong(mistake: typer.TyperException) -> Text:
    option = getattr(mistake, "option_name", None)
    match type(mistake).__name__:
        case "NoSuchOption":
            near = getattr(mistake, "possibilities", None) or ()
            hint = Text("cli.did-you-mean", words=" / ".join(near)) if near else Text("cli.nothing")
            return Text("cli.unknown-option", option=option, nearest=hint)
        case "BadOptionUsage":
            needs_value = "requires" in mistake.format_message()
            return Text("cli.option-needs-value" if needs_value else "cli.option-takes-none", option=option)
        case "MissingParameter":
            return Text("cli.missing", what=getattr(getattr(mistake, "param", None), "metavar", None) or "")
        case _:
            return Text("cli.other-mistake", words=mistake.format_message())


def of_failure(failure: BaseException, *, bare: bool = False) -> Text:
    """Return what to report about an exception nobody meant, in one line; `bare` leaves out words that may be data."""
    kind, words = type(failure).__name__, "" if bare else " ".join(str(failure).split())
    return Text("cli.internal-error", failure=f"{kind}: {words}" if words else kind, variable=DEBUG)


def details(failure: BaseException) -> str | None:
    """Return the traceback for the developer who asked for it with HCAUDIT_DEBUG, else None."""
    if os.environ.get(DEBUG, "0") in ("", "0"):
        return None
    return "".join(traceback.format_exception(failure)).rstrip()


def texts(error: HcauditError) -> tuple[Text, ...]:
    """Return the sentences of an error hcaudit raised, or the failure it stands for where it carries none."""
    return error.texts or (of_failure(error),)

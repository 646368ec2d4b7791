"""Which language hcaudit speaks to its user; it must not know what is said.

``--lang`` anywhere on the command line wins, then ``HCAUDIT_LANG``, then the locale.  It is read from the
bare words of the command line, before they are parsed, so that mistakes in them are told in it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hcaudit.cli import arguments
from hcaudit.texts import DEFAULT_LANGUAGE, LANGUAGES

OPTION = "--lang"
VARIABLE = "HCAUDIT_LANG"
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def spoken(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language to speak: the one asked for, else the locale's, else Chinese."""
    _, asked = _asked_for(words, environment)
    return asked if asked in LANGUAGES else _of_locale(environment)


def check(words: Sequence[str], environment: Mapping[str, str]) -> None:
    """Make sure that hcaudit speaks the language asked for.

    Raises:
        UsageError: it does not.
    """
    source, asked = _asked_for(words, environment)
    if asked is not None:
        arguments.one_of(source, asked, LANGUAGES)


def _asked_for(words: Sequence[str], environment: Mapping[str, str]) -> tuple[str, str | None]:
    """Return what asks for a language, and for which."""
    option = _option(words)
    return (OPTION, option) if option is not None else (VARIABLE, environment.get(VARIABLE) or None)


def _of_locale(environment: Mapping[str, str]) -> str:
    locale = next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), "")
    language = locale.partition("_")[0].partition(".")[0].lower()
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def _option(words: Sequence[str]) -> str | None:
    """Return the value of the last ``--lang``, before a ``--`` ends the options."""
    options = list(words[: words.index("--")] if "--" in words else words)
    found = None
    for place, word in enumerate(options):
        if word == OPTION:
            found = next(iter(options[place + 1 :]), found)
        elif word.startswith(f"{OPTION}="):
            found = word.partition("=")[2]
    return found

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
    _, asked = arguments.asked_for(OPTION, VARIABLE, words, environment)
    return asked if asked in LANGUAGES else _of_locale(environment)


def check(words: Sequence[str], environment: Mapping[str, str]) -> None:
    """Make sure that hcaudit speaks the language asked for.

    Raises:
        UsageError: it does not.
    """
    source, asked = arguments.asked_for(OPTION, VARIABLE, words, environment)
    if asked is not None:
        arguments.one_of(source, asked, LANGUAGES)


def chooser(environment: Mapping[str, str], *, option_given: bool) -> str | None:
    """Return the option or variable that chooses the language, None where nothing does and it is Chinese."""
    if option_given:
        return OPTION
    if environment.get(VARIABLE):
        return VARIABLE
    name = _locale_variable(environment)
    return name if name and _language_in(environment[name]) in LANGUAGES else None


def _of_locale(environment: Mapping[str, str]) -> str:
    name = _locale_variable(environment)
    language = _language_in(environment[name]) if name else DEFAULT_LANGUAGE
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def _locale_variable(environment: Mapping[str, str]) -> str | None:
    """Return the variable that decides the locale, None if none is set."""
    return next((name for name in LOCALE_VARIABLES if environment.get(name)), None)


def _language_in(locale: str) -> str:
    return locale.partition("_")[0].partition(".")[0].lower()

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


def of_locale(environment: Mapping[str, str]) -> str:
    """Return the language of the locale; Chinese unless the locale names another one hcaudit speaks."""
    locale = next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), "")
    language = locale.partition("_")[0].partition(".")[0].lower()
    return language if language in LANGUAGES else DEFAULT_LANGUAGE


def asked_for(words: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """Return the language the command line or ``HCAUDIT_LANG`` asks for.

    Raises:
        UsageError: hcaudit does not speak that language.
    """
    if (language := _option(words)) is not None:
        return arguments.one_of(OPTION, language, LANGUAGES)
    if language := environment.get(VARIABLE):
        return arguments.one_of(VARIABLE, language, LANGUAGES)
    return None


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

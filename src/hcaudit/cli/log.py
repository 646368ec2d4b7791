"""What is said on stderr as lines of JSON (`--log-format json`), for what collects logs; it must not know who says it.

A line has the time, the level, what it is about (`event`) and, where there are any, the sentence and facts.  Above the
level ``debug`` no line has data in it: of a value that could not be understood it tells the place, not the value.

Like the language, the form is read from the bare words of the command line, so that mistakes in them are told in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from hcaudit.cli import arguments
from hcaudit.render.row_texts import json_text
from hcaudit.texts import Text

OPTION = "--log-format"
VARIABLE = "HCAUDIT_LOG_FORMAT"
TEXT, JSON = "text", "json"
FORMS = (TEXT, JSON)

_PLACE = ("file", "sheet", "row", "column")
_QUOTING = ("load.problem-", "load.json")
"""Sentences whose keys begin so quote what stands in a file."""


def form(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the form asked for, else text; what is no form is text, too, until `check` refuses it."""
    _, asked = arguments.asked_for(OPTION, VARIABLE, words, environment)
    return asked if asked in FORMS else TEXT


def check(words: Sequence[str], environment: Mapping[str, str]) -> None:
    """Make sure that the form asked for is one.

    Raises:
        UsageError: it is not.
    """
    source, asked = arguments.asked_for(OPTION, VARIABLE, words, environment)
    if asked is not None:
        arguments.one_of(source, asked, FORMS)


def line(level: str, event: str, message: str | None = None, /, **facts: object) -> str:
    """Return one line of the log; facts that are None are left out."""
    given = {"message": message, **facts}
    entry = {"time": _now(), "level": level, "event": event}
    return json_text(entry | {name: value for name, value in given.items() if value is not None})


def error(text: Text, lang: str) -> str:
    """Return the line for something that is wrong; where its sentence quotes data, it says where that is instead."""
    values = dict(text.values)
    place = {name: _plain(values.get(name)) for name in _PLACE}
    if text.key.startswith(_QUOTING):
        return line("error", text.key, **place)
    return line("error", text.key, text.said_in(lang), **place)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int) else str(value)


def _now() -> str:
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")

"""Reads the values of options: days, months, lists of codes, parameters; it must not know what they are for.

Every function names the option in its complaint and shows the right form.
"""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import re
from collections.abc import Collection, Mapping, Sequence

from hcaudit.errors import UsageError
from hcaudit.texts import Text

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPAN = re.compile(r"(.*?)\.\.(.*)", re.DOTALL)
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_WHOLE_NUMBER = re.compile(r"[0-9]{1,6}")
_SEPARATORS = re.compile(r"[,，、\s]+")
_PARAMETER = re.compile(r"\s*([^\s.=]+\.[^\s.=]+)\s*=(.*)", re.DOTALL)

Period = tuple[dt.date | None, dt.date | None]


def one_of(option: str, value: str, known: Collection[str]) -> str:
    """Return `value` if it is one of `known`.

    Raises:
        UsageError: it is not; the message lists the known ones and the nearest.
    """
    if value in known:
        return value
    raise UsageError(
        Text("cli.not-one-of", option=option, value=value, known=", ".join(known), nearest=nearest(value, known))
    )


def nearest(value: str, known: Collection[str]) -> Text:
    """Return the hint "did you mean …" for the known words close to `value`, or a hint that says nothing."""
    close = difflib.get_close_matches(value.lower(), known, n=2)
    return Text("cli.did-you-mean", words=" / ".join(close)) if close else Text("cli.nothing")


def asked_for(
    option: str, variable: str, words: Sequence[str], environment: Mapping[str, str]
) -> tuple[str, str | None]:
    """Return what asks for something - an option, read from the bare words, or a variable - and what it asks for."""
    told = _last_value(option, words)
    return (option, told) if told is not None else (variable, environment.get(variable) or None)


def _last_value(option: str, words: Sequence[str]) -> str | None:
    """Return the value of the last `option`, before a ``--`` ends the options."""
    options = list(words[: words.index("--")] if "--" in words else words)
    found = None
    for place, word in enumerate(options):
        if word == option:
            found = next(iter(options[place + 1 :]), found)
        elif word.startswith(f"{option}="):
            found = word.partition("=")[2]
    return found


def day(option: str, value: str | None) -> dt.date | None:
    """Return the date `value` names (``2021-12-31``); None where the option is not given.

    Raises:
        UsageError: it is no date in that form.
    """
    return None if value is None else date(option, value)


def date(option: str, value: str) -> dt.date:
    """Return the date `value` names (``2021-12-31``); `option` is what the user wrote before it.

    Raises:
        UsageError: it is no date in that form.
    """
    try:
        if _DAY.fullmatch(value):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise UsageError(Text("cli.not-a-day", option=option, value=value))


def span(option: str, value: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the span `value` (``2022-01-05..2022-01-20``).

    Raises:
        UsageError: it is none in that form, or it ends before it begins.
    """
    match = _SPAN.fullmatch(value)
    if match is None:
        raise UsageError(Text("cli.not-a-span", option=option, value=value))
    first, last = date(option, match[1]), date(option, match[2])
    if first > last:
        raise UsageError(Text("cli.span-backwards", option=option, first=first, last=last))
    return first, last


def month(option: str, value: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the month `value` (``2021-12``).

    Raises:
        UsageError: it is no month in that form.
    """
    if match := _MONTH.fullmatch(value):
        year, number = int(match[1]), int(match[2])
        if year >= dt.MINYEAR:
            last = calendar.monthrange(year, number)[1]
            return dt.date(year, number, 1), dt.date(year, number, last)
    raise UsageError(Text("cli.not-a-month", option=option, value=value))


def period(month_value: str | None, from_value: str | None, to_value: str | None) -> Period:
    """Return the first and last day of the period that ``--month`` or ``--from``/``--to`` choose.

    Raises:
        UsageError: one is unreadable, both are given, or the period ends before it begins.
    """
    if month_value is not None:
        if from_value is not None or to_value is not None:
            raise UsageError(Text("cli.month-and-days"))
        return month("--month", month_value)
    first, last = day("--from", from_value), day("--to", to_value)
    if first and last and first > last:
        raise UsageError(Text("cli.period-backwards", first=first, last=last))
    return first, last


def whole_number(option: str, value: str) -> int:
    """Return the number, none below zero, that `value` names.

    Raises:
        UsageError: it is none.
    """
    if not _WHOLE_NUMBER.fullmatch(value):
        raise UsageError(Text("cli.not-a-number", option=option, value=value))
    return int(value)


def codes(option: str, values: Sequence[str] | None) -> tuple[str, ...]:
    """Return the codes of an option that may be repeated and may hold lists, each code once.

    Raises:
        UsageError: the option is given without any code.
    """
    found = dict.fromkeys(code for value in values or () for code in _SEPARATORS.split(value) if code)
    if values and not found:
        raise UsageError(Text("cli.no-codes", option=option))
    return tuple(found)


def parameters(option: str, values: Sequence[str] | None) -> Mapping[str, str]:
    """Return rule parameters (``T12.min_working_days``) → value, as they stand on the command line.

    Raises:
        UsageError: one is not of the form ``CODE.PARAMETER=VALUE``, or two contradict each other.
    """
    found: dict[str, str] = {}
    for value in values or ():
        match = _PARAMETER.fullmatch(value)
        if match is None or not match[2].strip():
            raise UsageError(Text("cli.not-a-parameter", option=option, value=value))
        name, setting = match[1], match[2].strip()
        if found.setdefault(name, setting) != setting:
            raise UsageError(Text("cli.parameter-twice", option=option, name=name, one=found[name], other=setting))
    return found


def encoding(value: str | None) -> str | None:
    """Return the name of a text encoding as it is given; None where it is not.

    Raises:
        UsageError: there is no such encoding.
    """
    try:
        if value is not None:
            "a".encode(value)
    except (LookupError, ValueError):
        raise UsageError(Text("cli.not-an-encoding", value=value)) from None
    return value

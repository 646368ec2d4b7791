"""Mistakes in the configuration's shape, in words: key, what is wrong, what is allowed; it knows no file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hcaudit.model.form_mistakes import why_wrong
from hcaudit.texts import Text


def mistakes_of(error: ValidationError, form: type[BaseModel]) -> list[Text]:
    """Return one text for each mistake pydantic found."""
    return [_mistake(details, form) for details in error.errors(include_url=False)]


def known_and_nearest(word: str, known: Iterable[str]) -> dict[str, object]:
    """Return the values `known` and `nearest` of a message about a word that is not known."""
    choices = list(known)
    close = difflib.get_close_matches(word, choices, n=2)
    nearest = Text("config.did-you-mean", words=" / ".join(close)) if close else Text("config.nothing")
    return {"known": ", ".join(choices), "nearest": nearest}


def _mistake(details: ErrorDetails, form: type[BaseModel]) -> Text:
    parts = [part for part in details["loc"] if part != "[key]"]
    if details["type"] == "extra_forbidden":
        *above, name = map(str, parts)
        choices = known_and_nearest(name, _keys_at(form, above))
        return Text("config.key-unknown", key=".".join([*above, name]), **choices)
    return Text("config.value-wrong", key=_path(parts), why=why_wrong(details))


def _path(parts: Iterable[int | str]) -> str:
    """Return where a value stands: ``units.城关供电所[2]``, members counted from 1."""
    path = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in parts)
    return path.removeprefix(".")


def _keys_at(form: type[BaseModel], path: Iterable[str]) -> list[str]:
    """Return the keys the table at `path` may have."""
    for part in path:
        inner = form.model_fields[part].annotation
        if not isinstance(inner, type) or not issubclass(inner, BaseModel):
            return []
        form = inner
    return list(form.model_fields)

"""Mistakes in files that people write, in words: file, key, what is wrong, what is allowed; it knows no pack."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hcaudit.model.form_mistakes import why_wrong
from hcaudit.texts import Text


def mistakes_of(error: ValidationError, file: str, form: type[BaseModel]) -> list[Text]:
    """Return one text for each mistake pydantic found in `file`."""
    return [_mistake(details, file, form) for details in error.errors(include_url=False)]


def nearest(word: str, known: Iterable[str], most: int = 3) -> str:
    """Return the known words most like `word`, or all of them where none is like it, joined for a message."""
    choices = sorted(known)
    return ", ".join(difflib.get_close_matches(word, choices, n=most, cutoff=0.5) or choices)


def _mistake(details: ErrorDetails, file: str, form: type[BaseModel]) -> Text:
    path = ".".join(str(part) for part in details["loc"] if not str(part).endswith("Form"))
    match details["type"]:
        case "missing":
            return Text("packs.key-missing", file=file, key=path)
        case "extra_forbidden":
            known = ", ".join(_keys_at(form, details["loc"][:-1]))
            return Text("packs.key-unknown", file=file, key=path, known=known)
        case _ if path:
            return Text("packs.value-wrong", file=file, key=path, why=why_wrong(details))
        case _:
            return Text("packs.file-wrong", file=file, why=why_wrong(details))


def _keys_at(form: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """Return the keys the table at `path` may have."""
    for part in path:
        if isinstance(part, int):
            continue
        field = next((f for name, f in form.model_fields.items() if part in (name, f.alias)), None)
        form = next(iter(_forms_in(field.annotation)), form) if field else form
    return [field.alias or name for name, field in form.model_fields.items()]


def _forms_in(annotation: object) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _forms_in(inner)

"""Documents spoiled in every way a person may spoil them, to hold a schema against a parser."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]
Way = tuple[str | int, ...]

STRANGE = [0, -1, 1.5, True, "", "x", "17", [], ["x"], [1], {}, {"x": "y"}]


def as_json(node: object) -> object:
    """Return a TOML document as a validator of JSON sees it: days are texts."""
    match node:
        case dict():
            return {key: as_json(value) for key, value in node.items()}
        case list():
            return [as_json(value) for value in node]
        case dt.date():
            return node.isoformat()
        case _:
            return node


def paths(node: object, at: Way = ()) -> Iterator[Way]:
    """Yield the way to every value in a document."""
    inner: Any = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield (*at, key)
        yield from paths(value, (*at, key))


def spoiled(document: Document) -> Iterator[tuple[str, Document]]:
    """Yield copies of `document`, each with one value taken out, replaced by something strange, or one key too many."""
    for *way, last in paths(document):
        for strange in (None, *STRANGE):
            copied = copy.deepcopy(document)
            table: Any = copied
            for step in way:
                table = table[step]
            if strange is None:
                del table[last]
            else:
                table[last] = strange
            yield f"{[*way, last]} -> {strange!r}", copied
        copied = copy.deepcopy(document)
        table = copied
        for step in way:
            table = table[step]
        if isinstance(table, dict):
            table["one_key_too_many"] = "x"
            yield f"{way} has a strange key", copied

"""The JSON Schema of a form as TOML can hold what it describes; it must not know any form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plain(node: Any) -> Any:  # noqa: ANN401 - any piece of JSON
    """Return a piece of a schema without what TOML cannot write (null) and without titles that repeat a key."""
    if isinstance(node, list):
        return [plain(one) for one in node if one != {"type": "null"}]
    if not isinstance(node, dict):
        return node
    kept = {key: plain(one) for key, one in node.items() if one is not None and not _is_title(key, one)}
    match kept:
        case {"anyOf": [one], **others}:
            return {**one, **others}
        case _:
            return kept


def _is_title(key: str, value: object) -> bool:
    return key == "title" and isinstance(value, str)

"""What is wrong with a file that people write, in words for both languages; it must not know any form or file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from tomllib import TOMLDecodeError

from pydantic_core import ErrorDetails

from hcaudit.texts import Text

_WANTED: Mapping[str, str] = {
    "bool_type": "forms.wants-true-or-false",
    "date_from_datetime_inexact": "forms.wants-date",
    "date_type": "forms.wants-date",
    "dict_type": "forms.wants-table",
    "greater_than": "forms.wants-more-than",
    "greater_than_equal": "forms.wants-at-least",
    "int_type": "forms.wants-whole-number",
    "list_type": "forms.wants-list",
    "model_type": "forms.wants-table",
    "string_pattern_mismatch": "forms.wants-pattern",
    "string_too_short": "forms.wants-filled",
    "string_type": "forms.wants-words",
    "too_short": "forms.wants-members",
    "tuple_type": "forms.wants-list",
}
"""What a value should have been, by pydantic's name of the mistake."""

_PLACE = re.compile(r"line (\d+), column (\d+)")


def why_wrong(details: ErrorDetails) -> Text | str:
    """Return what is wrong with a value and what it should be.

    A validator of a form gives the sentence itself, as the argument of its ``ValueError``.  What pydantic names in no
    other way stays in its own words.
    """
    context = details.get("ctx", {})
    match details["type"]:
        case "value_error" if context["error"].args:
            said: Text | str = context["error"].args[0]
            return said
        case "literal_error":
            return Text("forms.wants-one-of", expected=context["expected"].replace("'", "").replace(" or ", ", "))
        case kind if kind in _WANTED:
            return Text(_WANTED[kind], **context)
        case _:
            return details["msg"]


def toml_place(error: TOMLDecodeError) -> tuple[int, int] | None:
    """Return the line and the column at which a file ceases to be TOML, None where that is its end."""
    place = _PLACE.search(str(error))
    return None if place is None else (int(place[1]), int(place[2]))

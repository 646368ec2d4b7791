"""Every sentence hcaudit says, by key and language; it must not know when a sentence is said.

The folders ``zh`` and ``en`` beside this module hold one TOML file an area (``load.toml``, ``render.toml`` …)
with the same keys.  ``{n}`` in a sentence is a value, ``{n:rule|rules}`` the word that goes with it: the first for 1,
the second for any other number.  A `Text` is a key with the values to fill in; it becomes words only at the edge,
where the user's language is known.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

LANGUAGES = ("zh", "en")
DEFAULT_LANGUAGE = "zh"

_COUNTED = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")
"""A word that goes with a number."""


@functools.cache
def catalogue(lang: str, area: str) -> Mapping[str, str]:
    """Return the sentences of one language and area, key → template."""
    text = resources.files(__name__).joinpath(lang, f"{area}.toml").read_text(encoding="utf-8")
    return {str(key): str(words) for key, words in tomllib.loads(text).items()}


def say(key: str, lang: str = DEFAULT_LANGUAGE, /, **values: object) -> str:
    """Return the sentence `key` (``area.name``) in `lang` with `values` filled in.

    Raises:
        KeyError: the catalogue has no such key.

    >>> say("rules.checked-bad", "en", pack="mine", n=1)
    'The rule pack mine has 1 mistake:'
    """
    area, name = key.split(".", 1)
    template = _COUNTED.sub(lambda found: found[2 if str(values[found[1]]) == "1" else 3], catalogue(lang, area)[name])
    return template.format(**values)


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """A sentence not yet said: its key and the values it speaks of."""

    key: str
    values: tuple[tuple[str, object], ...]

    def __init__(self, key: str, /, **values: object) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "values", tuple(sorted(values.items())))

    def said_in(self, lang: str) -> str:
        """Return the sentence in `lang`; values that are texts or wordings by language are said in it too."""
        return say(self.key, lang, **{name: _value_in(lang, value) for name, value in self.values})

    def __str__(self) -> str:
        return self.said_in(DEFAULT_LANGUAGE)


def _value_in(lang: str, value: object) -> object:
    match value:
        case Text():
            return value.said_in(lang)
        case Mapping():
            return value[lang]
        case tuple():
            return say("reason.comma", lang).join(str(_value_in(lang, part)) for part in value)
        case _:
            return value

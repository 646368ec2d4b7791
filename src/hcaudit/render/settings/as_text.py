"""The settings in force as a table for a terminal; it must not know what sets them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import PurePath

from hcaudit.render.as_table import write_blocks
from hcaudit.render.blocks import Block
from hcaudit.render.cells import visible_text
from hcaudit.render.fitting import Column
from hcaudit.render.look import Look
from hcaudit.render.settings.page import Setting, Source
from hcaudit.texts import say

_NARROWEST: Mapping[str, int] = {"value": 16, "source": 14}
"""Columns that may be folded; a key stays whole, so that it can be copied."""


def settings_table(settings: Sequence[Setting], look: Look) -> str:
    """Return a table with a row a setting, fitted to the terminal's width."""
    lang = look.lang
    columns = {
        "key": [one.key for one in settings],
        "value": [_value_words(one.value, lang) for one in settings],
        "source": [_origin_words(one, lang) for one in settings],
    }
    shown = [
        Column(
            name=name,
            heading=say(f"config.heading-{name}", lang),
            values=[visible_text(text) for text in texts],
            wraps=_NARROWEST.get(name),
        )
        for name, texts in columns.items()
    ]
    table = BytesIO()
    write_blocks(iter([Block(words="", columns=shown)]), table, look)
    return table.getvalue().decode().strip("\n")


def _value_words(value: object, lang: str) -> str:
    """Return a value as hcaudit.toml writes it; where there is none the words say so."""
    if value is None:
        return say("config.no-value", lang)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) or "{}"
    return _toml(value)


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _origin_words(one: Setting, lang: str) -> str:
    """Return what sets a setting; a file by its name, for its path stands above."""
    name = one.origin.name or ""
    if one.origin.source is Source.FILE:
        name = PurePath(name).name
    return say(f"config.source-{one.origin.source}", lang, name=name)

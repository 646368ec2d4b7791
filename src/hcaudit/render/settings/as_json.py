"""The settings in force as JSON; it must not know who reads it."""

from __future__ import annotations

from collections.abc import Sequence

from hcaudit.render.row_texts import json_text
from hcaudit.render.settings.page import Setting


def settings_json(settings: Sequence[Setting]) -> str:
    """Return the settings as a list of objects: key, value, source, and the file, option or variable it names."""
    rows = [
        {"key": one.key, "value": one.value, "source": str(one.origin.source), "name": one.origin.name}
        for one in settings
    ]
    return f"{json_text({'settings': rows}, indent=2)}\n"

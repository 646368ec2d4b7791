"""The tables of a small rule file, to be changed by a test; it must not know what becomes of them."""

from __future__ import annotations

from typing import Any

Table = dict[str, Any]

WORDS = {"zh": "甲", "en": "A"}


def rule(**changes: Any) -> Table:
    """Return a rule file as TOML reads it, with other values for some keys."""
    table: Table = {
        "code": "X01",
        "name": "an-example",
        "clause": "一",
        "title": WORDS,
        "explanation": WORDS,
        "applies": {"kind": "orders"},
        "check": {"limit": {"field": "steps", "over": 1, "unit_of_measure": "steps"}},
    }
    return {**table, **changes}


def item(**changes: Any) -> Table:
    """Return a line of the tariff without any money."""
    return {"id": "1.1", "event": WORDS, **changes}

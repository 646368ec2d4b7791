"""Where the rules are that ship with hcaudit; it must not know what stands in them."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path


def rules_folder() -> Traversable:
    """Return the folder of rules: package data where hcaudit is installed, else the checkout's own folder."""
    shipped = resources.files("hcaudit").joinpath("rules")
    return shipped if shipped.is_dir() else Path(__file__).parents[2] / "rules"

"""The words of a drop-down list; it must not know what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The words of a drop-down list; `closed`: no other word is understood."""

    words: tuple[str, ...]
    closed: bool


ByField = Mapping[tuple[str, str], Choices]
"""Choices by kind and field."""

"""One setting, its value and where it comes from, whatever the form; it must not know any form of output."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """What sets a setting."""

    DEFAULT = "default"
    PACK = "pack"
    FILE = "file"
    FOUND = "found"
    OPTION = "option"
    ENVIRONMENT = "environment"
    LOCALE = "locale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a setting comes from; `name` is the file, the option, the variable or the pack that sets it."""

    source: Source
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting: its key as hcaudit.toml has it, and its value as JSON can hold it, None where it has none."""

    key: str
    value: object
    origin: Origin

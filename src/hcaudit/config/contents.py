"""What a user laid down for every run, as the program has it; it must not know how that is written in a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from hcaudit.config.finding import CONFIG_NAME
from hcaudit.errors import ConfigError
from hcaudit.texts import Text
from hcaudit.workdays import Overlay

Given = TypeVar("Given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """What is written, and how, where the command line does not say; None where the file does not say it either.

    `files` are paths as the file has them: relative to its folder.
    """

    files: tuple[str, ...] = ()
    format: str | None = None
    show: str | None = None
    headers: str | None = None
    mask: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a user laid down; one without a `path` says nothing.

    `parameters` are rule parameters by ``CODE.NAME``; `roster` the client managers there are (None: not told);
    `columns` maps kind → field → further headers, `values` vocabulary → value → further words, `units` a unit's name
    → its other spellings; `overlays` are laid over the calendar; `memory_mb` and `time_s` limit what reading one
    file may take; `outputs` is what to write.

    `mistakes` says what is wrong with the file's shape; the part that is wrong is left out.  Whoever uses the
    configuration raises them together with those that only he can see, so that all are told at once.
    """

    path: Path | None = None
    pack: str | None = None
    parameters: Mapping[str, int] = field(default_factory=dict)
    roster: frozenset[str] | None = None
    columns: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    units: Mapping[str, Sequence[str]] = field(default_factory=dict)
    overlays: tuple[Overlay, ...] = ()
    memory_mb: int | None = None
    time_s: int | None = None
    outputs: Outputs = Outputs()
    mistakes: tuple[Text, ...] = ()

    @property
    def name(self) -> str:
        """What messages call the configuration."""
        return self.path.name if self.path else CONFIG_NAME

    @property
    def folder(self) -> Path:
        """What its paths are relative to."""
        return self.path.parent if self.path else Path()

    def blamed(self, mistake: Text) -> Text:
        """Return a mistake with the name of the configuration before it."""
        return Text("config.mistake", file=self.name, mistake=mistake)


def or_else(shipped: Given, make: Callable[[], Given], config: Config | None, mistakes: list[Text]) -> Given:
    """Return what `make` makes, or what is shipped after adding the mistakes, blamed on `config` if one is given."""
    try:
        return make()
    except ConfigError as error:
        mistakes += [config.blamed(text) if config else text for text in error.texts]
        return shipped

"""What a run depends on beside the contents of its files; it must not know what is done with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hcaudit.config import Config
from hcaudit.load import Source
from hcaudit.texts import DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a run depends on beside the files' contents.

    `sources` are paths, globs, ``-`` or in-memory tables; `config` is what the user laid down for every run, and what
    is given here wins over it; `pack` an id or a folder; `select`, `extend_select` and `ignore` rule codes or
    prefixes; `parameters` rule parameters by ``CODE.NAME``; `as_of` None takes the latest event date of the data;
    `decisions` are the files of supervisors' decisions; `early_warnings` asks the report for the clocks that are still
    running; `since` is the JSON of an earlier run, to compare the report with.
    """

    sources: Sequence[Source]
    config: Config = field(default_factory=Config)
    pack: str | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    as_of: dt.date | None = None
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    decisions: Sequence[Source] = ()
    lang: str = DEFAULT_LANGUAGE
    kind: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    early_warnings: bool = False
    since: Path | None = None

"""What a run is given: from settings to records, decisions, rules and calendar; it must not judge anything."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from hcaudit.config import Config
from hcaudit.errors import ConfigError, InputError, NothingJudgedError
from hcaudit.groundwork import (
    calendar_for,
    decision_vocabulary_for,
    pack_for,
    parameters_for,
    vocabulary_for,
)
from hcaudit.judging.selection import Selection, select_rules
from hcaudit.judging.unplaced import unplaced_types
from hcaudit.load import LoadOptions, Source, Vocabulary, load
from hcaudit.model.problems import problem_texts
from hcaudit.model.records import Dossier
from hcaudit.model.rule import Pack
from hcaudit.texts import DEFAULT_LANGUAGE, Text
from hcaudit.workdays import WorkCalendar


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is judged with: the pack, the rules of it that are chosen, the calendar."""

    pack: Pack
    selection: Selection
    calendar: WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Everything that was read: records and `decisions` (None: none were given), and what they are judged with."""

    dossier: Dossier
    decisions: Dossier | None
    ground: Ground


def gathered(settings: Settings) -> Gathered:
    """Return what the files of `settings` hold, and what it is to be judged with.

    Raises:
        HcauditError: the settings, the pack or all of the files cannot be used.
    """
    mistakes = list(settings.config.mistakes)
    vocabulary = vocabulary_for(settings.config, mistakes)
    if mistakes:
        # Nothing will be judged: what else is wrong with the configuration is told along with them.
        _ground(settings, vocabulary, mistakes)
    beside = ThreadPoolExecutor(max_workers=1)
    try:
        # While Arrow reads, the interpreter is free for the pack and the calendar.
        loading = beside.submit(_load, settings, vocabulary)
        ground = _ground(settings, vocabulary, mistakes)
        dossier = loading.result()
    finally:
        # Who is interrupted, or has a mistake to tell, does not wait for the last file to be read.
        beside.shutdown(wait=False, cancel_futures=True)
    if not dossier.records:
        raise NothingJudgedError(*problem_texts(dossier.problems), *_left_out(dossier), Text("audit.nothing-read"))
    decisions = load_decisions(settings.decisions, settings.config) if settings.decisions else None
    return Gathered(dossier=dossier, decisions=decisions, ground=ground)


def read(settings: Settings) -> Dossier:
    """Return what the files of `settings` say, as it was understood; what the pack has no class for is a problem.

    Raises:
        HcauditError: the settings cannot be used, or a file does not exist.
    """
    mistakes = list(settings.config.mistakes)
    vocabulary = vocabulary_for(settings.config, mistakes)
    pack = pack_for(settings.pack, settings.config, vocabulary, mistakes)
    if mistakes:
        raise ConfigError(*mistakes)
    dossier = _load(settings, vocabulary)
    problems = pa.concat_tables([dossier.problems, unplaced_types(dossier, pack)])
    return dataclasses.replace(dossier, problems=problems)


def _ground(settings: Settings, vocabulary: Vocabulary, mistakes: list[Text]) -> Ground:
    """Return what the files of `settings` are judged with.

    Raises:
        ConfigError: with all `mistakes`, those found here among them.
    """
    config = settings.config
    pack = pack_for(settings.pack, config, vocabulary, mistakes)
    parameters = parameters_for(settings.parameters, config, pack, mistakes)
    calendar = calendar_for(config, mistakes)
    if mistakes:
        raise ConfigError(*mistakes)
    selection = select_rules(pack, settings.select, settings.extend_select, settings.ignore, parameters)
    return Ground(pack=pack, selection=selection, calendar=calendar)


def _left_out(dossier: Dossier) -> Iterable[Text]:
    """Return why files were left out that are no problem in themselves: a lock file, a report of hcaudit's own."""
    notes = (
        Text("audit.left-out", file=sheet.file, note=Text(sheet.note))
        for sheet in dossier.intake
        if sheet.kind is None and sheet.note and sheet.file not in dossier.unusable
    )
    return dict.fromkeys(notes)


def _load(settings: Settings, vocabulary: Vocabulary) -> Dossier:
    options = LoadOptions(kind=settings.kind, encoding=settings.encoding, sheet=settings.sheet)
    return load(settings.sources, vocabulary=vocabulary, options=_limited(options, settings.config))


def _limited(options: LoadOptions, config: Config) -> LoadOptions:
    """Return `options` with the limits that the configuration sets on reading a file."""
    return dataclasses.replace(
        options,
        memory_limit_mb=config.memory_mb or options.memory_limit_mb,
        time_limit_s=config.time_s or options.time_limit_s,
    )


def load_decisions(sources: Sequence[Source], config: Config) -> Dossier:
    """Return the decisions in `sources`: files of their own, or reports that were filled in.

    Raises:
        InputError: one of them cannot be used; a decision is never left out in silence.
    """
    options = _limited(LoadOptions(), config)
    decisions = load(sources, vocabulary=decision_vocabulary_for(config), options=options)
    if decisions.unusable:
        raise InputError(*problem_texts(decisions.problems), Text("audit.decisions-unusable"))
    return decisions

"""What a run is given: from settings to records, decisions, rules and calendar; it must not judge anything."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass

import pyarrow as pa

from hcaudit.errors import ConfigError, NothingJudgedError
from hcaudit.groundwork import calendar_for, pack_for, parameters_for
from hcaudit.judging.selection import Selection, select_rules
from hcaudit.judging.unplaced import unplaced_types
from hcaudit.load import Vocabulary
from hcaudit.model.problems import problem_texts
from hcaudit.model.records import Dossier
from hcaudit.model.rule import Pack
from hcaudit.reading import Reading, begun, load_decisions
from hcaudit.settings import Settings
from hcaudit.texts import Text
from hcaudit.workdays import WorkCalendar


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


def gathered(settings: Settings, reading: Reading | None = None) -> Gathered:
    """Return what the files of `settings` hold, and what it is to be judged with.

    `reading` is given where they are being read already.

    Raises:
        HcauditError: the settings, the pack or all of the files cannot be used.
    """
    with begun(settings) if reading is None else nullcontext(reading) as files:
        ground = _ground(settings, files.vocabulary, files.mistakes)
        dossier = files.dossier()
    if not dossier.records:
        raise NothingJudgedError(*problem_texts(dossier.problems), *_left_out(dossier), Text("audit.nothing-read"))
    decisions = load_decisions(settings.decisions, settings.config) if settings.decisions else None
    return Gathered(dossier=dossier, decisions=decisions, ground=ground)


def surveyed(settings: Settings) -> Dossier:
    """Return what the files of `settings` say, as it was understood; what the pack has no class for is a problem.

    Raises:
        HcauditError: the settings cannot be used, or a file does not exist.
    """
    with begun(settings) as files:
        pack = pack_for(settings.pack, settings.config, files.vocabulary, files.mistakes)
        dossier = files.dossier()
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

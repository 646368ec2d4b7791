"""The one place where the stages are joined: load → judge → settle → price → report; it must not do their work."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from hcaudit.audit.bench import Bench, bench_of
from hcaudit.audit.consequences import consequences_of
from hcaudit.audit.coverage import coverage_of
from hcaudit.audit.findings import findings_of, in_order
from hcaudit.audit.fines import fines_of, standing, with_amounts
from hcaudit.audit.horizon import Horizon, horizon_of, views_on
from hcaudit.audit.judge import Judgement, judge
from hcaudit.audit.outlook import SOON, Watch, early_warnings
from hcaudit.audit.period import Period, findings_in, fines_in
from hcaudit.audit.report import Facts, assemble, problems_of, warnings_of
from hcaudit.audit.selection import Selection, select_rules
from hcaudit.audit.settle import Objection, settle
from hcaudit.audit.units import units_of
from hcaudit.audit.unplaced import unplaced_types
from hcaudit.comparison import compared, read_earlier
from hcaudit.config import Config
from hcaudit.errors import ConfigError, InputError, NothingJudgedError
from hcaudit.groundwork import (
    DEFAULT_PACK,
    calendar_for,
    closed_values,
    decision_vocabulary_for,
    pack_for,
    parameters_for,
    roster_for,
    vocabulary_for,
)
from hcaudit.load import LoadOptions, Source, Vocabulary, load
from hcaudit.model.history import NO_HISTORY, History
from hcaudit.model.problems import problem_texts
from hcaudit.model.records import Dossier
from hcaudit.model.report import Report
from hcaudit.model.rule import Pack
from hcaudit.texts import DEFAULT_LANGUAGE, Text
from hcaudit.workdays import WorkCalendar

__all__ = [
    "DEFAULT_PACK",
    "Gathered",
    "Ground",
    "Judged",
    "Settings",
    "audit",
    "closed_values",
    "facts_of",
    "gathered",
    "horizon_on",
    "judged",
    "judged_on",
    "load_decisions",
    "period_of",
    "read",
    "report_of",
    "report_on",
    "watch_of",
]


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


def audit(settings: Settings) -> Report:
    """Return the report on the files of `settings`.

    Raises:
        HcauditError: the settings, the pack or all of the files cannot be used.
    """
    return report_on(judged(settings), settings)


def judged(settings: Settings) -> Judged:
    """Return what the rules say of all that the files of `settings` hold, before anything is cut to a period.

    Raises:
        HcauditError: the settings, the pack or all of the files cannot be used.
    """
    return judged_on(gathered(settings), settings)


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
        raise NothingJudgedError(*problem_texts(dossier.problems), Text("audit.nothing-read"))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """All that is known up to as-of: what was read, what every rule says of it, and the findings of all times.

    `findings` (`audit.findings`) are settled and have their amounts by the `decisions` given; `objections` are those
    of them that were not applied.
    """

    dossier: Dossier
    ground: Ground
    horizon: Horizon
    bench: Bench
    judgements: tuple[Judgement, ...]
    findings: pa.Table
    decisions: Dossier | None
    objections: tuple[Objection, ...]


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


def judged_on(gathered: Gathered, settings: Settings, history: History = NO_HISTORY) -> Judged:
    """Return what the rules say of what was gathered; those that look back count the records of `history` along.

    Raises:
        HcauditError: there is no day as of which it could be judged.
    """
    ground, horizon = gathered.ground, horizon_on(gathered, settings)
    views = views_on(gathered.dossier, horizon.as_of)
    bench = bench_of(ground.pack, views, ground.calendar, horizon.as_of, roster_for(settings.config))
    bench = dataclasses.replace(bench, around=dataclasses.replace(bench.around, history=history))
    judgements = tuple(judge(bench, ground.selection))
    found = findings_of(judgements, ground.pack, bench.around, settings.lang)
    settlement = settle(found, gathered.decisions, horizon.as_of)
    return Judged(
        dossier=gathered.dossier,
        ground=ground,
        horizon=horizon,
        bench=bench,
        judgements=judgements,
        findings=with_amounts(settlement.findings, ground.pack),
        decisions=gathered.decisions,
        objections=settlement.objections,
    )


def horizon_on(gathered: Gathered, settings: Settings) -> Horizon:
    """Return the last day that is seen of what was gathered.

    Raises:
        HcauditError: there is none, or one record's date is far later than all others.
    """
    return horizon_of(gathered.dossier, settings.as_of, settings.period_to)


def watch_of(judged: Judged, lang: str, within: int = SOON) -> Watch:
    """Return what the clocks that are still running are looked at with; they are due soon `within` so many days."""
    return Watch(
        judgements=judged.judgements, bench=judged.bench, selection=judged.ground.selection, within=within, lang=lang
    )


def facts_of(judged: Judged, period: Period) -> Facts:
    """Return what the run was about that judged, and the period its outcome is cut to."""
    return Facts(
        horizon=judged.horizon,
        period=period,
        pack=judged.ground.pack,
        calendar=judged.ground.calendar,
        selection=judged.ground.selection,
        dossier=judged.dossier,
        views=judged.bench.around.views,
    )


def report_on(judged: Judged, settings: Settings) -> Report:
    """Return the report on what was judged, cut to the period of `settings`."""
    period = period_of(settings)
    fines = fines_of(judged.findings, judged.ground.pack, settings.lang)
    return report_of(judged, settings, findings_in(period, judged.findings), fines_in(period, fines))


def period_of(settings: Settings) -> Period:
    """Return the period that the outcome is cut to."""
    return Period(first=settings.period_from, last=settings.period_to)


def report_of(judged: Judged, settings: Settings, findings: pa.Table, fines: pa.Table) -> Report:
    """Return the report on what was judged that lists `findings` (some of those judged) and `fines` (`FINES`)."""
    lang, pack = settings.lang, judged.ground.pack
    facts = facts_of(judged, period_of(settings))
    report = assemble(
        facts,
        lang=lang,
        findings=in_order(findings),
        fines=fines,
        units=units_of(fines, pack),
        consequences=consequences_of(standing(findings), pack, lang),
        coverage=coverage_of(judged.judgements, lang),
        problems=problems_of(judged.dossier, judged.bench, judged.objections, lang),
        warnings=warnings_of(facts, lang),
        early_warnings=early_warnings(watch_of(judged, lang), judged.findings) if settings.early_warnings else None,
    )
    return report if settings.since is None else compared(report, read_earlier(settings.since))

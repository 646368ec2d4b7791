"""The one place where the stages are joined: load → judge → settle → price → report; it must not do their work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from hcaudit.audit.bench import bench_of
from hcaudit.audit.consequences import consequences_of
from hcaudit.audit.coverage import coverage_of
from hcaudit.audit.findings import findings_of, in_order
from hcaudit.audit.fines import fines_of, standing, with_amounts
from hcaudit.audit.horizon import horizon_of, views_on
from hcaudit.audit.judge import judge
from hcaudit.audit.period import Period, findings_in, fines_in
from hcaudit.audit.report import Facts, assemble, problem_texts, problems_of, warnings_of
from hcaudit.audit.selection import Selection, select_rules
from hcaudit.audit.settle import settle
from hcaudit.audit.units import units_of
from hcaudit.errors import InputError, NothingJudgedError
from hcaudit.load import LoadOptions, Source, Vocabulary, load, read_decision_vocabulary, read_vocabulary
from hcaudit.model.records import Dossier
from hcaudit.model.report import Report
from hcaudit.model.rule import Pack
from hcaudit.packs import read_pack, rules_folder
from hcaudit.texts import DEFAULT_LANGUAGE, Text
from hcaudit.workdays import WorkCalendar, state_council_calendar

DEFAULT_PACK = "huangchuan-2021-38"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a run depends on beside the files' contents.

    `sources` are paths, globs, ``-`` or in-memory tables; `pack` an id or a folder; `select`, `extend_select` and
    `ignore` rule codes or prefixes; `parameters` rule parameters by ``CODE.NAME``; `as_of` None takes the
    latest event date of the data; `decisions` are the files of supervisors' decisions.
    """

    sources: Sequence[Source]
    pack: str = DEFAULT_PACK
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


def audit(settings: Settings) -> Report:
    """Return the report on the files of `settings`.

    Raises:
        HcauditError: the settings, the pack or all of the files cannot be used.
    """
    vocabulary = read_vocabulary(rules_folder())
    options = LoadOptions(kind=settings.kind, encoding=settings.encoding, sheet=settings.sheet)
    with ThreadPoolExecutor(max_workers=1) as beside:
        # While Arrow reads, the interpreter is free for the pack and the calendar.
        loading = beside.submit(load, settings.sources, vocabulary=vocabulary, options=options)
        pack = read_pack(settings.pack, vocabulary.kinds, closed_values(vocabulary))
        selection = select_rules(pack, settings.select, settings.extend_select, settings.ignore, settings.parameters)
        calendar = state_council_calendar()
        dossier = loading.result()
    if not dossier.records:
        raise NothingJudgedError(*problem_texts(dossier.problems), Text("audit.nothing-read"))
    decisions = load_decisions(settings.decisions) if settings.decisions else None
    return report_on(Month(dossier=dossier, decisions=decisions), pack, selection, calendar, settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What has been loaded: the records, and the decisions on findings, if there are any."""

    dossier: Dossier
    decisions: Dossier | None = None


def load_decisions(sources: Sequence[Source]) -> Dossier:
    """Return the decisions in `sources`: files of their own, or reports that were filled in.

    Raises:
        InputError: one of them cannot be used; a decision is never left out in silence.
    """
    decisions = load(sources, vocabulary=read_decision_vocabulary(rules_folder()))
    if decisions.unusable:
        raise InputError(*problem_texts(decisions.problems), Text("audit.decisions-unusable"))
    return decisions


def report_on(month: Month, pack: Pack, selection: Selection, calendar: WorkCalendar, settings: Settings) -> Report:
    """Return the report on what is already loaded."""
    dossier, lang = month.dossier, settings.lang
    horizon = horizon_of(dossier, settings.as_of, settings.period_to)
    views = views_on(dossier, horizon.as_of)
    bench = bench_of(pack, views, calendar, horizon.as_of, roster=None)
    judgements = tuple(judge(bench, selection))
    settlement = settle(findings_of(judgements, pack, bench.around, lang), month.decisions, horizon.as_of)
    findings = with_amounts(settlement.findings, pack)
    period = Period(first=settings.period_from, last=settings.period_to)
    fines = fines_in(period, fines_of(findings, pack, lang))
    facts = Facts(
        horizon=horizon,
        period=period,
        pack=pack,
        calendar=calendar,
        selection=selection,
        dossier=dossier,
        views=views,
    )
    return assemble(
        facts,
        lang=lang,
        findings=in_order(findings_in(period, findings)),
        fines=fines,
        units=units_of(fines, pack),
        consequences=consequences_of(fines_in(period, standing(findings)), pack, lang),
        coverage=coverage_of(judgements, lang),
        problems=problems_of(dossier, bench, settlement.objections, lang),
        warnings=warnings_of(facts, lang),
    )


def closed_values(vocabulary: Vocabulary) -> Mapping[str, frozenset[str]]:
    """Return the values each vocabulary can give, of those that know every value."""
    return {name: frozenset(words.known) for name, words in vocabulary.words.items() if not words.open}

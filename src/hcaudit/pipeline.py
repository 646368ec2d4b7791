"""The one place where the stages are joined: load → judge → settle → price → report; it must not do their work."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pyarrow as pa

from hcaudit.gathering import Gathered, Ground, gathered
from hcaudit.groundwork import roster_for
from hcaudit.judging.bench import Bench, bench_of
from hcaudit.judging.consequences import consequences_of
from hcaudit.judging.coverage import coverage_of
from hcaudit.judging.findings import findings_of, in_order
from hcaudit.judging.fines import fines_of, standing, with_amounts
from hcaudit.judging.horizon import Horizon, horizon_of, views_on
from hcaudit.judging.judge import Judgement, judge
from hcaudit.judging.outlook import SOON, Watch, early_warnings
from hcaudit.judging.period import Period, findings_in, fines_in
from hcaudit.judging.report import Facts, assemble, problems_of, warnings_of
from hcaudit.judging.settle import Objection, settle
from hcaudit.judging.strays import explained
from hcaudit.judging.units import units_of
from hcaudit.model.history import NO_HISTORY, History
from hcaudit.model.records import Dossier
from hcaudit.model.report import Report
from hcaudit.reading import Reading
from hcaudit.settings import Settings


def audit(settings: Settings, reading: Reading | None = None) -> Report:
    """Return the report on the files of `settings`; `reading` is given where they are being read already.

    Raises:
        HcauditError: the settings, the pack or all of the files cannot be used.
    """
    return report_on(judged(settings, reading), settings)


def judged(settings: Settings, reading: Reading | None = None) -> Judged:
    """Return what the rules say of all that the files of `settings` hold, before anything is cut to a period.

    `reading` is given where they are being read already.

    Raises:
        HcauditError: the settings, the pack or all of the files cannot be used.
    """
    return judged_on(gathered(settings, reading), settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """All that is known up to as-of: what was read, what every rule says of it, and the findings of all times.

    `findings` (`judging.findings`) are settled and have their amounts; `decided` are the decisions that were applied
    (`DECIDED`), `objections` those that were not.
    """

    dossier: Dossier
    ground: Ground
    horizon: Horizon
    bench: Bench
    judgements: tuple[Judgement, ...]
    findings: pa.Table
    decided: pa.Table
    objections: tuple[Objection, ...]


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
        decided=settlement.decided,
        objections=tuple(explained(settlement.objections, judgements, bench, gathered.dossier)),
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
        decided=judged.decided,
    )
    if settings.since is None:
        return report
    from hcaudit.comparison import compared, read_earlier  # noqa: PLC0415 - seven modules that only this option needs

    return compared(report, read_earlier(settings.since))

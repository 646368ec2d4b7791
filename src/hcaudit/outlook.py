"""Joins what tells of the clocks that are still running: what is due, and the week's progress; it must not judge."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator

from hcaudit import pipeline
from hcaudit.errors import NothingJudgedError
from hcaudit.judging.clock_counts import clock_counts
from hcaudit.judging.coverage import coverage_of
from hcaudit.judging.horizon import PERIOD
from hcaudit.judging.outlook import LATER, SOON, Watch, has_clocks, open_clocks, with_states
from hcaudit.judging.period import Period
from hcaudit.judging.progress import ORDERS, handling_rules, of_unknown_class, progress_of, unit_counts, visits_known
from hcaudit.judging.report import problems_of, record_totals, run_of, warnings_of
from hcaudit.model.outlook import STATES, Outlook
from hcaudit.model.progress import Progress, Week
from hcaudit.pipeline import Judged
from hcaudit.settings import Settings
from hcaudit.texts import Text, say

__all__ = ["SOON", "due", "progress"]

WEEK = "week"
"""What set as-of where the end of the week did (`Run.as_of_source`)."""

_EVERYTHING = Period()


def due(settings: Settings, within: int = SOON, *, later: bool = False) -> Outlook:
    """Return the clocks that are overdue, due `within` so many working days, paused or undetermined.

    With `later` also those that have more time.

    Raises:
        HcauditError: the settings, the pack or all of the files cannot be used.
    """
    judged, lang = pipeline.judged(settings), settings.lang
    facts = pipeline.facts_of(judged, _EVERYTHING)
    coverage = coverage_of([one for one in judged.judgements if has_clocks(one.rule)], lang)
    clocks = open_clocks(pipeline.watch_of(judged, lang, within), judged.findings)
    counts = Counter(clocks["state"].to_pylist())
    totals = {**record_totals(facts, coverage), **{state: counts[state] for state in STATES}}
    return Outlook(
        lang=lang,
        run=run_of(facts, lang=lang, totals=totals, warnings=warnings_of(facts, lang)),
        within=within,
        clocks=with_states(clocks, [state for state in STATES if later or state != LATER]),
        summary=clock_counts(clocks, later=later),
        coverage=coverage,
        problems=problems_of(judged.dossier, judged.bench, judged.objections, lang),
    )


def progress(settings: Settings, week: Week | None = None) -> Progress:
    """Return the progress of the high-voltage orders of `week`, by default the one in which as-of lies.

    Nothing is seen that happened after the end of the week.

    Raises:
        HcauditError: the settings, the pack or all of the files cannot be used.
    """
    judged, lang = pipeline.judged(_until(settings, week)), settings.lang
    if ORDERS not in judged.bench.around.views:
        raise NothingJudgedError(Text("progress.no-orders"))
    facts, watch = pipeline.facts_of(judged, _EVERYTHING), pipeline.watch_of(judged, lang)
    reported = week or Week.of(judged.horizon.as_of.astype(object))
    orders = progress_of(watch, reported)
    units = unit_counts(orders, reported)
    rules = {rule.code for rule in handling_rules(watch)}
    coverage = coverage_of([one for one in judged.judgements if one.rule.code in rules], lang)
    counted = {name: sum(units[name].drop_null().to_pylist()) for name in units.column_names[1:]}
    if not visits_known(watch):
        del counted["not_visited"]
    warnings = (*warnings_of(facts, lang), *_gaps(judged, watch, reported))
    run = run_of(facts, lang=lang, totals={**record_totals(facts, coverage), **counted}, warnings=warnings)
    return Progress(
        lang=lang,
        run=dataclasses.replace(run, as_of_source=WEEK) if _ends_with(week, judged, settings) else run,
        week=reported,
        orders=orders,
        units=units,
        coverage=coverage,
        problems=problems_of(judged.dossier, judged.bench, judged.objections, lang),
    )


def _until(settings: Settings, week: Week | None) -> Settings:
    """Return the settings with as-of no later than the end of `week`."""
    if week is None:
        return settings
    if settings.as_of is None:
        return dataclasses.replace(settings, period_to=week.last)
    return dataclasses.replace(settings, as_of=min(settings.as_of, week.last))


def _ends_with(week: Week | None, judged: Judged, settings: Settings) -> bool:
    """Tell whether it is the end of `week` that set as-of, not what was given or the data."""
    if week is None:
        return False
    return settings.as_of > week.last if settings.as_of else judged.horizon.source == PERIOD


def _gaps(judged: Judged, watch: Watch, week: Week) -> Iterator[str]:
    """Yield what the report cannot tell, in words."""
    lang, as_of = watch.lang, judged.horizon.as_of.astype(object)
    if as_of < week.first:
        yield say("progress.before-the-week", lang, as_of=as_of, week=week.name, first=week.first)
    if not handling_rules(watch):
        yield say("progress.no-limit", lang, pack=watch.bench.pack.id)
    if not visits_known(watch):
        yield say("progress.no-visits", lang)
    if count := of_unknown_class(watch, week):
        yield say("progress.unknown-class", lang, count=count)

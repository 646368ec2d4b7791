"""The Python API: exports or tables in, a report of Arrow tables out; it must not know the command line."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from hcaudit import pipeline
from hcaudit.errors import UsageError
from hcaudit.load import Source, TableSource
from hcaudit.model.report import Report
from hcaudit.texts import DEFAULT_LANGUAGE, Text

Sources = str | Path | object | Sequence[str | Path] | Mapping[str, object]
"""A path, several, an Arrow or pandas table, or tables by name."""

Day = dt.date | str


def audit(
    sources: Sources,
    *,
    as_of: Day | None = None,
    month: str | None = None,
    period: tuple[Day | None, Day | None] | None = None,
    parameters: Mapping[str, object] | None = None,
    rules: str = pipeline.DEFAULT_PACK,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    decisions: Sources = (),
    lang: str = DEFAULT_LANGUAGE,
) -> Report:
    """Audit exports and return the report.

    Args:
        sources: paths (files, folders, globs), or tables (anything with the Arrow stream protocol:
            ``pyarrow.Table``, ``pandas.DataFrame``), one or by name.
        as_of: the last day that is seen, a date or ``YYYY-MM-DD``; default: the latest event date of the data.
        month: keep what occurred in this month, ``YYYY-MM``.
        period: keep what occurred from the first to the second day; not together with `month`.
        parameters: rule parameters by ``CODE.NAME``, such as ``{"T12.min_working_days": 5}``.
        rules: id or folder of the rule pack.
        select: codes or prefixes of the rules to judge; default: all but those off by default.
        extend_select: codes or prefixes to judge as well.
        ignore: codes or prefixes not to judge.
        decisions: files or tables of supervisors' decisions, as `sources`.
        lang: ``zh`` or ``en``.

    Raises:
        HcauditError: something asked for does not exist, or nothing can be used; the message says what to do.
    """
    first, last = _period(month, period)
    settings = pipeline.Settings(
        sources=_sources(sources),
        pack=rules,
        select=tuple(select),
        extend_select=tuple(extend_select),
        ignore=tuple(ignore),
        parameters={name: str(value) for name, value in (parameters or {}).items()},
        as_of=_day(as_of),
        period_from=first,
        period_to=last,
        decisions=_sources(decisions),
        lang=lang,
    )
    return pipeline.audit(settings)


def _sources(sources: Sources) -> Sequence[Source]:
    match sources:
        case str() | Path():
            return [sources]
        case Mapping():
            return [TableSource(name=name, table=table) for name, table in sources.items()]
        case list() | tuple():
            return [source for one in sources for source in _sources(one)]
        case _:
            return [TableSource(name="table", table=sources)]


def _period(month: str | None, period: tuple[Day | None, Day | None] | None) -> tuple[dt.date | None, dt.date | None]:
    if month is not None and period is not None:
        raise UsageError(Text("audit.month-and-period"))
    if period is not None:
        return _day(period[0]), _day(period[1])
    if month is None:
        return None, None
    first = _parsed(f"{month}-01")
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _day(day: Day | None) -> dt.date | None:
    return _parsed(day) if isinstance(day, str) else day


def _parsed(day: str) -> dt.date:
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        raise UsageError(Text("audit.not-a-day", value=day)) from None

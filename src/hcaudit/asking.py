"""What a caller of the Python API gives, as settings of a run; it must not know what is done with them."""

from __future__ import annotations

import calendar
import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from hcaudit.config import Config, find_config
from hcaudit.config.reading import read_config, read_tables
from hcaudit.errors import UsageError
from hcaudit.load import Source, TableSource
from hcaudit.settings import Settings
from hcaudit.texts import LANGUAGES, Text

Sources = str | Path | object | Sequence[str | Path] | Mapping[str, object]
"""A path, several, an Arrow or pandas table, or tables by name."""

Day = dt.date | str


def settings_for(
    sources: Sources,
    config: str | Path | Mapping[str, object] | None,
    lang: str,
    *,
    as_of: Day | None = None,
    month: str | None = None,
    period: tuple[Day | None, Day | None] | None = None,
    parameters: Mapping[str, object] | None = None,
    rules: str | None = None,
    select: str | Sequence[str] = (),
    extend_select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    decisions: Sources = (),
) -> Settings:
    """Return what a caller chose, as the command line would say it; see `api.audit`.

    Raises:
        HcauditError: a day, a language or the configuration cannot be used.
    """
    first, last = _period(month, period)
    return Settings(
        period_from=first,
        period_to=last,
        sources=_sources(sources),
        config=_config(config),
        pack=rules,
        select=_codes(select),
        extend_select=_codes(extend_select),
        ignore=_codes(ignore),
        parameters={name: str(value) for name, value in (parameters or {}).items()},
        as_of=_day(as_of),
        decisions=_sources(decisions),
        lang=language_of(lang),
    )


def _sources(sources: Sources) -> Sequence[Source]:
    found = list(_each(sources))
    nameless = [source for source in found if isinstance(source, TableSource) and not source.name]
    # Records without a number are known by the name of their table, so no two tables may share one.
    names = ["table"] if len(nameless) == 1 else [f"table-{number}" for number in range(1, len(nameless) + 1)]
    given = iter(names)
    return [
        source if isinstance(source, str | Path) or source.name else TableSource(name=next(given), table=source.table)
        for source in found
    ]


def _each(sources: Sources) -> Iterator[Source]:
    match sources:
        case str() | Path():
            yield sources
        case Mapping():
            yield from (TableSource(name=name, table=table) for name, table in sources.items())
        case list() | tuple():
            for one in sources:
                yield from _each(one)
        case _:
            yield TableSource(name="", table=sources)


def _period(month: str | None, period: tuple[Day | None, Day | None] | None) -> tuple[dt.date | None, dt.date | None]:
    if month is not None and period is not None:
        raise UsageError(Text("audit.month-and-period"))
    if month is not None:
        return _month(month)
    first, last = (None, None) if period is None else (_day(period[0]), _day(period[1]))
    if first and last and first > last:
        raise UsageError(Text("audit.period-backwards", first=str(first), last=str(last)))
    return first, last


def _month(month: str) -> tuple[dt.date, dt.date]:
    try:
        first = dt.date.fromisoformat(f"{month}-01")
    except ValueError:
        raise UsageError(Text("audit.not-a-day", value=month)) from None
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _day(day: Day | None) -> dt.date | None:
    if isinstance(day, dt.datetime):
        return day.date()
    if day is None or isinstance(day, dt.date):
        return day
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        raise UsageError(Text("audit.not-a-day", value=day)) from None


def _config(config: str | Path | Mapping[str, object] | None) -> Config:
    if isinstance(config, Mapping):
        return read_tables(config)
    path = find_config(config, os.environ)
    return Config() if path is None else read_config(path)


def _codes(codes: str | Sequence[str]) -> tuple[str, ...]:
    return (codes,) if isinstance(codes, str) else tuple(codes)


def language_of(lang: str) -> str:
    """Return `lang` if hcaudit speaks it.

    Raises:
        UsageError: it does not.
    """
    if lang not in LANGUAGES:
        raise UsageError(Text("audit.no-such-language", lang=lang, known=", ".join(LANGUAGES)))
    return lang

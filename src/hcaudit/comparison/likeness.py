"""Whether two runs can be compared at all: the same pack, period, rules; it must not know what differs in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pyarrow as pa

from hcaudit.comparison.earlier import Earlier
from hcaudit.model.report import Report, Run
from hcaudit.texts import Text


def unlike(report: Report, earlier: Earlier) -> Iterator[Text]:
    """Yield why findings may be new, gone or changed although nothing happened in the data."""
    run, since = report.run, earlier.since
    if since.pack_id != run.pack_id:
        yield Text("since.other-pack", file=since.file, before=since.pack_id, after=run.pack_id)
    before, after = (since.period_from, since.period_to), (run.period_from, run.period_to)
    if before != after:
        yield Text("since.other-period", file=since.file, before=_period(*before), after=_period(*after))
    if since.as_of > run.as_of:
        yield Text("since.later", file=since.file, before=since.as_of, after=run.as_of)
    if run.unusable:
        yield Text("since.unusable")
    yield from _other_parameters(run, earlier)
    yield from _other_rules(report, earlier)


def _period(first: dt.date | None, last: dt.date | None) -> Text:
    if first is None and last is None:
        return Text("since.period-all")
    return Text("since.period", first=first or "", last=last or "")


def _other_parameters(run: Run, earlier: Earlier) -> Iterator[Text]:
    names = sorted({*run.parameters, *earlier.parameters})
    values = {name: (earlier.parameters.get(name), run.parameters.get(name)) for name in names}
    differing = tuple(_parameter(name, before, after) for name, (before, after) in values.items() if before != after)
    if differing:
        yield Text("since.other-parameters", parameters=differing)


def _parameter(name: str, before: str | None, after: str | None) -> Text:
    unset = Text("since.unset")
    return Text("since.parameter", name=name, before=before or unset, after=after or unset)


def _other_rules(report: Report, earlier: Earlier) -> Iterator[Text]:
    """Yield which rules were evaluated in only one of the runs."""
    before, after = _evaluated(earlier.coverage), _evaluated(report.coverage)
    for key, rules in (("since.only-now", after - before), ("since.only-then", before - after)):
        if rules:
            yield Text(key, file=earlier.since.file, rules=tuple(sorted(rules)))


def _evaluated(coverage: pa.Table) -> set[str]:
    return set(coverage.filter(coverage["evaluated"])["rule"].to_pylist())

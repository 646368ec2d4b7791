"""What stands at the top of a page: the run, what it came to, who pays most, which rules; it knows no mark-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hcaudit.model.report import Report, Run
from hcaudit.render.amounts import amount_text
from hcaudit.render.cells import visible_text
from hcaudit.render.figures import Counts, Figures, counts_by, titles_of_rules, waived_count
from hcaudit.render.headings import words
from hcaudit.render.look import Look
from hcaudit.render.page.sheet import label
from hcaudit.render.run_words import period_words
from hcaudit.texts import say

_COUNTED = ("violation", "suspected", "undetermined")
_WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A part of a stacked bar: where it begins and how long it is, in hundredths of the longest bar, and its class."""

    start: str
    length: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """A line of a chart: its name, what explains the name, its bars, and the figures they stand for."""

    name: str
    title: str
    bars: Sequence[Bar]
    figures: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A table of figures with a stacked bar in every line; `legend` has the class and the meaning of each part."""

    key: str
    title: str
    headings: Sequence[str]
    legend: Sequence[tuple[str, str]]
    rows: Sequence[ChartRow]


def run_facts(run: Run, look: Look) -> Iterator[tuple[str, str]]:
    """Yield what was audited: labels and values."""
    lang = look.lang
    yield say("render.overview-period", lang), period_words(run, lang)
    yield say("render.overview-as-of", lang), run.as_of.isoformat()
    yield say("render.overview-pack", lang), visible_text(run.pack_id)
    records = sum(count for one in run.inputs if isinstance(count := one.get("records"), int))
    yield say("render.overview-records", lang), f"{records:,}"


def headlines(report: Report, everything: Figures, look: Look) -> Iterator[tuple[str, str, str]]:
    """Yield the figures that matter most: class, label, value."""
    names = words("outcome", look.lang)
    for outcome in _COUNTED:
        yield outcome, outcome if look.machine_keys else names[outcome], f"{everything.counts.get(outcome, 0):,}"
    yield "waived", say("page.waived", look.lang), f"{waived_count(report.findings):,}"
    for name in ("amount", "reward"):
        heading = say("render.overview-yuan", look.lang, name=label(name, look))
        yield "money", heading, amount_text(getattr(everything, name))


def shares(everything: Figures, look: Look) -> Iterator[tuple[str, str]]:
    """Yield who bears the amount, and who books it: labels and amounts."""
    for name in ("leadership_share", "frontline_share", "unassigned_share"):
        yield label(name, look), amount_text(getattr(everything, name))
    for body, amount in everything.booked.items():
        yield say("render.company", look.lang) if body is None else visible_text(body), amount_text(amount)


def units_chart(units: Sequence[Figures], look: Look) -> Chart:
    """Return the chart of what each unit pays, to the company and to campaigns, the most first."""
    lang = look.lang
    most = max((unit.amount for unit in units), default=0)
    kinds = (("own", "render.table-company-amount"), ("other", "render.table-campaign-amount"))
    outcomes = _outcomes(look)
    return Chart(
        key="units",
        title=say("render.overview-by-unit", lang),
        headings=[
            *(label(name, look) for name in ("unit", "amount")),
            *(say(key, lang) for _, key in kinds),
            *(label(name, look) for name in ("count", "reward")),
            *outcomes.values(),
        ],
        legend=[(style, say(key, lang)) for style, key in kinds],
        rows=[
            ChartRow(
                name=visible_text(unit.name or say("page.no-unit", lang)),
                title="",
                bars=_bars((("own", unit.amount - unit.campaigns), ("other", unit.campaigns)), most),
                figures=_unit_figures(unit),
            )
            for unit in sorted(units, key=lambda unit: -unit.amount)
        ],
    )


def rules_chart(report: Report, look: Look) -> Chart:
    """Return the chart of the findings of each rule by outcome, the most first."""
    titles, counts = titles_of_rules(report.findings), counts_by(report.findings, "rule")
    shown = {rule or "": of_rule for rule, of_rule in counts.items() if _sum(of_rule)}
    most = max(map(_sum, shown.values()), default=0)
    names = _outcomes(look)
    return Chart(
        key="rules",
        title=say("render.overview-by-rule", look.lang),
        headings=[label("rule", look), *names.values()],
        legend=list(names.items()),
        rows=[
            ChartRow(
                name=visible_text(rule),
                title=visible_text(titles.get(rule, "")),
                bars=_bars([(name, of_rule.get(name, 0)) for name in _COUNTED], most),
                figures=[str(of_rule.get(name, 0)) for name in _COUNTED],
            )
            for rule, of_rule in sorted(shown.items(), key=lambda entry: -_sum(entry[1]))
        ],
    )


def _unit_figures(unit: Figures) -> list[str]:
    amounts = map(amount_text, (unit.amount, unit.amount - unit.campaigns, unit.campaigns))
    counts = (str(unit.counts.get(name, 0)) for name in _COUNTED)
    return [*amounts, str(unit.fines), amount_text(unit.reward), *counts]


def _outcomes(look: Look) -> Mapping[str, str]:
    """Return the outcomes that are counted, each with what it is called."""
    return {name: name if look.machine_keys else words("outcome", look.lang)[name] for name in _COUNTED}


def _sum(counts: Counts) -> int:
    return sum(counts.get(name, 0) for name in _COUNTED)


def _bars(parts: Sequence[tuple[str, int]], most: int) -> list[Bar]:
    bars, start = [], 0
    for style, value in parts:
        if value > 0:
            bars.append(Bar(start=_share(start, most), length=_share(value, most), style=style))
            start += value
    return bars


def _share(value: int, most: int) -> str:
    return f"{_WHOLE * value / most:.2f}%"

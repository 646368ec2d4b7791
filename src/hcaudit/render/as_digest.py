"""Writes a report as a few plain lines to paste into a work chat; it must not know which part `--show` names.

No names of people, no markup: period, counts, amounts, the worst units, what is still open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.report import Report, Run
from hcaudit.render.amounts import amount_text
from hcaudit.render.cells import visible_text
from hcaudit.render.figures import Figures, counts_by, figures_by_unit, overall_figures, titles_of_rules
from hcaudit.render.headings import words
from hcaudit.render.look import Look
from hcaudit.render.penalty_table import penalty_table
from hcaudit.texts import say

_MOST_UNITS = 3
_MOST_RULES = 3
_MOST_CODES = 8
_MOST_WARNINGS = 2


def render(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write six to fifteen lines in UTF-8, each ended with LF."""
    stream.writelines(f"{visible_text(line)}\n".encode() for line in _lines(report, look.lang))


def _lines(report: Report, lang: str) -> Iterator[str]:
    penalty = penalty_table(report.units, lang)
    everything = overall_figures(report.findings, penalty)
    yield say("digest.title", lang)
    yield report.run.pack_title
    yield say("digest.frame", lang, period=_period(report.run, lang), as_of=report.run.as_of)
    counts = {name: everything.counts.get(name, 0) for name in ("violation", "suspected", "undetermined", "reward")}
    yield say("digest.found", lang, **counts)
    if report.run.totals.get("judged") == 0:
        yield say("digest.nothing-judged", lang)
    yield from _money(everything, lang)
    yield from _worst_units(figures_by_unit(report.findings, penalty), lang)
    yield from _worst_rules(report.findings, lang)
    yield from _decided(report.findings, lang)
    yield say(
        "digest.open", lang, tasks=_list(_tasks(report, lang), lang, "semicolon") or say("digest.task-none", lang)
    )
    yield from _early(report.early_warnings, lang)
    yield from _since(report, lang)
    yield from _warnings(report.run.warnings, lang)


def _list(parts: Iterable[str], lang: str, separator: str) -> str:
    return say(f"digest.{separator}", lang).join(parts)


def _period(run: Run, lang: str) -> str:
    last = run.period_to or run.as_of
    if run.period_from:
        return say("digest.period", lang, first=run.period_from, last=last)
    return say("digest.period-until", lang, last=last) if run.period_to else say("digest.period-all", lang)


def _money(everything: Figures, lang: str) -> Iterator[str]:
    shares = {name: getattr(everything, f"{name}_share") for name in ("leadership", "frontline", "unassigned")}
    money = {"amount": everything.amount, "reward": everything.reward, **shares}
    yield say("digest.fined", lang, count=everything.fines, **{name: amount_text(fen) for name, fen in money.items()})
    if everything.campaigns:
        bodies = [
            say(
                "digest.body", lang, body=say("render.company", lang) if body is None else body, amount=amount_text(fen)
            )
            for body, fen in everything.booked.items()
        ]
        yield say("digest.booked", lang, bodies=_list(bodies, lang, "comma"))


def _worst_units(units: Iterable[Figures], lang: str) -> Iterator[str]:
    fined = sorted((unit for unit in units if unit.amount), key=lambda unit: (-unit.amount, unit.name or ""))
    worst = [
        say(
            "digest.unit",
            lang,
            unit=unit.name or say("digest.no-unit", lang),
            amount=amount_text(unit.amount),
            count=unit.fines,
        )
        for unit in fined[:_MOST_UNITS]
    ]
    if worst:
        yield say("digest.units", lang, units=_list(worst, lang, "semicolon"))


def _worst_rules(findings: pa.Table, lang: str) -> Iterator[str]:
    titles, breaches = titles_of_rules(findings), _breaches_by_rule(findings)
    ordered = sorted(breaches, key=lambda rule: (-breaches[rule], rule))
    worst = [
        say("digest.rule", lang, rule=rule, title=titles.get(rule, ""), count=breaches[rule])
        for rule in ordered[:_MOST_RULES]
    ]
    if worst:
        yield say("digest.rules", lang, rules=_list(worst, lang, "semicolon"))


def _breaches_by_rule(findings: pa.Table) -> Mapping[str, int]:
    counted = {
        rule or "": counts.get("violation", 0) + counts.get("suspected", 0)
        for rule, counts in counts_by(findings, "rule").items()
    }
    return {rule: count for rule, count in counted.items() if count}


def _decided(findings: pa.Table, lang: str) -> Iterator[str]:
    counts = {name: _count(pc.equal(findings["disposition"], name)) for name in ("confirmed", "waived")}
    if any(counts.values()):
        yield say("digest.decided", lang, **counts)


def _tasks(report: Report, lang: str) -> Iterator[str]:
    """Yield what people still have to do, as far as there is any of it."""
    is_open = pc.equal(report.findings["disposition"], "open")
    counts = {
        name: _count(pc.and_(is_open, pc.equal(report.findings["outcome"], name)))
        for name in ("suspected", "undetermined")
    }
    counts |= {"problems": report.problems.num_rows, "unusable": len(report.run.unusable)}
    yield from (say(f"digest.task-{name}", lang, count=count) for name, count in counts.items() if count)
    skipped = report.coverage.filter(pc.invert(report.coverage["evaluated"]))["rule"].to_pylist()
    if skipped:
        codes = _list(skipped[:_MOST_CODES], lang, "list")
        listed = say("digest.task-rules-more", lang, rules=codes) if len(skipped) > _MOST_CODES else codes
        yield say("digest.task-rules", lang, count=len(skipped), rules=listed)


def _early(clocks: pa.Table | None, lang: str) -> Iterator[str]:
    if clocks is None or not clocks.num_rows:
        return
    counts = {entry["values"]: entry["counts"] for entry in clocks["state"].value_counts().to_pylist()}
    names = words("state", lang)
    states = [say("digest.state", lang, state=names.get(state, state), count=count) for state, count in counts.items()]
    yield say("digest.early", lang, states=_list(states, lang, "comma"))


def _since(report: Report, lang: str) -> Iterator[str]:
    since, changes = report.run.since, report.changes
    if since is None or changes is None:
        return
    told = changes.filter(pc.and_not(pc.equal(changes["subject"], "finding"), changes["ran_on"]))
    counts = {name: _count(pc.equal(told["change"], name)) for name in ("new", "gone", "changed")}
    before, after = (amount_text(totals.get("amount", 0)) for totals in (since.totals, report.run.totals))
    yield say("digest.since", lang, as_of=since.as_of, before=before, after=after, **counts)


def _warnings(warnings: tuple[str, ...], lang: str) -> Iterator[str]:
    yield from (say("digest.warning", lang, words=warning) for warning in warnings[:_MOST_WARNINGS])
    if (more := len(warnings) - _MOST_WARNINGS) > 0:
        yield say("digest.more-warnings", lang, count=more)


def _count(mask: pa.ChunkedArray) -> int:
    return int(pc.sum(mask).as_py() or 0)

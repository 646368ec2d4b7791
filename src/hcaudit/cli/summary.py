"""The few lines that tell the user what an audit saw and found; it must not know where they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.cli import layout, streams, summary_changes, summary_log
from hcaudit.load.sources import readable_name
from hcaudit.model.report import Report, Run
from hcaudit.render.amounts import amount_text
from hcaudit.render.cells import visible_text
from hcaudit.render.look import Look
from hcaudit.render.masking import masked_problems
from hcaudit.texts import say

_ROW_COUNTS = ("rows", "records", "duplicates", "non_records", "problem_rows")
_AMOUNTS = ("amount", "leadership_share", "frontline_share", "reward")
_AS_OF_OPTIONS = ("given", "period", "week")
_MOST_LEFT_OUT = 3
_MOST_REASONS = 6
_MOST_CODES = 8
_MOST_PROBLEMS = 3


def tell(report: Report, look: Look, written: Sequence[str], *, config: Path | None, quiet: bool, colour: bool) -> None:
    """Write to stderr what the audit saw and found, by which `config` and which files it has `written`.

    `quiet` leaves only why it is not complete.
    """
    if streams.logs():
        nothing = not report.run.totals["judged"]
        compared = () if quiet else summary_log.compared(report)
        for line in chain(summary_log.lines(report, written, config=config, quiet=quiet, nothing=nothing), compared):
            streams.note(line)
        return
    alarms = shortfalls(report.run, look.lang)
    if not quiet:
        lines = chain(configured(config, look.lang), summary(report, look.lang), what_was_written(written, look.lang))
        streams.tell(laid_out(lines))
        alarms = chain(warnings(report.run, look.lang), alarms)
    if text := laid_out(alarms):
        streams.alarm(text, colour=colour)


def summary(report: Report, lang: str) -> Iterator[str]:
    """Yield what the audit saw and found, line by line."""
    yield from _frame(report.run, lang)
    yield from what_was_read(report.run, lang)
    yield from _found(report, lang)
    yield from _fined(report.run, lang)
    yield from not_evaluated(report.coverage, lang)
    yield from _problems(report, lang)
    yield from summary_changes.lines(report, lang)


def warnings(run: Run, lang: str) -> Iterator[str]:
    """Yield what the user must not overlook, line by line."""
    yield from (say("cli.summary-warning", lang, words=words) for words in run.warnings)


def shortfalls(run: Run, lang: str) -> Iterator[str]:
    """Yield why the audit is not complete, line by line: files that could not be used, or nothing judged."""
    yield from (say("cli.summary-unusable", lang, file=file) for file in run.unusable)
    if not run.totals["judged"]:
        yield say("cli.summary-nothing-judged", lang)


def laid_out(lines: Iterable[str]) -> str:
    """Return lines as text, broken where the terminal ends."""
    return layout.lay_out(lines, streams.prose_width())


def configured(config: Path | None, lang: str) -> Iterator[str]:
    """Yield by which configuration the run went, if by any."""
    if config is not None:
        yield say("cli.summary-config", lang, file=config)


def _frame(run: Run, lang: str) -> Iterator[str]:
    yield as_of_line(run, lang)
    yield say("cli.summary-period", lang, period=_period(run, lang))
    yield pack_line(run, lang)


def as_of_line(run: Run, lang: str) -> str:
    """Return the last day that was seen, and what set it."""
    return say("cli.summary-as-of", lang, day=run.as_of, source=_source(run, lang))


def pack_line(run: Run, lang: str) -> str:
    """Return which rules were applied."""
    return say("cli.summary-pack", lang, pack=run.pack_id, title=run.pack_title)


def _source(run: Run, lang: str) -> str:
    """Return what set the as-of day: an option, or the record with the latest date."""
    if run.as_of_source in _AS_OF_OPTIONS:
        return say(f"cli.summary-as-of-{run.as_of_source}", lang)
    return say("cli.summary-as-of-record", lang, record=run.as_of_source)


def _period(run: Run, lang: str) -> str:
    if run.period_from and run.period_to:
        return say("cli.summary-period-both", lang, first=run.period_from, last=run.period_to)
    if run.period_from:
        return say("cli.summary-period-from", lang, first=run.period_from)
    if run.period_to:
        return say("cli.summary-period-to", lang, last=run.period_to)
    return say("cli.summary-period-all", lang)


def what_was_read(run: Run, lang: str) -> Iterator[str]:
    """Yield what was read, row by row accounted for, and what was left out."""
    counts = {name: sum(_whole(sheet[name]) for sheet in run.inputs) for name in _ROW_COUNTS}
    left_out = [sheet for sheet in run.inputs if sheet["kind"] is None]
    files = {sheet["file"] for sheet in run.inputs if sheet["kind"] is not None}
    yield say("cli.summary-data", lang, files=len(files), **counts)
    if later := run.totals["later_than_as_of"]:
        yield say("cli.summary-later", lang, count=later)
    for sheet in left_out[:_MOST_LEFT_OUT]:
        name = " ".join(str(sheet[part]) for part in ("file", "sheet") if sheet[part])
        yield say("cli.summary-left-out", lang, name=name, note=sheet["note"])
    yield from _more("left-out", len(left_out) - _MOST_LEFT_OUT, lang)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _found(report: Report, lang: str) -> Iterator[str]:
    yield say("cli.summary-found", lang, **report.run.totals)
    waived = pc.sum(pc.equal(report.findings["disposition"], "waived")).as_py()
    if waived:
        yield say("cli.summary-waived", lang, count=waived)


def _fined(run: Run, lang: str) -> Iterator[str]:
    yield say("cli.summary-fines", lang, **{name: amount_text(run.totals[name]) for name in _AMOUNTS})


def not_evaluated(coverage: pa.Table, lang: str, most: int | None = _MOST_REASONS) -> Iterator[str]:
    """Yield why rules were not evaluated, each reason once with the rules it holds for; `most` None tells all."""
    rules: dict[str, list[str]] = {}
    for row in coverage.filter(pc.invert(coverage["evaluated"])).to_pylist():
        rules.setdefault(row["reason"] or "", []).append(row["rule"])
    if not rules:
        return
    yield say("cli.summary-not-evaluated", lang, count=sum(map(len, rules.values())))
    for reason, codes in islice(rules.items(), most):
        yield say("cli.summary-rules-reason", lang, rules=_some(codes, lang), reason=reason)
    yield from _more("reasons", len(rules) - (most or len(rules)), lang)


def _some(codes: Sequence[str], lang: str) -> str:
    """Return the codes as a list, cut where it is too long to be read."""
    listed = say("cli.summary-comma", lang).join(codes[:_MOST_CODES])
    return say("cli.summary-and-more", lang, codes=listed, count=len(codes)) if len(codes) > _MOST_CODES else listed


def _problems(report: Report, lang: str) -> Iterator[str]:
    count = report.problems.num_rows
    if not count:
        return
    yield say("cli.summary-problems", lang, count=count)
    # What goes to stderr ends up in mails and logs: names and phones never do, whatever the report shows.
    first = masked_problems(report.problems.slice(0, _MOST_PROBLEMS), report.run.personal_headers).to_pylist()
    for row in first:
        place, problem = _place(row, lang), visible_text(row["problem"])
        yield say("cli.summary-problem", lang, place=visible_text(place), problem=problem)
    yield from _more("problems", count - len(first), lang)


def what_was_written(names: Sequence[str], lang: str) -> Iterator[str]:
    """Yield the files that were written, if any were."""
    if names:
        yield say("cli.summary-written", lang, files=say("cli.summary-comma", lang).join(map(readable_name, names)))


def _more(what: str, count: int, lang: str) -> Iterator[str]:
    if count > 0:
        yield say(f"cli.summary-more-{what}", lang, count=count)


def _place(row: Mapping[str, object], lang: str) -> str:
    """Return where a problem is: file, sheet, row and column, as far as they are known."""
    known = [str(row[name]) for name in ("source_file", "source_sheet") if row[name]]
    if row["source_row"] is not None:
        known.append(say("cli.summary-row", lang, row=row["source_row"]))
    if row["column"]:
        known.append(say("cli.summary-column", lang, column=row["column"]))
    return " ".join(known)

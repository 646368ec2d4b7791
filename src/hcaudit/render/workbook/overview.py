"""The first sheet: what was audited, what came out, who pays most, two charts; it must not know the other sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from hcaudit.model.report import Report, Run
from hcaudit.render.cells import visible_text
from hcaudit.render.figures import Figures, counts_by, figures_by_unit, overall_figures, titles_of_rules
from hcaudit.render.headings import heading, words
from hcaudit.render.penalty_table import penalty_table
from hcaudit.render.run_words import Fact, period_words
from hcaudit.render.workbook.facts import write_cell
from hcaudit.render.workbook.sheets import Book, set_page
from hcaudit.texts import say

CHARTED = 15
"""Bars a chart can show and stay readable; the tables below have every unit and rule."""

_OUTCOMES = {"violation": "#C00000", "suspected": "#FFC000", "undetermined": "#A6A6A6"}
"""The outcomes that are counted, each with its colour."""

_FIRST_CHART, _SECOND_CHART = 3, 9
_ROWS_OF_CHARTS = 22
_CHART_SIZE = {"width": 560, "height": 430}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A small table - title, headings, rows with the largest first - and the chart of its columns `colours`.

    The chart stands at column `chart_at` of the sheet.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Fact]]
    colours: Mapping[int, str]
    chart_at: int


def write_overview(book: Book, report: Report) -> None:
    """Write the sheet: facts at the left, charts beside them, below them the tables the charts are drawn from."""
    lang = book.look.lang
    sheet = book.workbook.add_worksheet(book.sheet_name("overview"))
    set_page(sheet)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 8, 13)
    penalty = penalty_table(report.units, lang)
    title = say("render.overview-title", lang, pack=visible_text(report.run.pack_title))
    sheet.write_string(0, 0, title, book.styles.title)
    top = _write_warnings(book, sheet, report.run)
    facts = [*_run_facts(report.run, lang), *_result_facts(overall_figures(report.findings, penalty), lang)]
    for line, (label, value) in enumerate(facts, start=top):
        write_cell(book, sheet, (line, 0), label)
        write_cell(book, sheet, (line, 1), value)
    units = sorted(figures_by_unit(report.findings, penalty), key=lambda unit: -unit.amount)
    rules_at = top + max(len(facts), _ROWS_OF_CHARTS) + 1
    rules, fines = _rules_table(report, lang), _units_table(units, lang)
    _write_table(book, sheet, rules_at, rules)
    units_at = rules_at + len(rules.rows) + 3
    _write_table(book, sheet, units_at, fines)
    _draw(book, sheet, (top, units_at), fines)
    _draw(book, sheet, (top, rules_at), rules)


def _write_warnings(book: Book, sheet: Worksheet, run: Run) -> int:
    """Write what must not be overlooked below the title; return the row where the facts begin."""
    for line, warning in enumerate(run.warnings, start=1):
        text = say("render.overview-warning", book.look.lang, words=visible_text(warning))
        sheet.write_string(line, 0, text, book.styles.notice)
    return len(run.warnings) + 2


def _run_facts(run: Run, lang: str) -> Iterator[tuple[str, Fact]]:
    yield say("render.overview-as-of", lang), run.as_of
    yield say("render.overview-period", lang), period_words(run, lang)
    yield say("render.overview-pack", lang), run.pack_id
    yield say("render.overview-inputs", lang), len(run.inputs)
    records = sum(count for one in run.inputs if isinstance(count := one.get("records"), int))
    yield say("render.overview-records", lang), records


def _result_facts(everything: Figures, lang: str) -> Iterator[tuple[str, Fact]]:
    for outcome in (*_OUTCOMES, "reward"):
        yield words("outcome", lang)[outcome], everything.counts.get(outcome, 0)
    yield heading("count", lang), everything.fines
    yield say("render.overview-yuan", lang, name=heading("amount", lang)), everything.amount / 100
    for body, amount in everything.booked.items():
        name = say("render.company", lang) if body is None else body
        yield say("render.overview-booked", lang, body=name), amount / 100
    for name in ("leadership_share", "frontline_share", "unassigned_share", "reward"):
        yield say("render.overview-yuan", lang, name=heading(name, lang)), getattr(everything, name) / 100


def _rules_table(report: Report, lang: str) -> _Table:
    titles = titles_of_rules(report.findings)
    counts = sorted(counts_by(report.findings, "rule").items(), key=lambda entry: -sum(entry[1].values()))
    shown = (*_OUTCOMES, "reward")
    return _Table(
        title=say("render.overview-by-rule", lang),
        headings=[heading("rule", lang), *(words("outcome", lang)[one] for one in shown)],
        rows=[
            [f"{rule} {titles.get(rule or '', '')}", *(of_rule.get(one, 0) for one in shown)]
            for rule, of_rule in counts
        ],
        colours=dict(enumerate(_OUTCOMES.values(), start=1)),
        chart_at=_SECOND_CHART,
    )


def _units_table(units: Sequence[Figures], lang: str) -> _Table:
    money = [
        heading("amount", lang),
        say("render.table-company-amount", lang),
        say("render.table-campaign-amount", lang),
    ]
    counts = [*(words("outcome", lang)[one] for one in _OUTCOMES), heading("count", lang)]
    return _Table(
        title=say("render.overview-by-unit", lang),
        headings=[heading("unit", lang), *counts, *money, heading("reward", lang)],
        rows=[
            [
                unit.name or "",
                *(unit.counts.get(one, 0) for one in _OUTCOMES),
                unit.fines,
                *(fen / 100 for fen in (unit.amount, unit.amount - unit.campaigns, unit.campaigns, unit.reward)),
            ]
            for unit in units
        ],
        # What the company books, and upon it what the campaigns do.
        colours={6: "#1F4E78", 7: "#9DC3E6"},
        chart_at=_FIRST_CHART,
    )


def _write_table(book: Book, sheet: Worksheet, top: int, table: _Table) -> None:
    """Write the title in row `top`, the headings in the next, the rows below."""
    sheet.write_string(top, 0, table.title, book.styles.label)
    for place, name in enumerate(table.headings):
        sheet.write_string(top + 1, place, name, book.styles.heading)
    for line, row in enumerate(table.rows, start=top + 2):
        for place, value in enumerate(row):
            write_cell(book, sheet, (line, place), value)


def _draw(book: Book, sheet: Worksheet, at: tuple[int, int], table: _Table) -> None:
    """Draw a chart from the first row of `at` on: the first rows of `table`, in the second, as stacked bars."""
    chart_row, top = at
    if not table.rows:
        return
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = top + 2, top + 1 + min(len(table.rows), CHARTED)
    for column, colour in table.colours.items():
        chart.add_series(
            {
                "name": [sheet.get_name(), top + 1, column],
                "categories": [sheet.get_name(), first, 0, last, 0],
                "values": [sheet.get_name(), first, column, last, column],
                "fill": {"color": colour},
                "gap": 40,
            }
        )
    rest = say("render.overview-first", book.look.lang, number=CHARTED) if len(table.rows) > CHARTED else ""
    chart.set_title({"name": f"{table.title}{rest}", "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    # Bars begin at the bottom: reversed, the largest comes first, and its axis stays below.
    chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"size": 8}})
    lines = {"visible": True, "line": {"color": "#D9D9D9"}}
    chart.set_x_axis({"label_position": "low", "num_format": "#,##0", "major_gridlines": lines})
    chart.set_size(_CHART_SIZE)
    sheet.insert_chart(chart_row, table.chart_at, chart)

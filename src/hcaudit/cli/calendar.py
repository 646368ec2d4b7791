"""The command `calendar`: shows which days count and counts them; it must not know why a day is one."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

import typer

from hcaudit.cli import arguments, delivery, layout, options, request, streams
from hcaudit.cli.exits import ExitCode
from hcaudit.config import Config
from hcaudit.errors import UsageError
from hcaudit.groundwork import open_calendar
from hcaudit.render.calendar import as_rows, coverage_page, facts, words, year_page
from hcaudit.render.calendar.page import YearPage
from hcaudit.render.look import Look
from hcaudit.render.row_texts import json_text
from hcaudit.texts import Text
from hcaudit.workdays import WorkCalendar

_YEAR = re.compile(r"(?a:\d{4})")
_WHOLE_NUMBER = re.compile(r"(?a:\d{1,18})")

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[show YEAR|count A B|due A N|coverage]",
        help="calendar.option-words",
        rich_help_panel="cli.help-arguments",
    ),
]
Form = Annotated[
    str | None,
    typer.Option("--format", metavar="FORMAT", help="calendar.option-format", rich_help_panel=options.OUTPUT),
]
Pause = Annotated[
    list[str] | None,
    typer.Option("--pause", metavar="FROM..TO", help="calendar.option-pause", rich_help_panel=options.PERIOD),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of the calendar: the words behind the action, and all that options and configuration say."""

    words: Sequence[str]
    pauses: Sequence[tuple[dt.date, dt.date]]
    form: str | None
    look: Look
    config: Config
    days: WorkCalendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that can be done: how many words it takes, in which forms it is shown, whether pauses matter."""

    run: Callable[[Asked], None]
    words: int
    example: str
    forms: tuple[str, ...] = ("text", "json")
    pauses: bool = False


def calendar(
    context: typer.Context,
    action_words: Words = None,
    pause: Pause = None,
    form: Form = None,
    colour: options.Colour = "auto",
    config: options.ConfigFile = None,
    lang: options.Lang = None,
    log_format: options.LogFormat = None,
    asked_help: options.Help = False,
) -> int:
    """Do what the first word says with the others; return the exit code."""
    del colour, config, lang, log_format, asked_help
    name, *others = action_words or [COVERAGE]
    action = _action(name, len(others))
    if pause and not action.pauses:
        raise UsageError(Text("calendar.pause-elsewhere"))
    if form is not None:
        arguments.one_of("--format", form, action.forms)
    pauses, look = [arguments.span("--pause", value) for value in pause or ()], request.look(context)
    configuration = request.configuration(context)
    days = open_calendar(configuration)
    if name != COVERAGE:
        _tell_notes(days, look.lang)
    action.run(Asked(words=others, pauses=pauses, form=form, look=look, config=configuration, days=days))
    return ExitCode.CLEAN


def _action(name: str, words_given: int) -> Action:
    """Return the action called `name`.

    Raises:
        UsageError: there is none, or it takes another number of words.
    """
    if name not in ACTIONS:
        hint = arguments.nearest(name, ACTIONS)
        raise UsageError(Text("calendar.no-action", action=name, nearest=hint, known=", ".join(ACTIONS)))
    action = ACTIONS[name]
    if words_given != action.words:
        wanted = Text(f"calendar.wanted-{name}")
        raise UsageError(Text("calendar.wants-words", action=name, wanted=wanted, example=action.example))
    return action


def _tell_notes(days: WorkCalendar, lang: str) -> None:
    for note in days.notes:
        streams.tell(Text("calendar.note", note=note).said_in(lang))


def _coverage(asked: Asked) -> None:
    page = coverage_page(asked.days, asked.config.overlays, asked.config.path)
    if asked.form == "json":
        _show_json(facts.coverage_facts(page, asked.look.lang))
    else:
        streams.show(layout.lay_out(words.coverage_lines(page, asked.look.lang), streams.prose_width()))


def _show(asked: Asked) -> None:
    page = year_page(asked.days, _year(asked.words[0]))
    form = asked.form or ("table" if streams.is_terminal(sys.stdout) else "csv")
    if form == "table":
        streams.show(_table(page, asked.look))
    elif form == "json":
        streams.pour(lambda stream: as_rows.write_json(page.days, stream, asked.look))
    else:
        shown = replace(asked.look, bom=delivery.stdout_is_new_file())
        streams.pour(lambda stream: as_rows.write_csv(page.days, stream, shown))


def _table(page: YearPage, look: Look) -> str:
    from hcaudit.render.calendar import as_text  # noqa: PLC0415 - it needs Rich, which costs 50 ms

    columns = streams.prose_width()
    opening = layout.lay_out(words.year_opening(page, look.lang), columns)
    closing = layout.lay_out(words.year_closing(page, look.lang), columns)
    return "\n\n".join([opening, as_text.year_grid(page, look), closing])


def _count(asked: Asked) -> None:
    after, until = (arguments.date("calendar count", word) for word in asked.words)
    count = asked.days.count(after, until, asked.pauses)
    if asked.form == "json":
        _show_json(facts.count_facts(after, until, asked.pauses, count))
    else:
        streams.show(str(count))


def _due(asked: Asked) -> None:
    start, n = arguments.date("calendar due", asked.words[0]), _number(asked.words[1])
    due = asked.days.due(start, n, asked.pauses)
    if asked.form == "json":
        _show_json(facts.due_facts(start, n, asked.pauses, due))
    else:
        streams.show(due.isoformat())


COVERAGE = "coverage"
"""What is done where nothing is asked for."""

ACTIONS: Mapping[str, Action] = {
    COVERAGE: Action(run=_coverage, words=0, example="calendar coverage"),
    "show": Action(run=_show, words=1, example="calendar show 2022", forms=("table", "csv", "json")),
    "count": Action(run=_count, words=2, example="calendar count 2022-01-28 2022-02-15", pauses=True),
    "due": Action(run=_due, words=2, example="calendar due 2022-01-28 5", pauses=True),
}
"""What can be done with the calendar, by the word that asks for it."""


def _show_json(document: Mapping[str, object]) -> None:
    streams.show(json_text(document, indent=2))


def _year(value: str) -> int:
    if _YEAR.fullmatch(value) and int(value) >= dt.MINYEAR:
        return int(value)
    raise UsageError(Text("calendar.not-a-year", value=value))


def _number(value: str) -> int:
    if _WHOLE_NUMBER.fullmatch(value):
        return int(value)
    raise UsageError(Text("calendar.not-a-number", value=value))

"""A year as month grids, and what stands beside them, for a terminal; it must not know which days are off or why.

Marks tell days off from make-up days, colours only underline them.  Lines of words are broken by whoever shows them.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection
from io import StringIO

from rich.cells import cell_len
from rich.text import Text as Line

from hcaudit.render.as_table import console_on
from hcaudit.render.calendar.breaks import is_worked
from hcaudit.render.calendar.page import YearPage, working_days
from hcaudit.render.look import Look
from hcaudit.texts import say
from hcaudit.workdays import Day

_DAYS = 7
_NUMBER = 2
_MARK = 2
_CELL = _NUMBER + _MARK + 1
"""A day takes its number, its mark and a blank."""

_MONTH = _DAYS * _CELL - 1
_BETWEEN = 4
_MOST_ACROSS = 3
_MONTHS = 12
_STYLES = {"off": "red", "worked": "bold cyan"}


def year_grid(page: YearPage, look: Look) -> str:
    """Return the twelve months, as many beside each other as the terminal has room for, at most three."""
    across = max(1, min(_MOST_ACROSS, (look.width + _BETWEEN) // (_MONTH + _BETWEEN)))
    text = StringIO()
    console = console_on(text, look)
    for first in range(1, _MONTHS + 1, across):
        months = [_month(page, month, look.lang) for month in range(first, first + across)]
        for lines in itertools.zip_longest(*months, fillvalue=Line()):
            line = Line(" " * _BETWEEN).join(_padded(one) for one in lines)
            line.rstrip()
            console.print(line, soft_wrap=True)
        console.print()
    return text.getvalue().rstrip("\n")


def _month(page: YearPage, month: int, lang: str) -> list[Line]:
    """Return one month: its name with its working days, the days of the week, the weeks."""
    days = page.month(month)
    title = say("calendar.month-title", lang, month=say(f"calendar.month-{month}", lang), count=working_days(days))
    blanks = [Line(" " * _CELL)] * days[0].date.weekday()
    cells = [*blanks, *(_cell(day, _kind(day, page.off), lang) for day in days)]
    weeks = [Line().join(cells[start : start + _DAYS]) for start in range(0, len(cells), _DAYS)]
    return [Line(title, style="bold"), Line(_weekdays(lang)), *weeks]


def _weekdays(lang: str) -> str:
    names = [say(f"calendar.weekday-{number}", lang) for number in range(1, _DAYS + 1)]
    return "".join(f"{_blanks(name, _NUMBER)}{name}{' ' * (_CELL - _NUMBER)}" for name in names)


def _kind(day: Day, off: Collection[dt.date]) -> str | None:
    return "off" if day.date in off else "worked" if is_worked(day) else None


def _cell(day: Day, kind: str | None, lang: str) -> Line:
    """Return a day with its mark: the number stands on the right, the mark behind it."""
    mark = say(f"calendar.mark-{kind}", lang) if kind else ""
    cell = Line(f"{day.date.day:>{_NUMBER}}{mark}", style=_STYLES.get(kind or "", ""))
    return Line.assemble(cell, " " * (_CELL - _NUMBER - cell_len(mark)))


def _padded(line: Line) -> Line:
    return Line.assemble(line, _blanks(line.plain, _MONTH))


def _blanks(text: str, width: int) -> str:
    return " " * (width - cell_len(text))

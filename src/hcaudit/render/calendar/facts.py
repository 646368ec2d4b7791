"""The calendar's reach, a count and a due date as JSON can hold them; it must not know who reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from hcaudit.render.calendar.page import CoveragePage
from hcaudit.render.calendar.words import remedy_lines
from hcaudit.workdays import Overlay

Pause = tuple[dt.date, dt.date]


def coverage_facts(page: CoveragePage, lang: str) -> Mapping[str, object]:
    """Return how far the calendar reaches; notes and remedy are sentences in `lang`."""
    return {
        "begins": page.begins.isoformat(),
        "published_through": page.through.isoformat(),
        "source": page.source,
        "version": page.version,
        "config": None if page.config is None else str(page.config),
        "overlays": [_overlay_facts(one) for one in page.overlays],
        "notes": [note.said_in(lang) for note in page.notes],
        "remedy": "\n".join(remedy_lines(page, lang)),
    }


def count_facts(after: dt.date, until: dt.date, pauses: Sequence[Pause], count: int) -> Mapping[str, object]:
    """Return the working days after `after` up to `until`, and what they were counted from."""
    days = {"after": after.isoformat(), "until": until.isoformat()}
    return {**days, "pauses": _pauses(pauses), "working_days": count}


def due_facts(start: dt.date, n: int, pauses: Sequence[Pause], due: dt.date) -> Mapping[str, object]:
    """Return the `n`-th working day after `start`, and what it was counted from."""
    return {"start": start.isoformat(), "working_days": n, "pauses": _pauses(pauses), "due": due.isoformat()}


def _pauses(pauses: Sequence[Pause]) -> list[Mapping[str, str]]:
    return [{"after": after.isoformat(), "until": until.isoformat()} for after, until in pauses]


def _overlay_facts(one: Overlay) -> Mapping[str, object]:
    return {
        "year": one.year,
        "where": one.where,
        "off": [day.isoformat() for day in sorted(one.off)],
        "work": [day.isoformat() for day in sorted(one.work)],
        "complete": one.complete,
    }

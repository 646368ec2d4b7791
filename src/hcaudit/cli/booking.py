"""The ledger of `check --ledger`: whether a run posts, and what it tells of that; it must not know how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from hcaudit import pipeline
from hcaudit.cli import layout, log, streams
from hcaudit.cli.versions import version_of
from hcaudit.errors import UsageError
from hcaudit.ledger.act import Act
from hcaudit.ledger.charges import Charge
from hcaudit.model.report import Report
from hcaudit.posting.outcome import Posting, Wish
from hcaudit.reading import Reading
from hcaudit.render.amounts import amount_text
from hcaudit.render.cells import visible_text
from hcaudit.settings import Settings
from hcaudit.texts import Text, say

PATIENCE = 300.0
"""Seconds to wait for other runs, unless one is told not to."""

_MOST_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """The report of a run, and what it posts; None where no ledger is asked for."""

    report: Report
    posting: Posting | None = None


@contextmanager
def audited(context: typer.Context, settings: Settings, reading: Reading) -> Iterator[Booked]:
    """Yield the report, to be delivered; with ``--ledger`` its fines are posted as the block ends, if it does not fail.

    Raises:
        HcauditError: the settings, the files or the ledger cannot be used; LedgerLockedError: other runs hold it.
    """
    given = context.params
    if given.get("ledger_file") is None:
        for option in ("new_only", "no_wait"):
            if given.get(option):
                raise UsageError(Text("ledger.needs-ledger", option=f"--{option.replace('_', '-')}"))
        yield Booked(report=pipeline.audit(settings, reading))
        return
    from hcaudit.posting.run import posted  # noqa: PLC0415 - SQLite is for runs that post

    path = Path(given["ledger_file"])
    _spare(path, given)
    wish = Wish(
        path=path,
        made_at=_now(),
        version=version_of("hcaudit"),
        patience=patience(bool(given.get("no_wait"))),
        only_new=bool(given.get("new_only")),
    )
    with posted(settings, wish, reading) as posting:
        yield Booked(report=posting.report, posting=posting)


def _spare(path: Path, given: Mapping[str, Any]) -> None:
    """Make sure that no output takes the place of the ledger at `path`.

    Raises:
        UsageError: one would.
    """
    for name in (*(given.get("output") or ()), given.get("manifest_file")):
        if name is not None and Path(name).resolve() == path.resolve():
            raise UsageError(Text("ledger.is-output", file=name))


def patience(no_wait: bool) -> float:
    """Return how many seconds to wait for other runs."""
    return 0.0 if no_wait else PATIENCE


def act(command: str) -> Act:
    """Return what is entered in the ledger for what a person does to it."""
    return Act(command=command, made_at=_now(), version=version_of("hcaudit"))


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def tell(booked: Booked, file: str | None, lang: str, *, quiet: bool) -> None:
    """Write to stderr what was posted; `quiet` leaves only what was not."""
    posting = booked.posting
    if posting is None:
        return
    if streams.logs():
        streams.note(log.line("info", "posted", ledger=file, **counts(posting)))
        return
    lines = [*([] if quiet else _posted(posting, file, lang)), *_left(posting, lang)]
    if lines:
        streams.tell(layout.lay_out(lines, streams.prose_width()))


def counts(posting: Posting) -> Mapping[str, int]:
    """Return what was posted, by number."""
    plan, bookings = posting.plan, (*posting.plan.bookings, *posting.anew.bookings)
    posts = [one for one in bookings if one.event == "posted"]
    return {
        "posted": len(posts),
        "adjusted": len(bookings) - len(posts),
        "late": sum(one.late for one in bookings),
        "already": plan.already,
        "newer": len(plan.newer),
        "voided": len(plan.voided),
        "gone": len(plan.gone),
        "shut": len(plan.shut) + len(posting.anew.shut),
        "unwaived": len(posting.unwaived),
        "anew": len(posting.anew.bookings),
        "counted_along": posting.earlier,
    }


def _posted(posting: Posting, file: str | None, lang: str) -> Iterator[str]:
    told = counts(posting)
    yield say("ledger.summary", lang, file=file, **told)
    if told["counted_along"]:
        yield say("ledger.summary-along", lang, n=told["counted_along"])
    if told["anew"]:
        yield say("ledger.summary-anew", lang, n=told["anew"])
    late = [one.charge for one in (*posting.plan.bookings, *posting.anew.bookings) if one.late]
    yield from _named("late", late, lang, month=posting.month)
    yield from _named("voided", [one.charge for one in posting.plan.voided], lang)


def _left(posting: Posting, lang: str) -> Iterator[str]:
    """Yield what the run would have changed but may not."""
    plan = posting.plan
    yield from _named("unwaived", posting.unwaived, lang)
    yield from _named("gone", [one.charge for one in plan.gone], lang)
    yield from _named("shut", [*plan.shut, *posting.anew.shut], lang)
    as_of = max((one.as_of for one in plan.newer), default="")
    yield from _named("newer", [one.charge for one in plan.newer], lang, as_of=as_of)


def _named(what: str, charges: Sequence[Charge], lang: str, **facts: object) -> Iterator[str]:
    """Yield a line that says how many fines are what, and one for each of the first."""
    if not charges:
        return
    yield say(f"ledger.summary-{what}", lang, n=len(charges), **facts)
    for charge in charges[:_MOST_NAMED]:
        yield "  " + say(
            "ledger.summary-fine",
            lang,
            fine=charge.fine_id,
            item=charge.item,
            record=visible_text(charge.record_no),
            unit=visible_text(charge.unit or ""),
            day=charge.occurred_on,
            amount=amount_text(charge.amount or charge.reward or 0),
        )
    if (more := len(charges) - _MOST_NAMED) > 0:
        yield "  " + say("ledger.summary-more", lang, n=more)

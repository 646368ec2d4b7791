"""The command `ledger`: shows what was assessed, closes months, voids fines; it must not know how it is kept."""

# The signature declares the options to typer; `cli/request.py` reads them from the context.
# ruff: noqa: ARG001

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from hcaudit.cli import arguments, booking, delivery, ledger_export, options, request, streams
from hcaudit.cli.exits import ExitCode
from hcaudit.errors import UsageError
from hcaudit.ledger import acts, contents
from hcaudit.ledger.file import locked, opened_to_read, opened_to_write
from hcaudit.ledger.verification import verify
from hcaudit.render.ledger import as_rows, balances_table, events_table, fines_table, unit_balances
from hcaudit.render.look import Look
from hcaudit.texts import Text, say

FORMS = ("table", "csv", "json")
LISTS = ("balances", "fines", "events")
_FINE_ID = re.compile(r"(?a:[0-9a-f]{16})")

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[show [MONTH]|export|close MONTH|void ID|verify]",
        help="ledger.option-words",
        rich_help_panel="cli.help-arguments",
    ),
]
Form = Annotated[
    str | None,
    typer.Option("--format", metavar="FORMAT", help="ledger.option-format", rich_help_panel=options.OUTPUT),
]
Listed = Annotated[
    str | None,
    typer.Option("--show", metavar="|".join(LISTS), help="ledger.option-show", rich_help_panel=options.OUTPUT),
]
File = Annotated[
    list[str] | None,
    typer.Option("-o", "--output", metavar="FILE", help="ledger.option-output", rich_help_panel=options.OUTPUT),
]
Reason = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help="ledger.option-reason", rich_help_panel=options.LEDGER)
]
Month = Annotated[
    str | None, typer.Option("--month", metavar="YYYY-MM", help="ledger.option-month", rich_help_panel=options.LEDGER)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of the ledger at `path`: the words behind the action, and what the options say."""

    path: Path
    words: Sequence[str]
    form: str | None
    listed: str | None
    output: Sequence[str]
    reason: str | None
    month: str | None
    patience: float
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that can be done: how it is, with how many words at least and at most, and with which options."""

    run: Callable[[Asked], int]
    words: tuple[int, int]
    example: str
    options: frozenset[str] = frozenset()


def ledger(
    context: typer.Context,
    action_words: Words = None,
    ledger_file: options.Ledger = None,
    listed: Listed = None,
    form: Form = None,
    output: File = None,
    reason: Reason = None,
    month: Month = None,
    no_wait: options.NoWait = False,
    headers: options.Headers = None,
    colour: options.Colour = "auto",
    lang: options.Lang = None,
    log_format: options.LogFormat = None,
    asked_help: options.Help = False,
) -> int:
    """Do what the first word says with the others; return the exit code."""
    name, *others = action_words or ["show"]
    given = {"--show": listed, "--format": form, "-o": output, "--reason": reason, "--month": month}
    action = _action(name, len(others), {option for option, value in given.items() if value})
    if ledger_file is None:
        raise UsageError(Text("ledger.which", action=name))
    asked = Asked(
        path=Path(ledger_file),
        words=others,
        form=form,
        listed=None if listed is None else arguments.one_of("--show", listed, LISTS),
        output=output or (),
        reason=reason,
        month=None if month is None else _month("--month", month),
        patience=booking.patience(no_wait),
        look=request.look(context),
    )
    return action.run(asked)


def _action(name: str, words: int, given: set[str]) -> Action:
    """Return the action called `name`.

    Raises:
        UsageError: there is none, or it takes another number of words, or other options.
    """
    if name not in ACTIONS:
        hint = arguments.nearest(name, ACTIONS)
        raise UsageError(Text("ledger.no-action", action=name, nearest=hint, known=", ".join(ACTIONS)))
    action = ACTIONS[name]
    if not action.words[0] <= words <= action.words[1]:
        raise UsageError(Text("ledger.wants-words", action=name, example=action.example))
    if others := sorted(given - action.options):
        raise UsageError(Text("ledger.option-elsewhere", action=name, option=others[0], example=action.example))
    return action


def _show(asked: Asked) -> int:
    month = _month("ledger show", asked.words[0]) if asked.words else None
    form = arguments.one_of("--format", asked.form or _usual_form(), FORMS)
    with opened_to_read(asked.path) as ledger:
        balances = balances_table(one for one in contents.balances(ledger) if month in (None, one["month"]))
        tables = {
            "balances": balances if month or form != "table" else unit_balances(balances),
            "fines": fines_table(one for one in contents.fines(ledger) if month in (None, one["month"])),
            "events": events_table(contents.events(ledger, month)),
        }
    chosen = asked.listed or LISTS[0]
    if form == "json":
        streams.pour(lambda stream: as_rows.write_json(tables, stream))
    elif form == "csv":
        shown = replace(asked.look, bom=delivery.stdout_is_new_file())
        streams.pour(lambda stream: as_rows.write_csv(tables[chosen], stream, shown))
    else:
        from hcaudit.render.ledger import as_text  # noqa: PLC0415 - it needs Rich, which costs 50 ms

        if asked.listed in (None, LISTS[0]):
            whole = as_text.month_text(balances, tables["events"], asked.look)
            streams.show(whole if month else as_text.balances_text(tables["balances"], asked.look))
        else:
            streams.show(as_text.list_text(chosen, tables[chosen], asked.look))
    return ExitCode.CLEAN


def _usual_form() -> str:
    return "table" if streams.is_terminal(sys.stdout) else "csv"


def _export(asked: Asked) -> int:
    return ledger_export.export(asked.path, asked.output, asked.form, asked.look)


def _close(asked: Asked) -> int:
    month = _month("ledger close", asked.words[0])
    _make_sure_there_is_one(asked.path)
    with opened_to_write(asked.path, asked.patience) as ledger, locked(ledger, asked.patience):
        was_open = acts.close(ledger, month, booking.act("close"))
    _tell(asked, Text("ledger.closed" if was_open else "ledger.closed-already", month=month))
    return ExitCode.CLEAN


def _void(asked: Asked) -> int:
    fine_id = asked.words[0].strip().lower()
    if not _FINE_ID.fullmatch(fine_id):
        raise UsageError(Text("ledger.not-a-fine", word=asked.words[0]))
    if not (asked.reason or "").strip():
        raise UsageError(Text("ledger.needs-reason"))
    _make_sure_there_is_one(asked.path)
    with opened_to_write(asked.path, asked.patience) as ledger, locked(ledger, asked.patience):
        before = acts.void(ledger, fine_id, str(asked.reason).strip(), asked.month, booking.act("void"))
    if before is None:
        _tell(asked, Text("ledger.void-already", fine=fine_id))
    else:
        values = {"item": before.charge.item, "record": before.charge.record_no}
        _tell(asked, Text("ledger.voided", fine=fine_id, **values))
    return ExitCode.CLEAN


def _verify(asked: Asked) -> int:
    with opened_to_read(asked.path) as ledger:
        result = verify(ledger)
    lang = asked.look.lang
    lines = [
        say(f"ledger.counted-{name}", lang, n=value) for name, value in ledger_export.readable_counts(result).items()
    ]
    streams.show("\n".join([*lines, say("ledger.digest", lang, digest=result.digest or "-")]))
    for fault in result.faults:
        streams.complain(fault, lang)
    if not result.faults:
        _tell(asked, Text("ledger.sound", file=asked.path))
    return ExitCode.UNUSABLE if result.faults else ExitCode.CLEAN


ACTIONS: Mapping[str, Action] = {
    "show": Action(run=_show, words=(0, 1), example="ledger show 2021-12", options=frozenset({"--show", "--format"})),
    "export": Action(
        run=_export, words=(0, 0), example="ledger export -o FILE.xlsx", options=frozenset({"-o", "--format"})
    ),
    "close": Action(run=_close, words=(1, 1), example="ledger close 2021-12"),
    "void": Action(
        run=_void, words=(1, 1), example="ledger void ID --reason TEXT", options=frozenset({"--reason", "--month"})
    ),
    "verify": Action(run=_verify, words=(0, 0), example="ledger verify"),
}
"""What can be done with a ledger, by the word that asks for it."""


def _make_sure_there_is_one(path: Path) -> None:
    """Make sure that there is a ledger at `path`: these actions make none.

    Raises:
        InputError: there is none.
    """
    with opened_to_read(path):
        pass


def _month(option: str, word: str) -> str:
    first, _ = arguments.month(option, word)
    return first.isoformat()[: len("2021-12")]


def _tell(asked: Asked, text: Text) -> None:
    streams.tell(text.said_in(asked.look.lang))

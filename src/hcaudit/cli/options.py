"""The arguments and options of all commands, each declared once; it must not know which command takes which.

`help` and `rich_help_panel` are keys of sentences in ``texts``: see ``cli/help.py``, which shows them.
Values come as the words the user wrote; ``cli/arguments.py`` reads them, so that complaints are in the
user's language.
"""

from __future__ import annotations

from typing import Annotated

import typer

from hcaudit.cli import help_pages, streams
from hcaudit.cli.exits import ExitCode

RULES = "cli.help-rules"
PERIOD = "cli.help-period"
READING = "cli.help-reading"
OUTPUT = "cli.help-output"
LEDGER = "cli.help-ledger"
GENERAL = "cli.help-general"


def show_help(context: typer.Context, *, asked: bool) -> None:
    """Show the page of the command `context` is about and end: to the user who `asked`, or who gave no command."""
    from hcaudit.cli.help_facts import FACTS  # noqa: PLC0415 - it asks every room what it has to offer

    text = help_pages.page(context, FACTS, streams.prose_width())
    if asked:
        streams.show(text)
        raise typer.Exit
    streams.tell(text)
    raise typer.Exit(ExitCode.USAGE)


def _help(context: typer.Context, asked: bool) -> None:
    if asked:
        show_help(context, asked=True)


Files = Annotated[
    list[str],
    typer.Argument(metavar="FILES...", help="cli.option-files", rich_help_panel="cli.help-arguments"),
]

ChosenRules = Annotated[
    str | None, typer.Option("--rules", metavar="PACK", help="cli.option-rules", rich_help_panel=RULES)
]
ConfigFile = Annotated[
    str | None, typer.Option("--config", metavar="FILE", help="cli.option-config", rich_help_panel=GENERAL)
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="CODES", help="cli.option-select", rich_help_panel=RULES),
]
ExtendSelect = Annotated[
    list[str] | None,
    typer.Option("--extend-select", metavar="CODES", help="cli.option-extend-select", rich_help_panel=RULES),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODES", help="cli.option-ignore", rich_help_panel=RULES),
]
Parameters = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="CODE.PARAMETER=VALUE", help="cli.option-set", rich_help_panel=RULES),
]

Month = Annotated[
    str | None,
    typer.Option("--month", metavar="YYYY-MM", help="cli.option-month", rich_help_panel=PERIOD),
]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="cli.option-from", rich_help_panel=PERIOD)]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="cli.option-to", rich_help_panel=PERIOD)]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="cli.option-as-of", rich_help_panel=PERIOD)]

BulletinAsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="due.option-as-of", rich_help_panel=PERIOD)
]

Kind = Annotated[str | None, typer.Option("--kind", metavar="KIND", help="cli.option-kind", rich_help_panel=READING)]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="cli.option-encoding", rich_help_panel=READING),
]
Sheet = Annotated[
    str | None,
    typer.Option("--sheet", metavar="NAME", help="cli.option-sheet", rich_help_panel=READING),
]

Decisions = Annotated[
    list[str] | None,
    typer.Option("--decisions", metavar="FILE", help="cli.option-decisions", rich_help_panel=RULES),
]

Since = Annotated[
    str | None,
    typer.Option("--since", metavar="EARLIER.json", help="cli.option-since", rich_help_panel=OUTPUT),
]

ByUnit = Annotated[
    str | None,
    typer.Option("--by-unit", metavar="FOLDER", help="cli.option-by-unit", rich_help_panel=OUTPUT),
]
Output = Annotated[
    list[str] | None,
    typer.Option("-o", "--output", metavar="FILE", help="cli.option-output", rich_help_panel=OUTPUT),
]
Manifest = Annotated[
    str | None,
    typer.Option("--manifest", metavar="FILE", help="cli.option-manifest", rich_help_panel=OUTPUT),
]
FormatName = Annotated[
    str | None,
    typer.Option("--format", metavar="FORMAT", help="cli.option-format", rich_help_panel=OUTPUT),
]
BulletinOutput = Annotated[
    list[str] | None,
    typer.Option("-o", "--output", metavar="FILE", help="due.option-output", rich_help_panel=OUTPUT),
]
BulletinFormat = Annotated[
    str | None,
    typer.Option("--format", metavar="FORMAT", help="due.option-format", rich_help_panel=OUTPUT),
]
Show = Annotated[str | None, typer.Option("--show", metavar="WHAT", help="cli.option-show", rich_help_panel=OUTPUT)]
Headers = Annotated[
    str | None, typer.Option("--headers", metavar="zh|en", help="cli.option-headers", rich_help_panel=OUTPUT)
]
Mask = Annotated[bool, typer.Option("--mask/--no-mask", help="cli.option-mask", rich_help_panel=OUTPUT)]
Colour = Annotated[
    str,
    typer.Option("--color", metavar="auto|always|never", help="cli.option-color", rich_help_panel=OUTPUT),
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="cli.option-quiet", rich_help_panel=OUTPUT)]

Ledger = Annotated[
    str | None, typer.Option("--ledger", metavar="FILE", help="ledger.option-ledger", rich_help_panel=LEDGER)
]
NoWait = Annotated[bool, typer.Option("--no-wait", help="ledger.option-no-wait", rich_help_panel=LEDGER)]
NewOnly = Annotated[bool, typer.Option("--new-only", help="ledger.option-new-only", rich_help_panel=LEDGER)]

Strict = Annotated[bool, typer.Option("--strict", help="cli.option-strict", rich_help_panel=GENERAL)]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="cli.option-exit-zero", rich_help_panel=GENERAL)]
Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="zh|en", help="cli.option-lang", rich_help_panel=GENERAL),
]
LogFormat = Annotated[
    str | None,
    typer.Option("--log-format", metavar="text|json", help="cli.option-log-format", rich_help_panel=GENERAL),
]
Help = Annotated[
    bool,
    typer.Option("-h", "--help", is_eager=True, callback=_help, help="cli.option-help", rich_help_panel=GENERAL),
]

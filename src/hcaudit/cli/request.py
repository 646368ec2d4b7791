"""What the user asked for, read from the options of a command; it must not know which command it is.

An option a command does not have is as if it were not given.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

import typer

from hcaudit.cli import arguments, streams
from hcaudit.config import Config, find_config, read_config
from hcaudit.pipeline import Settings
from hcaudit.render import SHOWN, Look


def settings(context: typer.Context) -> Settings:
    """Return what to audit and how.

    Raises:
        UsageError: an option has a value it cannot have, or two options contradict each other.
        ConfigError: the configuration cannot be read.
    """
    given = context.params
    period_from, period_to = arguments.period(given.get("month"), given.get("from_day"), given.get("to_day"))
    return Settings(
        sources=tuple(given["files"]),
        config=configuration(context),
        pack=given.get("rules"),
        select=arguments.codes("--select", given.get("select")),
        extend_select=arguments.codes("--extend-select", given.get("extend_select")),
        ignore=arguments.codes("--ignore", given.get("ignore")),
        parameters=arguments.parameters("--set", given.get("parameters")),
        as_of=arguments.day("--as-of", given.get("as_of")),
        period_from=period_from,
        period_to=period_to,
        decisions=tuple(given.get("decisions") or ()),
        lang=str(context.obj),
        kind=given.get("kind"),
        encoding=arguments.encoding(given.get("encoding")),
        sheet=given.get("sheet"),
    )


def configuration(context: typer.Context) -> Config:
    """Return what the user laid down for every run: in the file of ``--config``, of HCAUDIT_CONFIG, or the nearest.

    Raises:
        ConfigError: the file cannot be read.
    """
    path = find_config(context.params.get("config"), os.environ)
    return Config() if path is None else read_config(path)


def look(context: typer.Context) -> Look:
    """Return how the output on stdout is to look.

    Raises:
        UsageError: an option has a value it cannot have.
    """
    given = context.params
    show, headers = given.get("show"), given.get("headers")
    return Look(
        show=None if show is None else arguments.one_of("--show", show, SHOWN),
        lang=str(context.obj),
        headers=None if headers is None else arguments.one_of("--headers", headers, ("zh", "en")),
        width=shutil.get_terminal_size().columns,
        colour=colour_on(context, sys.stdout),
        mask=given.get("mask", False),
    )


def colour_on(context: typer.Context, stream: TextIO | None) -> bool:
    """Tell whether `stream` gets colours.

    Raises:
        UsageError: ``--color`` has a value it cannot have.
    """
    when = arguments.one_of("--color", context.params.get("colour", "auto"), streams.COLOURS)
    return streams.colourful(when, stream, os.environ)

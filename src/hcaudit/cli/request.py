"""What the user asked for, read from the options of a command; it must not know which command it is.

An option a command does not have is as if it were not given.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

import typer

from hcaudit.cli import arguments, streams
from hcaudit.config import Config, find_config
from hcaudit.errors import UsageError
from hcaudit.render import SHOWN, Look
from hcaudit.settings import Settings
from hcaudit.texts import Text

_CONFIG = "hcaudit.config"
"""Where a run keeps its configuration, once read."""


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
        since=None if given.get("since") is None else Path(given["since"]),
    )


def configuration(context: typer.Context) -> Config:
    """Return what the user laid down for every run: in the file of ``--config``, of HCAUDIT_CONFIG, or the nearest.

    Raises:
        ConfigError: the file cannot be read.
    """
    if _CONFIG not in context.meta:
        path = find_config(context.params.get("config"), os.environ)
        context.meta[_CONFIG] = Config() if path is None else _read(path)
    config: Config = context.meta[_CONFIG]
    return config


def _read(path: Path) -> Config:
    from hcaudit.config.reading import read_config  # noqa: PLC0415 - its forms cost 40 ms, and most runs have no file
    from hcaudit.inventory import with_outputs_checked  # noqa: PLC0415

    return with_outputs_checked(read_config(path))


def outputs(context: typer.Context) -> tuple[Sequence[str], str | None]:
    """Return the files to write and the format for stdout (None: none was chosen), as options or configuration say.

    Raises:
        ConfigError: the configuration cannot be read.
    """
    config = configuration(context)
    files = _chosen(context, "output", [str(config.folder / file) for file in config.outputs.files]) or ()
    return tuple(files), _chosen(context, "format_name", None if files else config.outputs.format)


def look(context: typer.Context) -> Look:
    """Return how the output on stdout is to look.

    Raises:
        UsageError: an option has a value it cannot have.
        ConfigError: the configuration cannot be read.
    """
    laid_down = configuration(context).outputs
    show, headers = _chosen(context, "show", laid_down.show), _chosen(context, "headers", laid_down.headers)
    if show == "changes" and context.params.get("since") is None:
        raise UsageError(Text("since.show-needs-since"))
    return Look(
        show=None if show is None else arguments.one_of("--show", show, SHOWN),
        lang=str(context.obj),
        headers=None if headers is None else arguments.one_of("--headers", headers, ("zh", "en")),
        width=shutil.get_terminal_size().columns,
        colour=colour_on(context, sys.stdout),
        mask=bool(_chosen(context, "mask", laid_down.mask)),
    )


def colour_on(context: typer.Context, stream: TextIO | None) -> bool:
    """Tell whether `stream` gets colours.

    Raises:
        UsageError: ``--color`` has a value it cannot have.
    """
    when = arguments.one_of("--color", context.params.get("colour", "auto"), streams.COLOURS)
    return streams.colourful(when, stream, os.environ)


def _chosen(context: typer.Context, name: str, laid_down: Any) -> Any:  # noqa: ANN401 - options have any type
    """Return the value of the option `name` if the command line gives it, else what the configuration has laid down.

    It is None where the command has no such option.
    """
    if name not in context.params:
        return None
    source = context.get_parameter_source(name)
    return context.params[name] if source is not None and source.name == "COMMANDLINE" else laid_down

"""``hcaudit.toml`` → `Config`, with all that is wrong with it; it must not know who uses which part."""

from __future__ import annotations

import tomllib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hcaudit.config.contents import Config, Outputs
from hcaudit.config.finding import CONFIG_NAME
from hcaudit.config.forms import ConfigForm, OutputsForm
from hcaudit.config.mistakes import mistakes_of
from hcaudit.config.parameters import flattened
from hcaudit.errors import ConfigError
from hcaudit.model.form_mistakes import toml_place
from hcaudit.texts import Text
from hcaudit.workdays import Overlay, read_overlays

_KEY = "[key]"
"""How pydantic says that the key, not the value, is what is wrong."""


def read_config(path: Path) -> Config:
    """Return what the file says.

    Raises:
        ConfigError: there is no such file, or it is no TOML in UTF-8 or, with a byte order mark, in UTF-16.
    """
    try:
        tables = tomllib.loads(_decoded(path.read_bytes()))
    except OSError as error:
        raise ConfigError(Text("config.unreadable", file=path, why=error.strerror or str(error))) from error
    except UnicodeDecodeError as error:
        raise ConfigError(Text("config.not-utf8", file=path)) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_not_toml(path, error)) from error
    return read_tables(tables, path)


def _decoded(text: bytes) -> str:
    """Return a text as Windows programs save it: what PowerShell writes to a file is UTF-16."""
    return text.decode("utf-16" if text.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")


def read_tables(tables: Mapping[str, object], path: Path | None = None) -> Config:
    """Return what the tables of a configuration say; without a `path` they were given in a call."""
    named = Config(path=path)
    mistakes: list[Text] = []
    form = _form_of(tables, mistakes)
    parameters = flattened(form.parameters, mistakes)
    mistakes = [named.blamed(mistake) for mistake in mistakes]
    overlays = _overlays(form.calendar, path or Path(CONFIG_NAME), mistakes)
    return Config(
        path=path,
        pack=form.pack,
        parameters=parameters,
        roster=None if form.roster is None else frozenset(form.roster),
        columns=form.columns,
        values=form.values,
        units=form.units,
        overlays=overlays,
        memory_mb=form.limits.memory_mb,
        time_s=form.limits.time_s,
        outputs=_outputs(form.outputs),
        mistakes=tuple(mistakes),
    )


def _form_of(tables: Mapping[str, object], mistakes: list[Text]) -> ConfigForm:
    """Return the tables as a form, without the values that have mistakes, which are added to `mistakes`."""
    try:
        return ConfigForm.model_validate(dict(tables))
    except ValidationError as error:
        mistakes += mistakes_of(error, ConfigForm)
        good = tables
        for details in error.errors(include_url=False):
            good = _without(good, details["loc"])
        return ConfigForm.model_validate(good)


def _without(table: Mapping[Any, Any], way: Sequence[int | str]) -> dict[Any, Any]:
    """Return `table` without the value at the end of `way`, or the list that holds it."""
    key, *further = way
    left = dict(table)
    if further and further[0] != _KEY and isinstance(left.get(key), Mapping):
        left[key] = _without(left[key], further)
    else:
        left.pop(key, None)
    return left


def _outputs(form: OutputsForm) -> Outputs:
    return Outputs(**{**form.model_dump(), "files": tuple(form.files or ())})


def _overlays(calendar: Mapping[str, Any], path: Path, mistakes: list[Text]) -> tuple[Overlay, ...]:
    try:
        return read_overlays(calendar, path)
    except ConfigError as error:
        mistakes += error.texts
        return ()


def _not_toml(path: Path, error: tomllib.TOMLDecodeError) -> Text:
    place = toml_place(error)
    if place is None:
        return Text("config.cut-off", file=path)
    line, column = place
    return Text("config.not-toml", file=path, line=line, column=column)

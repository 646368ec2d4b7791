"""Lists the settings in force, where each comes from and what may be set; it must not know what any is used for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hcaudit.config import Config
from hcaudit.config.mistakes import known_and_nearest
from hcaudit.config.schema import Known, config_schema
from hcaudit.errors import ConfigError, PackError, UsageError
from hcaudit.groundwork import DEFAULT_PACK, calendar_for, pack_for, parameters_for
from hcaudit.judging.selection import parameters_of
from hcaudit.load import LoadOptions
from hcaudit.model.form_schema import Schema
from hcaudit.model.rule import Pack
from hcaudit.reading import vocabulary_for
from hcaudit.render import FORMATS, SHOWN, format_of_file
from hcaudit.render.settings import Origin, Setting, Source
from hcaudit.render.settings.example import example_toml
from hcaudit.texts import LANGUAGES, Text
from hcaudit.workdays import Overlay, state_council_calendar

OUTPUT_WORDS: Mapping[str, Sequence[str]] = {"format": tuple(FORMATS), "show": SHOWN, "headers": LANGUAGES}
"""The words that keys of ``[outputs]`` take."""

_DEFAULT = Origin(source=Source.DEFAULT)


def with_outputs_checked(config: Config) -> Config:
    """Return `config` with what is wrong with its outputs told, and left out."""
    outputs = config.outputs
    wrong = [key for key, known in OUTPUT_WORDS.items() if getattr(outputs, key) not in (None, *known)]
    unwritable = {file: why for file in outputs.files if (why := _wrong_with(file))}
    mistakes = [_no_such_word(key, getattr(outputs, key)) for key in wrong]
    mistakes += [Text("config.about", key="outputs.files", mistake=why) for why in unwritable.values()]
    kept: dict[str, Any] = dict.fromkeys(wrong) | {"files": tuple(f for f in outputs.files if f not in unwritable)}
    return dataclasses.replace(
        config,
        outputs=dataclasses.replace(outputs, **kept),
        mistakes=(*config.mistakes, *map(config.blamed, mistakes)),
    )


def settings_in_force(config: Config) -> Sequence[Setting]:
    """Return every setting of a configuration with its value and what sets it.

    Raises:
        ConfigError: with everything that is wrong with `config`, and with the pack it names.
    """
    pack = _pack_of(config)
    return [
        _said(config, "pack", config.pack, DEFAULT_PACK),
        *_parameters(config, pack),
        _said(config, "roster", None if config.roster is None else sorted(config.roster), None),
        *_tables(config, "columns", config.columns),
        *_tables(config, "values", config.values),
        *_units(config),
        *_calendar(config),
        _said(config, "limits.memory_mb", config.memory_mb, LoadOptions().memory_limit_mb),
        _said(config, "limits.time_s", config.time_s, int(LoadOptions().time_limit_s)),
        *_outputs(config),
    ]


def schema_for(config: Config) -> Schema:
    """Return the JSON Schema of a configuration file beside the pack that `config` names.

    Raises:
        ConfigError: as `settings_in_force`.
    """
    vocabulary = vocabulary_for(Config(), [])
    known = Known(
        fields={name: tuple(kind.fields) for name, kind in vocabulary.kinds.items()},
        values={name: None if words.open else words.known for name, words in vocabulary.words.items()},
        parameters=parameters_of(_pack_of(config)),
        outputs=OUTPUT_WORDS,
    )
    return config_schema(known)


def example_for(config: Config, lang: str) -> str:
    """Return a configuration file to begin with, every setting in it commented out, for the pack `config` names.

    Raises:
        ConfigError: as `settings_in_force`.
    """
    facts = {
        "pack": config.pack or DEFAULT_PACK,
        "memory": LoadOptions().memory_limit_mb,
        "time": int(LoadOptions().time_limit_s),
        "year": state_council_calendar().published_through.year + 1,
    }
    return example_toml(parameters_of(_pack_of(config)), facts, lang)


def _pack_of(config: Config) -> Pack:
    """Return the pack that `config` names, after making sure that nothing in `config` is wrong."""
    mistakes = list(config.mistakes)
    vocabulary = vocabulary_for(config, mistakes)
    calendar_for(config, mistakes)
    try:
        pack = pack_for(None, config, vocabulary, mistakes)
        parameters_for({}, config, pack, mistakes)
    except PackError as error:
        raise ConfigError(*mistakes, *error.texts) from error
    if mistakes:
        raise ConfigError(*mistakes)
    return pack


def _no_such_word(key: str, word: str) -> Text:
    return Text("config.no-such-word", key=f"outputs.{key}", word=word, **known_and_nearest(word, OUTPUT_WORDS[key]))


def _wrong_with(file: str) -> Text | None:
    """Return why no format can be written to `file`, None where one can."""
    try:
        format_of_file(file)
    except UsageError as error:
        return error.texts[0]
    return None


def _of_file(config: Config) -> Origin:
    return Origin(source=Source.FILE, name=str(config.path or config.name))


def _said(config: Config, key: str, value: object, default: object) -> Setting:
    """Return a setting that the file says, or its default where the file says nothing."""
    if value is None:
        return Setting(key=key, value=default, origin=_DEFAULT)
    return Setting(key=key, value=value, origin=_of_file(config))


def _parameters(config: Config, pack: Pack) -> Iterator[Setting]:
    for name, parameter in parameters_of(pack).items():
        setting = _said(config, f"parameters.{name}", config.parameters.get(name), parameter.default)
        if name not in config.parameters and parameter.default is not None:
            setting = dataclasses.replace(setting, origin=Origin(source=Source.PACK, name=pack.id))
        yield setting


def _tables(config: Config, key: str, tables: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[Setting]:
    if not tables:
        yield Setting(key=key, value={}, origin=_DEFAULT)
    for name, table in tables.items():
        for inner, words in table.items():
            yield Setting(key=f"{key}.{name}.{inner}", value=list(words), origin=_of_file(config))


def _units(config: Config) -> Iterator[Setting]:
    if not config.units:
        yield Setting(key="units", value={}, origin=_DEFAULT)
    for name, spellings in config.units.items():
        yield Setting(key=f"units.{name}", value=list(spellings), origin=_of_file(config))


def _calendar(config: Config) -> Iterator[Setting]:
    if not config.overlays:
        yield Setting(key="calendar", value={}, origin=_DEFAULT)
    for overlay in config.overlays:
        origin = Origin(source=Source.FILE, name=overlay.where)
        yield Setting(key=f"calendar.{overlay.year}", value=_overlay(overlay), origin=origin)


def _overlay(overlay: Overlay) -> Mapping[str, object]:
    off, work = ([day.isoformat() for day in sorted(days)] for days in (overlay.off, overlay.work))
    return {"off": off, "work": work, "complete": overlay.complete}


def _outputs(config: Config) -> Iterator[Setting]:
    defaults: Mapping[str, object] = {
        "files": [],
        "format": None,
        "show": SHOWN[0],
        "headers": LANGUAGES[0],
        "mask": False,
    }
    for name, default in defaults.items():
        value = getattr(config.outputs, name)
        yield _said(config, f"outputs.{name}", list(value) or None if name == "files" else value, default)

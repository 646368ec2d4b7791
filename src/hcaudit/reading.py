"""The files of a run → what they say, read while the caller does something else; it must not know rules or days.

Little is loaded for it: while Arrow reads, the interpreter is free to load what judges.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from hcaudit.config import Config, or_else
from hcaudit.errors import ConfigError, InputError
from hcaudit.load import (
    LoadOptions,
    Source,
    Vocabulary,
    load,
    read_decision_vocabulary,
    read_vocabulary,
    with_additions,
    with_units,
)
from hcaudit.model.problems import problem_texts
from hcaudit.model.records import Dossier
from hcaudit.settings import Settings
from hcaudit.shipped import rules_folder
from hcaudit.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Files that are being read: what headers and words mean, and what is wrong with the configuration, if anything.

    With a mistake nothing is read, as nothing will be judged; what else is wrong may be added, to be told along.
    """

    vocabulary: Vocabulary
    mistakes: list[Text]
    loading: Future[Dossier] | None

    def dossier(self) -> Dossier:
        """Return what the files say, once they are read.

        Raises:
            ConfigError: with all `mistakes`, if there are any.
            HcauditError: the settings cannot be used, or a file does not exist.
        """
        if self.loading is None or self.mistakes:
            raise ConfigError(*self.mistakes)
        return self.loading.result()


@contextmanager
def begun(settings: Settings) -> Iterator[Reading]:
    """Yield the files of `settings`, which are being read."""
    mistakes = list(settings.config.mistakes)
    vocabulary = vocabulary_for(settings.config, mistakes)
    beside = ThreadPoolExecutor(max_workers=1)
    try:
        loading = None if mistakes else beside.submit(read, settings, vocabulary)
        yield Reading(vocabulary=vocabulary, mistakes=mistakes, loading=loading)
    finally:
        # Who is interrupted, or has a mistake to tell, does not wait for the last file to be read.
        beside.shutdown(wait=False, cancel_futures=True)


def vocabulary_for(config: Config, mistakes: list[Text]) -> Vocabulary:
    """Return what headers and words mean."""
    shipped = read_vocabulary(rules_folder())
    wider = or_else(shipped, lambda: with_additions(shipped, config.columns, config.values), config, mistakes)
    return or_else(wider, lambda: with_units(wider, config.units), config, mistakes)


def decision_vocabulary_for(config: Config) -> Vocabulary:
    """Return what the headers and words of decisions mean.

    Raises:
        ConfigError: the configuration's words or units contradict each other.
    """
    wider = with_additions(read_decision_vocabulary(rules_folder()), {}, config.values)
    return with_units(wider, config.units)


def read(settings: Settings, vocabulary: Vocabulary) -> Dossier:
    """Return what the files of `settings` say.

    Raises:
        HcauditError: the settings cannot be used, or a file does not exist.
    """
    options = LoadOptions(kind=settings.kind, encoding=settings.encoding, sheet=settings.sheet)
    return load(settings.sources, vocabulary=vocabulary, options=_limited(options, settings.config))


def _limited(options: LoadOptions, config: Config) -> LoadOptions:
    """Return `options` with the limits that the configuration sets on reading a file."""
    return dataclasses.replace(
        options,
        memory_limit_mb=config.memory_mb or options.memory_limit_mb,
        time_limit_s=config.time_s or options.time_limit_s,
    )


def load_decisions(sources: Sequence[Source], config: Config) -> Dossier:
    """Return the decisions in `sources`: files of their own, or reports that were filled in.

    Raises:
        InputError: one of them cannot be used; a decision is never left out in silence.
    """
    options = _limited(LoadOptions(), config)
    decisions = load(sources, vocabulary=decision_vocabulary_for(config), options=options)
    if decisions.unusable:
        raise InputError(*problem_texts(decisions.problems), Text("audit.decisions-unusable"))
    return decisions

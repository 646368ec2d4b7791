"""Joins what is known of kinds and words with the template that is written of them; it must not lay anything out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from hcaudit.config import Config
from hcaudit.errors import ConfigError
from hcaudit.load import Vocabulary
from hcaudit.load.folding import fold
from hcaudit.model.records import Field, FieldType
from hcaudit.reading import vocabulary_for
from hcaudit.render.template.choices import Choices
from hcaudit.texts import DEFAULT_LANGUAGE

_YES_NO = ("是", "否")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Writes templates with the words that the vocabulary, and so the configuration, knows."""

    vocabulary: Vocabulary

    @property
    def titles(self) -> Mapping[str, str]:
        """The kinds there are: name → Chinese title."""
        return {name: kind.titles[DEFAULT_LANGUAGE] for name, kind in self.vocabulary.kinds.items()}

    def kind_named(self, word: str) -> str | None:
        """Return the kind with the name, or the title in any language, `word`; None if there is none."""
        for name, kind in self.vocabulary.kinds.items():
            if fold(word) in {fold(name), *map(fold, kind.titles.values())}:
                return name
        return None

    def write(self, names: Sequence[str], stream: BinaryIO, lang: str) -> None:
        """Write a template for the kinds `names` in their own order, each once; for all kinds where none is named."""
        from hcaudit.render.template.workbook import write_template  # noqa: PLC0415 - XlsxWriter costs 60 ms

        kinds = [kind for name, kind in self.vocabulary.kinds.items() if not names or name in names]
        choices = {
            (kind.name, field.name): words
            for kind in kinds
            for field in kind.fields.values()
            if (words := _choices(field, self.vocabulary))
        }
        write_template(kinds, choices, stream, lang)


def open_desk(config: Config) -> Desk:
    """Return a desk with what is shipped and what `config` adds.

    Raises:
        ConfigError: with every mistake in what it says of headers and words.
    """
    mistakes = list(config.mistakes)
    vocabulary = vocabulary_for(config, mistakes)
    if mistakes:
        raise ConfigError(*mistakes)
    return Desk(vocabulary=vocabulary)


def _choices(field: Field, vocabulary: Vocabulary) -> Choices | None:
    """Return the words that may be written for a field, None where it has no vocabulary."""
    if field.type is FieldType.YES_NO:
        return Choices(words=_YES_NO, closed=True)
    if field.vocabulary is None:
        return None
    words = vocabulary.words_of(field)
    return Choices(words=words.samples, closed=not (words.open or words.lenient))

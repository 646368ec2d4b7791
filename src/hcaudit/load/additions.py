"""What a user adds to headers and words: checked, all mistakes at once, and laid over a vocabulary.

It must not know where the user wrote it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from hcaudit.errors import ConfigError
from hcaudit.load.folding import fold, fold_header
from hcaudit.load.vocabulary import Vocabulary, Words, header_index, with_words
from hcaudit.model.records import Field, Kind
from hcaudit.texts import Text

UNITS = "unit"
"""The vocabulary of units' names; it is there only where a user told their spellings."""

_UNIT_FIELDS = frozenset({"unit", "responsible"})

ByValue = Mapping[str, Sequence[str]]


def with_additions(vocabulary: Vocabulary, aliases: Mapping[str, ByValue], values: Mapping[str, ByValue]) -> Vocabulary:
    """Return `vocabulary` with headers (kind → field → headers) and words (vocabulary → value → words) added.

    Raises:
        ConfigError: a kind, field, vocabulary or value that does not exist; a header that is taken; a word for two
            values.  All mistakes at once.
    """
    mistakes = [*_unknown_fields(vocabulary, aliases), *_taken(vocabulary, aliases)]
    mistakes += [*_unknown_values(vocabulary, values), *_ambiguous(values)]
    if mistakes:
        raise ConfigError(*mistakes)
    kinds = {name: _with_aliases(kind, aliases.get(name, {})) for name, kind in vocabulary.kinds.items()}
    words = {name: with_words(known, _added_to(name, vocabulary, values)) for name, known in vocabulary.words.items()}
    return dataclasses.replace(
        vocabulary,
        kinds=MappingProxyType(kinds),
        headers=header_index(kinds.values()),
        words=MappingProxyType(words),
    )


def _added_to(name: str, vocabulary: Vocabulary, values: Mapping[str, ByValue]) -> ByValue:
    """Return what is added to a vocabulary: to itself, and to the one it extends where it says the same as that one."""
    words, own = vocabulary.words[name], values.get(name, {})
    if words.extends is None:
        return own
    base = vocabulary.words[words.extends]
    taken = {fold(word) for added in own.values() for word in added}
    inherited = {
        value: [word for word in added if fold(word) not in taken and _same(fold(word), words, base)]
        for value, added in _added_to(words.extends, vocabulary, values).items()
    }
    return {value: [*inherited.get(value, ()), *own.get(value, ())] for value in {**inherited, **own}}


def _same(folded: str, words: Words, base: Words) -> bool:
    return words.values.get(folded) == base.values.get(folded)


def with_units(vocabulary: Vocabulary, units: ByValue) -> Vocabulary:
    """Return `vocabulary` with the spellings of units (name → other spellings): each is read as the name.

    Raises:
        ConfigError: a spelling stands for two units.
    """
    if not units:
        return vocabulary
    mistakes = list(_ambiguous({"units": units}))
    if mistakes:
        raise ConfigError(*mistakes)
    known = Words(name=UNITS, values={}, known=(), samples=(), open=True)
    words = dataclasses.replace(with_words(known, units), known=tuple(units), samples=tuple(units))
    kinds = {name: _with_unit_words(kind) for name, kind in vocabulary.kinds.items()}
    return dataclasses.replace(
        vocabulary,
        kinds=MappingProxyType(kinds),
        words=MappingProxyType({**vocabulary.words, UNITS: words}),
    )


def _with_unit_words(kind: Kind) -> Kind:
    return _with_fields(
        kind,
        {
            name: dataclasses.replace(field, vocabulary=UNITS) if name in _UNIT_FIELDS else field
            for name, field in kind.fields.items()
        },
    )


def _with_aliases(kind: Kind, aliases: ByValue) -> Kind:
    return _with_fields(
        kind,
        {
            name: dataclasses.replace(field, aliases=(*field.aliases, *aliases.get(name, ())))
            for name, field in kind.fields.items()
        },
    )


def _with_fields(kind: Kind, fields: Mapping[str, Field]) -> Kind:
    return dataclasses.replace(kind, fields=MappingProxyType(dict(fields)))


def _unknown_fields(vocabulary: Vocabulary, aliases: Mapping[str, ByValue]) -> Iterator[Text]:
    for name, fields in aliases.items():
        if name not in vocabulary.kinds:
            yield Text("load.unknown-kind", kind=name, known=", ".join(vocabulary.kinds))
            continue
        known = vocabulary.kinds[name].fields
        for field in fields:
            if field not in known:
                yield Text("load.unknown-field", kind=name, field=field, known=", ".join(known))


def _taken(vocabulary: Vocabulary, aliases: Mapping[str, ByValue]) -> Iterator[Text]:
    """Yield a mistake for each header that another field of its kind has already."""
    for kind, fields in aliases.items():
        owners = dict(vocabulary.headers.get(kind, {}))
        for field, headers in fields.items():
            for header in headers:
                owner = owners.setdefault(fold_header(header)[0], field)
                if owner != field:
                    yield Text("load.header-taken", header=header, kind=kind, field=field, owner=owner)


def _unknown_values(vocabulary: Vocabulary, values: Mapping[str, ByValue]) -> Iterator[Text]:
    for name, additions in values.items():
        if name not in vocabulary.words:
            yield Text("load.unknown-vocabulary", vocabulary=name, known=", ".join(vocabulary.words))
            continue
        words = vocabulary.words[name]
        for value in additions:
            if value not in words.known and not words.open:
                yield Text("load.unknown-value", vocabulary=name, value=value, known=", ".join(words.known))


def _ambiguous(values: Mapping[str, ByValue]) -> Iterator[Text]:
    """Yield a mistake for each word that is to stand for two values of one vocabulary."""
    for name, additions in values.items():
        owners = {fold(value): value for value in additions}
        for value, words in additions.items():
            for word in words:
                owner = owners.setdefault(fold(word), value)
                if owner != value:
                    yield Text("load.word-taken", vocabulary=name, word=word, value=value, owner=owner)

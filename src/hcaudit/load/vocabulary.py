"""What headers and words mean, read from ``fields.toml`` and ``values.toml``; it must not know files or records."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hcaudit.errors import ConfigError
from hcaudit.load.folding import fold, fold_header
from hcaudit.model.records import Field, FieldType, Kind
from hcaudit.texts import Text

_CODE = re.compile(r"(\d+)[-_.、:]*([^-_.、:\d].*)?", re.DOTALL)
_SHORTEST_CODE = 2
_FLOAT_TAIL = re.compile(r"(?<=\d)\.0+\Z")
"""What becomes of whole numbers in a column that has blanks too, in many a program."""
_SETTINGS = ("extends", "codes", "open", "lenient")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One vocabulary: what each word stands for.

    `values` maps folded words to values; `known` lists the values in their order,
    `samples` a word people write for each.  `codes`: a leading code
    decides (``01有外线``).  `open`: a word not listed is kept as it is.  `extends` is the vocabulary whose words it
    has, too, where its own do not say otherwise.
    """

    name: str
    values: Mapping[str, str]
    known: tuple[str, ...]
    samples: tuple[str, ...]
    codes: bool = False
    open: bool = False
    lenient: bool = False
    extends: str | None = None

    def meaning(self, folded: str) -> str | None:
        """Return the value a folded word stands for, None if the vocabulary does not know it."""
        bare = _FLOAT_TAIL.sub("", folded)
        value = self.values.get(bare)
        if value is None and self.codes and (coded := _CODE.fullmatch(bare)):
            # A spreadsheet drops the zero with which a code begins.
            codes = (coded[2] or "", coded[1], coded[1].zfill(_SHORTEST_CODE))
            value = next((self.values[code] for code in codes if code in self.values), None)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMarks:
    """How a report that hcaudit itself wrote is recognised: a sheet with a cell, or one of the sets of headers."""

    sheet: str
    mark: str
    headers: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Everything the loader knows about headers and words.

    `headers` maps, for each kind, folded headers to field names; `empty` and `lost` are folded words;
    `totals`, `notes` and `examples` begin rows that are no records, `templates` the sheet of instructions of a
    template; `filler_days` are numbers ``yyyymmdd``; `units` maps folded units to their factor.
    """

    kinds: Mapping[str, Kind]
    headers: Mapping[str, Mapping[str, str]]
    words: Mapping[str, Words]
    empty: frozenset[str]
    lost: frozenset[str]
    filler_days: frozenset[int]
    totals: tuple[str, ...]
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    templates: tuple[str, ...]
    units: Mapping[str, int]
    reports: ReportMarks

    def words_of(self, field: Field) -> Words:
        """Return the vocabulary of a field; yes/no fields that name none share one."""
        return self.words[field.vocabulary or "yes_no"]


def read_decision_vocabulary(folder: Path | Traversable) -> Vocabulary:
    """Read ``decisions.toml`` and ``values.toml`` of the rules folder: a filled-in report is data here.

    Raises:
        ConfigError: two fields claim the same header.
    """
    marks = ReportMarks(sheet="", mark="\0", headers=())
    return dataclasses.replace(read_vocabulary(folder, "decisions.toml"), reports=marks)


def read_vocabulary(folder: Path | Traversable, kinds_file: str = "fields.toml") -> Vocabulary:
    """Read ``fields.toml`` and ``values.toml`` of the rules folder.

    Raises:
        ConfigError: two fields of one kind claim the same header.
    """
    fields = tomllib.loads((folder / kinds_file).read_text(encoding="utf-8"))
    values = tomllib.loads((folder / "values.toml").read_text(encoding="utf-8"))
    kinds = {name: _kind(name, table) for name, table in fields.items()}
    reports = values["reports"]
    return Vocabulary(
        kinds=MappingProxyType(kinds),
        headers=header_index(kinds.values()),
        words=MappingProxyType(_vocabularies(values["vocabularies"])),
        empty=frozenset(["", *(fold(word) for word in values["empty"]["words"])]),
        lost=frozenset(fold(word) for word in values["lost"]["words"]),
        filler_days=frozenset(int(day.replace("-", "")) for day in values["filler_dates"]["days"]),
        totals=tuple(fold(word) for word in values["rows"]["totals"]),
        notes=tuple(fold(word) for word in values["rows"]["notes"]),
        examples=tuple(fold(word) for word in values["rows"]["examples"]),
        templates=tuple(fold(mark) for mark in values["template"]["marks"]),
        units=MappingProxyType({fold(unit): factor for unit, factor in values["units"].items()}),
        reports=ReportMarks(
            sheet=fold(reports["sheet"]),
            mark=fold(reports["mark"]),
            headers=tuple(frozenset(fold_header(text)[0] for text in texts) for texts in reports["headers"]),
        ),
    )


def _kind(name: str, table: Mapping[str, Any]) -> Kind:
    return Kind(
        name=name,
        titles=MappingProxyType(table["title"]),
        number=tuple(table["number"]),
        governed_by=table["governed_by"],
        merged=table.get("merged", True),
        fields=MappingProxyType({key: _field(key, entry) for key, entry in table["fields"].items()}),
    )


def _field(name: str, entry: Mapping[str, Any]) -> Field:
    return Field(
        name=name,
        type=FieldType(entry["type"]),
        headers=MappingProxyType({lang: entry[lang] for lang in ("zh", "en")}),
        aliases=tuple(entry.get("aliases", ())),
        **{key: value for key, value in entry.items() if key not in {"type", "zh", "en", "aliases"}},
    )


def header_index(kinds: Iterable[Kind]) -> Mapping[str, Mapping[str, str]]:
    """Return the headers of kinds: kind → folded header → field.

    Raises:
        ConfigError: two fields of one kind claim the same header.
    """
    return MappingProxyType({kind.name: MappingProxyType(_headers_of(kind)) for kind in kinds})


def _headers_of(kind: Kind) -> dict[str, str]:
    index: dict[str, str] = {}
    for field in kind.fields.values():
        for header in (*field.headers.values(), field.name, *field.aliases):
            owner = index.setdefault(fold_header(header)[0], field.name)
            if owner != field.name:
                raise ConfigError(
                    Text("load.header-taken", header=header, kind=kind.name, field=field.name, owner=owner)
                )
    return index


def _vocabularies(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, Words]:
    words: dict[str, Words] = {}
    for name, table in tables.items():
        values = {value: texts for value, texts in table.items() if value not in _SETTINGS}
        base = words[table["extends"]] if "extends" in table else Words(name=name, values={}, known=(), samples=())
        settings = {setting: table.get(setting, False) for setting in _SETTINGS[1:]}
        fresh = dataclasses.replace(base, name=name, extends=table.get("extends"), **settings)
        words[name] = with_words(fresh, values)
    return words


def with_words(words: Words, values: Mapping[str, Sequence[str]]) -> Words:
    """Return a vocabulary with more words (value → words); a word it knew already now stands for the new value."""
    added = {fold(word): value for value, texts in values.items() for word in (value, *texts)}
    samples = dict(zip(words.known, words.samples, strict=True))
    for value, texts in values.items():
        samples.setdefault(value, texts[0] if value.isascii() and texts else value)
    return dataclasses.replace(
        words,
        values=MappingProxyType({**words.values, **added}),
        known=tuple(samples),
        samples=tuple(samples.values()),
    )

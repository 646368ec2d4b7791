"""Where the header of a sheet stands, which kind of data it announces, which column is which field.

It must not know what stands below the header.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hcaudit.load.folding import fold, fold_header
from hcaudit.load.reports import is_own_header
from hcaudit.load.vocabulary import Vocabulary
from hcaudit.model.records import Kind

SEARCHED_ROWS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A sheet whose header was found.

    `above` rows stand above the header, which takes `height` rows (0 where the source names its columns itself).
    `headers`, `fields` and `factors` have one entry a column: the text, the canonical field or None, and the factor
    of the unit in the header.
    """

    kind: Kind
    above: int
    height: int
    headers: tuple[str, ...]
    fields: tuple[str | None, ...]
    factors: tuple[int, ...]

    def without_rows(self) -> Recognised:
        """Return this for a source whose header is not among its rows."""
        return dataclasses.replace(self, above=0, height=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrecognised:
    """A sheet of no known kind; `near`: enough of `nearest` is there to think that it was meant."""

    nearest: Kind | None
    missing: tuple[str, ...]
    near: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """A sheet that is of several kinds alike."""

    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class TemplateGuide:
    """The sheet of instructions of a template that hcaudit wrote."""


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A sheet that hcaudit itself wrote."""


Outcome = Recognised | Unrecognised | Ambiguous | OwnReport | TemplateGuide


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row (or two) that may be the header, and what it would mean for one kind."""

    kind: Kind
    above: int
    cells: tuple[str, ...]
    height: int
    fields: tuple[str | None, ...]

    @property
    def found(self) -> int:
        return len(set(self.fields) - {None})

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(name for name, field in self.kind.fields.items() if field.required and name not in self.fields)


def recognise(rows: Sequence[Sequence[str]], vocabulary: Vocabulary, kind: str | None) -> Outcome:
    """Return what the first rows of a sheet announce; `kind` is the kind the user says it is."""
    if rows and any(fold(cell).startswith(vocabulary.templates) for cell in rows[0]):
        return TemplateGuide()
    if any(is_own_header(row, vocabulary.reports) for row in rows):
        return OwnReport()
    kinds = [vocabulary.kinds[kind]] if kind else list(vocabulary.kinds.values())
    candidates = [candidate for one in kinds for candidate in _candidates(rows, one, vocabulary)]
    complete = [candidate for candidate in candidates if not candidate.missing]
    if not complete:
        return _unrecognised(candidates)
    most = max(candidate.found for candidate in complete)
    best = [candidate for candidate in complete if candidate.found == most]
    rivals = {candidate.kind.name: candidate.kind for candidate in best}
    if len(rivals) > 1:
        return Ambiguous(kinds=tuple(rivals.values()))
    first = min(best, key=lambda candidate: (candidate.height, candidate.above))
    return Recognised(
        kind=first.kind,
        above=first.above,
        height=first.height,
        headers=first.cells,
        fields=first.fields,
        factors=tuple(_factor(cell, vocabulary) for cell in first.cells),
    )


def _candidates(rows: Sequence[Sequence[str]], kind: Kind, vocabulary: Vocabulary) -> Iterable[_Candidate]:
    singles = [_candidate(kind, above, row, 1, vocabulary) for above, row in enumerate(rows)]
    for single, below in itertools.zip_longest(singles, singles[1:]):
        if below is not None and single.found and _are_units(below.cells, vocabulary):
            cells = _with_units(single.cells, below.cells)
            yield _candidate(kind, single.above, cells, 2, vocabulary)
            continue
        if single.found:
            yield single
        # Two rows make a header only if one of them says something on its own.
        if below is not None and (single.found or below.found):
            cells = _joined(single.cells, below.cells, kind, vocabulary)
            double = _candidate(kind, single.above, cells, 2, vocabulary)
            if double.found > single.found:
                yield double


def _are_units(row: Sequence[str], vocabulary: Vocabulary) -> bool:
    filled = [_unit(cell) for cell in row if cell]
    return bool(filled) and all(unit in vocabulary.units for unit in filled)


def _unit(cell: str) -> str:
    return fold(cell).removeprefix("(").removesuffix(")")


def _with_units(titles: Sequence[str], units: Sequence[str]) -> list[str]:
    """Return headers with their units in brackets, as they stand in a row of their own below."""
    return [f"{title}({_unit(unit)})" if title and unit else title for title, unit in zip(titles, units, strict=True)]


def _joined(upper: Sequence[str], lower: Sequence[str], kind: Kind, vocabulary: Vocabulary) -> list[str]:
    """Return what the two rows of a header say together: the lower one, or both where the lower alone says nothing.

    A title over several columns stands in the first of them and holds for the others that have something below.
    """
    titles, group = [], ""
    for over, below in zip(upper, lower, strict=True):
        group = (over or group) if below else ""
        is_part = group and group != below and not field_of(below, kind, vocabulary)
        titles.append(f"{group}{below}" if is_part else below or over)
    return titles


def _candidate(kind: Kind, above: int, cells: Sequence[str], height: int, vocabulary: Vocabulary) -> _Candidate:
    fields = tuple(field_of(cell, kind, vocabulary) for cell in cells)
    return _Candidate(kind, above, tuple(cells), height, fields)


def field_of(header: str, kind: Kind, vocabulary: Vocabulary) -> str | None:
    """Return the field of `kind` that a header names."""
    if not header:
        return None
    index = vocabulary.headers[kind.name]
    bare, unit = fold_header(header)
    if bare in index or unit is None or unit not in vocabulary.units:
        return index.get(bare)
    return index.get(bare.removesuffix(f"({unit})"))


def _factor(header: str, vocabulary: Vocabulary) -> int:
    unit = fold_header(header)[1]
    return vocabulary.units.get(fold(unit), 1) if unit else 1


def _unrecognised(candidates: Sequence[_Candidate]) -> Unrecognised:
    if not candidates:
        return Unrecognised(nearest=None, missing=(), near=False)
    best = max(candidates, key=lambda candidate: (candidate.found - len(candidate.missing), candidate.found))
    required = sum(field.required for field in best.kind.fields.values())
    return Unrecognised(
        nearest=best.kind, missing=best.missing, near=2 * len(best.missing) <= required and best.found > 1
    )

"""Where the header of a sheet stands, which kind of data it announces, which column is which field.

It must not know what stands below the header.
"""

from __future__ import annotations

import dataclasses
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
class OwnReport:
    """A sheet that hcaudit itself wrote."""


Outcome = Recognised | Unrecognised | Ambiguous | OwnReport


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
    for above, row in enumerate(rows):
        single = _candidate(kind, above, row, 1, vocabulary)
        if single.found:
            yield single
        if above + 1 < len(rows):
            merged = [below or cell for cell, below in zip(row, rows[above + 1], strict=True)]
            double = _candidate(kind, above, merged, 2, vocabulary)
            if double.found > single.found:
                yield double


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

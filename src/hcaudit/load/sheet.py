"""A raw sheet → typed columns of one kind, with everything that is no record set apart; it must not merge."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.cells import NONE, Reading, Slots
from hcaudit.load.columns import Column, differing, kept, read_column, united
from hcaudit.load.decoding import told
from hcaudit.load.doubts import conflicting_cells, texts_at, unlisted_words, unreadable_cells
from hcaudit.load.headers import Recognised
from hcaudit.load.identifiers import slots_of
from hcaudit.load.nonrecords import Sort, sort_rows
from hcaudit.load.problems import Place, Problem
from hcaudit.load.rawsheet import RawSheet, Rows
from hcaudit.load.vocabulary import Vocabulary
from hcaudit.model.records import FieldType, Kind, Mask, SheetIntake, not_null

_WORTH_THREADS = 20_000
_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSheet:
    """The rows of one sheet that may be records.

    `rows` are their row numbers, `columns` the typed columns of the fields the sheet has, `headers` what those are
    called there.  The counts of `intake` are complete but for what merging decides: its `records` are all of these
    rows.
    """

    kind: Kind
    place: Place
    rows: Rows
    columns: Mapping[str, Column]
    headers: Mapping[str, str]
    problems: tuple[Problem, ...]
    intake: SheetIntake


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """One recognised column: its header, the text of the body, how it is read and what came of it."""

    header: str
    text: pa.ChunkedArray
    reading: Reading
    typed: Column

    @property
    def name(self) -> str:
        return self.reading.field.name


def read_sheet(raw: RawSheet, header: Recognised, vocabulary: Vocabulary) -> TypedSheet:
    """Return the rows of a sheet, whose header was recognised, that may be records."""
    top = header.above + header.height
    body = tuple(column.slice(top) for column in raw.columns)
    rows = raw.rows[top:]
    broken = _broken_rows(raw, header, body, rows)
    whole = np.ones(len(rows), np.bool_)
    whole[np.concatenate([NONE, *broken.values()])] = False
    problems = list(_broken_problems(_Where(raw.file, raw.sheet, rows), body, broken))
    if broken:
        body, rows = tuple(column.filter(pa.array(whole)) for column in body), rows[whole]
    sources = _read_columns(raw, header, body, vocabulary)
    keep = _records_among(sources, body, raw.first(top)[header.above :], header.kind, vocabulary)
    where = _Where(raw.file, raw.sheet, rows)
    columns = _columns(sources, where, keep, problems)
    if raw.beyond:
        problems.append(
            Problem(
                place=Place(file=raw.file, sheet=raw.sheet), key="problem-far-columns", details={"count": raw.beyond}
            )
        )
    if raw.cut_off and len(keep) and keep[-1] and rows[-1] == raw.rows[-1]:
        problems += _cut_off(where, body)
    return TypedSheet(
        kind=header.kind,
        place=Place(file=raw.file, sheet=raw.sheet),
        rows=rows[keep],
        columns=columns,
        headers={source.name: source.header for source in reversed(sources)},
        problems=tuple(problems),
        intake=_intake(raw, header, records=int(keep.sum()), broken=int((~whole).sum())),
    )


@dataclass(frozen=True, slots=True)
class _Where:
    """The place of every slot of a body."""

    file: str
    sheet: str
    rows: Rows

    def at(self, slots: Slots, column: str | None) -> list[Place]:
        return [Place(file=self.file, sheet=self.sheet, row=row, column=column) for row in self.rows[slots].tolist()]


def _broken_rows(raw: RawSheet, header: Recognised, body: Sequence[pa.ChunkedArray], rows: Rows) -> dict[str, Slots]:
    """Return the slots whose cells may be in the wrong columns, by the key of the problem."""
    if not raw.delimited:
        return {}
    width = max(place for place, title in enumerate(header.headers, 1) if title)
    beyond = np.concatenate([NONE, *(slots_of(pc.match_substring_regex(column, r"\S")) for column in body[width:])])
    stray = np.flatnonzero(np.isin(rows, raw.broken)) if len(raw.broken) else NONE
    too_long = np.setdiff1d(beyond, stray) if len(beyond) else NONE
    found = {"problem-stray-quotation-mark": stray, "problem-too-many-cells": too_long}
    return {key: slots for key, slots in found.items() if len(slots)}


def _shown(body: Sequence[pa.ChunkedArray], slots: Slots) -> list[str | None]:
    """Return the cells of rows as text to recognise them by."""
    columns = [texts_at(column, slots) for column in body]
    return [" | ".join(cell for cell in row if cell)[:_SHOWN] for row in zip(*columns, strict=True)]


def _read_columns(
    raw: RawSheet, header: Recognised, body: Sequence[pa.ChunkedArray], vocabulary: Vocabulary
) -> list[_Source]:
    def read(place: int) -> _Source:
        reading = Reading(
            field=header.kind.fields[header.fields[place] or ""],
            vocabulary=vocabulary,
            factor=header.factors[place],
            epoch_1904=raw.epoch_1904,
        )
        typed = read_column(body[place], reading)
        return _Source(header=header.headers[place], text=body[place], reading=reading, typed=typed)

    places = [place for place, field in enumerate(header.fields) if field]
    if len(raw.rows) < _WORTH_THREADS:
        return [read(place) for place in places]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(read, places))


def _records_among(
    sources: Sequence[_Source],
    body: Sequence[pa.ChunkedArray],
    header_rows: Sequence[Sequence[str]],
    kind: Kind,
    vocabulary: Vocabulary,
) -> Mask:
    """Return which rows may be records: all with a readable governing date, and of the others those that look so.

    Where no date governs the kind its number tells.
    """
    governing = [source.typed.values for source in sources if source.name == (kind.governed_by or kind.number[0])]
    if not governing[0].null_count:
        return np.ones(len(governing[0]), np.bool_)
    keep = not_null(pc.coalesce(*governing))
    filled = _filled_rows(body)
    suspects = np.flatnonzero(~keep & filled)
    keep &= filled
    if len(suspects):
        rows = list(zip(*(_beginnings(column, suspects) for column in body), strict=True))
        # Rows with nothing between them stand next to each other.
        places = np.cumsum(filled)[suspects]
        sorts = sort_rows(rows, places.tolist(), header_rows, vocabulary)
        keep[suspects] = [sort is Sort.RECORD for sort in sorts]
    return keep


def _beginnings(column: pa.ChunkedArray, slots: Slots) -> list[str | None]:
    """Return the text of a column's cells to tell rows by; what is long is a record's."""
    texts: list[str | None] = pc.utf8_slice_codeunits(column.take(pa.array(slots)), 0, _SHOWN).to_pylist()
    return texts


def _filled_rows(body: Sequence[pa.ChunkedArray]) -> Mask:
    """Return which rows have anything in them."""
    filled = not_null(body[0])
    for column in body[1:]:
        filled |= not_null(column)
    return filled


def _broken_problems(where: _Where, body: Sequence[pa.ChunkedArray], broken: Mapping[str, Slots]) -> Iterator[Problem]:
    for key, slots in broken.items():
        for place, value in zip(where.at(slots, None), _shown(body, slots), strict=True):
            yield Problem(place=place, key=key, value=value, excludes_row=True)


def _cut_off(where: _Where, body: Sequence[pa.ChunkedArray]) -> Iterator[Problem]:
    last = np.array([len(where.rows) - 1])
    yield Problem(place=where.at(last, None)[0], key="problem-cut-off", value=_shown(body, last)[0])


def _columns(sources: Sequence[_Source], where: _Where, keep: Mask, problems: list[Problem]) -> Mapping[str, Column]:
    """Return the typed column of each field, without the rows that are not kept; add to the problems."""
    done: dict[str, tuple[_Source, Column]] = {}
    slots = np.flatnonzero(keep)
    for source in sources:
        column = source.typed if len(slots) == len(keep) else kept(source.typed, keep)
        if len(column.unreadable):
            problems += _doubts(source, slots[column.unreadable], where)
            column = Column(column.values, NONE) if _is_lenient(source.reading) else column
        if source.name in done:
            first, earlier = done[source.name]
            differ = slots[differing(earlier.values, column.values)]
            problems += _contradictions(first, source, differ, where)
            source, column = first, united(earlier, column)  # noqa: PLW2901 - from here on the two are one
        done[source.name] = (source, column)
    return {name: column for name, (_, column) in done.items()}


def _is_lenient(reading: Reading) -> bool:
    return reading.field.type is FieldType.CATEGORY and reading.vocabulary.words_of(reading.field).lenient


def _doubts(source: _Source, slots: Slots, where: _Where) -> Iterable[Problem]:
    report = unlisted_words if _is_lenient(source.reading) else unreadable_cells
    return report(where.at(slots, source.header), texts_at(source.text, slots), source.reading)


def _contradictions(first: _Source, second: _Source, slots: Slots, where: _Where) -> Iterable[Problem]:
    places = where.at(slots, second.header)
    return conflicting_cells(places, texts_at(second.text, slots), first.header, texts_at(first.text, slots))


def _intake(raw: RawSheet, header: Recognised, *, records: int, broken: int) -> SheetIntake:
    rows = len(raw.rows) - header.height
    encoding, garbled = told(raw.encoding)
    return SheetIntake(
        file=raw.file,
        sheet=raw.sheet,
        kind=header.kind.name,
        encoding=encoding,
        garbled=garbled,
        header_row=int(raw.rows[header.above + header.height - 1]) if header.height else None,
        headers=tuple((title, field) for title, field in zip(header.headers, header.fields, strict=True) if title),
        rows=rows,
        records=records,
        duplicates=0,
        non_records=rows - records - broken,
        problem_rows=broken,
    )

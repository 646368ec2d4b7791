"""A raw sheet → typed columns of one kind, with everything that is no record set apart; it must not merge."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.cells import NONE, Reading, Slots
from hcaudit.load.columns import Column, differing, kept, read_column, united
from hcaudit.load.doubts import conflicting_cells, texts_at, unlisted_words, unreadable_cells
from hcaudit.load.headers import Recognised
from hcaudit.load.identifiers import slots_of
from hcaudit.load.nonrecords import Sort, sort_rows
from hcaudit.load.problems import Place, cell_problems, row_problems
from hcaudit.load.rawsheet import RawSheet, Rows
from hcaudit.load.vocabulary import Vocabulary
from hcaudit.model.records import FieldType, Kind, Mask, SheetIntake

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
    problems: tuple[pa.Table, ...]
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
    place = Place(file=raw.file, sheet=raw.sheet)
    top = header.above + header.height
    body = tuple(column.slice(top) for column in raw.columns)
    rows = raw.rows[top:]
    broken = _broken_rows(raw, header, body)
    whole = np.ones(len(rows), np.bool_)
    whole[np.concatenate([NONE, *broken.values()])] = False
    problems = [row_problems(place, rows[slots], key, None, _shown(body, slots)) for key, slots in broken.items()]
    if broken:
        body, rows = tuple(column.filter(pa.array(whole)) for column in body), rows[whole]
    sources = _read_columns(raw, header, body, vocabulary)
    keep = _records_among(sources, body, raw.first(top)[header.above :], header.kind, vocabulary)
    problems += _cut_off(raw, place)
    columns = dict(_columns(sources, place, rows, keep, problems))
    return TypedSheet(
        kind=header.kind,
        place=place,
        rows=rows[keep],
        columns=columns,
        headers={source.name: source.header for source in reversed(sources)},
        problems=tuple(problems),
        intake=_intake(raw, header, records=int(keep.sum()), broken=int((~whole).sum())),
    )


def _broken_rows(raw: RawSheet, header: Recognised, body: Sequence[pa.ChunkedArray]) -> dict[str, Slots]:
    """Return the slots whose cells may be in the wrong columns, by the key of the problem."""
    if not raw.delimited:
        return {}
    width = max(place for place, title in enumerate(header.headers, 1) if title)
    beyond = [slots_of(pc.match_substring_regex(column, r"\S")) for column in body[width:]]
    swallowed = [_swallowed(column) for column in body[:width]] if raw.quoted else []
    found = {"too-many-cells": _united_slots(beyond)}
    found["stray-quotation-mark"] = np.setdiff1d(_united_slots(swallowed), found["too-many-cells"])
    return {key: slots for key, slots in found.items() if len(slots)}


def _swallowed(column: pa.ChunkedArray) -> Slots:
    """Return where a cell has both a line break and a quotation mark: an opening mark that was never closed."""
    return slots_of(pc.and_(pc.match_substring(column, "\n"), pc.match_substring(column, '"')))


def _united_slots(found: Sequence[Slots]) -> Slots:
    return np.unique(np.concatenate([NONE, *found]))


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
    """Return which rows may be records: all with a readable governing date, and of the others those that look so."""
    governing = [source.typed.values for source in sources if source.name == kind.governed_by]
    keep = pc.is_valid(pc.coalesce(*governing)).to_numpy().astype(np.bool_)
    suspects = np.flatnonzero(~keep)
    if len(suspects):
        rows = list(zip(*(texts_at(column, suspects) for column in body), strict=True))
        sorts = sort_rows(rows, suspects.tolist(), header_rows, vocabulary)
        keep[suspects] = [sort is Sort.RECORD for sort in sorts]
    return keep


def _cut_off(raw: RawSheet, place: Place) -> list[pa.Table]:
    if not raw.cut_off:
        return []
    last = np.array([len(raw.rows) - 1])
    return [cell_problems(place, raw.rows[last], None, _shown(raw.columns, last), [("cut-off", {})])]


def _columns(
    sources: Sequence[_Source], place: Place, rows: Rows, keep: Mask, problems: list[pa.Table]
) -> Iterator[tuple[str, Column]]:
    """Yield the typed column of each field, without the rows that are not kept; add to the problems."""
    done: dict[str, tuple[_Source, Column]] = {}
    slots = np.flatnonzero(keep)
    for source in sources:
        column = source.typed if keep.all() else kept(source.typed, keep)
        column = _doubted(source, column, place, (rows, slots), problems)
        if source.name in done:
            first, earlier = done[source.name]
            column = _joined((first, earlier), (source, column), place, (rows, slots), problems)
        done[source.name] = (source, column)
    for name, (_, column) in done.items():
        yield name, column


def _doubted(
    source: _Source, column: Column, place: Place, where: tuple[Rows, Slots], problems: list[pa.Table]
) -> Column:
    """Report the unreadable cells of a column; those of a lenient vocabulary then count as empty."""
    if not len(column.unreadable):
        return column
    rows, slots = where
    there = slots[column.unreadable]
    values = texts_at(source.text, there)
    field = source.reading.field
    if field.type is FieldType.CATEGORY and source.reading.vocabulary.words_of(field).lenient:
        problems.append(unlisted_words(place, source.header, rows[there], values, source.reading))
        return Column(column.values, NONE)
    problems.append(unreadable_cells(place, source.header, rows[there], values, source.reading))
    return column


def _joined(
    first: tuple[_Source, Column],
    second: tuple[_Source, Column],
    place: Place,
    where: tuple[Rows, Slots],
    problems: list[pa.Table],
) -> Column:
    """Return two columns for one field as one; a difference is a problem."""
    rows, slots = where
    there = slots[np.flatnonzero(differing(first[1].values, second[1].values))]
    if len(there):
        values, others = (texts_at(source.text, there) for source, _ in (second, first))
        headers = (first[0].header, second[0].header)
        problems.append(conflicting_cells(place, headers, rows[there], values, others))
    return united(first[1], second[1])


def _intake(raw: RawSheet, header: Recognised, *, records: int, broken: int) -> SheetIntake:
    rows = len(raw.rows) - header.height
    return SheetIntake(
        file=raw.file,
        sheet=raw.sheet,
        kind=header.kind.name,
        encoding=raw.encoding,
        header_row=int(raw.rows[header.above + header.height - 1]) if header.height else None,
        headers=tuple((title, field) for title, field in zip(header.headers, header.fields, strict=True) if title),
        rows=rows,
        records=records,
        duplicates=0,
        non_records=rows - records - broken,
        problem_rows=broken,
    )

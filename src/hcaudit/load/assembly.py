"""The typed sheets of one kind → its records: gather, number, merge, set apart what has no date, fill what is said.

It must not know files' formats.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.cells import Slots
from hcaudit.load.columns import Column
from hcaudit.load.gather import Pile, gather, repeated
from hcaudit.load.merge import Merged, merge
from hcaudit.load.numbering import Numbers, number_rows
from hcaudit.load.problems import Problem
from hcaudit.load.sheet import TypedSheet
from hcaudit.load.vocabulary import Vocabulary
from hcaudit.model.records import ARROW_TYPES, Field, Kind, Mask, Records, SheetIntake, not_null


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """The records of one kind, the problems found on the way, and the final counts of the sheets."""

    records: Records
    problems: tuple[Problem, ...]
    intake: tuple[SheetIntake, ...]


def assemble(kind: Kind, sheets: Sequence[TypedSheet], vocabulary: Vocabulary) -> Assembled:
    """Return the records of one kind out of all its sheets, in the order of the sources."""
    pile = gather(kind, sheets)
    merged = merge(pile, number_rows(pile), vocabulary)
    dated = _dated(merged)
    undated = [
        Problem(place=merged.pile.place(int(row), kind.governed_by), key="problem-no-governing-date", excludes_row=True)
        for row in np.flatnonzero(~dated)
    ]
    records = _records(merged.pile, merged.numbers)
    return Assembled(
        records=records if dated.all() else records.take(dated),
        problems=(*merged.problems, *undated, *_unnumbered(merged, dated)),
        intake=tuple(_counted(pile, merged, dated)),
    )


def _dated(merged: Merged) -> Mask:
    """Return which records have the date that governs them, if their kind has such a date."""
    kind = merged.pile.kind
    if not kind.governed_by:
        return np.ones(len(merged.pile), np.bool_)
    return not_null(merged.pile.columns[kind.governed_by].values)


def _unnumbered(merged: Merged, dated: Mask) -> Iterator[Problem]:
    """Yield a problem for each record without a number; a number that was there and destroyed is reported already."""
    first = merged.pile.kind.number[0]
    silent = dated & ~merged.numbers.usable
    silent[merged.pile.columns[first].unreadable] = False
    for row in np.flatnonzero(silent):
        yield Problem(place=merged.pile.place(int(row), first), key="problem-no-number")


def _counted(pile: Pile, merged: Merged, dated: Mask) -> Iterator[SheetIntake]:
    """Yield the sheets' intake with what became of their rows."""
    edges = np.arange(len(pile.sheets) + 1)
    begun = np.diff(np.searchsorted(merged.pile.sheet, edges))
    undated = np.diff(np.searchsorted(merged.pile.sheet[~dated], edges))
    for place, sheet in enumerate(pile.sheets):
        intake = sheet.intake
        yield dataclasses.replace(
            intake,
            records=int(begun[place] - undated[place]),
            duplicates=intake.records - int(begun[place]),
            problem_rows=intake.problem_rows + int(undated[place]),
        )


def _records(pile: Pile, numbers: Numbers) -> Records:
    filled = {name: _filled(field, pile) for name, field in pile.kind.fields.items()}
    table = pa.table(
        {
            **{name: column.values for name, column in filled.items()},
            "record_no": numbers.numbers,
            "source_file": _names(pile, [sheet.place.file for sheet in pile.sheets]),
            "source_sheet": _names(pile, [sheet.place.sheet for sheet in pile.sheets]),
            "source_row": pa.array(pile.rows),
        }
    )
    return Records(
        kind=pile.kind,
        table=table,
        unreadable={
            name: _mask(column.unreadable, len(pile)) for name, column in filled.items() if len(column.unreadable)
        },
        missing={
            name: mask
            for name, mask in pile.missing.items()
            if pile.kind.fields[name].missing_reads_as is None and mask.any()
        },
        numbered=numbers.usable,
    )


def _filled(field: Field, pile: Pile) -> Column:
    """Return a column in which empty cells and missing columns have the value they stand for, if they stand for one."""
    column = pile.columns[field.name]
    missing = pile.missing.get(field.name, np.zeros(len(pile), np.bool_))
    empty = ~missing
    empty[column.unreadable] = False
    values = column.values
    for where, stands_for in ((empty, field.empty_reads_as), (missing, field.missing_reads_as)):
        if stands_for not in (None, "") and values.null_count and where.any():
            value = pa.scalar(stands_for, ARROW_TYPES[field.type])
            values = pc.if_else(pc.and_(pc.is_null(values), pa.array(where)), value, values)
    return Column(values, column.unreadable)


def _names(pile: Pile, names: Sequence[str]) -> pa.ChunkedArray:
    """Return the name of each row's sheet or file."""
    if len(names) == 1:
        return repeated(names[0], pa.string(), len(pile))
    return pa.chunked_array([pa.array(names, pa.string()).take(pa.array(pile.sheet))], pa.string())


def _mask(slots: Slots, size: int) -> Mask:
    mask = np.zeros(size, np.bool_)
    mask[slots] = True
    return mask

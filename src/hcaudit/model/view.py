"""Records as they look at the end of the as-of day, as numpy columns; it knows no rule.

What had not happened by the end of that day has not happened: an event date later than as-of reads as
empty.  Planned dates are intentions and stay.  Every column comes with the state of its cells, so that a
reader must say what it does with an empty, an unreadable and a missing value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.dates import Days, days_of, seconds_of
from hcaudit.model.kleene import Kleene, decided
from hcaudit.model.records import Mask, Records, not_null

Values = TypeVar("Values", bound=npt.NDArray[Any])

ONE_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells(Generic[Values]):
    """One column: `values` (any dtype; meaningless where not `known`) and the state of each cell.

    Exactly one of `known`, `empty`, `unreadable`, `missing` is true in each slot.  Columns of words hold
    codes, numbers into `lexicon`.
    """

    values: Values
    known: Mask
    empty: Mask
    unreadable: Mask
    missing: Mask
    lexicon: tuple[str, ...] = ()

    @property
    def filled(self) -> Mask:
        """Whether something was entered, readable or not."""
        return np.asarray(self.known | self.unreadable)

    @property
    def absent(self) -> Mask:
        """Whether nothing was entered, for want of a value or of the column."""
        return np.asarray(self.empty | self.missing)

    def take(self, rows: npt.NDArray[np.int64]) -> Cells[Values]:
        """Return the cells of the rows chosen."""
        return replace(
            self,
            values=cast("Values", self.values[rows]),
            known=self.known[rows],
            empty=self.empty[rows],
            unreadable=self.unreadable[rows],
            missing=self.missing[rows],
        )

    def emptied(self, cells: Mask) -> Cells[Values]:
        """Return the column with the `cells` chosen read as empty."""
        return replace(
            self,
            known=self.known & ~cells,
            empty=self.empty | cells,
            unreadable=self.unreadable & ~cells,
            missing=self.missing & ~cells,
        )

    def contains(self, *parts: str) -> Mask:
        """Return whether each word contains one of `parts`."""
        return self.matches(lambda word: any(part in word for part in parts))

    def matches(self, test: Callable[[str], bool]) -> Mask:
        """Return whether `test` is true of each word, asking once for each word that occurs."""
        return np.asarray(self.asked(test)[self.values])

    def asked(self, test: Callable[[str], bool]) -> Mask:
        """Return whether `test` is true of each word of the lexicon."""
        return np.fromiter((test(word) for word in self.lexicon), dtype=np.bool_, count=len(self.lexicon))


Numbers = npt.NDArray[Any]
"""A column of ``int64`` or ``float64``."""

Codes = npt.NDArray[np.int32]
"""A column of words, as numbers into a lexicon."""

AnyCells = Cells[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The records of one kind that exist on `as_of`.

    Columns are converted when first asked for and kept.
    """

    records: Records
    as_of: np.datetime64
    _columns: dict[tuple[str, str], AnyCells] = field(default_factory=dict)
    _arrays: dict[str, pa.Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.records)

    def column(self, name: str) -> pa.Array:
        """Return a column of the table in one piece, from which rows are taken quickly; as-of is not applied."""
        if name not in self._arrays:
            self._arrays[name] = _in_one_piece(self.records.table.column(name))
        return self._arrays[name]

    def files_of(self, rows: npt.NDArray[np.int64]) -> list[str]:
        """Return the names of the files some records come from, by code point."""
        files = self._kept("file", "source_file", self._read_files)
        if len(files.lexicon) == 1:
            return list(files.lexicon) if len(rows) else []
        counts = np.bincount(files.values[rows], minlength=len(files.lexicon))
        return sorted(np.array(files.lexicon)[counts > 0].tolist())

    def moments(self, name: str) -> Cells[Days]:
        """Return a date field as ``datetime64[s]`` cells, NaT where not known (00:00:00: no clock time)."""
        return self._kept("moment", name, lambda: self._as_of("s", self._cells(name, seconds_of), name))

    def days(self, name: str) -> Cells[Days]:
        """Return a date field as ``datetime64[D]`` cells, NaT where not known."""
        return self._kept("day", name, lambda: self._as_of("D", self._cells(name, days_of), name))

    def numbers(self, name: str) -> Cells[Numbers]:
        """Return a number, integer, money or sources field (float64 or int64; money in fen)."""
        return self._kept(
            "number", name, lambda: self._cells(name, lambda column: np.asarray(column.fill_null(0).to_numpy()))
        )

    def words(self, name: str) -> Cells[Codes]:
        """Return a text, id or category field as codes into a lexicon (the last word is empty: not known)."""

        def read() -> Cells[Codes]:
            encoded = _encoded(self.records.table.column(name))
            lexicon = (*encoded.dictionary.to_pylist(), "")
            cells = self._cells(name, lambda _: _codes(encoded.indices, len(lexicon) - 1))
            return replace(cells, lexicon=lexicon)

        return self._kept("word", name, read)

    def flags(self, name: str) -> Kleene:
        """Return a yes-no field; everything but a readable yes or no is unknown."""
        cells = self._kept("flag", name, lambda: self._cells(name, _truth))
        return decided(cells.values, cells.known)

    def state(self, name: str) -> AnyCells:
        """Return the cells of any field for their state alone."""
        kind = self.records.kind.fields[name].type
        if kind.is_date:
            return self.days(name)
        return self._kept("state", name, lambda: self._cells(name, lambda column: np.zeros(len(column), np.int8)))

    def _read_files(self) -> Cells[Codes]:
        encoded = _encoded(self.records.table.column("source_file"))
        cells = self._cells("source_file", lambda _: _codes(encoded.indices, 0))
        return replace(cells, lexicon=tuple(encoded.dictionary.to_pylist()))

    def _kept(self, form: str, name: str, read: Callable[[], AnyCells]) -> AnyCells:
        if (form, name) not in self._columns:
            self._columns[form, name] = read()
        return self._columns[form, name]

    def _cells(self, name: str, convert: Callable[[pa.ChunkedArray], Values]) -> Cells[Values]:
        missing = self.records.missing.get(name)
        if missing is not None and missing.all():
            return self._without_column(name, missing, convert)
        column = self.records.table.column(name)
        known = not_null(column)
        nothing = np.zeros(len(self), dtype=np.bool_)
        unreadable = self.records.unreadable.get(name, nothing) & ~known
        missing = nothing if missing is None else missing & ~known
        return Cells(
            values=convert(column),
            known=known,
            empty=~(known | unreadable | missing),
            unreadable=unreadable,
            missing=missing,
        )

    def _without_column(self, name: str, missing: Mask, convert: Callable[[pa.Array], Values]) -> Cells[Values]:
        """Return the cells of a column that no record has: one cell, as often as needed, takes no room."""
        kind = self.records.table.schema.field(name).type
        one = convert(pa.chunked_array([pa.nulls(1, kind)], kind))
        nothing = np.broadcast_to(np.False_, len(self))
        values = cast("Values", np.broadcast_to(one, len(self)))
        return Cells(values=values, known=nothing, empty=nothing, unreadable=nothing, missing=missing)

    def _as_of(self, unit: Literal["s", "D"], cells: Cells[Days], name: str) -> Cells[Days]:
        """Return the cells of a date field with what had not happened by the end of as-of read as empty."""
        end = (self.as_of + ONE_DAY).astype(f"datetime64[{unit}]")
        # As integers, which are compared faster; NaT is the lowest.
        later = cells.values.view(np.int64) >= end.astype(np.int64)
        if self.records.kind.fields[name].planned or not later.any():
            return cells
        return replace(cells.emptied(later), values=np.where(later, np.datetime64("NaT", unit), cells.values))


def _in_one_piece(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _encoded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """Return a column of words as one array of codes into one dictionary."""
    return _in_one_piece(pc.dictionary_encode(column))


def _codes(indices: pa.Int32Array, unknown: int) -> Codes:
    whole = indices.fill_null(unknown) if indices.null_count else indices
    return np.asarray(whole.to_numpy(), dtype=np.int32)


def _truth(column: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    return np.asarray(pc.fill_null(column, fill_value=False).to_numpy())

"""The Dossier: what the exports say, typed and merged; it knows neither files' formats nor rules.

A cell is in one of four states.  *Known*: the value stands in the table.  *Empty*: nothing was entered.
*Unreadable*: something was entered that cannot be understood - never to be taken for empty.  *Missing*:
none of the record's sources has the column.  The table holds null for the last three; `Records.unreadable`
and `Records.missing` tell them apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Mask = npt.NDArray[np.bool_]


class FieldType(StrEnum):
    """How a field is read and stored.

    ``id`` and ``text`` are strings; ``moment`` is ``timestamp[s]`` (a clock time of 00:00:00 is no clock
    time); ``day`` and ``month`` are ``date32`` (a month is its first day); ``yes_no`` is bool; ``category``
    is a string out of a vocabulary of values.toml; ``money`` is int64 fen; ``number`` is float64;
    ``integer`` is int64; ``sources`` is int64, the number of power sources of an order.
    """

    ID = "id"
    TEXT = "text"
    MOMENT = "moment"
    DAY = "day"
    MONTH = "month"
    YES_NO = "yes_no"
    CATEGORY = "category"
    MONEY = "money"
    NUMBER = "number"
    INTEGER = "integer"
    SOURCES = "sources"

    @property
    def is_date(self) -> bool:
        """Whether the field says when something happened."""
        return self in (FieldType.MOMENT, FieldType.DAY, FieldType.MONTH)


ARROW_TYPES: Mapping[FieldType, pa.DataType] = {
    FieldType.ID: pa.string(),
    FieldType.TEXT: pa.string(),
    FieldType.MOMENT: pa.timestamp("s"),
    FieldType.DAY: pa.date32(),
    FieldType.MONTH: pa.date32(),
    FieldType.YES_NO: pa.bool_(),
    FieldType.CATEGORY: pa.string(),
    FieldType.MONEY: pa.int64(),
    FieldType.NUMBER: pa.float64(),
    FieldType.INTEGER: pa.int64(),
    FieldType.SOURCES: pa.int64(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One canonical field of a kind of data, as fields.toml describes it.

    `headers` are the title by language, `aliases` the further headers met in exports.  `planned` marks a
    date that is an intention, not an event.  `empty_reads_as` and `missing_reads_as` are the values an
    empty cell and a missing column stand for, where the contract says so (null otherwise).
    """

    name: str
    type: FieldType
    headers: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    vocabulary: str | None = None
    required: bool = False
    planned: bool = False
    empty_reads_as: bool | int | str | None = None
    missing_reads_as: bool | int | str | None = None
    personal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of data: what identifies a record of it and when it comes to exist.

    `number` lists the fields that together are the record's number (only the first must be filled);
    `governed_by` is the field whose date governs the record ("" if none does); `merged` is false for kinds
    whose records are never merged.
    """

    name: str
    titles: Mapping[str, str]
    number: tuple[str, ...]
    governed_by: str
    merged: bool
    fields: Mapping[str, Field]


PROVENANCE = pa.schema([("source_file", pa.string()), ("source_sheet", pa.string()), ("source_row", pa.int64())])
"""Where a record was read: the file's name, the sheet (empty in text files) and the 1-based row."""


def not_null(column: pa.ChunkedArray) -> Mask:
    """Return which slots of a column hold a value; Arrow's own way turns bits into bytes one by one."""
    mask = np.ones(len(column), dtype=np.bool_)
    start = 0
    for chunk in column.chunks:
        if chunk.null_count:
            bits = np.frombuffer(chunk.buffers()[0], dtype=np.uint8)
            slots = slice(chunk.offset, chunk.offset + len(chunk))
            mask[start : start + len(chunk)] = np.unpackbits(bits, count=slots.stop, bitorder="little")[slots]
        start += len(chunk)
    return mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """All records of one kind, one row each, in the order of their sources.

    `table` has a column for every field of `kind`, in the type `ARROW_TYPES` gives it, then ``record_no``
    (string: the record's number, or file, sheet and row where it has no usable one) and the columns of
    `PROVENANCE`.  `unreadable` and `missing` hold a mask a field, only for fields that have such cells.
    `numbered` tells which records have a usable number and so may be joined to others.
    """

    kind: Kind
    table: pa.Table
    unreadable: Mapping[str, Mask] = field(default_factory=dict)
    missing: Mapping[str, Mask] = field(default_factory=dict)
    numbered: Mask

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __post_init__(self) -> None:
        if len(self.numbered) != self.table.num_rows:
            raise ValueError("numbered must have one slot a record")

    def take(self, keep: npt.NDArray[np.bool_] | npt.NDArray[np.int64]) -> Records:
        """Return the records that `keep` (mask or row numbers) chooses."""
        rows = np.flatnonzero(keep) if keep.dtype == np.bool_ else keep
        return Records(
            kind=self.kind,
            table=self.table.take(pa.array(rows)),
            unreadable={name: mask[rows] for name, mask in self.unreadable.items()},
            missing={name: mask[rows] for name, mask in self.missing.items()},
            numbered=self.numbered[rows],
        )


PROBLEMS = pa.schema(
    [
        ("source_file", pa.string()),
        ("source_sheet", pa.string()),
        ("source_row", pa.int64()),
        ("column", pa.string()),
        ("value", pa.string()),
        ("problem", pa.string()),
        ("details", pa.string()),
        ("excludes_row", pa.bool_()),
    ]
)
"""Problems found on the way: `column` is the header as the file has it, `problem` the key of a sentence
(``load.problem-…``), `details` a JSON object with the values that sentence speaks of beside
file, sheet, row, column and value; `excludes_row` tells that the row is no record because of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetIntake:
    """How one sheet (or text file) was understood.

    `headers` pairs each header met with the canonical field or None.  The counts add up:
    ``rows == records + duplicates + non_records + problem_rows``, where `records` are the rows that
    begin a record, `duplicates` the rows merged into one, and `non_records` titles, blanks, repeated
    headers and totals.  `kind` is None where the sheet was left out, `note` then says why.  `garbled`: some
    characters are not of the encoding, and nobody knows what they were.
    """

    file: str
    sheet: str
    kind: str | None
    encoding: str | None
    header_row: int | None
    headers: tuple[tuple[str, str | None], ...]
    rows: int
    records: int
    duplicates: int
    non_records: int
    problem_rows: int
    note: str | None = None
    garbled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything the exports say; nothing after this opens a file again.

    `records` has an entry for each kind that was given; `problems` has the schema `PROBLEMS`; `unusable`
    lists the files that could not be used at all - the audit goes on without them and ends with exit 3.
    """

    records: Mapping[str, Records]
    problems: pa.Table
    intake: tuple[SheetIntake, ...]
    unusable: tuple[str, ...] = ()

    @property
    def personal_headers(self) -> frozenset[str]:
        """The headers, as the files have them, of the columns that hold names, phones and addresses of customers."""
        return frozenset(
            header
            for sheet in self.intake
            if sheet.kind is not None
            for header, name in sheet.headers
            if name is not None and self.records[sheet.kind].kind.fields[name].personal
        )

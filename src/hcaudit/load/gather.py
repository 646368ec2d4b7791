"""The typed sheets of one kind → one pile of rows with a column for every field; it must not merge or judge rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from hcaudit.load.cells import NONE
from hcaudit.load.columns import Column
from hcaudit.load.problems import Place
from hcaudit.load.rawsheet import Rows
from hcaudit.load.sheet import TypedSheet
from hcaudit.model.records import ARROW_TYPES, Field, Kind, Mask

_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """All rows of one kind, in the order of their sources.

    `columns` has every field of the kind, `missing` a mask for those that some sheet lacks; `sheet` is each row's
    place in `sheets`, `rows` its row number there.
    """

    kind: Kind
    sheets: tuple[TypedSheet, ...]
    columns: Mapping[str, Column]
    missing: Mapping[str, Mask]
    sheet: npt.NDArray[np.int32]
    rows: Rows

    def __len__(self) -> int:
        return len(self.rows)

    def label(self, row: int) -> str:
        """Return where a row was read: ``file!sheet!row``, ``file:row`` for text files."""
        place = self.sheets[self.sheet[row]].place
        if place.sheet:
            return f"{place.file}!{place.sheet}!{self.rows[row]}"
        return f"{place.file}:{self.rows[row]}"

    def place(self, row: int, field: str) -> Place:
        """Return the place of a field in a row; the column is what the field is called there."""
        sheet = self.sheets[self.sheet[row]]
        header = sheet.headers.get(field, self.kind.fields[field].headers["zh"])
        return Place(file=sheet.place.file, sheet=sheet.place.sheet, row=int(self.rows[row]), column=header)


def gather(kind: Kind, sheets: Sequence[TypedSheet]) -> Pile:
    """Return the rows of all sheets of one kind."""
    sizes = [len(sheet.rows) for sheet in sheets]
    return Pile(
        kind=kind,
        sheets=tuple(sheets),
        columns={name: _column(field, sheets) for name, field in kind.fields.items()},
        missing=dict(_missing(kind, sheets)),
        sheet=np.repeat(np.arange(len(sheets), dtype=np.int32), sizes),
        rows=np.concatenate([sheet.rows for sheet in sheets]),
    )


def _column(field: Field, sheets: Sequence[TypedSheet]) -> Column:
    target = ARROW_TYPES[field.type]
    chunks: list[pa.Array] = []
    lost = [NONE]
    start = 0
    for sheet in sheets:
        column = sheet.columns.get(field.name)
        if column is None:
            chunks += repeated(None, target, len(sheet.rows)).chunks
        else:
            chunks += column.values.chunks
            lost.append(column.unreadable + start)
        start += len(sheet.rows)
    return Column(pa.chunked_array(chunks, target), np.concatenate(lost))


def repeated(value: str | None, kind: pa.DataType, count: int) -> pa.ChunkedArray:
    """Return a column that says the same everywhere; its chunks are one piece of memory, however long it is."""
    size = min(count, _BLOCK)
    block = pa.nulls(size, kind) if value is None else pa.repeat(pa.scalar(value, kind), size)
    blocks = [block] * (count // _BLOCK)
    return pa.chunked_array([*blocks, block.slice(0, count - _BLOCK * len(blocks))], kind)


def _missing(kind: Kind, sheets: Sequence[TypedSheet]) -> Iterator[tuple[str, Mask]]:
    """Yield which rows lack a field, for the fields that some sheet lacks; those that the same sheets lack share it."""
    sizes = [len(sheet.rows) for sheet in sheets]
    masks: dict[tuple[bool, ...], Mask] = {}
    for name in kind.fields:
        lacking = tuple(name not in sheet.columns for sheet in sheets)
        if any(lacking):
            if lacking not in masks:
                masks[lacking] = np.repeat(lacking, sizes)
            yield name, masks[lacking]

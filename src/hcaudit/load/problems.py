"""Rows of the table of problems; it must not know how a problem is found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from hcaudit.model.records import PROBLEMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The sheet a problem is in; the sheet's name is empty for text files."""

    file: str
    sheet: str = ""


def file_problem(place: Place, key: str, **details: object) -> pa.Table:
    """Return a problem of a whole file or sheet; `details` are the values its sentence speaks of."""
    return _table(place, [None], None, [None], [key], [details], excludes_row=False)


def row_problems(
    place: Place, rows: npt.NDArray[np.int64], key: str, column: str | None, values: Sequence[str | None]
) -> pa.Table:
    """Return a problem a row; the rows are no records because of it."""
    count = len(rows)
    return _table(place, rows.tolist(), column, values, [key] * count, [{}] * count, excludes_row=True)


def cell_problems(
    place: Place,
    rows: npt.NDArray[np.int64],
    column: str | None,
    values: Sequence[str | None],
    words: Sequence[tuple[str, dict[str, object]]],
) -> pa.Table:
    """Return a problem a cell: `words` are the key of its sentence and the values that speaks of."""
    keys, details = [key for key, _ in words], [detail for _, detail in words]
    return _table(place, rows.tolist(), column, values, keys, details, excludes_row=False)


def all_problems(tables: Sequence[pa.Table]) -> pa.Table:
    """Return tables of problems as one."""
    return pa.concat_tables([PROBLEMS.empty_table(), *tables]).combine_chunks()


def _table(
    place: Place,
    rows: Sequence[int | None],
    column: str | None,
    values: Sequence[str | None],
    keys: Sequence[str],
    details: Sequence[dict[str, object]],
    *,
    excludes_row: bool,
) -> pa.Table:
    count = len(rows)
    columns = [
        [place.file] * count,
        [place.sheet] * count,
        rows,
        [column] * count,
        values,
        [f"load.problem-{key}" for key in keys],
        [json.dumps(detail, ensure_ascii=False) for detail in details],
        [excludes_row] * count,
    ]
    return pa.table([pa.array(cells, field.type) for cells, field in zip(columns, PROBLEMS, strict=True)], PROBLEMS)

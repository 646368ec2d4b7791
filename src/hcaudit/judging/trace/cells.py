"""One cell of a record as a rule sees it on as-of, and what stands in the file for it; it must not know any rule."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.evidence import CellState, Origin, Value
from hcaudit.model.records import Dossier
from hcaudit.model.view import View

_Sheet = tuple[str, str]
_Row = tuple[str, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What stands in the files: the header of each field by sheet, and the rows of `problems` by where they are."""

    headers: Mapping[_Sheet, Mapping[str, str]]
    problems: pa.Table
    problem_rows: Mapping[_Row, list[int]]

    @classmethod
    def of(cls, dossier: Dossier) -> Places:
        """Return the places of all that was read."""
        headers = {
            (sheet.file, sheet.sheet): {name: title for title, name in reversed(sheet.headers) if name}
            for sheet in dossier.intake
        }
        rows: defaultdict[_Row, list[int]] = defaultdict(list)
        spots = dossier.problems.select(["source_file", "source_sheet", "source_row"]).to_pylist()
        for number, spot in enumerate(spots):
            rows[spot["source_file"], spot["source_sheet"] or "", spot["source_row"] or 0].append(number)
        return cls(headers=headers, problems=dossier.problems, problem_rows=rows)

    def header(self, origin: Origin, name: str) -> str | None:
        """Return what a field is called where a record was read, None if it is not there."""
        return self.headers.get((origin.file, origin.sheet), {}).get(name)

    def problems_at(self, origin: Origin) -> pa.Table:
        """Return the problems (`PROBLEMS`) found in a row."""
        return self.problems.take(
            pa.array(self.problem_rows.get((origin.file, origin.sheet, origin.row), []), pa.int64())
        )

    def raw(self, origin: Origin, header: str | None) -> str | None:
        """Return the text of a cell that could not be read, None where it is not known."""
        here = self.problems_at(origin)
        texts = here.filter(pc.equal(here["column"], header or ""))["value"].drop_null().to_pylist()
        return next(iter(texts), None)


def value_in(view: View, row: int, name: str, places: Places) -> Value:
    """Return the cell of the field `name` of the record at `row`."""
    file, sheet, line = (view.column(part)[row].as_py() for part in ("source_file", "source_sheet", "source_row"))
    origin = Origin(file=file or "", sheet=sheet or "", row=line or 0)
    state = _state(view, row, name)
    header = places.header(origin, name)
    return Value(
        field=view.records.kind.fields[name],
        header=header,
        state=state,
        value=_plain(view.column(name)[row].as_py()) if state in (CellState.KNOWN, CellState.LATER) else None,
        raw=places.raw(origin, header) if state is CellState.UNREADABLE else None,
    )


def _state(view: View, row: int, name: str) -> CellState:
    cells = view.state(name)
    if cells.known[row]:
        return CellState.KNOWN
    if view.column(name)[row].is_valid:
        return CellState.LATER
    if cells.unreadable[row]:
        return CellState.UNREADABLE
    return CellState.MISSING if cells.missing[row] else CellState.EMPTY


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever type the column has
    """Return a value of the table; a moment without a clock time is a day."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value.item() if isinstance(value, np.generic) else value

"""Records as the ledger remembers them, and back; it must not know what is made of them.

Of a record only what counting needs is kept, in the state it was read: a value, empty, unreadable, or its column
missing.  So months judged one by one see what one run over all of them would.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from hcaudit.judging.bench import Bench, applicability
from hcaudit.judging.history import Recall
from hcaudit.ledger.memory import Remembered, Span
from hcaudit.model.kleene import NO
from hcaudit.model.records import ARROW_TYPES, PROVENANCE, Kind, Records

_UNREADABLE = "?"
"""The key of the list of fields that could not be read."""

_NEIGHBOURS = 1
"""Years before and after those of a run that are looked at: a child may be of another year than its parent."""


def spans_of(recalls: Mapping[str, Recall], records: Mapping[str, Records]) -> list[Span]:
    """Return the years of which earlier records are wanted, for each kind there are records of that look back."""
    found = []
    for name, recall in recalls.items():
        if name in records and len(records[name]):
            days = records[name].table[recall.kind.governed_by].cast(pa.date32()).to_pylist()
            years = [day.year for day in days if day is not None]
            if years:
                found.append(Span(kind=name, first=min(years) - _NEIGHBOURS, last=max(years) + _NEIGHBOURS))
    return found


def remembered_of(recall: Recall, bench: Bench) -> Iterator[Remembered]:
    """Yield what is to be kept of the records of a kind that exist on the run's as-of day."""
    records = bench.around.views[recall.kind.name].records
    counts = np.any([applicability(rule, bench) != NO for rule in recall.rules], axis=0)
    kept = np.flatnonzero(counts | (recall.keeps_all & records.numbered))
    chosen = records.take(kept)
    full, bare = _cells(chosen, (*recall.bare, *recall.keys)), _cells(chosen, recall.bare)
    days = chosen.table[recall.kind.governed_by].cast(pa.date32()).to_pylist()
    for place, row in enumerate(chosen.table.select(["record_no", "source_file"]).to_pylist()):
        cells = full[place] if counts[kept[place]] else bare[place]
        yield Remembered(
            kind=recall.kind.name,
            record_no=row["record_no"],
            numbered=bool(chosen.numbered[place]),
            day=days[place].isoformat(),
            cells=json.dumps(cells, ensure_ascii=False, sort_keys=True),
            source_file=row["source_file"] or "",
        )


def _cells(records: Records, names: Sequence[str]) -> list[dict[str, object]]:
    """Return the cells of each record: field → value; a missing column is left out, unreadable ones are listed."""
    columns = {name: records.table[name].to_pylist() for name in names}
    return [_cells_of(place, columns, records) for place in range(len(records))]


def _cells_of(place: int, columns: Mapping[str, Sequence[object]], records: Records) -> dict[str, object]:
    cells: dict[str, object] = {}
    unreadable = []
    for name, column in columns.items():
        value = column[place]
        if value is not None:
            cells[name] = value.isoformat() if isinstance(value, dt.date) else value
        elif _marked(records.unreadable, name, place):
            unreadable.append(name)
        elif not _marked(records.missing, name, place):
            cells[name] = None
    return {**cells, _UNREADABLE: unreadable} if unreadable else cells


def _marked(masks: Mapping[str, Any], name: str, place: int) -> bool:
    return name in masks and bool(masks[name][place])


def records_of(kind: Kind, remembered: Iterable[Remembered]) -> Records:
    """Return what is remembered as records of `kind`; a field that was not kept is a missing column."""
    kept = list(remembered)
    cells: list[dict[str, Any]] = [json.loads(one.cells) for one in kept]
    columns = {
        name: pa.array([_value(row.get(name), field.type.is_date) for row in cells], ARROW_TYPES[field.type])
        for name, field in kind.fields.items()
    }
    columns["record_no"] = pa.array([one.record_no for one in kept], pa.string())
    columns["source_file"] = pa.array([one.source_file for one in kept], pa.string())
    for field in PROVENANCE:
        columns.setdefault(field.name, pa.nulls(len(kept), field.type))
    unreadable = {name: [name in row.get(_UNREADABLE, ()) for row in cells] for name in kind.fields}
    missing = {
        name: [name not in row and not lost for row, lost in zip(cells, unreadable[name], strict=True)]
        for name in kind.fields
    }
    return Records(
        kind=kind,
        table=pa.table(columns),
        unreadable={name: np.array(mask) for name, mask in unreadable.items() if any(mask)},
        missing={name: np.array(mask) for name, mask in missing.items() if any(mask)},
        numbered=np.array([one.numbered for one in kept], dtype=np.bool_),
    )


def _value(value: object, is_date: bool) -> object:  # noqa: FBT001 - whether the field says when something happened
    return dt.datetime.fromisoformat(value) if is_date and isinstance(value, str) else value

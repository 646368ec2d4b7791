"""What is told of one verdict: the cells it was read from and what decides; it must not know which check it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hcaudit.judging.trace.docket import Subject, origin_of
from hcaudit.judging.trace.verdict import maybe_day
from hcaudit.model.evidence import CellState, Clock, Peer, Value, moment_text
from hcaudit.model.view import View
from hcaudit.texts import Text

Named = str | Mapping[str, str]
"""What a column is called in its file; the field's own title by language where it has no such column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What decides a verdict.

    `fields` are the cells the check reads; `why_not` tells why it says nothing of the record, `wanting` which fields
    leave a verdict undetermined and `settles` what would settle it.
    """

    fields: tuple[str, ...]
    points: tuple[Text, ...] = ()
    peers: tuple[Peer, ...] = ()
    clock: Clock | None = None
    why_not: Text | None = None
    wanting: tuple[str, ...] = ()
    settles: tuple[Text, ...] = ()


def named(value: Value) -> Named:
    """Return what the column of a cell is called."""
    return value.header or value.field.headers


def quoted(values: Sequence[Value]) -> tuple[Text, ...]:
    """Return what the columns of cells are called, each in quotes."""
    return tuple(Text("rules.quoted", name=named(value)) for value in values)


def is_known(value: Value) -> bool:
    """Tell whether a rule sees a value in a cell."""
    return value.state is CellState.KNOWN


def day_in(value: Value) -> dt.date:
    """Return the day in a cell that holds a date; the first day there is where it holds none."""
    found = value.value
    if isinstance(found, dt.datetime):
        return found.date()
    return found if isinstance(found, dt.date) else dt.date.min


def unknown_of(subject: Subject, *names: str) -> tuple[str, ...]:
    """Return those of the fields whose value is not known."""
    return tuple(name for name in dict.fromkeys(names) if not is_known(subject.value(name)))


def absent(value: Value) -> Text:
    """Return why a cell holds nothing to go by."""
    key = {
        CellState.MISSING: "explain.cell-missing",
        CellState.LATER: "explain.cell-later",
        CellState.UNREADABLE: "explain.cell-unreadable",
    }.get(value.state, "explain.cell-empty")
    return Text(key, field=named(value), value=said(value.value))


def said(value: object) -> object:
    """Return a plain value as a text is to say it."""
    if isinstance(value, bool):
        return Text("rules.value-yes" if value else "rules.value-no")
    if isinstance(value, dt.date):
        return moment_text(value)
    return Text("explain.empty") if value is None else value


def peer(view: View, row: int, at: str, note: Text) -> Peer:
    """Return the record at `row` as one that matters, with its moment in the field `at`."""
    return Peer(
        kind=view.records.kind,
        record_no=str(view.column("record_no")[row].as_py()),
        at=moment(view, row, at),
        origin=origin_of(view, row),
        note=note,
    )


def moment(view: View, row: int, at: str) -> dt.date | None:
    """Return a date field of a record: a moment where it has a clock time, else a day, None where it has none."""
    found = view.moments(at).values[row]
    if np.isnat(found) or found == found.astype("datetime64[D]"):
        return maybe_day(found)
    precise: dt.datetime = found.astype("datetime64[s]").astype(object)
    return precise

"""What differs in a thing that is in both runs, column by column; it must not know how it was found in both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.changes import CHANGED_FIELDS
from hcaudit.model.money import yuan
from hcaudit.model.report import MONEY_COLUMNS

RAN_ON = ("measured", "overdue_working_days", "overdue_calendar_days")
"""What counts on in an open finding while the as-of date moves."""

WORDS = "reason"
"""A sentence that says the rest in words: if nothing else differs, it was only put in other words."""

FINDING_FIELDS = (
    *("outcome", "disposition", "unit", "team", "manager", "person", "customer_no", "item"),
    *("started_on", "due_on", "ended_on", "limit", *RAN_ON, "occurred_on", "amount", WORDS, "facts_id"),
)
"""What is compared of a finding: not the words for its rule, nor where its record stands in which file."""

FINE_FIELDS = (
    *("unit", "team", "manager", "person", "record_no", "rules", "occurred_on", "base", "multiplier"),
    *("amount", "leadership_share", "frontline_share", "reward", "assessed_by", "finding_ids"),
)
"""What is compared of a fine."""

Mask = npt.NDArray[np.bool_]
"""One truth value a row."""

SEPARATOR = ";"
"""Stands between the members of a list."""


def as_texts(table: pa.Table, columns: Sequence[str]) -> pa.Table:
    """Return `columns` of a table as texts: money in yuan, dates ISO, lists joined, empty null."""
    return pa.table({name: _text(name, table[name].combine_chunks()) for name in columns})


def differing(before: pa.Table, after: pa.Table) -> Mapping[str, Mask]:
    """Return for each column of two tables of texts, row by row the same things, where they differ."""
    return {name: _differ(before[name], after[name]) for name in after.column_names}


def fields_of(before: pa.Table, after: pa.Table, where: Mapping[str, Mask]) -> pa.Array:
    """Return for each row what differs (`CHANGED_FIELDS`), the columns in the order of `where`."""
    rows = {name: np.flatnonzero(differ) for name, differ in where.items()}
    names = pa.concat_arrays([pa.repeat(name, len(of_column)) for name, of_column in rows.items()])
    parts = [names, _picked(before, rows), _picked(after, rows)]
    row_by_row = pa.array(np.argsort(np.concatenate(list(rows.values())), kind="stable"))
    structs = pa.StructArray.from_arrays(parts, fields=list(CHANGED_FIELDS.value_type)).take(row_by_row)
    lengths = np.sum(list(where.values()), axis=0)
    return pa.ListArray.from_arrays(pa.array(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)), structs)


def any_of(where: Iterable[Mask]) -> Mask:
    """Tell where any of several truth values is true."""
    some: Mask = np.logical_or.reduce(list(where))
    return some


def _picked(table: pa.Table, rows: Mapping[str, npt.NDArray[np.int64]]) -> pa.Array:
    return pa.concat_arrays([table[name].combine_chunks().take(pa.array(chosen)) for name, chosen in rows.items()])


def _text(name: str, column: pa.Array) -> pa.Array:
    if pa.types.is_list(column.type):
        return pc.binary_join(column, SEPARATOR)
    return (yuan(column) if name in MONEY_COLUMNS else column).cast(pa.string())


def _differ(before: pa.ChunkedArray, after: pa.ChunkedArray) -> Mask:
    unequal = pc.fill_null(pc.not_equal(before, after), fill_value=False)
    one_empty = pc.xor(before.is_null(), after.is_null())
    differ: Mask = pc.or_(unequal, one_empty).to_numpy()
    return differ

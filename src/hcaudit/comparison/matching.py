"""Which row of one table is which of another: matched one to one by keys; it must not know what the rows are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Rows = npt.NDArray[np.int64]
"""Row numbers of a table."""

_BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Keys by which rows are known: `texts[i]` leads to row `rows[i]`; a row may have several."""

    texts: pa.Array
    rows: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Two tables of the same kind: row `old[i]` of `before` and row `new[i]` of `after` are the same thing."""

    before: pa.Table
    after: pa.Table
    old: Rows
    new: Rows

    @property
    def before_again(self) -> pa.Table:
        """The rows of `before` that are in both, in the order of those of `after`."""
        return self.before.take(pa.array(self.old))

    @property
    def after_again(self) -> pa.Table:
        """The rows of `after` that are in both."""
        return self.after.take(pa.array(self.new))

    @property
    def only_before(self) -> pa.Table:
        """The rows that are gone."""
        return self.before.take(pa.array(_rest_of(self.before, self.old)))

    @property
    def only_after(self) -> pa.Table:
        """The rows that are new."""
        return self.after.take(pa.array(_rest_of(self.after, self.new)))


def keys_by(table: pa.Table, *columns: str) -> Keys:
    """Return the keys of rows known by their values in `columns`; null is a value like any other."""
    texts = _joined(*(table[name].combine_chunks() for name in columns))
    return Keys(texts=texts, rows=np.arange(table.num_rows))


def keys_by_member(table: pa.Table, column: str, members: str) -> Keys:
    """Return the keys of rows known by `column` and each member of the list column `members`."""
    lists = table[members].combine_chunks()
    parents = pc.list_parent_indices(lists)
    texts = _joined(table[column].combine_chunks().take(parents), lists.flatten())
    return Keys(texts=texts, rows=parents.to_numpy().astype(np.int64))


def pair(before: pa.Table, after: pa.Table, *keys: tuple[Keys, Keys]) -> Pairing:
    """Return which rows share a key, each at most once; later `keys` (before, after) are for rows still alone."""
    old, new = np.array([], np.int64), np.array([], np.int64)
    for of_before, of_after in keys:
        there, here = _shared(_without(of_before, old), _without(of_after, new))
        old, new = np.concatenate([old, there]), np.concatenate([new, here])
    in_order = np.argsort(new)
    return Pairing(before=before, after=after, old=old[in_order], new=new[in_order])


def _shared(before: Keys, after: Keys) -> tuple[Rows, Rows]:
    places = pc.index_in(after.texts, value_set=before.texts)
    there = before.rows[places.drop_null().to_numpy()]
    here = after.rows[places.is_valid().to_numpy(zero_copy_only=False)]
    # A thing that could be several is the first of them.
    for side in (1, 0):
        _, first = np.unique((there, here)[side], return_index=True)
        there, here = there[first], here[first]
    return there, here


def _without(keys: Keys, rows: Rows) -> Keys:
    wanted = ~np.isin(keys.rows, rows)
    return Keys(texts=keys.texts.filter(pa.array(wanted)), rows=keys.rows[wanted])


def _rest_of(table: pa.Table, rows: Rows) -> Rows:
    return np.setdiff1d(np.arange(table.num_rows), rows, assume_unique=True)


def _joined(*columns: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(*columns, _BETWEEN, null_handling="replace", null_replacement="")

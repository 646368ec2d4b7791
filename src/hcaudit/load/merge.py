"""Rows of one number → one record; rows whose number is theirs alone are not touched.

It must not know files' formats or what an empty cell stands for.  The merged record stands at the place of its
first row; what it says comes from all of them: a filled value wins over an empty or unreadable one, of two
filled values that of the row with the later status, then of the later source.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.load.cells import Slots
from hcaudit.load.columns import Column, differing, filled, is_midnight, same_day
from hcaudit.load.doubts import spoken
from hcaudit.load.gather import Pile
from hcaudit.load.numbering import Numbers
from hcaudit.load.problems import Problem
from hcaudit.load.vocabulary import Vocabulary
from hcaudit.model.records import Field, Mask, not_null

_OVER = ("archived", "terminated")
_ENDS = ("energized_at", "archived_at", "terminated_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The pile with one row a record; `kept` are the rows of the old pile that begin a record, ascending."""

    pile: Pile
    numbers: Numbers
    kept: Slots
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Groups:
    """The rows that share a number.

    `rows` stand group by group, in a group by ascending rank; `starts` are the slots where the groups begin, `of` is
    the group of each slot.
    """

    rows: Slots
    starts: Slots
    of: Slots


def merge(pile: Pile, numbers: Numbers, vocabulary: Vocabulary) -> Merged:
    """Return the pile with the rows of one number merged; a contradiction is a problem."""
    if not pile.kind.merged or not _has_repeats(numbers):
        return Merged(pile=pile, numbers=numbers, kept=np.arange(len(pile)), problems=())
    groups = _groups(pile, numbers)
    first = np.minimum.reduceat(groups.rows, groups.starts)
    keep = np.ones(len(pile), np.bool_)
    keep[groups.rows] = False
    keep[first] = True
    kept = np.flatnonzero(keep)
    sources = np.arange(len(pile))
    sources[first] = len(pile) + np.arange(len(first))
    columns: dict[str, Column] = {}
    problems: list[Problem] = []
    for name, column in pile.columns.items():
        columns[name], conflicts = _merged_column(column, groups, sources[kept])
        if conflicts.any():
            problems += _conflicts(pile, pile.kind.fields[name], groups, np.flatnonzero(conflicts), vocabulary)
    merged = dataclasses.replace(
        pile,
        columns=columns,
        missing=dict(_missing(pile.missing, groups, first, kept)),
        sheet=pile.sheet[kept],
        rows=pile.rows[kept],
    )
    left = Numbers(numbers.numbers.take(pa.array(kept)), numbers.usable[kept])
    return Merged(pile=merged, numbers=left, kept=kept, problems=tuple(problems))


def _has_repeats(numbers: Numbers) -> bool:
    """Return whether a number may occur twice; numbers made of digits are compared as integers, which is faster."""
    try:
        values = pc.cast(numbers.numbers, pa.uint64()).to_numpy()
    except pa.ArrowInvalid:
        return bool(pc.count_distinct(numbers.numbers).as_py() < len(numbers.usable))
    if (values[1:] > values[:-1]).all():  # as exports often are
        return False
    ordered = np.sort(values)
    return bool((ordered[1:] == ordered[:-1]).any())


def _groups(pile: Pile, numbers: Numbers) -> _Groups:
    coded = numbers.numbers.combine_chunks().dictionary_encode()
    codes = coded.indices.to_numpy()
    shared = np.flatnonzero((np.bincount(codes)[codes] > 1) & numbers.usable)
    order = np.lexsort((shared, _is_over(pile)[shared], codes[shared]))
    rows = shared[order]
    new = np.diff(codes[rows], prepend=-1) != 0
    return _Groups(rows, np.flatnonzero(new), np.cumsum(new) - 1)


def _is_over(pile: Pile) -> Mask:
    """Return which rows say that their record is archived or terminated; without a status, by the dates it has."""
    if "status" not in pile.columns:
        return np.zeros(len(pile), np.bool_)
    status = pile.columns["status"]
    over = pc.is_in(status.values, value_set=pa.array(_OVER)).to_numpy().astype(np.bool_)
    ended = {name: filled(pile.columns[name]) for name in _ENDS}
    answer: Mask = over | ended["terminated_at"] | (~filled(status) & (ended["energized_at"] | ended["archived_at"]))
    return answer


def _merged_column(column: Column, groups: _Groups, sources: Slots) -> tuple[Column, Mask]:
    """Return the column with one slot a record, and which grouped rows contradict their record."""
    values = column.values.take(pa.array(groups.rows))
    winners = _winners(values, groups)
    won = values.take(pa.array(winners, mask=winners < 0))
    pool = pa.chunked_array([*column.values.chunks, *won.chunks], column.values.type)
    lost = np.zeros(len(column.values) + len(won), np.bool_)
    lost[column.unreadable] = True
    group_lost = np.logical_or.reduceat(lost[groups.rows], groups.starts)
    lost[len(column.values) :] = group_lost & (winners < 0)
    merged = Column(pool.combine_chunks().take(pa.array(sources)), np.flatnonzero(lost[sources]))
    return _chunked(merged), differing(values, won.take(pa.array(groups.of)))


def _chunked(column: Column) -> Column:
    values = column.values
    return column if isinstance(values, pa.ChunkedArray) else Column(pa.chunked_array([values]), column.unreadable)


def _winners(values: pa.ChunkedArray, groups: _Groups) -> Slots:
    """Return, for each group, the slot whose value its record takes, -1 if all are empty or unreadable."""
    last = _last(not_null(values), groups)
    if not pa.types.is_timestamp(values.type):
        return last
    winner = values.take(pa.array(last, mask=last < 0)).take(pa.array(groups.of))
    finer = pc.and_not(same_day(values, winner), is_midnight(values))
    with_clock = _last(finer.fill_null(False).to_numpy().astype(np.bool_), groups)  # noqa: FBT003
    return np.where(with_clock >= 0, with_clock, last)


def _last(chosen: Mask, groups: _Groups) -> Slots:
    """Return, for each group, its last chosen slot, -1 if there is none."""
    return np.maximum.reduceat(np.where(chosen, np.arange(len(chosen)), -1), groups.starts)


def _missing(missing: Mapping[str, Mask], groups: _Groups, first: Slots, kept: Slots) -> Iterator[tuple[str, Mask]]:
    """Yield what a record's sources all lack."""
    for name, mask in missing.items():
        lacking = mask.copy()
        lacking[first] = np.logical_and.reduceat(mask[groups.rows], groups.starts)
        yield name, lacking[kept]


def _conflicts(pile: Pile, field: Field, groups: _Groups, slots: Slots, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield a problem for each row whose value gave way to another."""
    values = pile.columns[field.name].values.take(pa.array(groups.rows))
    winners = _winners(values, groups)[groups.of[slots]]
    texts, others = (spoken(values.take(pa.array(which)), field, vocabulary) for which in (slots, winners))
    for slot, winner, text, other in zip(slots, winners, texts, others, strict=True):
        details = {"other_value": other, "other_place": pile.label(int(groups.rows[winner]))}
        place = pile.place(int(groups.rows[slot]), field.name)
        yield Problem(place=place, key="problem-conflict", value=text, details=details)

"""Rows that are no records: blanks, headers, totals, titles, notes, examples; it must not know dates or merging.

Only rows without a readable governing date are looked at, so that no record is taken for one of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from hcaudit.load.folding import fold, fold_header
from hcaudit.load.vocabulary import Vocabulary

_AFTER_TOTAL = re.compile(r"[:(]?[\d.,]*[条笔户单元个项行万]*\)?")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TOTAL_CELLS = 2
_TITLE_CELLS = 2
_NOTE_CELLS = 6


class Sort(Enum):
    """What a row is."""

    RECORD = "record"
    BLANK = "blank"
    HEADER = "header"
    TOTAL = "total"
    NOTE = "note"
    EXAMPLE = "example"
    TITLE = "title"


def sort_rows(
    rows: Sequence[Sequence[str | None]],
    slots: Sequence[int],
    header_rows: Sequence[Sequence[str]],
    vocabulary: Vocabulary,
) -> list[Sort]:
    """Return what each row is; `slots` are the rows' places in the sheet, ascending."""
    headers = [tuple(fold_header(cell)[0] for cell in row) for row in header_rows]
    sorts = [_sort(row, headers, vocabulary) for row in rows]
    leads_to_header: set[int] = set()
    for place in range(len(rows) - 1, -1, -1):
        below = slots[place] + 1 in leads_to_header
        if below and sorts[place] is Sort.RECORD and _is_title(rows[place]):
            sorts[place] = Sort.TITLE
        if sorts[place] is Sort.HEADER or (below and sorts[place] in {Sort.TITLE, Sort.BLANK, Sort.NOTE, Sort.EXAMPLE}):
            leads_to_header.add(slots[place])
    return sorts


def _sort(row: Sequence[str | None], headers: Sequence[tuple[str, ...]], vocabulary: Vocabulary) -> Sort:
    filled = [folded for cell in row if cell and (folded := fold(cell)) not in vocabulary.empty]
    if not filled:
        return Sort.BLANK
    if any(_repeats(row, header) for header in headers):
        return Sort.HEADER
    if filled[0].startswith(vocabulary.examples):
        return Sort.EXAMPLE
    if any(_is_total(cell, vocabulary.totals) for cell in filled[:_TOTAL_CELLS]):
        return Sort.TOTAL
    if len(filled) <= _NOTE_CELLS and filled[0].startswith(vocabulary.notes):
        return Sort.NOTE
    return Sort.RECORD


def _repeats(row: Sequence[str | None], header: tuple[str, ...]) -> bool:
    """Return whether most filled cells of a row say what the header says in their column."""
    filled = [(fold_header(cell)[0], title) for cell, title in zip(row, header, strict=False) if cell]
    same = sum(cell == title for cell, title in filled)
    return same > 1 and 2 * same >= len(filled)


def _is_total(cell: str, totals: Sequence[str]) -> bool:
    return any(
        cell.endswith(word) or (cell.startswith(word) and _AFTER_TOTAL.fullmatch(cell, len(word))) for word in totals
    )


def _is_title(row: Sequence[str | None]) -> bool:
    filled = [cell for cell in row if cell and cell.strip()]
    return len(filled) <= _TITLE_CELLS and bool(_CHINESE.search(filled[0]))

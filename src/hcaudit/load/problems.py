"""Rows of the table of problems; it must not know how a problem is found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from hcaudit.model.records import PROBLEMS

_BETWEEN = {"zh": "、", "en": ", "}


def listed(words: Iterable[str]) -> Mapping[str, str]:
    """Return words one behind the other, as each language writes that."""
    together = list(words)
    return {lang: between.join(together) for lang, between in _BETWEEN.items()}


def listed_by_language(wordings: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """Return what has its own words in each language one behind the other."""
    together = list(wordings)
    return {lang: between.join(one[lang] for one in together) for lang, between in _BETWEEN.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a problem is: the sheet is empty for text files, row and column are None where it is not about one."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem: the key of its sentence without ``load.``, and the values that sentence speaks of.

    `excludes_row`: the row is no record because of it.
    """

    place: Place
    key: str
    value: str | None = None
    details: Mapping[str, object] | None = None
    excludes_row: bool = False


def problem_table(problems: Sequence[Problem]) -> pa.Table:
    """Return problems as a table (`PROBLEMS`)."""
    columns = [
        [problem.place.file for problem in problems],
        [problem.place.sheet for problem in problems],
        [problem.place.row for problem in problems],
        [problem.place.column for problem in problems],
        [problem.value for problem in problems],
        [f"load.{problem.key}" for problem in problems],
        [json.dumps(problem.details or {}, ensure_ascii=False) for problem in problems],
        [problem.excludes_row for problem in problems],
    ]
    return pa.table([pa.array(cells, field.type) for cells, field in zip(columns, PROBLEMS, strict=True)], PROBLEMS)

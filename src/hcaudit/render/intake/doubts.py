"""What was not understood in the files, those doubts that are alike told once; it must not know any form of output."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from hcaudit.model.problems import problem_texts
from hcaudit.model.records import Dossier
from hcaudit.render.masking import masked_problems

MOST_ROWS = 3
"""Of the rows that have the same doubtful cell, so many are named."""

_Spot = tuple[str | None, ...]
"""File, sheet, column, kind of problem and value: what is alike in all of these is told once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that was not understood, in how many rows, and the first of them.

    `key` is the machine's name of the problem, `problem` its sentence (of the first row); `column` is None where it is
    about whole rows or files, `field` where the column is none that is known.
    """

    column: str | None
    field: str | None = None
    value: str | None
    count: int
    first_rows: tuple[int, ...]
    key: str
    problem: str


def doubts_by_sheet(dossier: Dossier, lang: str, *, mask: bool) -> Mapping[tuple[str, str], Sequence[Doubt]]:
    """Return the doubts in the problems of `dossier` by file and sheet, in the order in which they first occur."""
    alike: dict[_Spot, list[dict[str, Any]]] = {}
    for row in _said(dossier, lang, mask=mask):
        spot = (row["source_file"], row["source_sheet"], row["column"], row["key"], row["value"])
        alike.setdefault(spot, []).append(row)
    found: dict[tuple[str, str], list[Doubt]] = {}
    for rows in alike.values():
        found.setdefault((rows[0]["source_file"], rows[0]["source_sheet"]), []).append(_doubt(rows))
    return found


def _said(dossier: Dossier, lang: str, *, mask: bool) -> list[dict[str, Any]]:
    """Return the rows of the problems with their sentences in `problem`, and what was there in `key`."""
    problems = dossier.problems
    words = pa.array([text.said_in(lang) for text in problem_texts(problems)], pa.string())
    said = problems.append_column("key", problems["problem"])
    said = said.set_column(said.schema.get_field_index("problem"), "problem", words)
    rows: list[dict[str, Any]] = (masked_problems(said, dossier.personal_headers) if mask else said).to_pylist()
    return rows


def _doubt(rows: Sequence[Mapping[str, Any]]) -> Doubt:
    first = rows[0]
    return Doubt(
        column=first["column"],
        value=first["value"],
        count=sum(json.loads(row["details"]).get("count", 1) for row in rows),
        first_rows=tuple(row["source_row"] for row in rows[:MOST_ROWS] if row["source_row"] is not None),
        key=first["key"].split(".", 1)[1].removeprefix("problem-"),
        problem=first["problem"],
    )

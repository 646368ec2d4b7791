"""The problems of loading in sentences; it must not know how a problem is found or where it is shown."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from hcaudit.texts import Text


def problem_texts(problems: pa.Table) -> list[Text]:
    """Return the sentence of each problem found in loading (`PROBLEMS`)."""
    rows = problems.drop_columns(["excludes_row"]).to_pylist()
    return [_problem_text(row) for row in rows]


def _problem_text(row: dict[str, Any]) -> Text:
    details = json.loads(row.pop("details") or "{}")
    return Text(row.pop("problem"), **{"file": row["source_file"], **row, **details})

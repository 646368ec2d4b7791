"""An earlier run, read back from its JSON into typed tables; it must not know what it is compared with.

The file may have keys that are not known here; what is needed must be there.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from hcaudit.comparison.document import read_document
from hcaudit.comparison.fields import FINDING_FIELDS, FINE_FIELDS
from hcaudit.errors import InputError
from hcaudit.model.changes import Since
from hcaudit.model.money import fen
from hcaudit.model.report import COVERAGE, FINDINGS, FINES, MONEY_COLUMNS
from hcaudit.texts import Text

_FINDING_KEYS = ("finding_id", "rule", "record_no", "title")
_PARTS: Mapping[str, pa.Schema] = {
    "findings": pa.schema([FINDINGS.field(name) for name in (*_FINDING_KEYS, *FINDING_FIELDS)]),
    "fines": pa.schema([FINES.field(name) for name in ("item", "event", *FINE_FIELDS)]),
    "coverage": pa.schema([COVERAGE.field(name) for name in ("rule", "evaluated")]),
}
"""What is read of each part: what it is known by, what is said of it, what is compared."""

_WRONG = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)
"""What a value of the wrong kind raises, in Python and in Arrow."""

_BLOCK = 1 << 24
"""Bytes parsed at a time; no row may be longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier run: what it was, and what is compared of its `findings`, `fines` and `coverage`.

    The tables have those columns of `FINDINGS`, `FINES` and `COVERAGE` that a comparison needs; `parameters` are
    the rule parameters that were in force.
    """

    since: Since
    parameters: Mapping[str, str]
    findings: pa.Table
    fines: pa.Table
    coverage: pa.Table


def read_earlier(path: Path) -> Earlier:
    """Return the run whose JSON is in the file `path`.

    Raises:
        InputError: the file cannot be read or is no JSON output of hcaudit.
    """
    document = read_document(path, list(_PARTS))
    try:
        since = _since(path.name, document.run)
        parameters = {str(name): str(value) for name, value in document.run["parameters"].items()}
    except _WRONG as error:
        raise _damaged(path, "run", error) from error
    tables = {part: _table(path, part, lines) for part, lines in document.rows.items()}
    return Earlier(since=since, parameters=parameters, **tables)


def _since(file: str, run: Mapping[str, Any]) -> Since:
    first, last = run["period"]["from"], run["period"]["to"]
    return Since(
        file=file,
        as_of=dt.date.fromisoformat(run["as_of"]),
        period_from=None if first is None else dt.date.fromisoformat(first),
        period_to=None if last is None else dt.date.fromisoformat(last),
        pack_id=str(run["pack"]),
        pack_title=str(run["pack_title"]),
        totals={str(name): _total(value) for name, value in run["totals"].items()},
    )


def _total(value: object) -> int:
    """Return a count as it is, and an amount, which is a text in yuan, in fen."""
    total = fen(pa.array([value]))[0].as_py() if isinstance(value, str) else value
    if isinstance(total, int):
        return total
    raise TypeError(value)


def _table(path: Path, part: str, lines: bytes) -> pa.Table:
    schema = _PARTS[part]
    if not lines.strip():
        return schema.empty_table()
    try:
        # A column that is nowhere would be taken for an empty one.
        first = json.loads(lines.lstrip().partition(b"\n")[0])
        for name in schema.names:
            first[name]
        return _typed(_parsed(lines, schema), schema)
    except _WRONG as error:
        raise _damaged(path, part, error) from error


def _parsed(lines: bytes, schema: pa.Schema) -> pa.Table:
    from pyarrow import json as rows  # noqa: PLC0415 - only a comparison reads JSON

    as_written = pa.schema([pa.field(field.name, _type_as_written(field)) for field in schema])
    options = rows.ParseOptions(explicit_schema=as_written, unexpected_field_behavior="ignore")
    return rows.read_json(pa.BufferReader(lines), rows.ReadOptions(block_size=_BLOCK), options)


def _type_as_written(field: pa.Field) -> pa.DataType:
    is_text = field.name in MONEY_COLUMNS or pa.types.is_date(field.type)
    return pa.string() if is_text else field.type


def _typed(table: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = []
    for field in schema:
        column = table[field.name].combine_chunks()
        columns.append(fen(column) if field.name in MONEY_COLUMNS else column.cast(field.type))
    return pa.table(columns, schema=schema)


def _damaged(path: Path, part: str, error: BaseException) -> InputError:
    """Return the error that tells which key lacks, or what is wrong, as far as `error` tells."""
    what = str(error.args[0]) if error.args else type(error).__name__
    return InputError(Text("since.damaged", file=path.name, part=part, what=what))

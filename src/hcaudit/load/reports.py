"""Recognising what hcaudit itself wrote, so that no report is audited; it must not know exports."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa

from hcaudit.load.decoding import Bytes
from hcaudit.load.folding import fold, fold_header
from hcaudit.load.rawsheet import RawSheet
from hcaudit.load.sniff import Form
from hcaudit.load.vocabulary import ReportMarks

_HEAD = 1 << 20
_SEARCHED_ROWS = 60
_JSON = re.compile(
    rb'"finding_ids?"\s*:|"evaluated"\s*:|"days_paused"\s*:|"run"\s*:\s*\{[^}]*"as_of"'
    rb'|^\s*\{\s*"manifest"\s*:\s*\d+,\s*"command"'
)
_HTML = re.compile(rb'<meta[^>]*"hcaudit|data-finding-id|\xe8\xbf\x9d\xe8\xa7\x84\xe7\xbc\x96\xe5\x8f\xb7')


def is_own_file(form: Form, data: Bytes, marks: ReportMarks) -> bool:
    """Return whether a file that is neither delimited text nor a workbook is a report."""
    match form:
        case Form.JSON:
            return bool(_JSON.search(data[:_HEAD]))
        case Form.HTML:
            return bool(_HTML.search(data[:_HEAD]))
        case Form.PARQUET:
            return is_own_header(_columns_of_parquet(data), marks)
        case _:
            return False


def is_own_workbook(sheets: Sequence[RawSheet], marks: ReportMarks) -> bool:
    """Return whether a workbook has the sheet in which hcaudit says what was run."""
    return any(fold(sheet.sheet) == marks.sheet and _says(sheet, marks.mark) for sheet in sheets)


def is_own_header(row: Sequence[str], marks: ReportMarks) -> bool:
    """Return whether a row is the header of a table of a report."""
    there = {fold_header(cell)[0] for cell in row if cell}
    return any(titles <= there for titles in marks.headers)


def _says(sheet: RawSheet, mark: str) -> bool:
    return any(fold(cell).startswith(mark) for row in sheet.first(_SEARCHED_ROWS) for cell in row)


def _columns_of_parquet(data: Bytes) -> Sequence[str]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy, and needed for almost no input

    try:
        names: Sequence[str] = pq.read_schema(pa.BufferReader(pa.py_buffer(data))).names
    except (pa.ArrowException, OSError):
        return ()
    return names

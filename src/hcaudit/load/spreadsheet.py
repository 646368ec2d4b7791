"""Workbooks → raw sheets, every cell as the text a person would type; it must not know what a cell means."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import python_calamine as calamine

from hcaudit.load.cellmarks import Marks, marks_of
from hcaudit.load.decoding import Bytes
from hcaudit.load.rawsheet import RawSheet, UnusableFileError, text_column
from hcaudit.texts import Text

EXACT_BELOW = 1e15
"""A spreadsheet keeps 15 digits: whole numbers from here on have lost their last ones."""

_HALF_A_SECOND = 500_000

_Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
_Rows = list[list[_Cell]]


def read_workbook(file: str, data: Bytes) -> list[RawSheet]:
    """Return the worksheets of a workbook, hidden ones included.

    Raises:
        UnusableFileError: the workbook cannot be opened, or there is nothing in it.
    """
    sheets = _rows_of_sheets(file, data)
    if not any(sheets.values()):
        raise UnusableFileError(Text("load.empty-file", file=file))
    marks = marks_of(data)
    return [
        _sheet(file, name, _with_marks(rows, marks.sheets.get(name, {})), epoch_1904=marks.epoch_1904)
        for name, rows in sheets.items()
    ]


def _rows_of_sheets(file: str, data: Bytes) -> Mapping[str, _Rows]:
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data[:]))
        return {
            entry.name: workbook.get_sheet_by_name(entry.name).to_python(skip_empty_area=False)
            for entry in workbook.sheets_metadata
            if entry.typ is calamine.SheetTypeEnum.WorkSheet
        }
    except calamine.PasswordError:
        raise UnusableFileError(Text("load.password", file=file)) from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnusableFileError(Text("load.broken-workbook", file=file, reason=str(error))) from None
    except BaseException as error:
        # A panic of the reader's own language is no Exception, and it is the file's fault all the same.
        if type(error).__name__ != "PanicException":
            raise
        raise UnusableFileError(Text("load.broken-workbook", file=file, reason="panic")) from None


def _with_marks(rows: _Rows, marks: Marks) -> _Rows:
    for (row, column), text in marks.items():
        if 0 <= row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    return rows


def _sheet(file: str, name: str, rows: _Rows, *, epoch_1904: bool) -> RawSheet:
    columns = tuple(text_column(_texts(column)) for column in zip(*rows, strict=True))
    return RawSheet(file=file, sheet=name, columns=columns, rows=np.arange(1, len(rows) + 1), epoch_1904=epoch_1904)


def _texts(cells: Sequence[_Cell]) -> list[str | None]:
    # Most cells are text: asking that here saves a call a cell, a third of the time.
    return [(cell or None) if type(cell) is str else _AS_TEXT.get(type(cell), str)(cell) for cell in cells]


def number_text(number: float) -> str | None:
    """Return a number as typed: whole ones without a fraction, those too long to be exact visibly so."""
    if number != number:  # noqa: PLR0124 - not a number
        return None
    if number.is_integer():
        return str(int(number)) if abs(number) < EXACT_BELOW else f"{number:.5E}"
    return repr(number)


def _moment_text(moment: dt.datetime) -> str:
    rounded = moment + dt.timedelta(seconds=1) if moment.microsecond >= _HALF_A_SECOND else moment
    return rounded.replace(microsecond=0).isoformat(sep=" ")


_AS_TEXT: Mapping[type, Callable[..., str | None]] = {
    float: number_text,
    int: lambda number: number_text(float(number)),
    bool: lambda truth: "true" if truth else "false",
    dt.datetime: _moment_text,
    dt.date: dt.date.isoformat,
    dt.time: lambda time: time.isoformat("seconds"),
    dt.timedelta: str,
}

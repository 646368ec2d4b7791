"""Delimited text → a raw sheet, every cell kept as text; it must not know what a header or a value means."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from hcaudit.load.decoding import Bytes, Decoded, as_gb18030, decode
from hcaudit.load.rawsheet import RawSheet, Rows, UnusableFileError
from hcaudit.texts import Text

_DELIMITERS = ",\t;|"
_HEAD_BYTES = 1 << 18
_HEAD_ROWS = 60
_BLOCK = 1 << 22
_LINE_ENDS = b"\r\n\x00\x1a"
_MANY = 1000


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the text between `start` and `end` is cut into cells; `preamble` are the rows above, too narrow for it."""

    delimiter: str
    width: int
    quoted: bool
    preamble: tuple[list[str], ...]
    start: int
    end: int


class _NotUtf8Error(Exception):
    """The text is not UTF-8 after all."""


def read_delimited(file: str, data: Bytes, encoding: str | None) -> RawSheet:
    """Return the only sheet of a delimited text file.

    Raises:
        UnusableFileError: the file is empty or cannot be decoded.
    """
    decoded = decode(file, data, encoding)
    try:
        return _sheet(file, decoded)
    except _NotUtf8Error:
        return _sheet(file, as_gb18030(file, data))


def _sheet(file: str, decoded: Decoded) -> RawSheet:
    data, end = decoded.data, len(decoded.data)
    while end > decoded.start and data[end - 1] in _LINE_ENDS:
        end -= 1
    if end == decoded.start:
        raise UnusableFileError(Text("load.empty-file", file=file))
    layout = _layout(data, decoded.start, end)
    columns, rows = _cells(data, layout, checked=decoded.checked)
    return RawSheet(
        file=file,
        encoding=decoded.encoding,
        columns=columns,
        rows=rows,
        delimited=True,
        quoted=layout.quoted,
        cut_off=end == len(data) and _ends_short(data, layout),
    )


def _layout(data: Bytes, start: int, end: int) -> _Layout:
    head = data[start : min(end, start + _HEAD_BYTES)]
    if start + _HEAD_BYTES < end:
        head = head[: head.rfind(b"\n") + 1] or head
    text = head.decode("utf-8", "replace")
    cut = {delimiter: list(_rows(text, delimiter)) for delimiter in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda mark: sum(len(row) for row, _ in cut[mark]))
    rows = [row for row, _ in cut[delimiter]]
    width = _width(rows)
    above = next((place for place, row in enumerate(rows) if len(row) == width), 0)
    return _Layout(
        delimiter=delimiter,
        width=width,
        quoted=data.find(b'"', start) >= 0,
        preamble=tuple(rows[:above]),
        start=start + (cut[delimiter][above - 1][1] if above else 0),
        end=end,
    )


def _rows(text: str, delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Yield the first rows with the offset in bytes at which each ends."""
    ends = [0]

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            ends.append(ends[-1] + len(line.encode()))
            yield line

    reader = csv.reader(lines(), delimiter=delimiter)
    for count, row in enumerate(reader):
        yield row, ends[reader.line_num]
        if count >= _HEAD_ROWS:
            return


def _width(rows: list[list[str]]) -> int:
    """Return the number of columns: the usual one, or more where a row has more filled cells."""
    widths = Counter(len(row) for row in rows if row)
    usual = max(widths, key=lambda width: (widths[width], width), default=1)
    filled = max((max((place for place, cell in enumerate(row, 1) if cell), default=0) for row in rows), default=1)
    return max(usual, filled, 1)


def _cells(data: Bytes, layout: _Layout, *, checked: bool) -> tuple[tuple[pa.ChunkedArray, ...], Rows]:
    body = pa.py_buffer(data).slice(layout.start, layout.end - layout.start)
    above = len(layout.preamble)
    uneven: list[tuple[int, list[str]]] = [(place + 1, row) for place, row in enumerate(layout.preamble)]
    table = _read(body, layout, checked=checked)
    if table is None:
        skipped: list[tuple[int, str]] = []
        table = _read(body, layout, checked=checked, skipped=skipped)
        for number, text in skipped:
            uneven += [(number + above, row) for row in csv.reader([text], delimiter=layout.delimiter)]
    taken = np.zeros(table.num_rows + len(uneven), np.bool_)
    taken[[number - 1 for number, _ in uneven]] = True
    table = _woven(table, uneven, np.flatnonzero(~taken))
    return tuple(table.columns), np.arange(1, table.num_rows + 1)


def _read(
    body: pa.Buffer, layout: _Layout, *, checked: bool, skipped: list[tuple[int, str]] | None = None
) -> pa.Table | None:
    """Read the rows of full width; give up (None) at one of another width unless `skipped` collects them."""
    uneven = False

    def handle(row: pacsv.InvalidRow) -> str:
        nonlocal uneven
        uneven = True
        if skipped is None:
            return "error"
        skipped.append((row.number, row.text))
        return "skip"

    names = [str(place) for place in range(layout.width)]
    try:
        return pacsv.read_csv(
            pa.BufferReader(body),
            pacsv.ReadOptions(block_size=_BLOCK, column_names=names, use_threads=skipped is None),
            pacsv.ParseOptions(
                delimiter=layout.delimiter,
                quote_char='"' if layout.quoted else False,
                newlines_in_values=layout.quoted,
                ignore_empty_lines=False,
                invalid_row_handler=handle,
            ),
            pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True,
                null_values=[""],
                check_utf8=not checked,
            ),
        )
    except pa.ArrowInvalid as error:
        if uneven:
            return None
        if "UTF8" in str(error):
            raise _NotUtf8Error from None
        raise


def _woven(table: pa.Table, uneven: list[tuple[int, list[str]]], places: Rows) -> pa.Table:
    """Return the table with the uneven rows put in; `places` are the slots of the table's own rows."""
    if not uneven:
        return table
    width = max(table.num_columns, *(len(_trimmed(row)) for _, row in uneven))
    for place in range(table.num_columns, width):
        table = table.append_column(str(place), pa.nulls(table.num_rows, pa.string()))
    padded = [(_trimmed(row) + [None] * width)[:width] for _, row in uneven]
    others = pa.table([pa.array(cells, pa.string()) for cells in zip(*padded, strict=True)], schema=table.schema)
    whole = pa.concat_tables([table, others])
    order = np.argsort(np.concatenate([places, [number - 1 for number, _ in uneven]]), kind="stable")
    if len(uneven) > _MANY:
        return whole.take(pa.array(order))
    breaks = np.flatnonzero(np.diff(order) != 1) + 1
    runs = zip([0, *breaks], [*breaks, len(order)], strict=True)
    return pa.concat_tables([whole.slice(int(order[start]), int(end - start)) for start, end in runs])


def _trimmed(row: list[str]) -> list[str | None]:
    """Return a row without its empty cells at the end, the other empty ones as None."""
    filled = max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)
    return [cell or None for cell in row[:filled]]


def _ends_short(data: Bytes, layout: _Layout) -> bool:
    """Return whether the last line has more than one cell and still fewer than the table has columns."""
    line = data[data.rfind(b"\n", 0, layout.end) + 1 : layout.end].decode("utf-8", "replace")
    cells = next(csv.reader([line], delimiter=layout.delimiter), [])
    return 1 < len(cells) < layout.width

"""Delimited text → a raw sheet, every cell kept as text; it must not know what a header or a value means."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
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
    """How the text between `start` and `end` is cut into cells.

    `preamble` are the rows above: titles, too narrow for it, and the first row of full width - mostly the header,
    whose quotation marks say nothing about the others.
    """

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
    above = next((place for place, row in enumerate(rows, 1) if len(row) == width), len(rows))
    body = min(start + cut[delimiter][above - 1][1], end) if above else start
    return _Layout(
        delimiter=delimiter,
        width=width,
        quoted=data.find(b'"', body) >= 0,
        preamble=tuple(rows[:above]),
        start=body,
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
    with contextlib.suppress(csv.Error):
        for row in itertools.islice(reader, _HEAD_ROWS):
            yield row, ends[reader.line_num]


def _width(rows: list[list[str]]) -> int:
    """Return the number of columns: the usual one, or more where a row has more filled cells."""
    widths = Counter(len(row) for row in rows if row)
    usual = max(widths, key=lambda width: (widths[width], width), default=1)
    filled = max((max((place for place, cell in enumerate(row, 1) if cell), default=0) for row in rows), default=1)
    return max(usual, filled, 1)


def _cells(data: Bytes, layout: _Layout, *, checked: bool) -> tuple[tuple[pa.ChunkedArray, ...], Rows]:
    uneven = [(place + 1, row) for place, row in enumerate(layout.preamble)]
    table, skipped = _read(pa.py_buffer(data).slice(layout.start, layout.end - layout.start), layout, checked=checked)
    above = len(uneven)
    for number, text in skipped:
        rows = list(_recovered(text, layout.delimiter))
        uneven += [(number + above + place, row) for place, row in enumerate(rows)]
        above += len(rows) - 1
    taken = np.zeros(table.num_rows + len(uneven), np.bool_)
    taken[[number - 1 for number, _ in uneven]] = True
    table = _woven(table, uneven, np.flatnonzero(~taken))
    return tuple(table.columns), np.arange(1, table.num_rows + 1)


def _recovered(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the cells of a row of unusual width - of each of its lines, if a stray quotation mark swallowed them."""
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        for line in text.splitlines():
            yield _cut(line, delimiter)


def _cut(line: str, delimiter: str) -> list[str]:
    """Return the cells of one line; where its quotation marks make no sense, they are characters like others."""
    if line.count('"') % 2 == 0:
        with contextlib.suppress(csv.Error):
            return next(csv.reader([line], delimiter=delimiter), [])
    return line.split(delimiter)


def _read(body: pa.Buffer, layout: _Layout, *, checked: bool) -> tuple[pa.Table, list[tuple[int, str]]]:
    """Return the rows of full width, and the others with their numbers.

    Most files need none of the care that costs time: a line break within quotation marks is noticed when the
    parser loses step, a row of another width when it comes; then everything is read again with more care, and
    at last line by line.
    """
    if body.size:
        for care in _CARE:
            skipped: list[tuple[int, str]] = []
            try:
                return _parse(body, layout, care, skipped, checked=checked), skipped
            except pa.ArrowInvalid as error:
                if "UTF8" in str(error):
                    raise _NotUtf8Error from None
    lines = body.to_pybytes().decode("utf-8", "replace").splitlines()
    return _names(layout).empty_table(), list(enumerate(lines, 1))


@dataclass(frozen=True, slots=True)
class _Care:
    """What is looked for at the cost of time: line breaks within quotation marks, rows of another width."""

    newlines: bool
    uneven: bool


_CARE = (_Care(newlines=False, uneven=False), _Care(newlines=True, uneven=False), _Care(newlines=True, uneven=True))


def _names(layout: _Layout) -> pa.Schema:
    return pa.schema([(str(place), pa.string()) for place in range(layout.width)])


def _parse(body: pa.Buffer, layout: _Layout, care: _Care, skipped: list[tuple[int, str]], *, checked: bool) -> pa.Table:
    def handle(row: pacsv.InvalidRow) -> str:
        skipped.append((row.number, row.text))
        return "skip" if care.uneven else "error"

    schema = _names(layout)
    return pacsv.read_csv(
        pa.BufferReader(body),
        pacsv.ReadOptions(block_size=_BLOCK, column_names=schema.names, use_threads=not care.uneven),
        pacsv.ParseOptions(
            delimiter=layout.delimiter,
            quote_char='"' if layout.quoted else False,
            newlines_in_values=layout.quoted and care.newlines,
            ignore_empty_lines=False,
            invalid_row_handler=handle,
        ),
        pacsv.ConvertOptions(column_types=schema, strings_can_be_null=True, null_values=[""], check_utf8=not checked),
    )


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
    return 1 < len(_cut(line, layout.delimiter)) < layout.width

"""Delimited text → a raw sheet, every cell kept as text; it must not know what a header or a value means."""

from __future__ import annotations

import codecs
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from hcaudit.load.cells import Letters, bytes_of, pieces
from hcaudit.load.decoding import Bytes, Decoded, as_gb18030, decode
from hcaudit.load.limits import COLUMNS, WIDEST
from hcaudit.load.rawsheet import RawSheet, UnusableFileError
from hcaudit.load.textlayout import Layout, ends_short, layout_of
from hcaudit.load.uneven import mended, woven
from hcaudit.texts import Text

_LINE_ENDS = b"\r\n\x00\x1a"


class _NotUtf8Error(Exception):
    """The text is not UTF-8 after all."""


@dataclass(frozen=True, slots=True)
class _Care:
    """What is looked for at the cost of time: line breaks within quotation marks, rows of another width.

    `block` bytes are parsed at a time; no row may be longer.
    """

    newlines: bool
    uneven: bool
    block: int = 1 << 22


_NOT_UTF8 = "invalid UTF8 data"
_BLOCK = 1 << 24
_WORTH_THREADS = 1 << 24
"""Bytes."""
_CARE = (_Care(newlines=False, uneven=False), _Care(newlines=True, uneven=False), _Care(newlines=True, uneven=True))


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
    layout = layout_of(data, decoded.start, end)
    if layout.width > WIDEST:
        raise UnusableFileError(Text("load.too-large", file=file))
    body = pa.py_buffer(data).slice(layout.start, layout.end - layout.start)
    table, skipped = _read(body, layout, checked=decoded.checked)
    uneven = list(mended(skipped, layout))
    table = woven(table, uneven)
    return RawSheet(
        file=file,
        encoding=decoded.encoding,
        columns=tuple(table.columns[:COLUMNS]),
        beyond=max(table.num_columns - COLUMNS, 0),
        rows=np.arange(1, table.num_rows + 1),
        delimited=True,
        broken=np.array([row.number for row in uneven if row.broken], np.int64),
        cut_off=end == len(data) and ends_short(data, layout),
    )


def _read(body: pa.Buffer, layout: Layout, *, checked: bool) -> tuple[pa.Table, list[tuple[int, str]]]:
    """Return the rows of full width, and the others as text with their numbers.

    Most files need none of the care that costs time.  Where a row has another width, or a cell a line break, all is
    read again with more care - and line by line where a quotation mark that is not closed has swallowed lines.
    """
    if body.size:
        for care in _CARE:
            skipped: list[tuple[int, str]] = []
            try:
                table = _parse(body, layout, care, skipped, checked=checked)
            except pa.ArrowInvalid as error:
                if _NOT_UTF8 in str(error):
                    raise _NotUtf8Error from None
                if not checked:
                    # What is not UTF-8 could not be handed over row by row.
                    checked = _all_utf8(body)
                continue
            if _is_sound(table, body, layout, care):
                return table, skipped
    return _line_by_line(body, layout, checked=checked or _all_utf8(body))


def _all_utf8(body: pa.Buffer) -> bool:
    """Return that all is UTF-8.

    Raises:
        _NotUtf8Error: it is not.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, body.size, _BLOCK):
            decoder.decode(body[start : start + _BLOCK].to_pybytes())
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise _NotUtf8Error from None
    return True


def _line_by_line(body: pa.Buffer, layout: Layout, *, checked: bool) -> tuple[pa.Table, list[tuple[int, str]]]:
    """Return the same with every line a row; lines whose quotation marks are not closed are set apart first."""
    lines = body.to_pybytes().splitlines()
    open_lines = np.array([line.count(b'"') % 2 for line in lines], np.bool_)
    whole = [line for line, is_open in zip(lines, open_lines, strict=True) if not is_open]
    skipped: list[tuple[int, str]] = []
    table = _empty(layout).empty_table()
    if whole:
        care = replace(_CARE[-1], block=_CARE[-1].block + 2 * max(map(len, whole)))
        table = _parse(pa.py_buffer(b"\n".join(whole)), layout, care, skipped, checked=checked)
    numbers = np.flatnonzero(~open_lines) + 1
    apart = [(int(place) + 1, lines[place].decode("utf-8", "replace")) for place in np.flatnonzero(open_lines)]
    return table, sorted([*((int(numbers[number - 1]), text) for number, text in skipped), *apart])


def _empty(layout: Layout) -> pa.Schema:
    return pa.schema([(str(place), pa.string()) for place in range(layout.width)])


def _parse(body: pa.Buffer, layout: Layout, care: _Care, skipped: list[tuple[int, str]], *, checked: bool) -> pa.Table:
    def handle(row: pacsv.InvalidRow) -> str:
        skipped.append((row.number, row.text))
        return "skip"

    schema = _empty(layout)
    return pacsv.read_csv(
        pa.BufferReader(body),
        pacsv.ReadOptions(block_size=care.block, column_names=schema.names, use_threads=not care.uneven),
        pacsv.ParseOptions(
            delimiter=layout.delimiter,
            quote_char='"' if layout.quoted else False,
            newlines_in_values=layout.quoted and care.newlines,
            ignore_empty_lines=False,
            invalid_row_handler=handle if care.uneven else None,
        ),
        pacsv.ConvertOptions(column_types=schema, strings_can_be_null=True, null_values=[""], check_utf8=not checked),
    )


def _is_sound(table: pa.Table, body: pa.Buffer, layout: Layout, care: _Care) -> bool:
    """Return whether quotation marks have done no harm: no line lost at the edge of a block, none swallowed."""
    if not layout.quoted:
        return True
    if not care.newlines:
        return bool(table.num_rows == 1 + _line_breaks(body))
    return not any(_swallows(cell, layout) for cell in _with_line_breaks(table))


def _line_breaks(body: pa.Buffer) -> int:
    """Return how many line breaks there are."""
    letters = np.frombuffer(body, np.uint8)
    if len(letters) < _WORTH_THREADS:
        return _line_breaks_among(letters)
    shares = np.array_split(letters, os.cpu_count() or 1)
    with ThreadPoolExecutor(len(shares)) as pool:
        return sum(pool.map(_line_breaks_among, shares))


def _line_breaks_among(letters: Letters) -> int:
    return sum(int(np.count_nonzero(piece == ord("\n"))) for piece in pieces(letters))


def _with_line_breaks(table: pa.Table) -> list[str]:
    """Return the cells that have a line break in them."""
    cells: list[str] = []
    for column in table.columns:
        for chunk in column.chunks:
            data = bytes_of(chunk).data
            if len(data) and data.min() < ord(" "):
                cells += chunk.filter(pc.match_substring(chunk, "\n")).to_pylist()
    return cells


def _swallows(cell: str, layout: Layout) -> bool:
    """Return whether a cell of several lines looks as if the lines were rows."""
    first, *others = (line.count(layout.delimiter) for line in cell.split("\n"))
    return max(first, *others) >= max(layout.width - 1, 1) or ('"' in cell and max(others) > 0)

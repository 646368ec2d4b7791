"""How delimited text is cut into cells, told from its beginning; it must not read the rest."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hcaudit.load.decoding import Bytes

_DELIMITERS = "\t;|,"
_HEAD_BYTES = 1 << 18
_HEAD_ROWS = 60


@dataclass(frozen=True, slots=True)
class Layout:
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


def layout_of(data: Bytes, start: int, end: int) -> Layout:
    """Return the layout of the text between two offsets, which is UTF-8."""
    head = data[start : min(end, start + _HEAD_BYTES)]
    if start + _HEAD_BYTES < end:
        head = head[: head.rfind(b"\n") + 1] or head
    text = head.decode("utf-8", "replace")
    cut = {delimiter: list(_rows(text, delimiter)) for delimiter in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda mark: _evenness([row for row, _ in cut[mark]]))
    rows = [row for row, _ in cut[delimiter]]
    width = _width(rows)
    above = next((place for place, row in enumerate(rows, 1) if len(row) == width), len(rows))
    body = min(start + cut[delimiter][above - 1][1], end) if above else start
    return Layout(
        delimiter=delimiter,
        width=width,
        quoted=data.find(b'"', body) >= 0,
        preamble=tuple(rows[:above]),
        start=body,
        end=end,
    )


def ends_short(data: Bytes, layout: Layout) -> bool:
    """Return whether the last line has more than one cell and still fewer than the table has columns."""
    line = data[data.rfind(b"\n", 0, layout.end) + 1 : layout.end].decode("utf-8", "replace")
    return 1 < len(cut_line(line, layout.delimiter)) < layout.width


def cut_line(line: str, delimiter: str) -> list[str]:
    """Return the cells of one line; where its quotation marks make no sense, they are characters like others."""
    if has_sense(line):
        with contextlib.suppress(csv.Error):
            return next(csv.reader([line], delimiter=delimiter), [])
    return line.split(delimiter)


def has_sense(line: str) -> bool:
    """Return whether the quotation marks of a line are closed within it."""
    return line.count('"') % 2 == 0


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


def _evenness(rows: Sequence[list[str]]) -> int:
    """Return how many cells stand in rows of the most even cut: the right delimiter gives many rows of one width."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max((width * count for width, count in widths.items()), default=0)


def _width(rows: Sequence[list[str]]) -> int:
    """Return the number of columns: the usual one, or more where a row has more filled cells."""
    widths = Counter(len(row) for row in rows if row)
    usual = max(widths, key=lambda width: (widths[width], width), default=1)
    filled = max((max((place for place, cell in enumerate(row, 1) if cell), default=0) for row in rows), default=1)
    return max(usual, filled, 1)

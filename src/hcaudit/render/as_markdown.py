"""Writes one part of a report as a Markdown table; it must not know where it is pasted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from hcaudit.model.report import Report, Run
from hcaudit.render import cells, listing
from hcaudit.render.headings import is_number
from hcaudit.render.look import Look
from hcaudit.render.parts import shown_part
from hcaudit.render.row_texts import BATCH, text_of
from hcaudit.texts import say

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&]")
_MARKUP_BYTES = b"\\`*_[]<>|~&"


def render(report: Report, stream: BinaryIO, look: Look) -> None:
    """Write the shown part under a heading that says what it is, as of when; markup in data is shown, not obeyed."""
    name = shown_part(look)
    columns, table = listing.list_part(report, name, look)
    stream.write(_opening(name, report.run, look.lang).encode())
    write_table(columns, table, stream)


def write_table(columns: Iterable[str], table: pa.Table, stream: BinaryIO) -> None:
    """Write a readable table under the headings `columns`."""
    stream.write(_line(columns).encode())
    stream.write(_line("---:" if is_number(column.type) else "---" for column in table.columns).encode())
    stream.writelines(_rows(table))


def _opening(name: str, run: Run, lang: str) -> str:
    title = say(f"render.part-{name}", lang)
    facts = say("render.under-title", lang, pack=markdown_escaped(run.pack_title), as_of=run.as_of.isoformat())
    return f"# {title}\n\n{facts}\n\n"


def _line(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |\n"


def _rows(table: pa.Table) -> Iterator[pa.Buffer]:
    for batch in table.to_batches(max_chunksize=BATCH):
        pieces: list[pa.Array | str] = ["| "]
        for column in batch.columns:
            pieces += [_cell(column), " | "]
        pieces[-1] = " |\n"
        yield text_of(pc.binary_join_element_wise(*pieces, "", null_handling="replace"))


def _cell(column: pa.Array) -> pa.Array:
    if not pa.types.is_string(column.type):
        return column.cast(pa.string())
    column = cells.visible(column, one_line=True)
    return cells.change_texts(column, markdown_escaped) if cells.holds_any(column, _MARKUP_BYTES) else column


def markdown_escaped(text: str) -> str:
    """Return `text` as one line with a backslash before what Markdown would obey, control characters spelled out."""
    return _MARKUP.sub(r"\\\g<0>", cells.visible_text(text))

"""The formats a report can be written in, in one table; it must not know how any of them is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from hcaudit.errors import UsageError
from hcaudit.model.report import Report
from hcaudit.render import as_csv, as_digest, as_json, as_markdown, as_ndjson
from hcaudit.render.look import Look
from hcaudit.texts import Text

Render = Callable[[Report, BinaryIO, Look], None]
"""Writes a report to a binary stream; the same report and look give the same bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format: its name, the suffixes of its files, how it is written, and whether it holds everything.

    A format that is not `complete` holds the one part `Look.show` names; a digest names a few figures of all
    parts, whatever `Look.show` says.  A format without suffixes is for terminals only.
    """

    name: str
    suffixes: tuple[str, ...]
    render: Render
    complete: bool


def _table(report: Report, stream: BinaryIO, look: Look) -> None:
    from hcaudit.render import as_table  # noqa: PLC0415 - Rich costs 50 ms that only terminals need

    as_table.render(report, stream, look)


def _parquet(report: Report, stream: BinaryIO, look: Look) -> None:
    from hcaudit.render import as_parquet  # noqa: PLC0415 - the Parquet library costs 80 ms

    as_parquet.render(report, stream, look)


def _xlsx(report: Report, stream: BinaryIO, look: Look) -> None:
    from hcaudit.render import as_xlsx  # noqa: PLC0415 - XlsxWriter costs 60 ms

    as_xlsx.render(report, stream, look)


def _html(report: Report, stream: BinaryIO, look: Look) -> None:
    from hcaudit.render import as_html  # noqa: PLC0415 - Jinja costs 60 ms

    as_html.render(report, stream, look)


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format(name="table", suffixes=(), render=_table, complete=False),
        Format(name="csv", suffixes=(".csv",), render=as_csv.render, complete=False),
        Format(name="json", suffixes=(".json",), render=as_json.render, complete=True),
        Format(name="ndjson", suffixes=(".ndjson", ".jsonl"), render=as_ndjson.render, complete=False),
        Format(name="parquet", suffixes=(".parquet",), render=_parquet, complete=False),
        Format(name="md", suffixes=(".md", ".markdown"), render=as_markdown.render, complete=False),
        Format(name="xlsx", suffixes=(".xlsx",), render=_xlsx, complete=True),
        Format(name="html", suffixes=(".html", ".htm"), render=_html, complete=True),
        Format(name="digest", suffixes=(".txt",), render=as_digest.render, complete=False),
    )
}
"""Every format by its name."""


def format_of_file(file: str) -> Format:
    """Return the format that the suffix of `file` names.

    Raises:
        UsageError: no format has that suffix.
    """
    suffix = PurePath(file).suffix.lower()
    for one in FORMATS.values():
        if suffix in one.suffixes:
            return one
    known = " ".join(suffix for one in FORMATS.values() for suffix in one.suffixes)
    raise UsageError(Text("render.unknown-suffix", file=file, known=known))

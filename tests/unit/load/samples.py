"""Small exports and the vocabulary for the loader's tests; it must not assert anything."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from hcaudit.load import LoadOptions, Source, Vocabulary, load, read_vocabulary
from hcaudit.load.cells import Reading
from hcaudit.load.child import sheets_of
from hcaudit.load.columns import Column, read_column
from hcaudit.load.decoding import Bytes
from hcaudit.load.isolation import ReaderProcess
from hcaudit.load.limits import Limits
from hcaudit.load.problems import Problem
from hcaudit.load.rawsheet import RawSheet, whole
from hcaudit.model.problems import problem_texts
from hcaudit.model.records import Dossier, Records

RULES = Path(__file__).parents[3] / "rules"
ORDER_HEADERS = ("申请编号", "业务类型", "供电单位", "受理时间")


@functools.cache
def vocabulary() -> Vocabulary:
    return read_vocabulary(RULES)


def reading(kind: str, field: str, *, factor: int = 1, epoch_1904: bool = False) -> Reading:
    return Reading(
        field=vocabulary().kinds[kind].fields[field],
        vocabulary=vocabulary(),
        factor=factor,
        epoch_1904=epoch_1904,
    )


def typed(cells: Sequence[str | None], how: Reading) -> Column:
    return read_column(pa.chunked_array([pa.array(cells, pa.string())]), how)


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)


def orders(*rows: Mapping[str, str]) -> str:
    """Return a CSV of orders; each row has what it names and plausible required values else."""
    usual = {"申请编号": "", "业务类型": "高压新装", "供电单位": "城关供电所", "受理时间": "2021-12-03 09:05:00"}
    headers = list(dict.fromkeys([*usual, *(header for row in rows for header in row)]))
    filled = [{**dict.fromkeys(headers, ""), **usual, "申请编号": f"A{place}", **row} for place, row in enumerate(rows)]
    return csv_text([headers, *([row[header] for header in headers] for row in filled)])


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]], **options: object) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm", **options}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return stream.getvalue()


def load_files(folder: Path, files: Mapping[str, str | bytes], options: LoadOptions | None = None) -> Dossier:
    """Write files into `folder` and load them in the order given."""
    sources: list[Source] = []
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        sources.append(path)
    return load(sources, vocabulary=vocabulary(), options=options or LoadOptions())


def rows_of(records: Records, *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in records.table.select(list(fields)).to_pylist()]


def problem_keys(dossier: Dossier) -> list[str]:
    return [key.removeprefix("load.problem-") for key in dossier.problems["problem"].to_pylist()]


def sentences(dossier: Dossier, lang: str = "zh") -> list[str]:
    """Return the problems in words, as the report says them."""
    return [text.said_in(lang) for text in problem_texts(dossier.problems)]


def keys_of(problems: Sequence[Problem]) -> list[str]:
    return [problem.key for problem in problems]


class ReaderHere(ReaderProcess):
    """Runs readers in this process, where a test can see into them and no time is lost."""

    def __init__(self) -> None:
        super().__init__(Limits())

    def read(self, reader: str, file: str, data: Bytes, archive: str = "") -> list[RawSheet]:
        del archive
        return list(whole(sheets_of(reader, file, data[:])))


HERE = ReaderHere()

"""What stands in the data is shown by every output and obeyed by none: formulas, markup, HTML, terminal controls."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

from hcaudit.model.changes import CHANGES
from hcaudit.model.outlook import OPEN_CLOCKS
from hcaudit.model.report import Report
from hcaudit.render import FORMATS, SHOWN
from hcaudit.render.cells import CONTROLS, FORMULA_STARTS
from tests.unit.render.reports import rendered

HOSTILE = {
    "formula": '=HYPERLINK("http://evil.example","x")',
    "sum": "@SUM(1+1)*cmd|' /C calc'!A0",
    "plus": "+1+cmd|' /C calc'!A0",
    "minus": "-1+1",
    "tab before a formula": "\t=1+1",
    "return before a formula": "\r=1+1",
    "script": "<script>alert(1)</script>",
    "attribute": "\"'><img src=x onerror=alert(1)><a href=javascript:alert(1)>",
    "entity": "&lt;b&gt;&#x1b;",
    "terminal": "\x1b[31mred\x1b]0;title\x07\x1b[2J",
    "eight-bit terminal": "\x9b31mred\x9d0;title\x9c",
    "rich": "[red]x[/red] [link=http://evil.example]y[/link]",
    "markdown": "| a | **b** [x](javascript:alert(1)) `c` ![i](http://evil.example) # d",
    "direction": "a\u202eb\u2066c\u2069d\u200fe\u061cf",
    "lines": "one\ntwo\r\nthree\u2028four\x0bfive\x0csix\x85seven",
    "nothing": "\x00\x08\x7f",
}
"""Names a customer may have, by what they would do."""

MACHINE = frozenset(
    {
        "finding_id",
        "facts_id",
        "pack",
        "rule",
        "item",
        "kind",
        "outcome",
        "disposition",
        "unit_of_measure",
        "multiplier",
    }
    | {"month"}
)
"""Columns whose values are hcaudit's own."""

TEXTS = [name for name in FORMATS if name not in {"parquet", "xlsx"}]
PARTS = ("findings", "fines", "units", "consequences", "coverage", "problems")


def hostile(report: Report, text: str) -> Report:
    """Return `report` with `text` wherever data, or a name that a user gave, may stand."""
    tables = {name: _filled(getattr(report, name), text) for name in PARTS}
    inputs = tuple({**one, "file": text, "sheet": text, "note": text} for one in report.run.inputs)
    tables |= {"early_warnings": _row(OPEN_CLOCKS, text), "changes": _row(CHANGES, text)}
    run = replace(report.run, as_of_source=text, pack_title=text, warnings=(text,), unusable=(text,), inputs=inputs)
    if run.since is not None:
        run = replace(run, since=replace(run.since, file=text, pack_title=text))
    return replace(report, run=run, **tables)


def _filled(table: pa.Table, text: str) -> pa.Table:
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type) and field.name not in MACHINE:
            table = table.set_column(place, field, pa.array([text] * table.num_rows, pa.string()))
    return table


def _row(schema: pa.Schema, text: str) -> pa.Table:
    """Return one row of a table of which the report at hand may have none."""
    words = {"state": "overdue", "change": "new", "subject": "finding", "outcome": "violation", "disposition": "open"}
    row = {field.name: _value(field, words, text) for field in schema}
    return pa.Table.from_pylist([row], schema=schema)


def _value(field: pa.Field, words: Mapping[str, str], text: str) -> object:
    if pa.types.is_string(field.type):
        return words.get(field.name, "T05" if field.name in MACHINE else text)
    if pa.types.is_date(field.type):
        return dt.date(2022, 2, 1)
    if pa.types.is_list(field.type):
        return [text] if pa.types.is_string(field.type.value_type) else []
    return pa.types.is_boolean(field.type) or 1


@pytest.fixture(params=HOSTILE)
def text(request: pytest.FixtureRequest) -> str:
    return HOSTILE[request.param]


@pytest.fixture
def bad(report: Report, text: str) -> Report:
    return hostile(report, text)


def shows(name: str) -> tuple[str | None, ...]:
    """Return the parts that a format can show."""
    return (None,) if FORMATS[name].complete else SHOWN


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_has_a_control_character(name: str, bad: Report) -> None:
    for show in shows(name):
        output = rendered(bad, name, show=show, width=200).decode()
        assert CONTROLS.findall(output) == []


@pytest.mark.parametrize("name", ["table", "md", "digest"])
def test_data_makes_no_lines_of_its_own(name: str, report: Report) -> None:
    for show in shows(name):
        plain, broken = (
            rendered(hostile(report, text), name, show=show, width=2000).decode().splitlines()
            for text in ("one two three four five six seven", HOSTILE["lines"])
        )
        assert len(plain) == len(broken)


@pytest.mark.parametrize("headers", [None, "en"])
@pytest.mark.parametrize("show", shows("csv"))
def test_no_cell_of_csv_is_a_formula(show: str, headers: str | None, bad: Report) -> None:
    output = rendered(bad, "csv", show=show, headers=headers).decode()
    cells = [cell for row in csv.reader(io.StringIO(output, newline="")) for cell in row]
    figures = re.compile(r"-?\d+(\.\d+)?")
    risky = [cell for cell in cells if cell.startswith(tuple(FORMULA_STARTS))]
    assert [cell for cell in risky if not figures.fullmatch(cell)] == []
    assert len(cells) > 1


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(bad: Report) -> None:
    output = rendered(bad, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(output))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell for cell in cells if cell.hyperlink] == []
    assert [cell.value for cell in cells if isinstance(cell.value, str) and CONTROLS.search(cell.value)] == []
    with zipfile.ZipFile(io.BytesIO(output)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert [name for name, part in parts.items() if name.startswith("xl/worksheets/") and b"<f>" in part] == []
    assert [name for name in parts if "externalLink" in name or "vba" in name.lower()] == []


class _Page(HTMLParser):
    """Collects what a browser would obey."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag with the names of its attributes, and where its links lead."""
        links = tuple(str(value) for name, value in attrs if name in {"href", "src", "action"})
        self.tags.append((tag, (*sorted(name for name, _ in attrs), *links)))


def tags_of(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the tags of a page with what they can do."""
    page = _Page()
    page.feed(html)
    return page.tags


def test_a_page_has_the_same_tags_whatever_the_data_says(report: Report, bad: Report) -> None:
    harmless = tags_of(rendered(hostile(report, "name"), "html").decode())
    assert sorted(set(tags_of(rendered(bad, "html").decode()))) == sorted(set(harmless))


def test_markdown_shows_markup(bad: Report) -> None:
    for show in shows("md"):
        for line in rendered(bad, "md", show=show).decode().splitlines():
            unescaped = re.sub(r"\\.", "", line)
            assert re.findall(r"[<>`*]|\]\(", unescaped.replace("---", "")) == []


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _texts(one)
        case list():
            for one in value:
                yield from _texts(one)


def test_json_keeps_the_text_as_it_is(bad: Report, text: str) -> None:
    told = list(_texts(json.loads(rendered(bad, "json"))))
    assert text in told


def test_a_terminal_shows_rich_markup(report: Report) -> None:
    bad = hostile(report, HOSTILE["rich"])
    output = rendered(bad, "table", width=2000, colour=True).decode()
    assert "[red]x[/red]" in output
    assert re.sub(r"\x1b\[[0-9;]*m", "", output).count("\x1b") == 0

"""What holds for every format: the registry, repeatable bytes, empty reports, sums that agree."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal

import openpyxl
import pytest
from pyarrow import parquet

from hcaudit.errors import UsageError
from hcaudit.model.report import Report
from hcaudit.render import FORMATS, SHOWN, format_of_file
from tests.unit.render.pages import Page
from tests.unit.render.reports import rendered

Amounts = list[Decimal]

CASES = [(one.name, show) for one in FORMATS.values() for show in (None, *(() if one.complete else SHOWN))]
"""Every output there is: complete formats have one, the others one for each part."""


def test_the_registry_knows_each_format_by_its_own_name() -> None:
    assert {name: one.name for name, one in FORMATS.items()} == {name: name for name in FORMATS}
    suffixes = [suffix for one in FORMATS.values() for suffix in one.suffixes]
    assert len(set(suffixes)) == len(suffixes)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.csv", "csv"),
        ("月报.XLSX", "xlsx"),
        ("a.b.jsonl", "ndjson"),
        ("x/y.md", "md"),
        ("a.htm", "html"),
        ("摘要.txt", "digest"),
    ],
)
def test_the_suffix_tells_the_format(file: str, name: str) -> None:
    assert format_of_file(file).name == name


@pytest.mark.parametrize("file", ["a.doc", "csv", ".csv", "a.csv.gz"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(file: str) -> None:
    with pytest.raises(UsageError) as refused:
        format_of_file(file)
    assert file in str(refused.value)
    assert ".xlsx" in str(refused.value)


@pytest.mark.parametrize(("name", "show"), CASES)
@pytest.mark.parametrize("look", [{}, {"lang": "en", "headers": "en", "mask": True, "colour": True}])
def test_the_same_report_gives_the_same_bytes(
    report: Report, name: str, show: str | None, look: Mapping[str, object]
) -> None:
    first = rendered(report, name, show=show, **look)
    assert first
    assert rendered(report, name, show=show, **look) == first


@pytest.mark.parametrize(("name", "show"), CASES)
def test_an_empty_report_can_be_written(empty_report: Report, name: str, show: str | None) -> None:
    assert rendered(empty_report, name, show=show) or name == "ndjson"


def from_csv(report: Report) -> Amounts:
    text = rendered(report, "csv", show="fines", headers="en").decode()
    return [Decimal(row["amount"]) for row in csv.DictReader(io.StringIO(text)) if row["amount"]]


def from_json(report: Report) -> Amounts:
    return [Decimal(fine["amount"]) for fine in json.loads(rendered(report, "json"))["fines"] if fine["amount"]]


def from_ndjson(report: Report) -> Amounts:
    lines = map(json.loads, rendered(report, "ndjson", show="fines").splitlines())
    return [Decimal(line["amount"]) for line in lines if line["amount"]]


def from_parquet(report: Report) -> Amounts:
    table = parquet.read_table(io.BytesIO(rendered(report, "parquet", show="fines")))
    return [amount for amount in table["amount"].to_pylist() if amount is not None]


def from_markdown(report: Report) -> Amounts:
    rows = [line.split(" | ") for line in rendered(report, "md", show="fines").decode().splitlines() if " | " in line]
    column = rows[0].index("考核金额")
    return [Decimal(row[column]) for row in rows[2:] if row[column]]


def from_xlsx(report: Report) -> Amounts:
    rows = list(openpyxl.load_workbook(io.BytesIO(rendered(report, "xlsx")))["扣罚明细"].iter_rows(values_only=True))
    column = rows[0].index("考核金额")
    return [Decimal(str(row[column])) for row in rows[1:] if row[column] is not None]


def from_html(report: Report) -> Amounts:
    amounts = Page.of(rendered(report, "html")).columns("list-fines", "考核金额")
    return [Decimal(amount.replace(",", "")) for (amount,) in amounts if amount]


@pytest.mark.parametrize("read", [from_csv, from_json, from_ndjson, from_parquet, from_markdown, from_xlsx, from_html])
def test_the_fines_add_up_to_the_same_in_every_format(report: Report, read: Callable[[Report], Amounts]) -> None:
    assert sum(read(report)) == Decimal("32000.50")


@pytest.mark.parametrize("library", ["rich", "xlsxwriter", "jinja2", "pyarrow.parquet", "pyarrow.json", "pandas"])
def test_a_csv_does_not_wait_for_libraries_it_does_not_need(library: str) -> None:
    code = f"import sys, hcaudit.render; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

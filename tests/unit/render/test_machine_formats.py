"""JSON, NDJSON and Parquet: the schema's own names and values."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pyarrow as pa
import pytest
from pyarrow import parquet

from hcaudit.model.report import FINDINGS, MONEY_COLUMNS, Report
from hcaudit.render import SHOWN
from hcaudit.render.parts import PARTS
from hcaudit.render.row_texts import BATCH
from tests.unit.render.reports import finding, rendered, with_findings


def test_json_has_everything_in_a_fixed_order(report: Report) -> None:
    document = json.loads(rendered(report, "json"))
    parts = ["findings", "fines", "units", "consequences", "coverage", "problems", "changes"]
    assert list(document) == ["run", *parts]
    for name, schema in PARTS.items():
        assert [list(row) for row in document[name]] == [schema.names] * len(document[name])
        assert document[name]


def test_json_tells_what_was_run(report: Report) -> None:
    run = json.loads(rendered(report, "json"))["run"]
    assert run["as_of"] == "2022-02-28"
    assert run["period"] == {"from": "2021-12-01", "to": None}
    assert run["pack"] == "huangchuan-2021-38"
    assert run["calendar"]["published_through"] == "2026-12-31"
    assert run["inputs"][0]["records"] == 21
    assert run["totals"] == {"records": 21, "findings": 5, "fines": 2, "amount": "32000.50", "reward": "20000.00"}
    assert run["parameters"] == {"B04.within_days": "30"}
    assert run["warnings"]
    assert run["unusable"] == ["坏文件.xls"]


def test_json_values(report: Report) -> None:
    first, second, *_ = json.loads(rendered(report, "json"))["findings"]
    assert first["amount"] == "30000.00"
    assert first["due_on"] == "2022-02-14"
    assert first["measured"] == 26
    assert first["person"] is None
    assert first["outcome"] == "violation"
    assert second["reason"] == "其他收费 120.50 元 | 请\x1b[31m核实"


def test_json_is_utf8_text_without_control_characters(report: Report) -> None:
    text = rendered(report, "json").decode()
    assert "城关供电所" in text
    assert "\\u001b[31m" in text
    assert all(character >= " " or character == "\n" for character in text)


def test_json_lists_and_truth_values(report: Report) -> None:
    document = json.loads(rendered(report, "json"))
    assert document["fines"][0]["rules"] == ["T05", "T08"]
    assert document["fines"][2]["amount"] is None
    assert [rule["evaluated"] for rule in document["coverage"]] == [True, False]


def test_json_tells_what_the_run_is_compared_with_and_what_differs(report: Report, empty_report: Report) -> None:
    document = json.loads(rendered(report, "json"))
    assert document["run"]["since"] == {
        "file": "上次.json",
        "as_of": "2022-01-31",
        "period": {"from": None, "to": "2022-01-31"},
        "pack": "huangchuan-2021-38",
        "totals": {"findings": 4, "fines": 2, "amount": "30000.00", "reward": "20000.00"},
    }
    assert document["changes"][1]["fields"] == [
        {"field": "outcome", "before": "suspected", "after": "violation"},
        {"field": "reason", "before": None, "after": "<b>\x1b[31m"},
    ]
    assert document["changes"][0]["fields"] == []
    assert document["changes"][2]["amount_change"] == "-20000.00"
    plain = json.loads(rendered(empty_report, "json"))
    assert "changes" not in plain
    assert "since" not in plain["run"]


@pytest.mark.parametrize("text", ['"quoted"', "back\\slash", "line\nbreak", "tab\t", "\x7f\x9b", "\u2028", "", "𠮷"])
def test_any_text_survives_json(report: Report, text: str) -> None:
    row = finding(1, rule="T05", customer_name=text)
    assert json.loads(rendered(with_findings(report, [row]), "ndjson"))["customer_name"] == text


def test_more_rows_than_a_batch(report: Report) -> None:
    count = BATCH + 1
    many = replace(report, findings=report.findings.take(pa.array([0] * count)))
    assert len(json.loads(rendered(many, "json"))["findings"]) == count
    assert len(rendered(many, "ndjson").splitlines()) == count
    assert len(rendered(many, "csv").splitlines()) == count + 1


@pytest.mark.parametrize("show", SHOWN)
def test_ndjson_has_the_objects_of_the_json(report: Report, show: str) -> None:
    lines = [json.loads(line) for line in rendered(report, "ndjson", show=show).splitlines()]
    assert lines == json.loads(rendered(report, "json"))[show]


@pytest.mark.parametrize("show", SHOWN)
def test_parquet_keeps_names_and_types(report: Report, show: str) -> None:
    table = parquet.read_table(io.BytesIO(rendered(report, "parquet", show=show)))
    assert table.column_names == PARTS[show].names
    for field in PARTS[show]:
        expected = pa.decimal128(18, 2) if field.name in MONEY_COLUMNS else field.type
        assert table.schema.field(field.name).type.equals(expected), field.name


def test_parquet_holds_the_findings_by_default(report: Report) -> None:
    table = parquet.read_table(io.BytesIO(rendered(report, "parquet")))
    assert table.column_names == FINDINGS.names
    assert str(table["amount"][0]) == "30000.00"


@pytest.mark.parametrize("name", ["json", "ndjson", "md", "csv", "html"])
def test_empty_chunks_do_not_show(report: Report, name: str) -> None:
    empty = report.findings.slice(0, 0)
    holes = pa.concat_tables([empty, report.findings.slice(0, 2), empty, report.findings.slice(2), empty])
    assert rendered(replace(report, findings=holes), name) == rendered(report, name)

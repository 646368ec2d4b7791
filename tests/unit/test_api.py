"""`hcaudit.audit`: what it takes and what it gives (SPEC §10)."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import csv

import hcaudit
from hcaudit import HcauditError, InputError, PackError, Report, UsageError
from hcaudit.model.report import CONSEQUENCES, COVERAGE, FINDINGS, FINES, REPORT_PROBLEMS, UNITS
from tests.unit.tables import high_voltage, incident, rows, table

LATE = {"surveyed_at": "2021-12-01", "replied_at": "2021-12-20"}
ORDERS = table("orders", high_voltage(order_no="A1", **LATE), high_voltage(order_no="A2"))
INCIDENTS = table("incidents", incident("三指定", incident_no="I1"))


@pytest.fixture
def orders_csv(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    csv.write_csv(ORDERS, path)
    return path


def found(sources: Any, **options: Any) -> list[tuple[object, object]]:
    report = hcaudit.audit(sources, select=["T08", "R"], **options)
    return [(row["record_no"], row["source_file"]) for row in rows(report.findings)]


def test_a_path_and_its_name(orders_csv: Path) -> None:
    assert found(orders_csv) == [("A1", "orders.csv")]
    assert found(str(orders_csv)) == [("A1", "orders.csv")]


def test_several_paths_folders_and_patterns(orders_csv: Path) -> None:
    csv.write_csv(INCIDENTS, orders_csv.with_name("incidents.csv"))
    both = [("I1", "incidents.csv"), ("A1", "orders.csv")]
    assert found([orders_csv, str(orders_csv.with_name("incidents.csv"))]) == both
    assert found(orders_csv.parent) == both
    assert found(str(orders_csv.parent / "*.csv")) == both


def test_an_arrow_table() -> None:
    assert found(ORDERS) == [("A1", "table")]


def test_tables_by_name() -> None:
    assert found({"业扩": ORDERS, "事件": INCIDENTS}) == [("I1", "事件"), ("A1", "业扩")]


def test_tables_with_the_same_record_are_merged() -> None:
    later = table("orders", high_voltage(order_no="A1", surveyed_at="2021-12-01", replied_at="2021-12-08"))
    assert found({"one": ORDERS, "two": later}) == []
    assert [number for number, _ in found({"two": later, "one": ORDERS})] == ["A1"]


def test_paths_and_tables_together(orders_csv: Path) -> None:
    assert found([orders_csv, INCIDENTS]) == [("I1", "table"), ("A1", "orders.csv")]


def test_a_data_frame_of_native_values() -> None:
    frame = pd.DataFrame(
        {
            "申请编号": [4100000001, 4100000002],
            "业务类型": pd.Categorical(["高压新装", "高压新装"]),
            "供电单位": ["青石供电所", None],
            "受理时间": pd.to_datetime(["2021-12-01 08:30", "2021-12-01 00:00"]),
            "现场勘察时间": [dt.date(2021, 12, 1), dt.date(2021, 12, 1)],
            "方案答复时间": pd.to_datetime(["2021-12-20", None]),
            "合同容量": [630.0, float("nan")],
        }
    )
    report = hcaudit.audit(frame, as_of=dt.date(2021, 12, 31), select=["T08"])
    ends = [(row["record_no"], row["ended_on"]) for row in rows(report.findings)]
    assert ends == [("4100000001", "2021-12-20"), ("4100000002", None)]
    assert report.problems.num_rows == 0


def test_a_filtered_data_frame_keeps_no_trace_of_its_index() -> None:
    frame = ORDERS.to_pandas().iloc[[0]].set_index(pd.Index([7]))
    assert found(frame) == [("A1", "table")]


def test_findings_to_pandas() -> None:
    frame = hcaudit.audit(ORDERS, as_of="2021-12-31", select=["T08"]).findings.to_pandas()
    assert list(frame.columns[: len(FINDINGS)]) == FINDINGS.names
    assert frame.loc[0, "rule"] == "T08"
    assert frame.loc[0, "due_on"] == dt.date(2021, 12, 8)
    assert frame.loc[0, "amount"] == 30_000_00
    assert frame.loc[0, "measured"] == 13.0


def test_the_tables_of_a_report_have_their_schemas() -> None:
    some, none = hcaudit.audit(ORDERS, as_of="2021-12-31"), hcaudit.audit(ORDERS, as_of="2021-12-01")
    for report in (some, none):
        assert report.findings.schema.names[: len(FINDINGS)] == FINDINGS.names
        assert _schemas(report) == [FINES, UNITS, CONSEQUENCES, COVERAGE, REPORT_PROBLEMS]


def test_a_month_a_period_and_a_day() -> None:
    run = hcaudit.audit(ORDERS, month="2021-12").run
    assert (run.period_from, run.period_to, run.as_of) == (
        dt.date(2021, 12, 1),
        dt.date(2021, 12, 31),
        dt.date(2021, 12, 20),
    )
    run = hcaudit.audit(ORDERS, month="2024-02", as_of="2024-02-29").run
    assert (run.period_from, run.period_to) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    run = hcaudit.audit(ORDERS, period=("2021-12-01", dt.date(2021, 12, 9))).run
    assert (run.period_from, run.period_to, run.as_of) == (
        dt.date(2021, 12, 1),
        dt.date(2021, 12, 9),
        dt.date(2021, 12, 9),
    )
    run = hcaudit.audit(ORDERS, period=("2021-12-01", None)).run
    assert (run.period_to, run.as_of) == (None, dt.date(2021, 12, 20))


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"month": "2021-13"}, "2021-13"),
        ({"month": "December"}, "December"),
        ({"month": "2021-12-01"}, "2021-12-01"),
        ({"as_of": "2021-02-29"}, "2021-02-29"),
        ({"period": ("yesterday", None)}, "yesterday"),
        ({"month": "2021-12", "period": ("2021-12-01", None)}, "month"),
        ({"select": ["T99"]}, "T99"),
        ({"parameters": {"T12.days": 5}}, "T12.days"),
        ({"parameters": {"T12.min_working_days": "many"}}, "many"),
    ],
)
def test_what_cannot_be_meant_is_refused(options: dict[str, Any], word: str) -> None:
    with pytest.raises(UsageError, match=word):
        hcaudit.audit(ORDERS, **options)


def test_a_pack_that_does_not_exist() -> None:
    with pytest.raises((PackError, UsageError), match="no-such-pack"):
        hcaudit.audit(ORDERS, rules="no-such-pack")


@pytest.mark.parametrize("source", [42, object(), {"numbers": 42}])
def test_what_is_no_table_cannot_be_used(source: Any) -> None:
    with pytest.raises(HcauditError) as refused:
        hcaudit.audit(source)
    assert refused.value.exit_code == 3


def test_a_path_that_does_not_exist(orders_csv: Path) -> None:
    with pytest.raises(InputError, match=r"order\.csv") as refused:
        hcaudit.audit(orders_csv.with_name("order.csv"))
    assert "orders.csv" in str(refused.value)


def test_parameters_may_be_numbers_or_texts() -> None:
    for value in (5, "5"):
        report = hcaudit.audit(ORDERS, parameters={"T12.min_working_days": value})
        assert report.run.parameters["T12.min_working_days"] == "5"


def test_the_language_of_the_words() -> None:
    zh, en = (hcaudit.audit(ORDERS, select=["T08"], lang=lang).findings.to_pylist()[0] for lang in ("zh", "en"))
    assert zh["title"] == "高压供电方案答复超过5个工作日"
    assert en["title"].isascii()
    assert (zh["finding_id"], zh["facts_id"]) == (en["finding_id"], en["facts_id"])


def test_the_same_tables_give_the_same_report() -> None:
    one, two = (hcaudit.audit({"业扩": ORDERS, "事件": INCIDENTS}) for _ in range(2))
    assert one.run == two.run
    assert one.findings.equals(two.findings)
    assert [part.equals(other) for part, other in zip(_parts(one), _parts(two), strict=True)] == [True] * 5


def _parts(report: Report) -> list[pa.Table]:
    return [report.fines, report.units, report.consequences, report.coverage, report.problems]


def _schemas(report: Report) -> list[pa.Schema]:
    return [part.schema for part in _parts(report)]


def test_an_explanation_in_words() -> None:
    explanation = hcaudit.explain(ORDERS, order="A1", rule="T08", lang="en")
    assert explanation.records[0].rules[0].outcome == "violation"
    text = hcaudit.explanation_text(explanation)
    assert "T08 High-voltage supply scheme" in text
    assert "T08 高压供电方案答复超过5个工作日：违规" in hcaudit.explanation_text(explanation, lang="zh")
    assert hcaudit.explanation_text(explanation, form="md").startswith("# Connection orders A1")
    assert json.loads(hcaudit.explanation_text(explanation, form="json"))["as_of"] == str(explanation.as_of)
    with pytest.raises(UsageError, match="html"):
        hcaudit.explanation_text(explanation, form="html")
    with pytest.raises(UsageError, match="fr"):
        hcaudit.explanation_text(explanation, lang="fr")


def test_due_and_progress_take_what_audit_takes(orders_csv: Path) -> None:
    frame = ORDERS.to_pandas()
    for source in (orders_csv, frame, {"业扩": ORDERS}):
        outlook = hcaudit.due(source, as_of="2021-12-08", within=1, select="T08", lang="en")
        assert isinstance(outlook, hcaudit.Outlook)
        assert [(line["record_no"], line["state"]) for line in rows(outlook.clocks)] == [("A1", "due_today")]
        assert outlook.clocks.to_pandas()["title"][0].startswith("High-voltage supply scheme")
        week = hcaudit.progress(source, week="2021-W49", lang="en")
        assert isinstance(week, hcaudit.Progress)
        assert {line["record_no"] for line in rows(week.orders)} == {"A1", "A2"}
    with pytest.raises(UsageError, match="-1"):
        hcaudit.due(ORDERS, within=-1)
    with pytest.raises(UsageError, match="2021-W51"):
        hcaudit.progress(ORDERS, week="last")

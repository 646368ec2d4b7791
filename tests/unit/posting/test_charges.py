"""Fines as the ledger takes them: numbers, no names."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from hcaudit import pipeline
from hcaudit.load import TableSource
from hcaudit.posting.charges import charges_of, shown_by, waived_ids, without_names
from hcaudit.settings import Settings
from tests.unit.tables import exam, high_voltage, incident, table, ticket

NAMES = ("张三丰", "李四光", "某某面粉厂", "人民路1号", "13800000000")


def judged(kind: str, *records: dict[str, object]) -> pipeline.Judged:
    return pipeline.judged(Settings(sources=[TableSource(name=kind, table=table(kind, *records))]))


@pytest.mark.parametrize(
    ("number", "person", "kept"),
    [
        ("2021-12/甲/张三", "张三", "2021-12/甲/*"),
        ("2021-12/甲", None, "2021-12/甲"),
        ("张三", "张三", "张三"),
        ("A1", "张三", "A1"),
        ("2021-12/甲/张三", "", "2021-12/甲/张三"),
    ],
)
def test_a_number_loses_the_name_in_it(number: str, person: str | None, kept: str) -> None:
    assert without_names(number, person) == kept


def test_a_charge_holds_no_name() -> None:
    records = {
        "exams": exam("个人", unit="甲", person="张三丰", rank=99, out_of=100),
        "incidents": incident("线下流转", incident_no="I1", person="张三丰", team_leader="李四光"),
        "orders": high_voltage(
            order_no="A1", customer_name="某某面粉厂", address="人民路1号", phone="13800000000", manager="李四光",
            surveyed_at="2021-12-01", replied_at="2021-12-20",
        ),
        "tickets": ticket("投诉", ticket_no="T1"),
    }  # fmt: skip
    for kind, record in records.items():
        one = judged(kind, dict(record))
        charges = charges_of(one.findings, one.ground.pack)
        assert charges
        said = str([asdict(charge) for charge in charges.values()])
        assert [name for name in NAMES if name in said] == []


def test_the_ids_are_the_same_on_every_run_and_in_every_language() -> None:
    records = [dict(high_voltage(order_no="A1", surveyed_at="2021-12-01", replied_at="2021-12-20"))]
    source = TableSource(name="orders", table=table("orders", *records))
    found = []
    for lang in ("zh", "en"):
        one = pipeline.judged(Settings(sources=[source], lang=lang))
        found.append(charges_of(one.findings, one.ground.pack))
    assert found[0] == found[1]
    assert [charge.fine_id for charge in found[0].values() if charge.item == "2.3"] == ["391e06c218fb15e0"]


def test_a_run_shows_a_fine_by_its_file_or_its_record() -> None:
    late = dict(high_voltage(order_no="A1", surveyed_at="2021-12-01", replied_at="2021-12-20"))
    one = judged("orders", late)
    charges = charges_of(one.findings, one.ground.pack)
    (fine,) = (charge for charge in charges.values() if charge.item == "2.3")
    other = dict(high_voltage(order_no="A2"))

    def is_shown(name: str, record: dict[str, object]) -> bool:
        sources = [TableSource(name=name, table=table("orders", record))]
        return shown_by(pipeline.judged(Settings(sources=sources)).dossier)(fine)

    assert is_shown("orders", other)
    assert is_shown("orders_2022-01.csv", {**late, "replied_at": "2021-12-02"})
    assert not is_shown("orders_2022-01.csv", other)


def test_waived_fines_are_known_by_their_ids(tmp_path: Path) -> None:
    source = TableSource(
        name="orders",
        table=table("orders", high_voltage(order_no="A1", surveyed_at="2021-12-01", replied_at="2021-12-20")),
    )
    open_one = pipeline.judged(Settings(sources=[source], select=("T08",)))
    (finding,) = open_one.findings["finding_id"].to_pylist()
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(f"违规编号,裁定,理由,裁定人,裁定日期\n{finding},豁免,台风,主任,2022-01-05\n", encoding="utf-8")
    settings = Settings(sources=[source], select=("T08",), decisions=[decisions])
    waived = pipeline.judged(settings)
    charges = charges_of(waived.findings, waived.ground.pack)
    assert charges == {}
    assert waived_ids(waived.findings, waived.ground.pack, charges) == frozenset(
        charges_of(open_one.findings, open_one.ground.pack)
    )

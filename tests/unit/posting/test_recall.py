"""Records remembered and recalled: what counting needs comes back as it was read, and nothing else is kept."""

from __future__ import annotations

import json
from collections.abc import Collection

import numpy as np

from hcaudit import pipeline
from hcaudit.judging.history import recalls_of
from hcaudit.ledger.memory import Remembered, Span, absent
from hcaudit.load import TableSource
from hcaudit.posting.recall import records_of, remembered_of, spans_of
from hcaudit.settings import Settings
from tests.unit.tables import Record, line_fault, numbered, table, ticket


def judged(kind: str, *records: Record, without: Collection[str] = ()) -> pipeline.Judged:
    source = TableSource(name=kind, table=table(kind, *numbered(kind, *records), without=without))
    return pipeline.judged(Settings(sources=[source]))


def kept(kind: str, *records: Record, without: Collection[str] = ()) -> list[Remembered]:
    one = judged(kind, *records, without=without)
    return list(remembered_of(recalls_of(one.ground.pack)[kind], one.bench))


def test_only_rules_that_count_back_are_remembered_for() -> None:
    recalls = recalls_of(judged("tickets", ticket("投诉")).ground.pack)
    assert {kind: [rule.code for rule in one.rules] for kind, one in recalls.items()} == {
        "tickets": ["Q01", "Q02", "Q03", "Q04", "Q05"],
        "line_outages": ["P02"],
        "transformer_outages": ["P05"],
    }


def test_what_counts_is_kept_with_its_keys_and_no_more() -> None:
    (one,) = kept("tickets", ticket("投诉", customer_no="100", event_no="E1", received_at="2021-12-03 09:30"))
    cells = json.loads(one.cells)
    assert (one.record_no, one.numbered, one.day, one.settled) == ("1", True, "2021-12-03", frozenset())
    assert (cells["customer_no"], cells["event_no"], cells["received_at"]) == ("100", "E1", "2021-12-03T09:30:00")
    assert set(cells) == {
        "ticket_no", "received_at", "parent_no", "category", "expansion_related", "unit", "manmade", "escalated",
        "customer_no", "event_no", "substantiated",
    }  # fmt: skip


def test_a_ticket_that_does_not_count_is_kept_only_as_a_possible_parent() -> None:
    (one,) = kept("tickets", ticket("投诉", expansion_related="否", customer_no="100"))
    assert set(json.loads(one.cells)) == {"ticket_no", "received_at", "parent_no", "category", "expansion_related"}


def test_an_outage_that_does_not_count_is_not_kept_at_all() -> None:
    assert kept("line_outages", line_fault(cause="计划"), line_fault(counted="否")) == []
    assert len(kept("line_outages", line_fault(), line_fault(cause="待查"))) == 2


def test_they_come_back_in_the_state_they_were_read_in() -> None:
    records = [
        line_fault(outage_no="D1", line="1号线"),
        line_fault(outage_no="D2", line=""),
        line_fault(outage_no="D3", cause="待查"),
    ]
    for without in ((), ("counted",)):
        one = judged("line_outages", *records, without=without)
        before = one.bench.around.views["line_outages"]
        remembered = list(remembered_of(recalls_of(one.ground.pack)["line_outages"], one.bench))
        after = records_of(one.ground.pack.kinds["line_outages"], remembered)
        for name in ("line", "unit", "started_at", "cause", "counted"):
            assert after.table[name].to_pylist() == before.records.table[name].to_pylist(), name
            for masks in ("unreadable", "missing"):
                there, back = (getattr(side, masks).get(name) for side in (before.records, after))
                nothing = np.zeros(3, dtype=np.bool_)
                assert ((there if there is not None else nothing) == (back if back is not None else nothing)).all()
        assert after.missing["household_hours"].all()
        assert after.numbered.all()


def test_records_of_the_years_around_are_recalled() -> None:
    one = judged("tickets", ticket("投诉", received_at="2021-12-03"), ticket("投诉", received_at="2022-01-03"))
    spans = spans_of(recalls_of(one.ground.pack), one.dossier.records)
    assert spans == [Span(kind="tickets", first=2020, last=2023)]


def remembered(number: str, *, run: int = 1, file: str = "a.csv", day: str = "2021-12-01") -> Remembered:
    return Remembered(
        kind="line_outages", record_no=number, numbered=True, day=day, cells="{}", source_file=file, run=run
    )


def gone(kept: list[Remembered], *present: str) -> list[str]:
    return [one.record_no for one in absent(kept, {"line_outages": frozenset(present)}, "2021-12-31")]


def test_a_file_that_is_there_again_without_a_record_withdraws_it() -> None:
    file = [remembered(number) for number in ("D1", "D2", "D3")]
    assert gone(file, "D1", "D3", "D9") == ["D2"]
    assert gone(file, "D1", "D2", "D3") == []


def test_another_month_under_the_same_name_does_not() -> None:
    file = [remembered(number) for number in ("D1", "D2", "D3")]
    assert gone(file, "D7", "D8") == []
    assert gone(file, "D3", "D7", "D8") == []


def test_what_lies_after_as_of_is_not_missed() -> None:
    assert gone([remembered("D1"), remembered("D2"), remembered("D3", day="2022-01-05")], "D1", "D2") == []

"""Runs that post: what they count along, leave, list as new, and remember."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from hcaudit import pipeline
from hcaudit.errors import InputError, LedgerLockedError
from hcaudit.ledger import acts, contents
from hcaudit.ledger.act import Act
from hcaudit.ledger.file import locked, opened_to_read, opened_to_write
from hcaudit.load import TableSource
from hcaudit.posting.outcome import Posting, Wish
from hcaudit.posting.run import posted
from hcaudit.settings import Settings
from tests.property.ledger_years import books, post, settings_for
from tests.unit.tables import Record, high_voltage, line_fault, table, ticket


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


def outages(*days: int, month: int = 12) -> list[Record]:
    return [
        line_fault(outage_no=f"D{month}-{day}", started_at=f"2021-{month}-{day:02}", household_hours=1) for day in days
    ]


def source(kind: str, records: Sequence[Record], name: str = "") -> TableSource:
    return TableSource(name=name or f"{kind}.csv", table=table(kind, *records))


def fourths(posting: Posting) -> list[str]:
    return [row["record_no"] for row in posting.report.fines.to_pylist() if row["item"] == "3.2"]


def found(posting: Posting) -> Collection[tuple[str, str]]:
    return [(row["rule"], row["record_no"]) for row in posting.report.findings.to_pylist()]


def test_a_file_given_again_without_a_record_no_longer_counts_it(path: Path) -> None:
    first = post(settings_for([source("line_outages", outages(1, 2, 3, 4, 5))]), path)
    assert fourths(first) == ["D12-4", "D12-5"]
    corrected = settings_for([source("line_outages", outages(1, 3, 4, 5), "corrected.csv")])
    again = post(corrected, path)
    assert fourths(again) == fourths(post(corrected, path)) == ["D12-5"]
    assert again.earlier == 0
    # The outage that was struck out, and the one that is now the third: both files hold their records.
    assert sorted((one.charge.item, one.charge.record_no) for one in again.plan.gone) == [("3.2", "D12-4")]


def test_the_same_file_name_month_after_month_is_no_correction(path: Path) -> None:
    post(settings_for([source("line_outages", outages(28, 29, 30, month=11))]), path)
    december = post(settings_for([source("line_outages", outages(1, 2))]), path)
    assert (fourths(december), december.earlier) == (["D12-1", "D12-2"], 3)
    assert fourths(post(settings_for([source("line_outages", outages(1, 2))]), path)) == ["D12-1", "D12-2"]


def test_a_child_counts_under_a_parent_of_an_earlier_month(path: Path) -> None:
    post(settings_for([source("tickets", [ticket("意见", ticket_no="T1", received_at="2021-12-03")])]), path)
    child = ticket("意见", ticket_no="T2", parent_no="T1", received_at="2022-01-05")
    assert found(post(settings_for([source("tickets", [child])]), path)) == []


def test_a_child_posted_before_its_parent_costs_nothing_once_that_is_known(path: Path) -> None:
    child = ticket("投诉", ticket_no="T2", parent_no="T1", received_at="2022-01-05")
    post(settings_for([source("tickets", [child])]), path)
    assert sum(int(str(row[1])) for row in books(path).values()) == 25_000_00
    posting = post(settings_for([source("tickets", [ticket("投诉", ticket_no="T1", received_at="2021-12-03")])]), path)
    assert [(one.event, one.reason, one.charge.stands) for one in posting.anew.bookings] == [
        ("adjusted", "yearly", False)
    ]
    assert {key[0]: row[1] for key, row in books(path).items()} == {"2021-12": 25_000_00}


def test_what_was_waived_is_not_posted_by_counting_anew(path: Path, tmp_path: Path) -> None:
    later = settings_for([source("line_outages", outages(1, 2, 3, 4))])
    (finding,) = (row["finding_id"] for row in pipeline.audit(later).findings.to_pylist() if row["rule"] == "P02")
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(f"违规编号,裁定,理由,裁定人,裁定日期\n{finding},豁免,雷击,主任,2022-01-05\n", encoding="utf-8")
    post(replace(later, decisions=[decisions]), path)
    posting = post(settings_for([source("line_outages", outages(30, month=11), "november.csv")]), path)
    # The third is now the fourth; the former fourth was waived and stays so.
    assert [one.charge.record_no for one in posting.anew.bookings] == ["D12-3"]
    # Without the decisions the run posts it, and says so.
    assert [(one.item, one.record_no) for one in post(later, path).unwaived] == [("3.2", "D12-4")]


def test_a_run_of_some_rules_leaves_the_fines_of_others(path: Path) -> None:
    late = high_voltage(
        order_no="A1", surveyed_at="2021-12-01", replied_at="2021-12-20", inspected_at="2022-01-05",
        energized_at="2022-01-20",
    )  # fmt: skip
    both = settings_for([source("orders", [late])])
    post(both, path)
    before = books(path)
    for chosen in (("T08",), ("T10",), ("M",)):
        posting = post(replace(both, select=chosen), path)
        assert (posting.plan.bookings, posting.plan.gone) == ((), ())
    assert books(path) == before


def test_only_what_is_new_is_listed(path: Path) -> None:
    files = [source("line_outages", outages(1, 2, 3))]
    assert len(found(post(settings_for(files), path, only_new=True))) == 3
    again = post(settings_for(files), path, only_new=True)
    assert (found(again), again.report.fines.num_rows, again.report.run.totals["violations"]) == ([], 0, 0)
    more = post(settings_for([source("line_outages", outages(1, 2, 3, 4))]), path, only_new=True)
    assert found(more) == [("P01", "D12-4"), ("P02", "D12-4")]
    assert [row["item"] for row in more.report.units.to_pylist()] == ["3.1", "3.2"]


def test_late_finds_are_among_what_is_new(path: Path) -> None:
    december = source("line_outages", outages(1, 2))
    post(settings_for([december], "2021-12"), path)
    with opened_to_write(path, 1.0) as ledger, locked(ledger, 1.0):
        acts.close(ledger, "2021-12", Act(command="close", made_at="", version=""))
    january = line_fault(outage_no="D1", started_at="2022-01-05", household_hours=1)
    more = source("line_outages", [*outages(1, 2, 7), january])
    posting = post(settings_for([more], "2022-01"), path, only_new=True)
    assert posting.month == "2022-01"
    assert found(posting) == [("P01", "D12-7"), ("P01", "D1")]
    with opened_to_read(path) as ledger:
        booked = [(row["month"], row["occurred_on"], row["late"]) for row in contents.fines(ledger)]
    assert booked == [
        *(("2021-12", f"2021-12-0{day}", 0) for day in (1, 2)),
        *(("2022-01", "2021-12-07", 1), ("2022-01", "2022-01-05", 0)),
    ]


def test_a_report_that_cannot_be_delivered_is_not_posted(path: Path) -> None:
    settings = settings_for([source("line_outages", outages(1))])
    wish = Wish(path=path, patience=1.0, made_at="", version="")
    with pytest.raises(InputError), posted(settings, wish):
        raise InputError
    assert books(path) == {}
    assert len(found(post(settings, path, only_new=True))) == 1


def test_two_runs_do_not_post_at_once(path: Path) -> None:
    settings = settings_for([source("line_outages", outages(1))])
    wish = Wish(path=path, patience=0.0, made_at="", version="")
    with posted(settings, wish), pytest.raises(LedgerLockedError), posted(settings, wish):
        pass
    assert len(books(path)) == 1


def test_the_ledger_holds_no_names(path: Path) -> None:
    late = high_voltage(
        order_no="A1", customer_name="某某面粉厂", address="人民路1号", phone="13800000000", manager="李四光",
        surveyed_at="2021-12-01", replied_at="2021-12-20",
    )  # fmt: skip
    settings = Settings(sources=[source("orders", [late]), source("tickets", [ticket("投诉", customer_no="100")])])
    post(settings, path)
    written = path.read_bytes()
    assert b"A1" in written
    assert [name for name in ("某某面粉厂", "人民路", "13800000000", "李四光") if name.encode() in written] == []

"""Closing months and voiding fines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hcaudit.errors import UsageError
from hcaudit.ledger import acts, contents
from hcaudit.ledger.file import locked, opened_to_read, opened_to_write
from hcaudit.ledger.verification import verify
from tests.unit.ledger.cases import ACT, charge, first, post, where_they_stand

CLOSE, VOID = replace(ACT, command="close"), replace(ACT, command="void")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    where = tmp_path / "ledger.db"
    december = replace(ACT, first_day="2021-12-01", last_day="2021-12-31")
    post(where, first(charge("f1")), first(charge("f2", unit="乙")), act=december)
    return where


def close(path: Path, month: str) -> bool:
    with opened_to_write(path, 1.0) as ledger, locked(ledger, 1.0):
        return acts.close(ledger, month, CLOSE)


def void(path: Path, fine_id: str, month: str | None = None) -> bool:
    with opened_to_write(path, 1.0) as ledger, locked(ledger, 1.0):
        return acts.void(ledger, fine_id, "复议撤销", month, VOID) is not None


def balances(path: Path) -> dict[tuple[object, ...], object]:
    with opened_to_read(path) as ledger:
        assert verify(ledger).faults == ()
        return {(row["month"], row["unit"]): row["amount"] for row in contents.balances(ledger)}


def test_closing_seals_what_the_month_comes_to(path: Path) -> None:
    assert close(path, "2021-12")
    assert not close(path, "2021-12")
    with opened_to_read(path) as ledger:
        (row,) = contents.everything(ledger)["closings"]
        assert [one["closed"] for one in contents.balances(ledger)] == [1, 1]
    assert [row[name] for name in ("month", "lines", "amount", "reward")] == ["2021-12", 2, 60_000_00, 0]


@pytest.mark.parametrize("month", ["2021-11", "2022-01"])
def test_a_month_that_no_run_has_posted_cannot_be_closed(month: str, path: Path) -> None:
    with pytest.raises(UsageError, match=month):
        close(path, month)


def test_a_month_in_which_nothing_was_found_can_be_closed(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    post(path, act=replace(ACT, first_day="2022-02-01", last_day="2022-02-28", as_of="2022-02-28"))
    assert close(path, "2022-02")
    with pytest.raises(UsageError):
        close(path, "2022-01")


def test_a_run_without_a_month_posts_all_months_up_to_its_as_of(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    post(path, act=replace(ACT, as_of="2022-02-03"))
    assert close(path, "2022-01")
    with pytest.raises(UsageError):
        close(path, "2022-03")


def test_a_void_fine_costs_nothing(path: Path) -> None:
    assert void(path, "f1")
    assert not void(path, "f1")
    assert balances(path) == {("2021-12", "乙"): 30_000_00}
    with opened_to_read(path) as ledger:
        one = where_they_stand(ledger)["f1"]
        assert (one.voided, one.charge.stands) == (True, False)
        last = contents.events(ledger)[-1]
    assert [last[name] for name in ("event", "reason", "amount", "before_amount")] == [
        "voided",
        "复议撤销",
        0,
        30_000_00,
    ]


def test_a_fine_of_a_closed_month_is_taken_back_in_an_open_one(path: Path) -> None:
    close(path, "2021-12")
    with pytest.raises(UsageError, match="--month"):
        void(path, "f1")
    with pytest.raises(UsageError, match="2021-12"):
        void(path, "f1", "2021-12")
    assert void(path, "f1", "2022-01")
    assert balances(path) == {
        ("2021-12", "甲"): 30_000_00,
        ("2021-12", "乙"): 30_000_00,
        ("2022-01", "甲"): -30_000_00,
    }


def test_one_of_an_open_month_only_there(path: Path) -> None:
    with pytest.raises(UsageError, match="2021-12"):
        void(path, "f1", "2022-01")


def test_there_must_be_such_a_fine(path: Path) -> None:
    with pytest.raises(UsageError, match="f9"):
        void(path, "f9")

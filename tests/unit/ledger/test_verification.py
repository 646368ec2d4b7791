"""Adding the ledger up again: what was changed behind its back is found."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from hcaudit.errors import InputError, InternalError
from hcaudit.ledger import acts, journal
from hcaudit.ledger.file import locked, opened_to_read, opened_to_write
from hcaudit.ledger.verification import Verification, verify
from tests.unit.ledger.cases import ACT, charge, first, post, where_they_stand

PROTECTED = (
    *("runs_stay", "runs_remain", "events_stay", "events_remain", "entries_stay", "entries_remain"),
    *("closings_stay", "closings_remain", "closed_months_take_nothing"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a ledger with three fines, one of them adjusted, and a closed month."""
    where = tmp_path / "ledger.db"
    post(where, first(charge("f1")), first(charge("f2")), first(charge("f3", occurred_on="2022-01-06")))
    with opened_to_read(where) as ledger:
        before = where_they_stand(ledger)["f2"]
    after = replace(before.charge, unit="乙")
    post(where, first(after, event="adjusted", before=before, out_of="2021-12", reason="facts"))
    with opened_to_write(where, 1.0) as ledger, locked(ledger, 1.0):
        assert acts.close(ledger, "2021-12", replace(ACT, command="close"))
    return where


def verified(path: Path) -> Verification:
    with opened_to_read(path) as ledger:
        return verify(ledger)


def test_a_sound_ledger_adds_up(path: Path) -> None:
    result = verified(path)
    assert result.faults == ()
    assert result.counts == {
        "posted": 3, "adjusted": 1, "voided": 0, "entries": 5, "closed": 1, "runs": 3, "remembered": 0,
        "standing": 3, "amount": 90_000_00, "leadership_share": 30_000_00, "frontline_share": 60_000_00, "reward": 0,
    }  # fmt: skip
    assert len(result.digest) == 32


@pytest.mark.parametrize("table", ["runs", "events", "entries", "closings"])
@pytest.mark.parametrize("change", ["UPDATE {} SET run = 9", "DELETE FROM {}"])
def test_nothing_that_was_written_can_be_changed(table: str, change: str, path: Path) -> None:
    connection = sqlite3.connect(path)
    if table == "entries":
        change = change.replace("run = 9", "amount = 9")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(change.format(table))
    connection.close()


def test_a_closed_month_takes_no_entry_whoever_asks(path: Path) -> None:
    connection = sqlite3.connect(path)
    entry = "INSERT INTO entries VALUES (1, '2021-12', '甲', '2.3', NULL, 1, 1, 1, 0, 0)"
    with pytest.raises(sqlite3.IntegrityError, match="closed"):
        connection.execute(entry)
    connection.close()


TAMPERED = {
    "UPDATE events SET unit = '丙' WHERE seq = 1": "第 1 笔",
    "UPDATE events SET amount = 1, leadership_share = 1, frontline_share = 0 WHERE seq = 2": "第 2 笔",
    "UPDATE entries SET amount = amount - 1 WHERE seq = 1": "2021-12",
    "UPDATE entries SET month = '2022-01' WHERE seq = 1": "2021-12",
    "DELETE FROM entries WHERE seq = 3": "f3",
    "INSERT INTO entries VALUES (1, '2021-12', '甲', '2.3', NULL, 1, 1, 1, 0, 0)": "2021-12",
    "UPDATE closings SET amount = 1": "2021-12",
    "DELETE FROM events WHERE seq = 4": "第 4 笔",
    "UPDATE events SET replaces = 1 WHERE seq = 4": "f2",
    "DELETE FROM runs WHERE run = 1": "runs",
}


@pytest.mark.parametrize("statement", TAMPERED)
def test_what_was_changed_behind_its_back_is_found(statement: str, path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    for trigger in PROTECTED:
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(statement)
    connection.close()
    faults = [str(fault) for fault in verified(path).faults]
    assert faults
    if "seq = 4" not in statement or "DELETE" not in statement:
        assert any(TAMPERED[statement] in fault for fault in faults), faults


def test_posting_the_same_gives_the_same_digest_whatever_the_clock_says(tmp_path: Path) -> None:
    digests = set()
    for name, made_at in (("a.db", "2022-01-05T08:00:00+00:00"), ("b.db", "1970-01-01T00:00:00+00:00")):
        post(tmp_path / name, first(charge()), act=replace(ACT, made_at=made_at))
        digests.add(verified(tmp_path / name).digest)
    assert len(digests) == 1


def test_a_fine_cannot_be_posted_twice(path: Path) -> None:
    with pytest.raises(InternalError, match="UNIQUE"):
        post(path, first(charge("f1")))


def test_a_reader_writes_nothing(path: Path) -> None:
    with pytest.raises(InputError, match="readonly"), opened_to_read(path) as ledger:
        journal.begin_run(ledger, ACT)

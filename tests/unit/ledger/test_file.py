"""The ledger as a file: made, opened, locked, brought up to date, and left alone if it is none."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from importlib import resources
from pathlib import Path

import pytest

from hcaudit.errors import HcauditError, InputError, LedgerLockedError, UsageError
from hcaudit.ledger import file, journal, schema
from hcaudit.ledger.charges import Booking
from hcaudit.ledger.file import Ledger, locked, opened_to_read, opened_to_write
from hcaudit.ledger.verification import verify
from tests.unit.ledger.cases import ACT, charge, first, post, where_they_stand


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def writer(path: Path) -> Iterator[sqlite3.Connection]:
    """Hold a ledger as a run does that is posting."""
    post(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def journal_mode(path: Path) -> str:
    connection = sqlite3.connect(path)
    mode = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    connection.close()
    return mode


def test_a_ledger_keeps_a_write_ahead_log_and_nothing_is_left_beside_it(path: Path) -> None:
    post(path, first(charge()))
    assert journal_mode(path) == "wal"
    with opened_to_read(path) as ledger:
        assert list(where_they_stand(ledger)) == ["f1"]
    assert [one.name for one in path.parent.iterdir()] == ["ledger.db"]


def test_on_a_network_file_system_it_keeps_a_rollback_journal(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post(path)
    monkeypatch.setattr(file, "is_on_network", lambda _: True)
    post(path, first(charge()))
    assert journal_mode(path) == "delete"
    with opened_to_read(path) as ledger:
        assert list(where_they_stand(ledger)) == ["f1"]


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
@pytest.mark.parametrize(("umask", "mode"), [(0o000, 0o660), (0o022, 0o640), (0o077, 0o600)])
def test_others_cannot_read_it(path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        with opened_to_write(path, 1.0) as ledger, locked(ledger, 1.0):
            journal.begin_run(ledger, ACT)
            found = {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert found == dict.fromkeys(("ledger.db", "ledger.db-shm", "ledger.db-wal"), mode)


def interrupted() -> Iterator[Booking]:
    yield first(charge())
    raise KeyboardInterrupt


def test_what_fails_is_not_there(path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), opened_to_write(path, 1.0) as ledger, locked(ledger, 1.0):
        journal.add(ledger, journal.begin_run(ledger, ACT), interrupted(), "2021-12-31")
    with opened_to_read(path) as ledger:
        assert where_they_stand(ledger) == {}
        assert journal.rows(ledger, "SELECT * FROM runs") == []


def test_one_that_does_not_wait_ends_at_once_while_another_writes(path: Path, writer: sqlite3.Connection) -> None:
    with pytest.raises(LedgerLockedError) as caught, opened_to_write(path, 0.0):
        pass
    assert caught.value.exit_code == 75


def test_one_that_waits_goes_on_when_the_other_is_done(path: Path, writer: sqlite3.Connection) -> None:
    naps: list[float] = []

    def done(seconds: float) -> None:
        naps.append(seconds)
        if writer.in_transaction:
            writer.execute("COMMIT")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hcaudit.ledger.file.time.sleep", done)
        post(path, first(charge()))
    assert naps


def test_readers_do_not_wait(path: Path, writer: sqlite3.Connection) -> None:
    with opened_to_read(path) as ledger:
        assert where_they_stand(ledger) == {}


def test_an_empty_file_becomes_a_ledger(path: Path) -> None:
    path.touch()
    post(path, first(charge()))
    with opened_to_read(path) as ledger:
        assert list(where_they_stand(ledger)) == ["f1"]


def other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()


def newer_ledger(path: Path) -> None:
    post(path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()


def torn_ledger(path: Path) -> None:
    post(path, *(first(charge(f"f{n}")) for n in range(200)))
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\0" * (len(whole) - 4096))


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda path: path.write_text("申请编号,业务类型\n", encoding="utf-8"), "不是台账"),
    "short": (lambda path: path.write_bytes(b"SQLite"), "不是台账"),
    "another application's": (other_database, "不是台账"),
    "a later hcaudit's": (newer_ledger, "新版 hcaudit"),
    "torn": (torn_ledger, "已损坏"),
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("opened", [lambda path: opened_to_write(path, 1.0), opened_to_read], ids=["write", "read"])
def test_what_is_no_good_ledger_is_said_to_be_so_and_left_alone(
    name: str, opened: Callable[[Path], AbstractContextManager[Ledger]], path: Path
) -> None:
    make, words = WRONG[name]
    make(path)
    before = path.read_bytes()
    with pytest.raises(InputError, match=words), opened(path) as ledger:
        verify(ledger)
    assert path.read_bytes() == before


@pytest.mark.parametrize("there", ["nothing", "an empty file"])
def test_there_must_be_one_to_read(there: str, path: Path) -> None:
    if there != "nothing":
        path.touch()
    with pytest.raises(InputError, match="不存在"), opened_to_read(path):
        pass


@pytest.mark.parametrize("where", ["", "missing/ledger.db"])
def test_where_none_can_be(where: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError), opened_to_write(tmp_path / where, 1.0):
        pass


def test_a_ledger_of_the_first_version_is_brought_up_to_date(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    step = resources.files("hcaudit.ledger").joinpath("schema", schema.STEPS[0])
    connection.executescript(step.read_text("utf-8"))
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute("PRAGMA user_version = 1")
    connection.execute("INSERT INTO runs (command, made_at, version) VALUES ('check', '', '')")
    connection.close()
    with opened_to_read(path) as ledger:
        assert verify(ledger).faults == ()
    post(path, first(charge()))
    with opened_to_read(path) as ledger:
        assert schema.version_of(ledger.connection) == schema.VERSION
        assert journal.rows(ledger, "SELECT run FROM runs ORDER BY run") == [{"run": 1}, {"run": 2}]
        assert journal.rows(ledger, "SELECT * FROM remembered") == []


def test_a_step_that_fails_leaves_the_ledger_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post(path, first(charge()))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, schema.STEPS[1]))
    with pytest.raises(HcauditError):
        post(path)
    monkeypatch.undo()
    with opened_to_read(path) as ledger:
        assert schema.version_of(ledger.connection) == schema.VERSION
        assert list(where_they_stand(ledger)) == ["f1"]

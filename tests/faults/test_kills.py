"""kill -9 at every point of a run: the ledger is sound, no fine is lost or doubled, no output torn, no lock left."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from hcaudit.cli.app import main
from hcaudit.ledger import journal
from hcaudit.ledger.file import Ledger
from hcaudit.ledger.rows import Entry
from tests.faults import processes
from tests.faults.scene import Scene, aftermath, state_of, words

KILLS = [
    *(("transaction", when) for when in (1, 100, 600)),
    *(("commit", 100), ("written", 2), ("rename", 1), ("rename", 3)),
    *((point, 1) for point in ("start", "read", "judged", "rendered", "renamed", "posted")),
]
HALFWAY = 0.2
"""Seconds after which a run is most likely at work, on this or that."""


def test_killed_at_a_point(scene: Scene, tmp_path: Path) -> None:
    folder = tmp_path
    months = iter(scene.months)
    month = next(months)
    for point, when in KILLS:
        killed = processes.run(words(scene.data, folder, month), (point, when))
        assert killed.code == -signal.SIGKILL, (point, when, killed.told)
        found = aftermath(scene, folder, month)
        assert found.faults == 0, (point, when, found)
        month = next(months, "")
        if not month:
            months, folder = iter(scene.months), tmp_path / f"{point}-{when}"
            folder.mkdir()
            month = next(months)


def test_killed_from_outside(scene: Scene, tmp_path: Path) -> None:
    month = scene.months[0]
    process = processes.started(words(scene.data, tmp_path, month))
    time.sleep(HALFWAY)
    process.kill()
    processes.code_of(process)
    assert aftermath(scene, tmp_path, month).faults == 0


def test_half_a_posting_would_be_seen(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(ledger: Ledger, events: list[Entry], _: list[Entry]) -> None:
        ledger.connection.executemany(journal._INSERT_EVENT, events)
        ledger.connection.execute("COMMIT")
        raise KeyboardInterrupt

    monkeypatch.setattr(journal, "_write", half)
    assert main(words(scene.data, tmp_path, scene.months[0])) == 130
    with pytest.raises(AssertionError, match="分录不符"):
        state_of(tmp_path / "ledger.db")

"""No room, no permission, no input, no reliable clock: a clear error, and nothing lost."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from hcaudit.cli import booking
from hcaudit.cli.app import main
from hcaudit.load import dossier
from hcaudit.load.sources import Source, entries_of
from tests.faults import processes
from tests.faults.scene import FOUND, OUTPUTS, Scene, state_of, words, written
from tests.faults.small_disk import HCAUDIT, is_possible, run_on

FULL = """
cp "$1" "$0/ledger.db"; shift
head -c {room} /dev/zero > "$0/room"; cat /dev/zero > "$0/filler" 2>/dev/null; rm "$0/room"
"$@" 2>&1; echo "ended $?"; rm "$0/filler"
"{python}" -m tests.faults.look "$0/ledger.db"
"$@" 2>&1; echo "ended $?"
"{python}" -m tests.faults.look "$0/ledger.db"
"""
"""Fills a small disk but for a little, posts a month, makes room and posts it again."""

READ_ONLY = """
cp "$1" "$0/ledger.db"; shift
mount -o remount,ro "$0"
"$@" 2>&1; echo "ended $?"
"{python}" -m tests.faults.look "$0/ledger.db"
"""


@pytest.fixture(scope="module")
def posted(scene: Scene, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger in which the first month is posted."""
    folder = tmp_path_factory.mktemp("posted")
    done = processes.run(words(scene.data, folder, scene.months[0]))
    assert done.code == FOUND, done.told
    return folder / "ledger.db"


@pytest.fixture
def folder(posted: Path, tmp_path: Path) -> Path:
    """Return a folder with a copy of that ledger."""
    shutil.copy(posted, tmp_path / "ledger.db")
    return tmp_path


@pytest.fixture
def disk(folder: Path) -> Path:
    """Return a folder on which a small disk can be mounted."""
    empty = folder / "disk"
    empty.mkdir()
    if not is_possible(empty):
        pytest.skip("may not mount a file system here")
    return empty


@pytest.mark.parametrize("room_kb", [0, 40])
def test_a_full_disk(room_kb: int, scene: Scene, folder: Path, disk: Path) -> None:
    script = FULL.format(room=room_kb * 1024, python=sys.executable)
    line = [*HCAUDIT, *words(scene.data, disk, scene.months[1])]
    done = run_on(disk, 512, script, [str(folder / "ledger.db"), *line])
    before, after = (len(scene.states[month][0]) for month in scene.months)
    told = [line for line in done.stdout.splitlines() if line.startswith(("ended", "fines"))]
    assert told == ["ended 3", f"fines {before}", "ended 1", f"fines {after}"], done.stdout + done.stderr
    assert done.stdout.count("error: ") == 1
    assert "Traceback" not in done.stdout


def test_a_read_only_disk(scene: Scene, folder: Path, disk: Path) -> None:
    line = [*HCAUDIT, "check", str(scene.data), "--ledger", str(disk / "ledger.db"), "--lang", "en"]
    done = run_on(disk, 512, READ_ONLY.format(python=sys.executable), [str(folder / "ledger.db"), *line])
    # It cannot be written, but it can be read.
    assert done.stdout.endswith(f"ended 3\nfines {len(scene.states[scene.months[0]][0])}\n"), done.stderr
    assert "cannot be opened or written" in done.stdout
    assert "Traceback" not in done.stdout


def test_an_input_that_vanishes_while_it_is_read(
    scene: Scene, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    data = folder / "data"
    shutil.copytree(scene.data, data)
    before = state_of(folder / "ledger.db")

    def vanishing(sources: list[Source]) -> object:
        entries = entries_of(sources)
        (data / "line_outages-all.csv").unlink()
        return entries

    with monkeypatch.context() as patch:
        patch.setattr(dossier, "entries_of", vanishing)
        assert main(words(data, folder, scene.months[0])) == 3
    told = capfd.readouterr().err
    assert "File not usable: line_outages-all.csv" in told
    # Its fines are not missed: it was not there to show them.
    assert "no longer found" not in told
    assert state_of(folder / "ledger.db") == before


def test_a_clock_that_was_set_back(scene: Scene, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(booking, "_now", lambda: "1970-01-01T00:00:00+00:00")
    assert main(words(scene.data, folder, scene.months[1])) == 1
    assert state_of(folder / "ledger.db") == scene.states[scene.months[1]]
    assert written(folder) == scene.outputs[scene.months[1]]
    assert set(written(folder)) == set(OUTPUTS)

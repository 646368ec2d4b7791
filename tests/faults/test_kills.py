"""kill -9 at every point of a run: the ledger is sound, no fine is lost or doubled, no output torn, no lock left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.scene import ROOT, Scene, aftermath, run, words

if os.name == "nt":
    pytest.skip("Windows has no SIGKILL", allow_module_level=True)

_HALFWAY = 0.7
"""Seconds after which a run is most likely at work, on this or that."""

VICTIM = ["-m", "tests.faults.victim"]
KILLS = [("transaction", 100), ("transaction", 600), ("commit", 100), ("written", 2), ("rename", 3), ("posted", 1)]


def test_killed_at_a_point(scene: Scene, tmp_path: Path) -> None:
    folder = tmp_path
    months = iter(scene.months)
    month = next(months)
    for point, when in KILLS:
        killed = run([*VICTIM, point, str(when)], scene.data, folder, month)
        assert killed.returncode == -signal.SIGKILL, (point, when, killed.stderr)
        found = aftermath(scene, folder, month)
        assert found.faults == 0, (point, when, found)
        month = next(months, "")
        if not month:
            months, folder = iter(scene.months), tmp_path / point
            folder.mkdir(exist_ok=True)
            month = next(months)


def test_killed_from_outside(scene: Scene, tmp_path: Path) -> None:
    month = scene.months[0]
    line = [sys.executable, *VICTIM, "transaction", "0", *words(scene.data, tmp_path, month)]
    process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=_HALFWAY)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    assert aftermath(scene, tmp_path, month).faults == 0

"""Many processes that post overlapping months to one ledger at once; it must not know what comes of it."""

from __future__ import annotations

import calendar
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults.scene import HCAUDIT, ROOT, Scene

PATIENCE = 300


def lines_of(scene: Scene, folder: Path, size: int) -> list[list[str]]:
    """Return the command lines of a crowd: single months, two months at a time, and everything, again and again."""
    pairs = [(a, b) for a, b in zip(scene.months, scene.months[1:], strict=False)]
    periods = [*(["--month", month] for month in scene.months), *(_span(a, b) for a, b in pairs), []]
    return [_line(scene, folder, place, periods[place % len(periods)]) for place in range(size)]


def _line(scene: Scene, folder: Path, place: int, period: Sequence[str]) -> list[str]:
    files = ["--ledger", str(folder / "ledger.db"), "-o", str(folder / f"out{place}.csv")]
    return ["check", str(scene.data), *period, *files, "-q", "--exit-zero"]


def _span(first: str, last: str) -> list[str]:
    year, month = map(int, last.split("-"))
    return ["--from", f"{first}-01", "--to", f"{last}-{calendar.monthrange(year, month)[1]}"]


def one_by_one(lines: Sequence[Sequence[str]]) -> list[int]:
    """Run the lines one after the other; return how each ended."""
    return [subprocess.run(_command(line), cwd=ROOT, check=False).returncode for line in lines]


def at_once(lines: Sequence[Sequence[str]], rng: random.Random | None = None) -> list[int]:
    """Run all lines at once; with `rng`, kill about half of them at some moment.  Return how each ended."""
    crowd = [subprocess.Popen(_command(line), cwd=ROOT) for line in lines]
    victims = [] if rng is None else [process for process in crowd if rng.random() < 0.5]
    for process in victims:
        time.sleep(rng.random() if rng else 0)
        process.kill()
    return [process.wait(timeout=PATIENCE) for process in crowd]


def _command(line: Sequence[str]) -> list[str]:
    return [sys.executable, *HCAUDIT, *line]

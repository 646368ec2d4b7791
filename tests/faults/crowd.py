"""Many processes that post overlapping months to one ledger at once; it must not know what comes of it."""

from __future__ import annotations

import calendar
import itertools
import random
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults import processes
from tests.faults.scene import Scene
from tests.faults.victim import UNHURT, Shot


def lines_of(scene: Scene, folder: Path, size: int) -> list[list[str]]:
    """Return the command lines of a crowd: single months, two months at a time, and everything, again and again."""
    pairs = itertools.pairwise(scene.months)
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
    return [processes.run(line).code for line in lines]


def at_once(lines: Sequence[Sequence[str]], rng: random.Random | None = None, shot: Shot = UNHURT) -> list[int]:
    """Run all lines at once; with `rng`, kill about half of them at some moment.  Return how each ended."""
    crowd = [processes.started(line, shot) for line in lines]
    for process in crowd if rng else ():
        if rng and rng.random() < 0.5:
            time.sleep(rng.random() / 2)
            process.kill()
    return [processes.code_of(process) for process in crowd]

"""Times hcaudit on a million orders against a bare read of the same file: python -m bench.run [ROUNDS].

The two take turns, so that what else the machine does strikes both alike.  It reports and asserts nothing.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench import orders

FOLDER = Path(__file__).parents[1] / "build" / "bench"
READ = "import sys, pyarrow.csv; pyarrow.csv.read_csv(sys.argv[1])"


def main(rounds: int = 5) -> None:
    """Run both commands `rounds` times each and print their times and ratios."""
    data = FOLDER / "orders.csv"
    if not data.exists():
        print(f"writing {data.name} …", flush=True)
        orders.write(data)
    options = ["--as-of", "2022-03-31", "-o", str(FOLDER / "findings.csv"), "--exit-zero", "-q"]
    commands = {
        "bare read": [sys.executable, "-c", READ, str(data)],
        "hcaudit check": [_installed("hcaudit"), "check", str(data), *options],
    }
    times = _timed_in_turns(commands, rounds)
    print(f"{data.stat().st_size / 1e6:.0f} MB, {rounds} rounds each\n")
    for name, seconds in times.items():
        print(f"{name:<14} median {statistics.median(seconds):6.2f} s   min {min(seconds):6.2f} s")
    read, audit = times.values()
    medians = statistics.median(audit) / statistics.median(read)
    print(f"{'ratio':<14} median {medians:6.2f}     min {min(audit) / min(read):6.2f}")


def _installed(command: str) -> str:
    """Return the path of a command of this environment."""
    return shutil.which(command, path=str(Path(sys.executable).parent)) or command


def _timed_in_turns(commands: dict[str, list[str]], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each run; the first round warms the file's pages up and is not among them."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            seconds = _timed(command)
            if turn:
                times[name].append(seconds)
    return times


def _timed(command: Sequence[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))

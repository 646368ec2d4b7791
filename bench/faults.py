"""Kills hcaudit hundreds of times, lets crowds post at once, fills disks: ``python -m bench.faults [KILLS]``.

Writes docs/reliability.md: runs, kills, losses, doubles.  KILLS is how many each phase gets (100, if not given); with
fewer nothing is written.  It ends with 1 if there was any fault.
"""

from __future__ import annotations

import platform
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from itertools import cycle
from pathlib import Path

from tests.faults import crowd, processes, small_disk
from tests.faults.scene import FOUND, ROOT, Aftermath, Scene, aftermath, make_scene, state_of, words
from tests.faults.victim import NETWORKED, UNHURT, Shot

REPORT = ROOT / "docs" / "reliability.md"
ENOUGH = 100
CROWD, ROUNDS = 16, 3
ROOMS_KB = (0, 8, 16, 24, 32, 40, 48, 64, 96)
OUTSIDE = "outside"

PHASES: Mapping[str, Sequence[Shot]] = {
    "between BEGIN and COMMIT": (*[("transaction", 0)] * 4, ("commit", 2_000)),
    "between writing an output and its rename": (("written", 3), ("rename", 3)),
    "elsewhere": (
        *(("start", 1), ("read", 1), ("judged", 1), ("rendered", 3), ("renamed", 3), ("posted", 1)),
        *[(OUTSIDE, 1)] * 4,
    ),
}
"""Where to kill in each phase, in turns: a point and the highest number of its call, or of microseconds after COMMIT
began; a step of the transaction is drawn of as many as it has.  From outside, a kill may strike at any moment."""

FULL = """
cp "$1" "$0/ledger.db"; shift
head -c {room} /dev/zero > "$0/room"; cat /dev/zero > "$0/filler" 2>/dev/null; rm "$0/room"
"$@" >/dev/null 2>&1; echo "ended $?"; rm "$0/filler"
"{python}" -m tests.faults.look "$0/ledger.db"
"$@" >/dev/null 2>&1; echo "ended $?"
"{python}" -m tests.faults.look "$0/ledger.db"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What came of one kind of fault: runs, kills among them (by point, where one was chosen), what was found after."""

    runs: int
    kills: int
    found: Counter[str]
    points: Counter[str] = field(default_factory=Counter)


def main(kills: int = ENOUGH) -> int:
    """Run everything and write the report; return 1 if there was any fault."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene = make_scene(folder / "scene")
        with ThreadPoolExecutor(max_workers=2) as pool:
            jobs = {
                phase: pool.submit(shoot, scene, folder / f"phase{place}", phase, kills)
                for place, phase in enumerate(PHASES)
            }
            figures = {f"kill -9 {phase}": job.result() for phase, job in jobs.items()}
        for how, rng, shot in (
            ("", None, UNHURT),
            (", rollback journal", None, NETWORKED),
            (", half of them killed", random.Random(1), UNHURT),
        ):
            figures[f"{CROWD} processes at once{how}"] = crowds(scene, folder / f"crowd{how}", rng, shot)
        figures["a full disk"] = full_disks(scene, folder / "disk")
    text = report(figures)
    print(text)
    if kills >= ENOUGH:
        REPORT.write_text(text, encoding="utf-8")
    return int(any(faults(one) for one in figures.values()))


def shoot(scene: Scene, folder: Path, phase: str, kills: int) -> Figures:
    """Kill runs of one phase, month after month on a growing ledger, each followed by a run that finishes."""
    rng, found, points, runs = random.Random(phase), Counter[str](), Counter[str](), 0
    steps: dict[str, int] = {}
    for place, (point, most) in enumerate(cycle(PHASES[phase])):
        if points.total() == kills:
            break
        month = scene.months[place % len(scene.months)]
        if month == scene.months[0]:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        if point == "transaction" and month not in steps:
            steps[month] = transaction_steps(scene, month)
        highest = steps[month] if point == "transaction" else most
        shot = (point, rng.randint(1, highest))
        died = strike(scene, folder, month, shot, rng)
        found.update(counts(aftermath(scene, folder, month)))
        runs, points[point] = runs + 2, points[point] + died
        print(
            f"{points.total()} of {kills}: {phase}, {month}, {shot}, {'killed' if died else 'survived'}",
            file=sys.stderr,
        )
    return Figures(runs=runs, kills=points.total(), found=found, points=points)


def transaction_steps(scene: Scene, month: str) -> int:
    """Return how many steps the transaction takes that posts a month after those before it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for earlier in scene.months[: scene.months.index(month)]:
            processes.run(words(scene.data, folder, earlier))
        done = processes.run(words(scene.data, folder, month), ("transaction", 0))
    return int(done.told.rsplit("survived ", 1)[1])


def strike(scene: Scene, folder: Path, month: str, shot: Shot, rng: random.Random) -> bool:
    """Start a run and kill it; return whether it died of it."""
    line = words(scene.data, folder, month)
    if shot[0] == OUTSIDE:
        process = processes.started(line)
        time.sleep(rng.uniform(0.0, 0.5))
        process.kill()
        return processes.code_of(process) == -signal.SIGKILL
    done = processes.run(line, shot)
    if done.code not in (-signal.SIGKILL, FOUND):
        raise RuntimeError(done.told)
    return done.code == -signal.SIGKILL


def counts(found: Aftermath) -> Mapping[str, int]:
    """Return what was found, by name."""
    return {one.name: getattr(found, one.name) for one in fields(found)}


def crowds(scene: Scene, folder: Path, rng: random.Random | None, shot: Shot) -> Figures:
    """Let crowds post overlapping months at once, and compare with a queue; with `rng`, half is killed."""
    found, runs, kills = Counter[str](), 0, 0
    queue = folder / "queue"
    queue.mkdir(parents=True)
    crowd.one_by_one(crowd.lines_of(scene, queue, CROWD))
    wanted = state_of(queue / "ledger.db")
    for place in range(ROUNDS):
        place_folder = folder / str(place)
        place_folder.mkdir()
        lines = crowd.lines_of(scene, place_folder, CROWD)
        codes = crowd.at_once(lines, rng, shot)
        kills += sum(code == -signal.SIGKILL for code in codes)
        again = crowd.one_by_one([line for line, code in zip(lines, codes, strict=True) if code == -signal.SIGKILL])
        runs += len(codes) + len(again)
        posted, books = state_of(place_folder / "ledger.db")
        found["losses"] += len(set(wanted[0]) - set(posted))
        found["doubles"] += len(posted) - len(set(posted)) + len(set(posted) - set(wanted[0]))
        found["halfway"] += books != wanted[1]
        found["stale"] += sum(code not in (0, -signal.SIGKILL) for code in [*codes, *again])
        print(f"crowd {place + 1} of {ROUNDS}", file=sys.stderr)
    return Figures(runs=runs, kills=kills, found=found)


def full_disks(scene: Scene, folder: Path) -> Figures:
    """Post to ledgers on small disks that are full but for a little, then make room and post again."""
    folder.mkdir()
    first, second = scene.months[:2]
    processes.run(words(scene.data, folder, first))
    disk = folder / "disk"
    disk.mkdir()
    if not small_disk.is_possible(disk):
        print("may not mount a file system here: no full disks", file=sys.stderr)
        return Figures(runs=0, kills=0, found=Counter())
    before, after = (len(scene.states[month][0]) for month in (first, second))
    found = Counter[str]()
    for room in ROOMS_KB:
        script = FULL.format(room=room * 1024, python=sys.executable)
        line = [*small_disk.HCAUDIT, *words(scene.data, disk, second)]
        told = small_disk.run_on(disk, 640, script, [str(folder / "ledger.db"), *line]).stdout.splitlines()
        whole = ([f"ended {code}", f"fines {n}", "ended 1", f"fines {after}"] for code, n in ((3, before), (1, after)))
        found["losses"] += told not in whole
    return Figures(runs=2 * len(ROOMS_KB), kills=0, found=found)


def faults(figures: Figures) -> int:
    """Return how many faults there were; a draft left beside an output is litter."""
    return sum(n for name, n in figures.found.items() if name != "drafts")


def report(figures: Mapping[str, Figures]) -> str:
    """Return the page with the figures."""
    return "\n".join(_lines(figures)) + "\n"


def _lines(figures: Mapping[str, Figures]) -> Iterator[str]:
    yield from (
        "# Reliability",
        "",
        "What `make reliability` measured: real processes, real `kill -9`, real full disks. After every kill the",
        "ledger was added up again (`ledger verify`), the outputs were compared byte by byte with those of a run that",
        "nobody disturbed, and a second run with `--no-wait` finished the work: it must find no lock, and post exactly",
        "what was missing.",
        "",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}.",
        "",
        "| fault | runs | kills | fines lost | fines doubled | ledgers half done | outputs torn | stale locks |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    )
    for name, one in figures.items():
        cells = [one.found[key] for key in ("losses", "doubles", "halfway", "torn", "stale")]
        yield f"| {name} | {one.runs} | {one.kills} | {' | '.join(map(str, cells))} |"
    totals = [sum(one.runs for one in figures.values()), sum(one.kills for one in figures.values())]
    totals += [
        sum(one.found[key] for one in figures.values()) for key in ("losses", "doubles", "halfway", "torn", "stale")
    ]
    yield f"| **all** | {' | '.join(f'**{n}**' for n in totals)} |"
    points = sum((one.points for one in figures.values()), Counter[str]())
    yield ""
    yield f"Kills by point: {', '.join(f'{point} {n}' for point, n in points.items())}."
    drafts = sum(one.found["drafts"] for one in figures.values())
    yield from (
        "",
        "- *Between BEGIN and COMMIT*: at a random step of SQLite's machine inside the transaction that posts, and",
        "  every fifth within two milliseconds after COMMIT began.",
        "- *Between writing an output and its rename*: of three outputs, after any of them was written, and before any",
        "  rename.",
        "- *Elsewhere*: before and after reading, after judging, while outputs are written, between two renames and",
        "  COMMIT, after COMMIT, and from outside at any moment.",
        "- *Processes at once*: overlapping periods - single months, two months at a time, everything - posted to one",
        "  ledger; the result must be that of the same commands one after the other.",
        "- *A full disk*: a small file system with room for nothing, or for some of what a posting writes; the run",
        "  ends with exit code 3 and nothing posted, or with everything; with room made, the next run posts the rest.",
        "",
        f"A run killed while it writes leaves its unfinished drafts (`.hcaudit-*.part`, {drafts} here) beside the",
        "output, never under its name; hcaudit does not read them, and they can be deleted.",
    )


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))

"""Processes that run `hcaudit`, forked off one that has it loaded already; it must not know what becomes of them.

Each is a process of its own, with its own connection to the ledger, that can be killed; only the seconds it takes to
load Python's modules are spared.
"""

from __future__ import annotations

import multiprocessing
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.faults import victim
from tests.faults.victim import UNHURT, Shot

PATIENCE = 300
"""Seconds after which a process that has not ended never will."""

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([victim.__name__])


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a process ended: its exit code (negative: the signal that killed it), and all it wrote."""

    code: int
    told: str


def started(words: Sequence[str], shot: Shot = UNHURT, log: Path | None = None) -> ForkServerProcess:
    """Return a process that runs `hcaudit` with `words` until its `shot`; what it writes goes to `log`."""
    process = _FORKS.Process(target=victim.play, args=(shot, list(words), log))
    process.start()
    return process


def run(words: Sequence[str], shot: Shot = UNHURT) -> Ended:
    """Run `hcaudit` with `words` in a process of its own, until its `shot` or to its end."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        code = code_of(started(words, shot, log))
        return Ended(code=code, told=log.read_text(encoding="utf-8"))


def code_of(process: ForkServerProcess) -> int:
    """Wait for a process; return how it ended."""
    process.join(PATIENCE)
    code = process.exitcode
    assert code is not None, "a process never ended"
    process.close()
    return code

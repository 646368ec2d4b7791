"""Runs `hcaudit` in a process that kills itself at a chosen point; it must not know what comes of that.

Nothing in hcaudit knows of it: functions are wrapped from outside, and the connection to the ledger is one that
counts.  A run that ends before its point says how far it came (``survived N``).
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hcaudit import gathering, pipeline
from hcaudit.cli import drafts, outputs, summary
from hcaudit.cli.app import main
from hcaudit.ledger import file

STEP = 2
"""Instructions of SQLite's machine between two looks at the count."""

POSTING = 2
"""The transaction that posts; the first only looks whether the ledger can be written."""

Shot = tuple[str, int]
"""A point, and the number of its call or step."""

UNHURT: Shot = ("never", 0)
NETWORKED: Shot = ("network", 0)

counted = 0


def die() -> None:
    """End as with kill -9."""
    os.kill(os.getpid(), signal.SIGKILL)


def at(when: int) -> None:
    """Count a step; die at the one chosen."""
    global counted  # noqa: PLW0603 - one count a process
    counted += 1
    if counted == when:
        die()


class Doomed(sqlite3.Connection):
    """A connection whose process dies inside the transaction that posts."""

    begun = 0
    when = 0
    commits = False

    def execute(self, statement: str, /, *values: Any) -> sqlite3.Cursor:
        """Count the machine's steps from the second BEGIN to COMMIT, or die shortly after COMMIT has begun."""
        if statement == "BEGIN IMMEDIATE":
            self.begun += 1
            if self.begun == POSTING and not self.commits:
                self.set_progress_handler(self._step, STEP)
        if statement == "COMMIT" and self.begun == POSTING:
            self.set_progress_handler(None, 0)
            if self.commits:
                threading.Thread(target=self._die_soon, daemon=True).start()
        return super().execute(statement, *values)

    def _step(self) -> int:
        at(self.when)
        return 0

    def _die_soon(self) -> None:
        time.sleep(self.when / 1e6)
        die()


def in_transaction(when: int, *, commits: bool) -> None:
    """Have the process die at step `when` of the transaction, or `when` microseconds after its COMMIT began."""
    Doomed.when, Doomed.commits = when, commits
    connect = sqlite3.connect

    def doomed(*given: Any, **named: Any) -> sqlite3.Connection:
        return connect(*given, factory=Doomed, **named)

    sqlite3.connect = doomed  # type: ignore[assignment]


def around(module: Any, name: str, when: int, *, after: bool = False) -> None:
    """Have the process die at call number `when` of a function: before it does anything, or when it is done."""
    function: Callable[..., Any] = getattr(module, name)

    def wrapped(*given: Any, **named: Any) -> Any:
        if not after:
            at(when)
        result = function(*given, **named)
        if after:
            at(when)
        return result

    setattr(module, name, wrapped)


def by_network(_: int) -> None:
    """Have the ledger kept as on a network file system: with a rollback journal."""

    def is_on_network(path: Path) -> bool:
        return path.is_absolute()

    file.is_on_network = is_on_network  # type: ignore[attr-defined]


POINTS: dict[str, Callable[[int], None]] = {
    "never": lambda _: None,
    "network": by_network,
    "transaction": lambda when: in_transaction(when, commits=False),
    "commit": lambda when: in_transaction(when, commits=True),
    "written": lambda when: around(outputs, "_write", when, after=True),
    "rename": lambda when: around(drafts, "put", when),
    "start": lambda when: around(gathering, "gathered", when),
    "read": lambda when: around(gathering, "gathered", when, after=True),
    "judged": lambda when: around(pipeline, "judged_on", when, after=True),
    "rendered": lambda when: around(outputs, "_write", when),
    "renamed": lambda when: around(drafts, "put", when, after=True),
    "posted": lambda when: around(summary, "tell", when),
}
"""Where a run can be made to die: at a step (``transaction``), microseconds after (``commit``), or at a call of it."""


def play(shot: Shot, words: Sequence[str], log: Path | None) -> None:
    """Run `hcaudit` with `words` until its point, or to its end, and end the process; what it writes goes to `log`."""
    whole = os.open(log or os.devnull, os.O_WRONLY | os.O_CREAT, 0o600)
    os.dup2(whole, sys.stdout.fileno())
    os.dup2(whole, sys.stderr.fileno())
    point, when = shot
    POINTS[point](when)
    code = main(list(words))
    sys.stderr.write(f"survived {counted}\n")
    sys.exit(code)

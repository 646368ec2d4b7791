"""A run that is told to end: at once, with nothing half done and nothing left behind."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

TOLD = "interrupted; no incomplete file was left behind\n"

PATIENCE = 20.0
"""Seconds after which a process that should have ended has not."""

HALT = """\
import importlib, sys, threading
from hcaudit.cli.program import program

module = importlib.import_module("hcaudit.{module}")
calls, real = [], module.{function}

def halting(*given, **named):
    calls.append(given)
    if len(calls) == {call}:
        print("halted", file=sys.stderr, flush=True)
        threading.Event().wait()
    return real(*given, **named)

module.{function} = halting
program()
"""
"""Runs hcaudit as far as a certain call of a function."""

PLACES = {
    "reading": HALT.format(module="reading", function="load", call=1),
    "judging": HALT.format(module="pipeline", function="report_on", call=1),
    "writing": HALT.format(module="render.as_json", function="run_facts", call=1),
    "renaming": HALT.format(module="cli.drafts", function="put", call=2),
    "settling": HALT.format(module="cli.drafts", function="spare_of", call=2),
}

READING = """\
import sys
from hcaudit.load import isolation
from hcaudit.cli.program import program

class Telling(isolation._Child):
    def ask(self, *given):
        print(self._process.pid, file=sys.stderr, flush=True)
        return super().ask(*given)

isolation._Child = Telling
program()
"""
"""Runs hcaudit, and tells the number of the process that reads workbooks and markup."""


LOADING = """\
import os, signal, sys
from hcaudit.cli.program import program

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "{module}":
            os.kill(os.getpid(), signal.{name})

sys.meta_path.insert(0, Finder())
program()
"""
"""Runs hcaudit, and tells it to end when it loads a module."""


UNHEARD = """\
import signal

signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
"""
"""Signals that whoever runs the tests has set aside (``nohup``, a job in the background) are heard again."""


@contextmanager
def started(script: str, *words: object, scratch: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a script with the words of a command line; it does not outlive the block."""
    scratch.mkdir()
    settings = {**os.environ, "TMPDIR": str(scratch), "HCAUDIT_LANG": "en"}
    line = [sys.executable, "-c", UNHEARD + script, *map(str, words)]
    with subprocess.Popen(line, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=settings, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def first_line(process: subprocess.Popen[str]) -> str:
    """Return the first line that a process writes to stderr."""
    assert process.stderr is not None
    return process.stderr.readline().strip()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("place", PLACES)
def test_a_run_ends_at_once_and_takes_back_what_it_began(
    place: str, number: signal.Signals, orders: Path, tmp_path: Path
) -> None:
    folder, scratch = tmp_path / "reports", tmp_path / "scratch"
    folder.mkdir()
    for name in ("a.csv", "b.json"):
        (folder / name).write_text("old")
    words = ["check", orders, "-o", folder / "a.csv", "-o", folder / "b.json", "-o", folder / "c.xlsx"]
    with started(PLACES[place], *words, scratch=scratch) as process:
        assert first_line(process) == "halted"
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 128 + number, err
    assert (out, err) == ("", TOLD)
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"a.csv": "old", "b.json": "old"}
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
@pytest.mark.parametrize(
    ("module", "told"), [("dateutil.relativedelta", ""), ("hcaudit.cli.check", TOLD), ("hcaudit.judging.judge", TOLD)]
)
def test_no_signal_is_lost_while_modules_are_loaded(
    module: str, told: str, name: str, orders: Path, tmp_path: Path
) -> None:
    scratch, report = tmp_path / "scratch", tmp_path / "a.csv"
    with started(LOADING.format(module=module, name=name), "check", orders, "-o", report, scratch=scratch) as process:
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err) == (128 + signal.Signals[name], "", told)
    assert (report.exists(), list(scratch.iterdir())) == (False, [])


def test_what_the_caller_ignores_stays_ignored(orders: Path) -> None:
    hcaudit = f"'{sys.executable}' -m hcaudit check '{orders}' --quiet"
    script = f"trap '' HUP; {hcaudit} > /dev/null & kill -HUP $!; wait $!"
    done = subprocess.run(["/bin/sh", "-c", script], check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for a process that is not its child")
def test_the_reader_of_markup_ends_with_the_run(tmp_path: Path) -> None:
    large = tmp_path / "large.xls"
    row = "<tr>" + "<td>1</td>" * 40 + "</tr>"
    large.write_text(f"<table>{row * 60_000}</table>", encoding="utf-8")
    with started(READING, "check", large, scratch=tmp_path / "scratch") as process:
        reader = os.pidfd_open(int(first_line(process)))
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
    assert process.returncode == 128 + signal.SIGTERM
    assert select.select([reader], [], [], PATIENCE)[0] == [reader]
    os.close(reader)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a system with a shell")
def test_a_reader_that_leaves_stops_nothing_and_says_nothing(orders: Path, tmp_path: Path) -> None:
    hcaudit = f"'{sys.executable}' -m hcaudit check '{orders}' --format csv -o '{tmp_path}/a.json' --quiet"
    line = f"{{ {hcaudit}; echo $? >&2; }} | true"
    done = subprocess.run(["/bin/sh", "-c", line], check=False, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("", "1\n")
    assert (tmp_path / "a.json").exists()

"""The program as its own process: streams, pipes and signals as the system has them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE
from typing import IO

import pytest

HCAUDIT = [sys.executable, "-c", "import sys; from hcaudit.cli.app import main; sys.exit(main())"]
BOM = b"\xef\xbb\xbf"


def run(*words: object, given: bytes = b"", stdout: int | IO[bytes] = PIPE) -> subprocess.CompletedProcess[bytes]:
    """Run `hcaudit` in a process of its own with the bytes `given` on stdin."""
    line = [*HCAUDIT, *map(str, words)]
    return subprocess.run(line, check=False, input=given, stdout=stdout, stderr=PIPE)


def test_a_month_is_audited(orders: Path) -> None:
    done = run("check", orders, "--select", "T08", "--as-of", "2021-12-31")
    assert done.returncode == 1, done.stderr.decode()
    assert b"4121000001" in done.stdout
    assert b"Traceback" not in done.stderr


def test_stdin_is_csv(orders: Path) -> None:
    done = run("check", "-", "--as-of", "2021-12-31", given=orders.read_bytes())
    assert done.returncode == 1, done.stderr.decode()
    assert b"4121000001" in done.stdout


def test_stdout_that_begins_a_file_starts_with_a_bom(orders: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    for _ in range(2):
        with target.open("ab") as stream:
            run("check", orders, "--select", "T08", stdout=stream)
    assert target.read_bytes().startswith(BOM)
    assert target.read_bytes().count(BOM) == 1


@pytest.mark.skipif(os.name == "nt", reason="shells of POSIX")
@pytest.mark.parametrize("redirection", ["| true", "2>&1 | true", ">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_bring_no_traceback(redirection: str, orders: Path, tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(HCAUDIT[-1], encoding="utf-8")
    line = f"'{sys.executable}' '{script}' check '{orders}' {redirection}"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line_and_exit_3(orders: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run("check", orders, "-q", stdout=full)
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == 1

"""What docs/cron.md and SECURITY.md promise is so: commands, units, exit codes, limits."""

from __future__ import annotations

import inspect
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hcaudit.cli.exits import ExitCode
from hcaudit.load import archives, grid, htmltables, limits, parquet, spreadsheetml

ROOT = Path(__file__).parents[2]
CRON = (ROOT / "docs" / "cron.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def blocks(form: str) -> list[str]:
    return re.findall(rf"^```{form}\n(.*?)^```$", CRON, re.MULTILINE | re.DOTALL)


def unit(section: str) -> str:
    """Return the unit file that has a section."""
    (found,) = (block for block in blocks("ini") if f"[{section}]" in block)
    return found


def commands() -> list[str]:
    """Return the command lines of the recipes."""
    (crontab,) = blocks("crontab")
    return [*re.findall(r"hcaudit/bin/hcaudit (.+)", crontab), *re.findall(r"^ExecStart=\S+ (.+)", CRON, re.MULTILINE)]


def options_of(command: str) -> set[str]:
    line = [sys.executable, "-m", "hcaudit", command, "--help"]
    page = subprocess.run(line, check=True, capture_output=True, encoding="utf-8").stdout
    return set(re.findall(r"(?<![\w-])(--[a-z-]+|-[a-z])\b", page))


def test_the_recipes_use_options_that_exist() -> None:
    known = options_of("check")
    for command in commands():
        assert command.startswith("check ")
        assert set(re.findall(r"(?<= )(--[a-z-]+|-[a-z])(?= )", f"{command} ")) - {"-d"} <= known


def test_percent_signs_of_a_crontab_are_escaped() -> None:
    (crontab,) = blocks("crontab")
    assert not re.search(r"(?<!\\)%", crontab)
    entries = [line for line in crontab.splitlines() if re.match(r"[\d*]", line)]
    assert len(entries) == 2
    assert all(re.match(r"(\S+ ){5} *\S", line) for line in entries)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    program = re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", unit("Service"), flags=re.MULTILINE)
    (tmp_path / "hcaudit.service").write_text(program, encoding="utf-8")
    (tmp_path / "hcaudit.timer").write_text(unit("Timer"), encoding="utf-8")
    line = ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))]
    done = subprocess.run(line, check=False, capture_output=True, text=True)
    assert (done.returncode, "hcaudit." in done.stderr) == (0, False), done.stderr


def test_every_exit_code_is_told_and_no_other() -> None:
    told = {int(code) for row in re.findall(r"^\| ([\d, ]+) \|", CRON, re.MULTILINE) for code in row.split(",")}
    assert told == {*map(int, ExitCode), 75, 128 + 1, 128 + 15}
    assert "SuccessExitStatus=1 75 143" in unit("Service")


def test_the_log_line_has_the_form_it_shows() -> None:
    (shown,) = blocks("json")
    assert set(json.loads(shown)) == {"time", "level", "event", "exit_code"}


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (limits.INPUT_BYTES // limits.MEGABYTE, "size of a file"),
        (limits.STREAM_BYTES // limits.MEGABYTE, "standard input, pipes, devices"),
        (limits.COLUMNS, "columns that are read of a sheet"),
        (limits.WIDEST, "columns, beyond which a file is no table"),
        (limits.SHEETS, "sheets of a workbook"),
        (limits.PACKAGE_ENTRIES, "parts of a workbook"),
        (limits.PACKAGE_BYTES // limits.MEGABYTE, "unpacked size of a workbook"),
        (limits.EXPANSION, "unpacked over packed size"),
        (limits.EXPANSION_FROM // limits.MEGABYTE, "unpacked over packed size"),
        (archives.MEMBERS, "members of an archive"),
        (archives.ARCHIVE_BYTES // limits.MEGABYTE, "unpacked size of an archive"),
        (grid._MOST_CELLS // 1_000_000, "cells of a table"),
        (parquet._MOST_CELLS // 1_000_000, "cells of a table"),
        (htmltables._DEEPEST, "nesting of tags"),
        (spreadsheetml._DEEPEST, "nesting of tags"),
        (limits.Limits().memory_mb, "memory of the child process"),
        (int(limits.Limits().time_s), "time of the child process"),
        (limits.MEGABYTES_PER_TIME, "time of the child process"),
    ],
)
def test_a_limit_is_what_it_is_said_to_be(number: int, name: str) -> None:
    (row,) = re.findall(rf"^\| {re.escape(name)}.*$", SECURITY, re.MULTILINE)
    told = re.findall(r"\d+", re.sub(r"(?<=\d) (?=\d{3})", "", row))
    assert str(number) in told


def test_every_limit_is_told() -> None:
    constants = set(re.findall(r"^([A-Z_]+) = ", inspect.getsource(limits), re.MULTILINE)) - {"MEGABYTE"}
    assert constants == {
        *("PACKAGE_ENTRIES", "PACKAGE_BYTES", "EXPANSION", "EXPANSION_FROM", "SHEETS", "COLUMNS", "WIDEST"),
        *("INPUT_BYTES", "STREAM_BYTES", "FILES_PER_ARCHIVE", "MEGABYTES_PER_TIME"),
    }


@pytest.mark.parametrize("page", [CRON, SECURITY], ids=["cron", "security"])
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page)
    assert [link for link in links if not (ROOT / link).exists()] == []

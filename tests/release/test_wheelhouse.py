"""The zip of wheels: what is in it for which machine, and the recipe beside it."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from release import wheelhouse
from release.trial import cut_off, recipe
from release.wheelhouse import INSTALL, PLATFORMS, Pin, for_machine, of_the_program, pack, pins_of, requirements

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pins() -> list[Pin]:
    return list(pins_of((ROOT / "requirements.lock").read_text(encoding="utf-8")))


def names(pins: list[Pin]) -> set[str]:
    return {pin.name for pin in pins}


def test_every_line_of_the_lock_is_understood(pins: list[Pin]) -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert len(pins) == len(re.findall(r"^[a-z]\S*==", lock, re.MULTILINE))
    assert sum(len(pin.hashes) for pin in pins) == lock.count("--hash=")
    assert [pin.name for pin in pins if not pin.via] == []


@pytest.mark.parametrize("machine", PLATFORMS)
def test_everything_the_program_needs_is_there_and_nothing_for_its_development(machine: str, pins: list[Pin]) -> None:
    chosen = for_machine(of_the_program(pins), PLATFORMS[machine], "3.12")
    asked = {**PLATFORMS[machine].markers, "python_version": "3.12", "python_full_version": "3.12.0", "extra": ""}
    for name in names(chosen) - {"colorama", "tzdata"}:  # of Windows alone: not installed here, and needing nothing
        needed = [Requirement(line) for line in metadata.requires(name) or ()]
        wanted = {one.name.lower() for one in needed if one.marker is None or one.marker.evaluate(asked)}
        assert wanted <= names(chosen), name
    assert {"pyarrow", "typer", "holidays"} <= names(chosen)
    assert not {"pytest", "ruff", "mypy", "openpyxl", "hatchling"} & names(chosen)


def test_windows_has_its_own(pins: list[Pin]) -> None:
    windows, linux = (
        names(for_machine(of_the_program(pins), PLATFORMS[one], "3.12")) for one in ("win_amd64", "linux_x86_64")
    )
    assert windows - linux == {"colorama", "tzdata"}
    assert linux <= windows


def test_pip_is_told_the_hashes_of_the_lock() -> None:
    pin = Pin(name="a", version="1.0", marker=None, hashes=("sha256:00", "sha256:11"), via=())
    assert requirements([pin]) == "a==1.0 --hash=sha256:00 --hash=sha256:11\n"


def test_the_zip_demands_the_very_files_it_holds_and_is_always_the_same(tmp_path: Path) -> None:
    wheel = tmp_path / "a_b-1.0-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    for target in ("one.zip", "two.zip"):
        pack([wheel], "name", "guide\n", tmp_path / target)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == [
            f"name/{path}" for path in ("INSTALL.txt", "requirements.txt", f"wheels/{wheel.name}")
        ]
        demanded = archive.read("name/requirements.txt").decode()
    assert demanded == f"a_b==1.0 --hash=sha256:{hashlib.sha256(b'wheel').hexdigest()}\n"


@pytest.mark.parametrize("system", ["Linux", "Windows"])
def test_the_recipe_has_two_lines_for_each_system(system: str) -> None:
    part = INSTALL.format(name="n", platform="p", python="3.11").partition(f"{system}:\n")[2].partition("\n\n")[0]
    make, install = (line.strip() for line in part.splitlines())
    assert make.endswith("3.11 -m venv hcaudit")
    assert "--no-index --find-links wheels --require-hashes -r requirements.txt" in install


def test_the_recipe_is_followed_word_for_word() -> None:
    make, install = recipe(INSTALL.format(name="n", platform="p", python="3.11").replace("\n", "\r\n"))
    assert make == [sys.executable, "-m", "venv", "hcaudit"]
    assert install[1:4] == ["-m", "pip", "install"]
    assert install[-1] == "requirements.txt"


@pytest.mark.skipif(os.name == "nt" or not cut_off()[0], reason="the network cannot be taken away here")
def test_cut_off_means_cut_off() -> None:
    cut, _ = cut_off()
    script = "import socket; print(socket.if_nameindex())"
    seen = subprocess.run([*cut, sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert seen == "[(1, 'lo')]\n"


def test_another_machine_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert wheelhouse.main(["solaris", "3.11"]) == 2
    assert "linux_x86_64|linux_aarch64|win_amd64" in capsys.readouterr().err

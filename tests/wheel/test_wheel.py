"""The wheel that users install: what is in it, and that it works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from the checkout, with the installed backend and without a network."""
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-c", BUILD, str(folder), cwd=ROOT)
    return folder / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the wheel's content as pip puts it there, and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    run(*pip, "--no-deps", "--no-index", "--target", str(folder), str(wheel), cwd=folder)
    return folder


def run(*command: str, cwd: Path, path: Path | None = None, expect: int = 0) -> subprocess.CompletedProcess[str]:
    """Run `command` in `cwd`, modules under `path` found first, and demand its exit code."""
    settings = {"PYTHONUTF8": "1", **({"PYTHONPATH": str(path)} if path else {})}
    inherited = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "HCAUDIT_CONFIG"}}
    done = subprocess.run(
        command, cwd=cwd, env=inherited | settings, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == expect, done.stdout + done.stderr
    return done


def hcaudit(*arguments: str, installed: Path, cwd: Path, expect: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the installed command `hcaudit` in `cwd`."""
    script = "hcaudit.exe" if sys.platform == "win32" else "hcaudit"
    return run(str(installed / "bin" / script), *arguments, cwd=cwd, path=installed, expect=expect)


def files(folder: Path) -> Iterator[Path]:
    """Yield the files below `folder`, relative to it, that belong to the project."""
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            yield path.relative_to(folder)


def test_wheel_holds_the_package_and_the_rules_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = {f"hcaudit/{path.as_posix()}" for path in files(ROOT / "src" / "hcaudit")}
    rules = {f"hcaudit/rules/{path.as_posix()}" for path in files(ROOT / "rules")}
    assert shipped == package | rules
    assert {"hcaudit/rules/fields.toml", "hcaudit/texts/zh/cli.toml", "hcaudit/texts/en/cli.toml"} <= shipped
    assert "hcaudit/py.typed" in shipped


def test_installed_command_is_the_wheel_s_own(installed: Path, tmp_path: Path) -> None:
    where = run(sys.executable, "-c", "import hcaudit; print(hcaudit.__file__)", cwd=tmp_path, path=installed)
    assert Path(where.stdout.strip()).is_relative_to(installed)
    assert metadata.version("hcaudit") in hcaudit("--version", installed=installed, cwd=tmp_path).stdout


def test_installed_command_judges_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_text(
        "申请编号,业务类型,供电单位,合同容量,是否有配套工程,受理时间,送电时间,归档时间,工单状态\n"
        "X1,低压非居民新装,示例供电所,100,否,2021-12-01,2021-12-08,2021-12-09,归档\n"
        "X2,低压非居民新装,示例供电所,100,否,2021-12-01,2021-12-09,2021-12-09,归档\n",
        encoding="utf-8",
    )
    done = hcaudit("check", "orders.csv", "--as-of", "2021-12-31", installed=installed, cwd=tmp_path, expect=1)
    assert "X2" in done.stdout
    assert "X1" not in done.stdout

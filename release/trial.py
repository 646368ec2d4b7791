"""Installs hcaudit from a wheelhouse as its INSTALL.txt says, cut off from any network, and audits with it.

It must not know how a wheelhouse is made.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

_EXPORT = """\
申请编号,业务类型,供电单位,合同容量,是否有配套工程,受理时间,送电时间
X1,低压非居民新装,示例供电所,100,否,2021-12-01,2021-12-08
X2,低压非居民新装,示例供电所,100,否,2021-12-01,2021-12-09
"""
"""One order in time, one a day late."""

_NOWHERE = "http://127.0.0.1:9"
"""A proxy that is not there: what the network is asked through where the system cannot take it away."""


def try_out(wheelhouse: Path) -> str:
    """Follow the recipe in a zip and run what it installs; return what was done, in words.

    Raises:
        subprocess.CalledProcessError: a step fails.
        AssertionError: the program does not find what it should.
    """
    with tempfile.TemporaryDirectory() as work:
        with zipfile.ZipFile(wheelhouse) as archive:
            archive.extractall(work)
        (folder,) = Path(work).iterdir()
        cut, how = cut_off()
        for line in recipe((folder / "INSTALL.txt").read_text(encoding="utf-8-sig")):
            _run([*cut, *line], folder)
        scripts = folder / "hcaudit" / ("Scripts" if os.name == "nt" else "bin")
        version = _run([*cut, str(scripts / "hcaudit"), "--version"], folder).strip()
        (folder / "export.csv").write_text(_EXPORT, encoding="utf-8")
        audit = [str(scripts / "hcaudit"), "check", "export.csv", "--as-of", "2021-12-31", "-q"]
        found = _run([*cut, *audit], folder, expect=1)
    if "X2" not in found or "X1" in found:
        raise AssertionError(found)
    return f"Installed {how} as INSTALL.txt says, and audited with it: {version}"


def recipe(guide: str) -> list[list[str]]:
    """Return the two lines for this system as words, with this interpreter in the place of the one they name."""
    system = "Windows" if os.name == "nt" else "Linux"
    first, second = re.findall(r"^  (.+?)\r?$", guide.partition(f"{system}:")[2], re.MULTILINE)[:2]
    words = first.split()
    return [[sys.executable, *words[words.index("-m") :]], second.split()]


def cut_off() -> tuple[Sequence[str], str]:
    """Return what to put before a command so that it has no network, and that in words."""
    unshare = shutil.which("unshare")
    if unshare is not None:
        cut = [unshare, "--map-root-user", "--net"]
        if subprocess.run([*cut, "true"], check=False, capture_output=True).returncode == 0:
            return cut, "without any network (unshare --net)"
    return (), "with a proxy that is not there"


def _run(command: Sequence[str], folder: Path, expect: int = 0) -> str:
    """Run a command in `folder` with nothing that tells pip where else to look; demand its exit code."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "HCAUDIT"))}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _NOWHERE)
    environment = {**plain, **proxies, "PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"}
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", cwd=folder, env=environment)
    if done.returncode != expect:
        raise subprocess.CalledProcessError(done.returncode, list(command), done.stdout, done.stderr)
    return done.stdout

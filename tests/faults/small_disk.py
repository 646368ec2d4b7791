"""A small file system of its own, mounted where nobody else sees it; it must not know what is done on it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.faults.scene import ROOT

HCAUDIT = [sys.executable, "-c", "import sys; from hcaudit.cli.app import main; sys.exit(main())"]


def run_on(folder: Path, size_kb: int, script: str, words: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run a shell script with a tmpfs of `size_kb` at `folder`, in a mount name space of its own."""
    mounted = f'mount -t tmpfs -o size={size_kb}k tmpfs "$0" && {script}'
    line = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mounted, str(folder), *words]
    return subprocess.run(line, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def is_possible(folder: Path) -> bool:
    """Tell whether this machine lets us mount one."""
    return shutil.which("unshare") is not None and run_on(folder, 64, "true").returncode == 0

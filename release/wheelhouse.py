"""Makes a zip of wheels with which hcaudit is installed where there is no network, and tries it cut off from one.

    python -m release.wheelhouse [PLATFORM] [PYTHON]      linux_x86_64, linux_aarch64 or win_amd64; 3.11 or later

Without words it is for this machine and this Python, and only such a zip can be tried here.  What goes into it is
what requirements.lock pins for the program itself, each file checked against its hash there; the wheels come from
wherever pip is told to get them.
"""

from __future__ import annotations

import hashlib
import platform
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

from release.trial import try_out

ROOT = Path(__file__).parents[1]
PROJECT = "hcaudit"
_OWN = f"{PROJECT} (pyproject.toml)"
_PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^ ;]+)(?: ; (?P<marker>.+?))? \\$")
_HASH = re.compile(r"--hash=(\S+)")
_VIA = re.compile(r"^    # (?:via |  )(?P<name>\S.*)$")
_BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FOR_ALL_TO_READ = 0o100644


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One distribution of the lock: its hashes, where it is needed (a marker, or everywhere), and what needs it."""

    name: str
    version: str
    marker: str | None
    hashes: tuple[str, ...]
    via: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """One kind of machine: the tags of wheels that run on it, and what markers ask of it."""

    tags: tuple[str, ...]
    markers: Mapping[str, str]


def _linux(machine: str) -> Platform:
    # From the newest that systems of 2018 have (glibc 2.28) down.
    tags = tuple(f"manylinux_2_{minor}_{machine}" for minor in range(28, 16, -1))
    markers = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine}
    return Platform(tags=(*tags, f"manylinux2014_{machine}"), markers=markers)


PLATFORMS: Mapping[str, Platform] = {
    "linux_x86_64": _linux("x86_64"),
    "linux_aarch64": _linux("aarch64"),
    "win_amd64": Platform(
        tags=("win_amd64",),
        markers={
            "sys_platform": "win32",
            "platform_system": "Windows",
            "os_name": "nt",
            "platform_machine": "AMD64",
        },
    ),
}
"""The machines there can be a zip for."""

INSTALL = """\
{name}

断网安装：解压后在本文件夹中执行下面两行。 Without a network: unpack, and run these two lines in this folder.

Linux:
  python{python} -m venv hcaudit
  hcaudit/bin/python -m pip install --no-index --find-links wheels --require-hashes -r requirements.txt

Windows:
  py -{python} -m venv hcaudit
  hcaudit\\Scripts\\python -m pip install --no-index --find-links wheels --require-hashes -r requirements.txt

程序 The program: hcaudit/bin/hcaudit (Linux), hcaudit\\Scripts\\hcaudit.exe (Windows)
适用 This zip is for: {platform}, Python {python}
"""


def pins_of(lock: str) -> Iterator[Pin]:
    """Yield what a lock pins."""
    for block in re.split(r"\n(?=\w)", lock):
        lines = block.splitlines()
        head = _PIN.match(lines[0])
        if head:
            via = [found["name"] for line in lines if (found := _VIA.match(line))]
            hashes = tuple(_HASH.findall(block))
            yield Pin(**head.groupdict(), hashes=hashes, via=tuple(via))


def of_the_program(pins: Sequence[Pin]) -> list[Pin]:
    """Return the pins the program needs, directly or not; what only its development needs is left out."""
    needed = {pin.name for pin in pins if _OWN in pin.via}
    while more := {pin.name for pin in pins if not needed.isdisjoint(pin.via)} - needed:
        needed |= more
    return [pin for pin in pins if pin.name in needed]


def for_machine(pins: Iterable[Pin], machine: Platform, python: str) -> list[Pin]:
    """Return the pins that are needed on a kind of machine, with a version of Python (``3.11``)."""
    asked = {
        **machine.markers,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }
    return [pin for pin in pins if pin.marker is None or Marker(pin.marker).evaluate(asked)]


def requirements(pins: Iterable[Pin]) -> str:
    """Return the pins as pip reads them, with the hashes of the lock."""
    lines = [f"{pin.name}=={pin.version} " + " ".join(f"--hash={one}" for one in pin.hashes) for pin in pins]
    return "".join(f"{line}\n" for line in lines)


def download(pins: Sequence[Pin], machine: Platform, python: str, folder: Path) -> None:
    """Have pip put the wheels of `pins` into `folder`."""
    wanted = folder / "wanted.txt"
    wanted.write_text(requirements(pins), encoding="utf-8")
    tags = [word for tag in machine.tags for word in ("--platform", tag)]
    only = ["--only-binary=:all:", "--implementation", "cp", "--python-version", python, *tags]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--require-hashes", *only, "-r", wanted, "-d", folder], check=True)
    wanted.unlink()


def build_own(folder: Path) -> None:
    """Build the wheel of the project itself into `folder`, with the installed backend."""
    subprocess.run([sys.executable, "-c", _BUILD, str(folder)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def pack(wheels: Sequence[Path], name: str, guide: str, target: Path) -> None:
    """Write the zip: the wheels, what pip is to install with their hashes, and how; the same files, the same bytes."""
    files = {f"{name}/wheels/{wheel.name}": wheel.read_bytes() for wheel in wheels}
    files[f"{name}/requirements.txt"] = "".join(f"{line}\n" for line in map(_exact, wheels)).encode()
    files[f"{name}/INSTALL.txt"] = guide.replace("\n", "\r\n").encode("utf-8-sig")
    with zipfile.ZipFile(target, "w") as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.external_attr = _FOR_ALL_TO_READ << 16
            archive.writestr(entry, content)


def _exact(wheel: Path) -> str:
    """Return the line that demands this very file."""
    project, version, *_ = wheel.name.split("-")
    return f"{project}=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def this_machine() -> str:
    """Return the name of the kind of machine this is."""
    systems = {"Linux": "linux", "Windows": "win"}
    return f"{systems.get(platform.system(), platform.system())}_{platform.machine().lower()}"


def make(machine: str, python: str, folder: Path) -> Path:
    """Make the zip for a kind of machine and a version of Python in `folder`; return its path."""
    with tempfile.TemporaryDirectory() as work:
        wheels = Path(work)
        build_own(wheels)
        (own,) = wheels.glob("*.whl")
        pins = of_the_program(list(pins_of((ROOT / "requirements.lock").read_text(encoding="utf-8"))))
        download(for_machine(pins, PLATFORMS[machine], python), PLATFORMS[machine], python, wheels)
        name = f"{PROJECT}-{own.name.split('-')[1]}-wheelhouse-{machine}-py{python.replace('.', '')}"
        guide = INSTALL.format(name=name, platform=machine, python=python)
        folder.mkdir(exist_ok=True)
        pack(sorted(wheels.glob("*.whl")), name, guide, folder / f"{name}.zip")
    return folder / f"{name}.zip"


def main(words: Sequence[str]) -> int:
    """Make the zip that the words ask for, and try it if it is for this machine; return the exit code."""
    here = (this_machine(), ".".join(platform.python_version_tuple()[:2]))
    machine, python = (*words, *here[len(words) :])[:2]
    if machine not in PLATFORMS or not re.fullmatch(r"3\.\d+", python):
        print(f"usage: python -m release.wheelhouse [{'|'.join(PLATFORMS)}] [3.11]", file=sys.stderr)
        return 2
    made = make(machine, python, ROOT / "dist")
    print(f"{made.relative_to(ROOT)}: {made.stat().st_size // 1_000_000} MB")
    if (machine, python) != here:
        print(f"Not tried: it is for {machine} and Python {python}, this is {' and Python '.join(here)}.")
        return 0
    print(try_out(made))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The same report, byte for byte, whatever the machine is set to: locale, time zone, hash seed, working directory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

from hcaudit.render import FORMATS, SHOWN, Format

SAMPLE = Path(__file__).parents[2] / "sample_data"
EXPORT = """\
申请编号,业务类型,供电单位,受理时间,现场勘察时间,方案答复时间
,高压新装,城关,2021-12-01,2021-12-02,2021-12-20
"""
"""An order without a number, which is known by the name of its file, and breaks T08."""

MONTH = ("--month", "2021-12", "--lang", "zh")
CALLERS_OWN = ("LC_", "LANG", "PYTHON", "HCAUDIT_", "TZ", "COLUMNS")

PLACES: Mapping[str, Mapping[str, str]] = {
    "UTF-8": {"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"},
    "POSIX": {"LC_ALL": "POSIX", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2"},
    "ASCII": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "TZ": "America/New_York"},
    "unknown": {"LC_ALL": "nonsense", "LANG": "nonsense"},
}


@cache
def gbk(folder: Path) -> Mapping[str, str] | None:
    """Return the settings of a Chinese locale in GBK, made in `folder`; None where it cannot be made."""
    command = shutil.which("localedef")
    if command is None:
        return None
    line = [command, "-i", "zh_CN", "-f", "GBK", str(folder / "zh_CN.GBK")]
    subprocess.run(line, check=False, capture_output=True)
    return {"LC_ALL": "zh_CN.GBK", "LOCPATH": str(folder)} if (folder / "zh_CN.GBK").exists() else None


@pytest.fixture(params=["POSIX", "ASCII", "unknown", "GBK"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Return what one machine is set to."""
    if request.param != "GBK":
        return PLACES[request.param]
    settings = gbk(tmp_path_factory.getbasetemp())
    if settings is None:
        pytest.skip("the sources of locales are not installed")
    return settings


def run(settings: Mapping[str, str], *words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run hcaudit with nothing set but `settings`."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(CALLERS_OWN)}
    path = os.pathsep.join(sys.path)
    line = [sys.executable, "-m", "hcaudit", *map(str, words)]
    environment = {**plain, "PYTHONPATH": path, **settings}
    return subprocess.run(line, check=False, capture_output=True, env=environment, cwd=cwd, stdin=subprocess.DEVNULL)


def every_file(
    settings: Mapping[str, str], folder: Path, forms: Iterable[Format], show: str = "findings"
) -> Mapping[str, bytes]:
    """Return the sample month in those of `forms` that have files, with the manifest, and as a table."""
    folder.mkdir()
    files = [f"报告{form.suffixes[0]}" for form in forms if form.suffixes]
    targets = [word for file in files for word in ("-o", file)]
    words = [*MONTH, *targets, "--show", show, "--format", "table", "--manifest", "清单.json"]
    done = run(settings, "check", SAMPLE, *words, cwd=folder)
    assert done.returncode == 1, done.stderr.decode()
    return {"table": done.stdout, **{file: (folder / file).read_bytes() for file in [*files, "清单.json"]}}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Return every format as one machine writes it."""
    return every_file(PLACES["UTF-8"], tmp_path_factory.mktemp("here") / "reports", FORMATS.values())


def test_every_format_has_the_same_bytes(
    place: Mapping[str, str], expected: Mapping[str, bytes], tmp_path: Path
) -> None:
    found = every_file(place, tmp_path / "elsewhere", FORMATS.values())
    assert [file for file in expected if found[file] != expected[file]] == []


@pytest.mark.parametrize("show", [name for name in SHOWN if name != "changes"])
def test_every_part_has_the_same_bytes(show: str, tmp_path: Path) -> None:
    forms = [form for form in FORMATS.values() if not form.complete]
    one = every_file(PLACES["UTF-8"], tmp_path / "here", forms, show)
    other = every_file(PLACES["ASCII"], tmp_path / "elsewhere", forms, show)
    assert [file for file in one if one[file] != other[file]] == []


def test_stdout_gets_what_a_file_gets(expected: Mapping[str, bytes]) -> None:
    assert run({}, "check", SAMPLE, *MONTH, "--format", "xlsx").stdout == expected["报告.xlsx"]


def test_what_is_said_is_utf_8_without_colour_or_prompt(place: Mapping[str, str], tmp_path: Path) -> None:
    done = run(place, "check", SAMPLE, *MONTH, "-o", "报告.csv", cwd=tmp_path)
    said = done.stderr.decode("utf-8")
    assert said.startswith("截止日 2021-12-31")
    assert said.rstrip().endswith("已写入 报告.csv")
    assert "\x1b" not in said


@pytest.mark.skipif(os.name == "nt", reason="names of files are no bytes")
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_names_of_files_are_the_same(encoding: str, place: Mapping[str, str], tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/" + "欧阳.csv".encode(encoding)
    Path(os.fsdecode(name)).write_text(EXPORT, "utf-8")
    done = run(place, "check", tmp_path, "--as-of", "2022-12-31", "--format", "json", "--lang", "zh")
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["source_file"], finding["record_no"]) == ("欧阳.csv", "欧阳.csv:2")


@pytest.mark.skipif(os.name == "nt", reason="names of files are no bytes")
def test_data_is_not_overwritten_whatever_its_name(place: Mapping[str, str], tmp_path: Path) -> None:
    (tmp_path / "欧阳.csv").write_text(EXPORT, "utf-8")
    done = run(place, "check", ".", "-o", "欧阳.csv", "--lang", "zh", cwd=tmp_path)
    assert (done.returncode, "欧阳.csv 会覆盖" in done.stderr.decode("utf-8")) == (2, True)
    assert (tmp_path / "欧阳.csv").read_text("utf-8") == EXPORT

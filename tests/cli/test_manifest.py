"""`--manifest`: what a run vouches for, and that it is so."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from hcaudit.render import FORMATS
from tests.cli.conftest import ORDERS, Engine, Hcaudit

AS_OF = ("--as-of", "2021-12-31")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, orders: Path) -> None:
    assert orders.exists()
    monkeypatch.chdir(tmp_path)


def manifest_of(hcaudit: Hcaudit, *words: object, code: int = 1) -> Any:
    """Run `check` with the words and return its manifest."""
    result = hcaudit("check", *words, *AS_OF, "--manifest", "m.json", "-q")
    assert (result.code, result.err) == (code, "")
    return json.loads(Path("m.json").read_bytes())


def sha256(path: str | Path) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def test_it_tells_what_was_run(hcaudit: Hcaudit) -> None:
    told = manifest_of(hcaudit, "orders.csv", "--select", "T08", "--set", "T12.min_working_days=5", "-o", "a.csv")
    assert list(told)[:2] == ["manifest", "command"]
    assert (told["manifest"], told["command"], told["exit_code"]) == (1, "check", 1)
    assert {"hcaudit", "python", "holidays", "pyarrow"} <= set(told["versions"])
    assert (told["as_of"], told["as_of_source"]) == ("2021-12-31", "given")
    assert told["pack"] == "huangchuan-2021-38"
    assert told["calendar"]["published_through"] >= "2026-12-31"
    assert told["parameters"]["T12.min_working_days"] == "5"
    options = told["options"]
    assert (options["FILES..."], options["--select"], options["--month"]) == (["orders.csv"], ["T08"], None)
    assert (options["--output"], options["--mask"], options["--lang"]) == (["a.csv"], False, "zh")
    assert told["totals"]["violations"] == 1
    assert told["config"] is None


def test_inputs_have_hashes_and_counts(hcaudit: Hcaudit) -> None:
    (one,) = manifest_of(hcaudit, "./orders.csv")["inputs"]
    assert (one["file"], one["path"], one["size"]) == ("orders.csv", "orders.csv", len(ORDERS.encode()))
    assert (one["sha256"], one["note"]) == (sha256("orders.csv"), None)
    (sheet,) = one["sheets"]
    assert (sheet["kind"], sheet["rows"], sheet["records"], sheet["non_records"]) == ("orders", 2, 2, 0)


def test_outputs_have_hashes(hcaudit: Hcaudit) -> None:
    told = manifest_of(hcaudit, "orders.csv", "-o", "a.xlsx", "-o", "b.json", "--by-unit", "units")["outputs"]
    assert [one["file"] for one in told] == ["a.xlsx", "b.json", str(Path("units") / "城关供电所.xlsx")]
    assert [(one["size"], one["sha256"]) for one in told] == [
        (Path(one["file"]).stat().st_size, sha256(one["file"])) for one in told
    ]
    assert [one["format"] for one in told] == ["xlsx", "json", "xlsx"]


@pytest.mark.parametrize("form", FORMATS)
def test_what_goes_to_stdout_is_the_same_and_has_a_hash(form: str, hcaudit: Hcaudit) -> None:
    plain = hcaudit("check", "orders.csv", *AS_OF, "--format", form, "-q").out
    sealed = hcaudit("check", "orders.csv", *AS_OF, "--format", form, "-q", "--manifest", "m.json").out
    (told,) = json.loads(Path("m.json").read_bytes())["outputs"]
    assert sealed == plain
    assert told == {"file": "-", "format": form, "size": len(plain), "sha256": hashlib.sha256(plain).hexdigest()}


def test_standard_input_has_a_hash(hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ORDERS.encode())))
    (one,) = manifest_of(hcaudit, "-")["inputs"]
    assert (one["path"], one["size"], one["sha256"]) == ("-", len(ORDERS.encode()), sha256("orders.csv"))
    assert one["sheets"][0]["records"] == 2


def test_closed_standard_input_is_told(hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    result = hcaudit("check", "-", "--manifest", "m.json")
    assert (result.code, "标准输入已关闭" in result.err) == (3, True)


def test_an_archive_stands_for_its_members(hcaudit: Hcaudit) -> None:
    with zipfile.ZipFile("export.zip", "w") as archive:
        archive.write("orders.csv", "一月/orders.csv")
    (one,) = manifest_of(hcaudit, "export.zip")["inputs"]
    assert (one["file"], one["sha256"]) == ("export.zip", sha256("export.zip"))
    assert [sheet["file"] for sheet in one["sheets"]] == ["export.zip/一月/orders.csv"]


def test_what_was_left_out_of_a_folder_is_there_without_a_hash(hcaudit: Hcaudit, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    (folder / "old").mkdir(parents=True)
    (folder / "~$orders.csv").touch()
    (tmp_path / "orders.csv").rename(folder / "orders.csv")
    told = {one["file"]: (one["note"], one["sha256"] is None) for one in manifest_of(hcaudit, "exports")["inputs"]}
    assert told == {"orders.csv": (None, False), "old": ("not-read", True), "~$orders.csv": ("not-read", True)}


def test_configuration_and_decisions_have_hashes(hcaudit: Hcaudit) -> None:
    Path("hcaudit.toml").write_text("[calendar.2027]\noff = ['2027-01-01']\n", encoding="utf-8")
    Path("decisions.csv").write_text("违规编号,裁定,理由,裁定人,裁定日期\n", encoding="utf-8")
    told = manifest_of(hcaudit, "orders.csv", "--decisions", "decisions.csv")
    assert told["config"]["sha256"] == sha256("hcaudit.toml")
    assert [one["sha256"] for one in told["decisions"]] == [sha256("decisions.csv")]
    assert told["calendar"]["overlays"] == [{"year": 2027, "complete": False}]


def test_the_earlier_run_has_a_hash_of_what_it_was(hcaudit: Hcaudit) -> None:
    assert hcaudit("check", "orders.csv", *AS_OF, "-o", "last.json", "-q").code == 1
    before = sha256("last.json")
    # The next run compares with it and then writes its own over it.
    told = manifest_of(hcaudit, "orders.csv", "--since", "last.json", "-o", "last.json", "--format", "csv")
    assert (told["since"]["file"], told["since"]["as_of"]) == ("last.json", "2021-12-31")
    assert (told["since"]["sha256"], told["since"]["note"]) == (before, None)
    assert told["outputs"][0]["sha256"] == sha256("last.json") != before
    assert "since" not in manifest_of(hcaudit, "orders.csv")


def test_an_input_that_is_written_to_meanwhile_has_no_hash_and_is_told(
    hcaudit: Hcaudit, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def grow(settings: Any, reading: Any) -> Any:
        with Path("orders.csv").open("ab") as stream:
            stream.write(b"4121000003,,,,\n")
        return engine.audit(settings, reading)

    monkeypatch.setattr("hcaudit.pipeline.audit", grow)
    result = hcaudit("check", "orders.csv", "--manifest", "m.json", "-q")
    (one,) = json.loads(Path("m.json").read_bytes())["inputs"]
    assert (result.code, one["sha256"], one["note"]) == (0, None, "changed")
    assert "orders.csv 在审核期间被改动" in result.err


def test_a_pipe_has_no_hash(hcaudit: Hcaudit, engine: Engine) -> None:
    os.mkfifo("pipe.csv")
    engine.read(file="pipe.csv")
    (one,) = manifest_of(hcaudit, "pipe.csv", code=0)["inputs"]
    assert (one["sha256"], one["note"]) == (None, "not-a-file")


def test_it_is_written_last_and_only_if_all_else_is(hcaudit: Hcaudit, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    Path("m.json").write_text("old")
    monkeypatch.setattr("hcaudit.render.as_csv.csv.write_csv", fail)
    assert hcaudit("check", "orders.csv", *AS_OF, "-o", "a.csv", "--manifest", "m.json").code == 3
    assert Path("m.json").read_text() == "old"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-o", "a.json", "--manifest", "./a.json"], "是同一个文件"),
        (["--manifest", "nowhere/m.json"], "文件夹 nowhere 不存在"),
        (["--manifest", "orders.csv"], "orders.csv 会覆盖"),
    ],
)
def test_a_wrong_place_is_refused_and_nothing_is_written(words: list[str], message: str, hcaudit: Hcaudit) -> None:
    result = hcaudit("check", "orders.csv", *AS_OF, *words)
    assert (result.code, result.out, message in result.err) == (2, b"", True)
    assert [path.name for path in Path().iterdir()] == ["orders.csv"]
    assert Path("orders.csv").read_text(encoding="utf-8") == ORDERS


def test_it_is_no_export(hcaudit: Hcaudit) -> None:
    first = manifest_of(hcaudit, "orders.csv")
    again = hcaudit("check", "orders.csv", "m.json", *AS_OF)
    assert again.code == 1
    assert "未读取 m.json：hcaudit 自己的输出" in again.err
    assert first


def test_the_same_run_gives_the_same_bytes(hcaudit: Hcaudit) -> None:
    manifest_of(hcaudit, "orders.csv", "-o", "a.xlsx")
    first = Path("m.json").read_bytes()
    manifest_of(hcaudit, "orders.csv", "-o", "a.xlsx")
    assert Path("m.json").read_bytes() == first


def test_control_characters_in_names_are_escaped(hcaudit: Hcaudit) -> None:
    name = "o\x1b[31m\u202e.csv"
    Path("orders.csv").rename(name)
    manifest_of(hcaudit, name)
    text = Path("m.json").read_text(encoding="utf-8")
    assert ("\x1b" in text, "\u202e" in text, "\\u001b[31m" in text) == (False, False, True)

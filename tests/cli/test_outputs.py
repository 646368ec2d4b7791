"""The files of `-o`: in the format of their suffix, each whole or not at all."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from tests.cli.conftest import Engine, Hcaudit

BOM = b"\xef\xbb\xbf"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    monkeypatch.chdir(tmp_path)
    engine.has("findings", {"record_no": "4121", "outcome": "violation", "disposition": "open"})


def test_the_suffix_decides_and_stdout_stays_empty(hcaudit: Hcaudit, tmp_path: Path) -> None:
    result = hcaudit("check", "a.csv", "-o", "一.csv", "-o", "b.JSON", "--output", "c.xlsx")
    assert (result.code, result.out) == (1, b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.JSON", "c.xlsx", "一.csv"]
    assert (tmp_path / "一.csv").read_bytes().startswith(BOM)
    assert (tmp_path / "b.JSON").read_bytes().startswith(b"{")
    assert (tmp_path / "c.xlsx").read_bytes().startswith(b"PK")
    assert "已写入 一.csv、b.JSON、c.xlsx" in result.err


def test_a_terminal_gets_no_table_beside_a_file(hcaudit: Hcaudit) -> None:
    assert hcaudit("check", "a.csv", "-o", "b.csv", terminal=True, encoding="utf-8").out == b""


def test_a_format_fills_stdout_as_well(hcaudit: Hcaudit, tmp_path: Path) -> None:
    result = hcaudit("check", "a.csv", "-o", "b.csv", "--format", "json")
    assert result.out.startswith(b"{")
    assert (tmp_path / "b.csv").exists()


def test_an_old_report_is_replaced_and_keeps_its_permissions(hcaudit: Hcaudit, tmp_path: Path) -> None:
    old = tmp_path / "b.csv"
    old.write_text("old")
    old.chmod(0o640)
    assert hcaudit("check", "a.csv", "-o", "b.csv").code == 1
    assert b"4121" in old.read_bytes()
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o640), (0o002, 0o660), (0o077, 0o600), (0o000, 0o660)])
def test_new_files_are_not_for_the_world(umask: int, mode: int, hcaudit: Hcaudit, tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    before = os.umask(umask)
    try:
        hcaudit("check", "a.csv", "-o", "b.csv", "--manifest", "m.json")
        hcaudit("check", "a.csv", "--by-unit", "units")
    finally:
        os.umask(before)
    files = [tmp_path / "b.csv", tmp_path / "m.json", *(tmp_path / "units").iterdir()]
    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [mode] * 3
    assert not (tmp_path / "units").stat().st_mode & 0o007


def test_a_file_that_cannot_take_its_place_leaves_the_others_as_they_were(
    hcaudit: Hcaudit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(draft: Path, path: Path) -> None:
        if path.name == "d.csv":
            raise PermissionError(13, "Permission denied")
        draft.replace(path)

    (tmp_path / "b.csv").write_text("old")
    (tmp_path / "d.csv").write_text("old")
    monkeypatch.setattr("hcaudit.cli.drafts.put", refuse)
    result = hcaudit("check", "a.csv", "-o", "b.csv", "-o", "c.json", "-o", "d.csv", "-o", "e.md")
    assert (result.code, result.out) == (3, b"")
    assert "d.csv" in result.err
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"b.csv": "old", "d.csv": "old"}


def test_a_file_system_without_links_serves_as_well(
    hcaudit: Hcaudit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    for name in ("b.csv", "c.csv"):
        (tmp_path / name).write_text("old")
    monkeypatch.setattr("os.link", refuse)
    assert hcaudit("check", "a.csv", "-o", "b.csv", "-o", "c.csv").code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.csv", "c.csv"]
    assert all(b"4121" in path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_stays_a_link(hcaudit: Hcaudit, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "b.csv").symlink_to(tmp_path / "real" / "c.csv")
    assert hcaudit("check", "a.csv", "-o", "b.csv").code == 1
    assert (tmp_path / "b.csv").is_symlink()
    assert b"4121" in (tmp_path / "real" / "c.csv").read_bytes()


def test_a_report_that_fails_leaves_every_file_as_it_was(
    hcaudit: Hcaudit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "b.csv").write_text("old")
    monkeypatch.setattr("hcaudit.render.as_csv.csv.write_csv", fail)
    result = hcaudit("check", "a.csv", "-o", "c.json", "-o", "b.csv")
    assert (result.code, result.out) == (3, b"")
    assert "b.csv" in result.err
    assert "No space left on device" in result.err
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("b.csv", "old")]


@pytest.mark.parametrize("failure", [RuntimeError("x"), KeyboardInterrupt()])
def test_no_draft_is_left_behind(
    failure: BaseException, hcaudit: Hcaudit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr("hcaudit.render.as_csv.csv.write_csv", fail)
    assert hcaudit("check", "a.csv", "-o", "b.csv").code in (4, 130)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="needs a named pipe")
def test_a_pipe_is_written_in_place_without_bom(hcaudit: Hcaudit, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    assert hcaudit("check", "a.csv", "-o", pipe).code == 1
    reader.join()
    assert b"4121" in got[0]
    assert not got[0].startswith(BOM)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


WRONG = [
    ("-o b.zip", ["b.zip", ".xlsx"], ["b.zip", ".xlsx"]),
    ("-o b", [".xlsx"], [".xlsx"]),
    ("-o -", ["--format"], ["--format"]),
    ("-o folder", ["folder 是一个文件夹"], ["folder is a folder"]),
    ("-o missing/b.csv", ["文件夹 missing 不存在"], ["no folder missing"]),
    ("-o b.csv -o ./b.csv", ["同一个文件"], ["are one file"]),
    (f"-o {'x' * 300}.csv", ["不能作为文件名"], ["cannot be a file name"]),
]


@pytest.mark.parametrize(("options", "chinese", "english"), WRONG, ids=[options[:30] for options, _, _ in WRONG])
def test_a_wrong_target_is_told_before_the_audit(
    options: str, chinese: list[str], english: list[str], hcaudit: Hcaudit, engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    for lang, words in (("zh", chinese), ("en", english)):
        result = hcaudit("check", "a.csv", "--lang", lang, *options.split(" "))
        assert (result.code, result.out, engine.asked) == (2, b"", None)
        assert [word for word in words if word not in result.err] == []


@pytest.mark.parametrize("source", ["a.csv", "./a.csv", ".", "*.csv", "fol*/../a.csv"])
@pytest.mark.parametrize("target", ["a.csv", "folder/../a.csv"])
def test_data_that_was_read_is_not_overwritten(
    source: str, target: str, hcaudit: Hcaudit, engine: Engine, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.csv").write_text("data")
    engine.read(file="a.csv")
    result = hcaudit("check", source, "-o", "b.json", "-o", target)
    assert (result.code, result.out) == (2, b"")
    assert f"-o {target} 会覆盖" in result.err
    assert (tmp_path / "a.csv").read_text() == "data"
    assert not (tmp_path / "b.json").exists()


def test_a_report_among_the_inputs_is_written_again(hcaudit: Hcaudit, engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("last month's report")
    engine.read(file="b.csv", kind=None)
    assert hcaudit("check", ".", "-o", "b.csv").code == 1
    assert b"4121" in (tmp_path / "b.csv").read_bytes()


def test_a_file_of_the_same_name_elsewhere_is_no_input(hcaudit: Hcaudit, engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    engine.read(file="a.csv")
    assert hcaudit("check", "folder/a.csv", "-o", "a.csv").code == 1
    assert (tmp_path / "a.csv").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_target_is_told_before_the_audit(hcaudit: Hcaudit, engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "b.csv").touch(mode=0o444)
    result = hcaudit("check", "a.csv", "-o", "b.csv")
    assert (result.code, engine.asked) == (2, None)
    assert "没有写入权限" in result.err

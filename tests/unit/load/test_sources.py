"""What the user names: files, folders, patterns, standard input, tables."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from hcaudit.errors import InputError
from hcaudit.load import LoadOptions, Source, load
from hcaudit.model.records import Dossier
from tests.unit.load.samples import orders, rows_of, sentences, vocabulary


def loaded(*sources: Source) -> Dossier:
    return load(sources, vocabulary=vocabulary(), options=LoadOptions())


def write(folder: Path, **files: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def test_a_folder_is_read_by_name(tmp_path: Path) -> None:
    write(tmp_path, b=orders({"申请编号": "B"}), a=orders({"申请编号": "A"}))
    assert rows_of(loaded(tmp_path).records["orders"], "record_no", "source_file") == [("A", "a.csv"), ("B", "b.csv")]


def test_sources_rank_as_given(tmp_path: Path) -> None:
    write(tmp_path, b=orders({"申请编号": "B"}), a=orders({"申请编号": "A"}))
    records = loaded(str(tmp_path / "b.csv"), tmp_path / "a.csv").records["orders"]
    assert rows_of(records, "record_no") == [("B",), ("A",)]


def test_what_a_folder_has_beside_data_is_noted(tmp_path: Path) -> None:
    write(tmp_path, a=orders({}))
    (tmp_path / "~$a.xlsx").write_bytes(b"lock")
    (tmp_path / ".~a.xlsx").write_bytes(b"lock")
    (tmp_path / "b.xlsx").mkdir()
    (tmp_path / ".hidden.csv").write_text("x", encoding="utf-8")
    (tmp_path / "README.md").write_text("# about", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("nothing, really", encoding="utf-8")
    (tmp_path / "more").mkdir()
    dossier = loaded(tmp_path)
    assert dossier.unusable == ()
    assert {sheet.file: sheet.note for sheet in dossier.intake} == {
        "a.csv": None,
        "~$a.xlsx": "load.note-lock-file",
        ".~a.xlsx": "load.note-lock-file",
        "b.xlsx": "load.note-subfolder",
        ".hidden.csv": "load.note-hidden-file",
        "README.md": "load.note-no-data",
        "notes.txt": "load.note-no-data",
        "more": "load.note-subfolder",
    }


def test_a_text_file_named_by_the_user_must_be_data(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing, really", encoding="utf-8")
    assert loaded(tmp_path / "notes.txt").unusable == ("notes.txt",)


def test_data_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    (tmp_path / "导出.xls ").write_text(orders({}), encoding="gb18030")
    assert len(loaded(tmp_path).records["orders"]) == 1


def test_patterns(tmp_path: Path) -> None:
    write(tmp_path / "1", a=orders({"申请编号": "A"}))
    write(tmp_path / "2", b=orders({"申请编号": "B"}))
    assert rows_of(loaded(f"{tmp_path}/*/*.csv").records["orders"], "record_no") == [("A",), ("B",)]
    assert rows_of(loaded(f"{tmp_path}/[12]").records["orders"], "record_no") == [("A",), ("B",)]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    write(tmp_path / "11", a=orders({"申请编号": ""}))
    write(tmp_path / "12", a=orders({"申请编号": ""}))
    records = loaded(tmp_path / "11", tmp_path / "12").records["orders"]
    assert rows_of(records, "record_no") == [("11/a.csv:2",), ("12/a.csv:2",)]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, a=orders({"申请编号": ""}))
    dossier = loaded(tmp_path / "a.csv", tmp_path)
    assert len(dossier.records["orders"]) == 1
    assert [sheet.note for sheet in dossier.intake] == [None, "load.note-given-twice"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(orders({"申请编号": ""}).encode())))
    assert rows_of(loaded("-").records["orders"], "record_no") == [("-:2",)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_a_pipe() -> None:
    end, start = os.pipe()
    os.write(start, orders({}).encode())
    os.close(start)
    assert len(loaded(f"/dev/fd/{end}").records["orders"]) == 1
    os.close(end)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, a=orders({}))
    os.mkfifo(tmp_path / "b.csv")
    assert {sheet.file: sheet.note for sheet in loaded(tmp_path).intake} == {
        "a.csv": None,
        "b.csv": "load.note-no-file",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes only there")
def test_a_name_that_is_not_of_the_encoding_of_the_system(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode("在途.csv".encode("gbk"))).write_text(orders({"申请编号": ""}), encoding="utf-8")
    assert rows_of(loaded(tmp_path).records["orders"], "record_no", "source_file") == [("在途.csv:2", "在途.csv")]


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.EACCES, "「a.csv」打不开：没有读取权限，或者正被别的程序占用"),
        (errno.EIO, f"「a.csv」读不出来（系统错误 {errno.EIO}）"),
    ],
)
def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, "in the words of the system")

    write(tmp_path, a=orders({}))
    monkeypatch.setattr(Path, "open", refuse)
    dossier = loaded(tmp_path)
    assert dossier.unusable == ("a.csv",)
    assert says in sentences(dossier)[0]
    assert "system" not in sentences(dossier)[0]


@pytest.mark.parametrize("name", ["x" * 300, "日" * 100 + ".xlsx"])
def test_a_name_that_is_too_long(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"打不开.*名称太长|找不到文件"):
        loaded(tmp_path / name)


def test_a_folder_that_may_not_be_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "in the words of the system")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(InputError, match=r"没有权限.*检查权限"):
        loaded(tmp_path)


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need no privilege only elsewhere")
def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    write(tmp_path, a=orders({}))
    (tmp_path / "round.xlsx").symlink_to("round.xlsx")
    (tmp_path / "gone.xlsx").symlink_to("nothing")
    dossier = loaded(tmp_path)
    assert dossier.unusable == ("gone.xlsx", "round.xlsx")
    assert dossier.records["orders"].table.num_rows == 1


def test_a_missing_file_is_named_with_its_neighbours(tmp_path: Path) -> None:
    write(tmp_path, orders=orders({}))
    with pytest.raises(InputError, match=r"order\.csv.*名称相近的有：orders\.csv"):
        loaded(tmp_path / "order.csv")
    with pytest.raises(InputError, match=r"找不到文件.*zzz"):
        loaded(tmp_path / "zzz")


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="是空的"):
        loaded(tmp_path)
    with pytest.raises(InputError, match=r"没有文件与.*\*\.csv"):
        loaded(f"{tmp_path}/*.csv")

"""Archives: every member is taken in like a file."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from hcaudit.load import LoadOptions, archives, load
from hcaudit.load.archives import unpacked
from hcaudit.load.sources import Entry
from tests.unit.load.samples import load_files, orders, rows_of, sentences, vocabulary, workbook
from tests.unit.load.writers import gzipped, html_page, html_table, parquet_of, zipped, zipped_on_windows

HEADERS = ("申请编号", "业务类型", "供电单位", "受理时间")
ORDER = ("X1", "高压新装", "所", "2021-12-03")


def numbers(folder: Path, name: str, content: bytes) -> list[tuple[str, str]]:
    records = load_files(folder, {name: content}).records["orders"]
    return [(number, file) for number, file in rows_of(records, "record_no", "source_file")]


def test_members_of_every_form(tmp_path: Path) -> None:
    data = zipped(
        {
            "b/一.csv": orders({"申请编号": "B1"}).encode("gbk"),
            "a.xlsx": workbook({"s": [HEADERS, ("A1", *ORDER[1:])]}),
            "c.xls": html_page(html_table([HEADERS, ("C1", *ORDER[1:])])).encode("gbk"),
            "d.dat": parquet_of([HEADERS, ("D1", *ORDER[1:])]),
            "e.csv.gz": gzipped(orders({"申请编号": "E1"}).encode()),
            "f.zip": zipped({"g.csv": orders({"申请编号": "G1"})}),
        }
    )
    assert numbers(tmp_path, "导出.zip", data) == [
        ("B1", "导出.zip/b/一.csv"),
        ("A1", "导出.zip/a.xlsx"),
        ("C1", "导出.zip/c.xls"),
        ("D1", "导出.zip/d.dat"),
        ("E1", "导出.zip/e.csv.gz"),
        ("G1", "导出.zip/f.zip/g.csv"),
    ]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_of_members_are_decoded(tmp_path: Path, encoding: str) -> None:
    data = zipped_on_windows("在途/十二月.csv", orders({"申请编号": "A1"}).encode(), encoding)
    assert numbers(tmp_path, "z.zip", data) == [("A1", "z.zip/在途/十二月.csv")]


def test_two_members_of_one_name_are_told_apart(tmp_path: Path) -> None:
    one = zipped({"a.csv": orders({"申请编号": ""}), "b.csv": orders({"申请编号": ""})}).replace(b"b.csv", b"a.csv")
    assert [number for number, _ in numbers(tmp_path, "z.zip", one)] == ["z.zip/a.csv:2", "z.zip/a.csv (2):2"]


def test_a_file_in_pieces(tmp_path: Path) -> None:
    text = orders({"申请编号": "A1"}, {"申请编号": "A2"}).encode("gbk")
    assert numbers(tmp_path, "a.csv", gzipped(text[:70], text[70:])) == [("A1", "a.csv"), ("A2", "a.csv")]


def test_too_little_memory_is_an_error_about_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_little(*_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(archives, "_limited", too_little)
    dossier = load_files(tmp_path, {"大.csv.gz": gzipped(b"x"), "好.csv": orders({})})
    assert dossier.unusable == ("大.csv.gz",)
    assert "内存不够" in sentences(dossier)[0]
    assert len(dossier.records["orders"]) == 1


def test_what_is_beside_the_data_in_an_archive_is_noted(tmp_path: Path) -> None:
    names = ("~$a.xlsx", ".~b.xlsx", "__MACOSX/._c.csv", ".DS_Store", "说明.txt", "d/", "a.csv")
    dossier = load_files(tmp_path, {"z.zip": zipped({name: orders({}) if name == "a.csv" else "" for name in names})})
    assert dossier.unusable == ()
    assert {sheet.file.removeprefix("z.zip/"): sheet.note for sheet in dossier.intake} == {
        "~$a.xlsx": "load.note-lock-file",
        ".~b.xlsx": "load.note-lock-file",
        "__MACOSX/._c.csv": "load.note-hidden-file",
        ".DS_Store": "load.note-hidden-file",
        "说明.txt": "load.note-no-data",
        "a.csv": None,
    }


def test_a_member_is_unpacked_when_its_turn_has_come() -> None:
    data = zipped({"a.csv": "x", "b.csv": b"PK\x03\x04" + bytes(100)})
    entries = unpacked([Entry(name="z.zip", read=lambda: data)])
    assert next(entries).name == "z.zip/a.csv"


@pytest.mark.parametrize(
    "content",
    [
        orders({"申请编号": "A1"}).encode("utf-16"),
        workbook({"s": [HEADERS, ("A1", *ORDER[1:])]}),
        html_page(html_table([HEADERS, ("A1", *ORDER[1:])])).encode("gbk"),
        parquet_of([HEADERS, ("A1", *ORDER[1:])]),
        zipped({"a.csv": orders({"申请编号": "A1"})}),
        gzipped(orders({"申请编号": "A1"}).encode()),
    ],
)
def test_standard_input_of_any_form(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    dossier = load(["-"], vocabulary=vocabulary(), options=LoadOptions())
    assert rows_of(dossier.records["orders"], "record_no") == [("A1",)]

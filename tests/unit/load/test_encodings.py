"""Encodings that bytes alone do not tell, and texts of more than one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from hcaudit.load import LoadOptions
from hcaudit.load.decoding import Bytes, decode
from hcaudit.load.encodings import judged
from hcaudit.load.mixture import has_utf8_lines, is_surely_utf8, mixture_of
from hcaudit.load.rawsheet import RawSheet, UnusableFileError
from hcaudit.load.text import read_delimited
from tests.unit.load.samples import csv_text, load_files, orders, rows_of, sentences

ENGLISH = ("outage_no", "transformer", "unit", "started_at")
TRADITIONAL = csv_text(
    [["申請編號", "業務類型", "供電單位", "受理時間", "是否有配套工程"], ["A1", "高壓新裝", "所", "2021-12-03", "無"]]
)


def read(data: Bytes, encoding: str | None) -> Sequence[RawSheet]:
    return [read_delimited("f", data, encoding)]


@pytest.mark.parametrize(
    ("data", "header", "encoding"),
    [
        ("户名,b\n".encode(), ("户名", "b"), "utf-8"),
        ("户名,b\n".encode("gbk"), ("户名", "b"), "gb18030"),
        ("茅台,b\n".encode("gbk"), ("茅台", "b"), "gb18030"),
        ("一,芦,b\n".encode("gbk"), ("一", "芦", "b"), "gb18030"),
        ("一厂,b\n".encode("gbk"), ("一厂", "b"), "gb18030"),
        ("é,b\n".encode(), ("é", "b"), "utf-8"),
    ],
)
def test_the_header_judges(data: bytes, header: tuple[str, ...], encoding: str) -> None:
    (sheet,) = judged("f", data, read, lambda raw: raw.first(1) == [list(header)])
    assert sheet.encoding == encoding


def test_where_no_header_is_known_the_bytes_decide() -> None:
    (sheet,) = judged("f", "é,文\n".encode(), read, lambda _: False)
    assert sheet.encoding == "utf-8"


def test_what_fits_no_encoding_is_refused() -> None:
    data = "戶,b\n".encode("big5") + b"\xff,\xff\n"
    with pytest.raises(UnusableFileError, match="gb18030"):
        judged("f", data, read, lambda _: False)


@pytest.mark.parametrize(
    ("text", "named"),
    [("×,·,°C,kΩ,±\n", "utf-8"), ("一矛,盲\n", "gb18030"), ("一矛,盲,×\n", "gb18030"), ("中文\n", "gb18030")],
)
def test_chinese_that_is_utf8_by_chance(text: str, named: str) -> None:
    assert decode("f", text.encode(named), None).encoding == named


def test_chinese_that_is_utf8_by_chance_below_an_english_header(tmp_path: Path) -> None:
    text = csv_text([ENGLISH, ["1", "一矛", "盲", "2021-12-03"]])
    dossier = load_files(tmp_path, {"a.csv": text.encode("gbk")})
    assert rows_of(dossier.records["transformer_outages"], "transformer", "unit") == [("一矛", "盲")]


def test_big5_is_named_and_read_when_asked_for(tmp_path: Path) -> None:
    dossier = load_files(tmp_path, {"a.csv": TRADITIONAL.encode("big5")})
    assert dossier.unusable == ("a.csv",)
    assert "--encoding big5" in sentences(dossier)[0]
    dossier = load_files(tmp_path, {"a.csv": TRADITIONAL.encode("big5")}, LoadOptions(encoding="big5"))
    assert rows_of(dossier.records["orders"], "record_no", "business_type", "grid_works") == [("A1", "高压新装", False)]


def test_traditional_characters_in_utf8_need_no_help(tmp_path: Path) -> None:
    assert len(load_files(tmp_path, {"a.csv": TRADITIONAL}).records["orders"]) == 1


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_the_encoding_that_the_user_names_wins(tmp_path: Path, mark: str) -> None:
    data = orders({}).encode(mark)
    dossier = load_files(tmp_path, {"a.csv": data}, LoadOptions(encoding="gb18030"))
    assert dossier.unusable == ("a.csv",)


def test_a_binary_looking_file_is_text_if_the_user_says_so(tmp_path: Path) -> None:
    data = orders({"班组": "\x00\x01"}).encode()
    assert load_files(tmp_path, {"a.csv": data}).unusable == ("a.csv",)
    assert load_files(tmp_path, {"a.csv": data}, LoadOptions(encoding="utf-8")).unusable == ()


@pytest.mark.parametrize(
    ("line", "surely"),
    [
        ("A1,城关供电所", True),
        ("A1,（四川）", True),
        ("A1,城关", False),
        ("A1,é城关供电所", False),
        ("A1", False),
    ],
)
def test_lines_that_are_surely_utf8(line: str, surely: bool) -> None:
    assert is_surely_utf8(line.encode()) is surely
    assert not is_surely_utf8(line.encode("gbk", "ignore"))


def test_a_mixture_marks_what_is_of_the_other_encoding() -> None:
    lines = ["甲,乙", "a,城关供电所", "b,双柳供电所", "c,d"]
    mixture = mixture_of("\n".join(lines[:2]).encode("gbk") + b"\n" + "\n".join(lines[2:]).encode())
    assert (mixture.encoding, mixture.first, mixture.marked, mixture.filled) == ("gb18030", 3, 1, 3)
    assert mixture.text == "甲,乙\na,城关供电所\nb,�\nc,d"
    assert not has_utf8_lines("\n".join(lines).encode("gbk"))


def test_a_single_line_of_utf8_far_down_is_found() -> None:
    data = "甲,城关供电所\n".encode("gbk") * 5000 + "乙,双柳供电所\n".encode() + "甲,城关\n".encode("gbk") * 5000
    assert has_utf8_lines(data)
    mixture = mixture_of(data)
    assert (mixture.first, mixture.marked) == (5001, 1)

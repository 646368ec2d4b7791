"""The child process: whatever happens to it is an error about one file, and nothing of it is seen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hcaudit.load import LoadOptions, load
from hcaudit.load import child as child_module
from hcaudit.load.isolation import ReaderProcess
from hcaudit.load.limits import Limits
from hcaudit.load.rawsheet import UnusableFileError
from hcaudit.load.readers import IN_CHILD
from hcaudit.load.sniff import Form
from tests.unit.load.samples import ORDER_HEADERS, orders, sentences, vocabulary, workbook

READERS = "tests.unit.load.hostile"
posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals or limits")


@pytest.fixture
def child() -> Iterator[ReaderProcess]:
    with ReaderProcess(Limits(time_s=20)) as process:
        yield process


def process_of(child: ReaderProcess) -> str:
    """Return the number of the process that reads."""
    return child.read(f"{READERS}:echo", "f", b"x")[0].sheet


def test_a_sheet_arrives_as_it_was(child: ReaderProcess) -> None:
    (sheet,) = child.read(f"{READERS}:echo", "单.xls", "值".encode())
    assert (sheet.file, sheet.first(1), sheet.rows.tolist(), sheet.header) == ("单.xls", [["值"]], [7], None)


def test_a_large_sheet_arrives_in_one_piece(child: ReaderProcess) -> None:
    data = workbook({"s": [[str(row)] for row in range(20_000)], "t": [["x"]]})
    large, small = child.read(IN_CHILD[Form.XLSX], "f", data)
    assert (large.columns[0].to_pylist(), large.rows[-1]) == ([str(row) for row in range(20_000)], 20_000)
    assert (small.sheet, small.first(1)) == ("t", [["x"]])


def test_one_child_reads_several_files(child: ReaderProcess) -> None:
    assert process_of(child) == process_of(child)


def test_a_reader_in_two_steps(child: ReaderProcess) -> None:
    (sheet,) = child.read(f"{READERS}:first > {READERS}:second", "f", b"x")
    assert sheet.first(1) == [["X"]]


def test_the_child_imports_little(child: ReaderProcess) -> None:
    (sheet,) = child.read(f"{READERS}:pandas_or_not", "f", b"")
    assert sheet.first(9) == []


def test_a_workbook_can_be_parsed_before_arrow_is_imported() -> None:
    script = (
        f"import runpy, sys; runpy.run_path({child_module.__file__!r})['_prepare_imports']({sys.path!r})\n"
        "import hcaudit.load.workbook; sys.exit('pyarrow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-I", "-S", "-c", script], check=False).returncode == 0


def test_what_a_reader_says_is_said(child: ReaderProcess) -> None:
    with pytest.raises(UnusableFileError, match=r"f.*3 张.*2 张"):
        child.read(f"{READERS}:unusable", "f", b"x")
    assert process_of(child)


@pytest.mark.parametrize("reader", ["panic", "bug"])
def test_a_reader_that_raises_is_not_the_end(child: ReaderProcess, reader: str) -> None:
    before = process_of(child)
    with pytest.raises(UnusableFileError, match=r"坏\.xls.*读取程序出错.*另存为 \.xlsx"):
        child.read(f"{READERS}:{reader}", "坏.xls", b"x")
    assert process_of(child) == before


@posix
@pytest.mark.parametrize("reader", ["abort", "killed", "killed_between_sheets"])
def test_a_child_that_dies_is_replaced(child: ReaderProcess, reader: str, capfd: pytest.CaptureFixture[str]) -> None:
    before = process_of(child)
    with pytest.raises(UnusableFileError, match=r"坏\.xls.*读取程序出错.*另存为 \.xlsx"):
        child.read(f"{READERS}:{reader}", "坏.xls", b"x" * (1 << 20))
    assert process_of(child) != before
    assert capfd.readouterr() == ("", "")


@posix
def test_too_much_memory(child: ReaderProcess) -> None:
    with pytest.raises(UnusableFileError, match=r"大\.xls.*内存超过上限 2048 MB.*另存为 \.xlsx"):
        child.read(f"{READERS}:eat_memory", "大.xls", b"x")
    assert process_of(child)


def test_too_much_time() -> None:
    with ReaderProcess(Limits(time_s=1)) as child:
        begun = time.monotonic()
        with pytest.raises(UnusableFileError, match=r"慢\.xls.*1 秒.*另存为 \.xlsx"):
            child.read(f"{READERS}:hang", "慢.xls", b"x")
        assert time.monotonic() - begun < 10
        assert process_of(child)


@posix
@pytest.mark.parametrize("reader", ["hang_with", "stubborn_with"])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_it_does_not_outlive_its_parent(tmp_path: Path, reader: str, how: signal.Signals) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    script = (
        "from hcaudit.load.isolation import ReaderProcess\nfrom hcaudit.load.limits import Limits\n"
        f"ReaderProcess(Limits(time_s=1)).read('{READERS}:{reader}', 'f', {os.fsencode(pipe)!r})"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", script], env=environment) as parent, pipe.open("rb") as stream:
        parent.send_signal(how)
        # The pipe ends when the child does.
        assert stream.read() == b""
    assert parent.returncode == -how


def test_what_an_archive_may_take() -> None:
    limits = Limits(time_s=1)
    assert limits.seconds_for_archive(0) == 20
    assert limits.seconds_for_archive(5 << 20) == 21
    with ReaderProcess(Limits(time_s=0.05)) as child:
        for _ in range(20):
            with pytest.raises(UnusableFileError, match="慢"):
                child.read(f"{READERS}:hang", "慢.xls", b"x", "包.zip")
        with pytest.raises(UnusableFileError, match=r"包\.zip.*已经读了 \d+ 秒，「后\.xls」没有再读；.*time_s"):
            child.read(f"{READERS}:echo", "后.xls", b"x", "包.zip")
        with pytest.raises(UnusableFileError, match=r"别\.xls"):
            child.read(f"{READERS}:hang", "别.xls", b"x", "别.zip")


def test_larger_files_may_take_longer() -> None:
    assert Limits(time_s=10).seconds_for(0) == 10
    assert Limits(time_s=10).seconds_for(10 << 20) == 30


def test_what_a_reader_prints_goes_nowhere(child: ReaderProcess, capfd: pytest.CaptureFixture[str]) -> None:
    (sheet,) = child.read(f"{READERS}:chatter", "f", b"x")
    assert sheet.first(1) == [["x"]]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("program", ["", "/no/such/python"])
def test_no_interpreter(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(sys, "executable", program)
    with ReaderProcess(Limits()) as child, pytest.raises(UnusableFileError, match=r"f.*Python.*起不来.*改用 CSV"):
        child.read(f"{READERS}:echo", "f", b"x")


def test_a_frozen_program_is_no_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with ReaderProcess(Limits()) as child, pytest.raises(UnusableFileError, match="起不来"):
        child.read(f"{READERS}:echo", "f", b"x")


@posix
def test_the_limits_are_options_and_the_other_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook({"s": [ORDER_HEADERS, ("A1", "高压新装", "城关", "2021-12-03")]}))
    (tmp_path / "b.csv").write_text(orders({}), "utf-8")
    options = LoadOptions(time_limit_s=0.01)
    dossier = load([tmp_path], vocabulary=vocabulary(), options=options)
    assert dossier.unusable == ("a.xlsx",)
    assert dossier.records["orders"].table.num_rows == 1
    assert any("a.xlsx" in said and "1 秒" in said for said in sentences(dossier))

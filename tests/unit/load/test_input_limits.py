"""What is too large is refused before it is parsed, in words."""

from __future__ import annotations

import io
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from hcaudit.errors import InputError
from hcaudit.load.limits import COLUMNS, WIDEST
from hcaudit.load.sources import all_of, entries_of, standard_input
from hcaudit.load.text import read_delimited
from hcaudit.load.unusable import UnusableFileError


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hcaudit.load.sources.INPUT_BYTES", 3 << 20)
    monkeypatch.setattr("hcaudit.load.sources.STREAM_BYTES", 2 << 20)


def read(path: Path) -> int:
    """Return how many bytes are read of a file."""
    (entry,) = entries_of([path])
    assert entry.read is not None
    return len(entry.read())


def test_a_file(tmp_path: Path) -> None:
    for size, name in ((3 << 20, "just.csv"), ((3 << 20) + 1, "more.csv")):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(size)
    assert read(tmp_path / "just.csv") == 3 << 20
    with pytest.raises(UnusableFileError, match=r"more\.csv.*3 MB"):
        read(tmp_path / "more.csv")


@pytest.mark.skipif(os.name == "nt", reason="needs a named pipe")
def test_a_pipe_that_does_not_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def pour() -> None:
        with suppress(BrokenPipeError), pipe.open("wb", buffering=0) as stream:
            while True:
                stream.write(bytes(1 << 16))

    writer = threading.Thread(target=pour)
    writer.start()
    with pytest.raises(UnusableFileError, match="2 MB"):
        read(pipe)
    writer.join()


def test_a_stream_that_ends() -> None:
    content = bytes(range(256)) * (1 << 13)
    assert all_of("-", io.BytesIO(content)) == content


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="标准输入已关闭"):
        standard_input()


def rows(width: int) -> bytes:
    """Return three lines with `width` cells each."""
    return (",".join(["x"] * width) + "\n").encode() * 3


def test_columns_far_to_the_right_are_left_out_and_counted() -> None:
    sheet = read_delimited("a.csv", rows(COLUMNS + 5), None)
    assert (len(sheet.columns), sheet.beyond, len(sheet.rows)) == (COLUMNS, 5, 3)


def test_what_is_wider_than_any_spreadsheet_is_no_table() -> None:
    assert read_delimited("a.csv", rows(WIDEST), None).beyond == WIDEST - COLUMNS
    with pytest.raises(UnusableFileError, match="不像表格"):
        read_delimited("a.csv", rows(WIDEST + 1), None)

"""What files were when they were read: their hashes, and what has none."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from hcaudit.errors import InputError
from hcaudit.load.fingerprints import Fingerprint, digest, fingerprint_of, watched


def print_of(*sources: str | Path, stdin: bytes | None = None) -> list[Fingerprint]:
    return [fingerprint_of(one) for one in watched(sources, stdin)]


def test_a_file_has_its_size_and_hash(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"x" * 3_000_000)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    assert print_of(file) == [Fingerprint(file="a.csv", path=str(file), size=3_000_000, sha256=sha256)]
    assert digest(file) == sha256


def test_an_empty_file_has_a_hash(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    (one,) = print_of(tmp_path)
    assert (one.size, one.sha256) == (0, hashlib.sha256(b"").hexdigest())


def test_a_folder_is_its_files_without_those_nobody_reads(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "~$a.xlsx", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "sub").mkdir()
    assert [one.file for one in print_of(tmp_path, tmp_path / "a.csv")] == ["a.csv", "b.csv"]


@pytest.mark.parametrize("change", ["grown", "replaced", "gone"])
def test_what_changed_meanwhile_has_no_hash(change: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"one")
    (before,) = watched([file])
    if change == "grown":
        file.write_bytes(b"more")
    elif change == "replaced":
        (tmp_path / "new").write_bytes(b"two")
        (tmp_path / "new").replace(file)
    else:
        file.unlink()
    found = fingerprint_of(before)
    assert (found.size, found.sha256, found.note) == (None, None, "changed")


@pytest.mark.skipif(os.name == "nt", reason="needs a named pipe")
def test_a_pipe_is_not_read_a_second_time(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (one,) = print_of(tmp_path / "pipe")
    assert (one.sha256, one.note) == (None, "not-a-file")


def test_standard_input_is_what_was_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-").write_bytes(b"a file of this name")
    (held,) = print_of("-", stdin=b"x")
    assert (held.file, held.path, held.size, held.sha256) == ("-", "-", 1, hashlib.sha256(b"x").hexdigest())
    (unknown,) = print_of("-")
    assert (unknown.sha256, unknown.note) == (None, "not-a-file")


def test_a_missing_file_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.csv"):
        watched([tmp_path / "nothing.csv"])

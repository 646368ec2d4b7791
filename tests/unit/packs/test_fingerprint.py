"""The hash of a rulebook: the same for the same files, another if anything that decides is another."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from hcaudit.groundwork import DEFAULT_PACK
from hcaudit.packs import pack_fingerprint, vocabulary_fingerprint
from hcaudit.shipped import rules_folder


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a copy of the shipped pack."""
    copy = tmp_path / "pack"
    shutil.copytree(str(rules_folder().joinpath(DEFAULT_PACK)), copy)
    return copy


def test_a_copy_is_the_same(pack: Path) -> None:
    assert re.fullmatch("[0-9a-f]{64}", pack_fingerprint(DEFAULT_PACK))
    assert pack_fingerprint(str(pack)) == pack_fingerprint(DEFAULT_PACK)


@pytest.mark.parametrize("file", ["pack.toml", "tariff.toml", "classes.toml", "rules"])
def test_every_file_that_decides_counts(file: str, pack: Path) -> None:
    target = pack / file if file.endswith(".toml") else next(iter(sorted((pack / file).iterdir())))
    target.write_text(target.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert pack_fingerprint(str(pack)) != pack_fingerprint(DEFAULT_PACK)


def test_a_name_counts_and_a_case_does_not(pack: Path) -> None:
    shutil.rmtree(pack / "cases")
    assert pack_fingerprint(str(pack)) == pack_fingerprint(DEFAULT_PACK)
    first = next(iter(sorted((pack / "rules").iterdir())))
    first.rename(first.with_name("Z.toml"))
    assert pack_fingerprint(str(pack)) != pack_fingerprint(DEFAULT_PACK)


def test_the_vocabulary_has_a_hash_of_its_own() -> None:
    assert vocabulary_fingerprint() == vocabulary_fingerprint() != pack_fingerprint(DEFAULT_PACK)

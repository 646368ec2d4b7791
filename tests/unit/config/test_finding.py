"""Which file is the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from hcaudit.config import CONFIG_NAME, CONFIG_VARIABLE, find_config


@pytest.fixture
def inner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory, two folders below `tmp_path`."""
    folder = tmp_path / "outer" / "inner"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def test_the_one_named_comes_first(inner: Path) -> None:
    (inner / CONFIG_NAME).touch()
    assert find_config("my.toml", {CONFIG_VARIABLE: "other.toml"}) == Path("my.toml")


def test_then_the_variable(inner: Path) -> None:
    (inner / CONFIG_NAME).touch()
    assert find_config(None, {CONFIG_VARIABLE: "other.toml"}) == Path("other.toml")
    assert find_config(None, {CONFIG_VARIABLE: ""}) == inner / CONFIG_NAME


def test_then_the_nearest_up(inner: Path) -> None:
    (inner.parent.parent / CONFIG_NAME).touch()
    assert find_config(None, {}) == inner.parent.parent / CONFIG_NAME
    (inner.parent / CONFIG_NAME).touch()
    assert find_config(None, {}) == inner.parent / CONFIG_NAME


def test_a_folder_of_that_name_is_passed_over(inner: Path) -> None:
    (inner / CONFIG_NAME).mkdir()
    (inner.parent / CONFIG_NAME).touch()
    assert find_config(None, {}) == inner.parent / CONFIG_NAME


def test_a_folder_that_is_gone_has_no_configuration(inner: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise FileNotFoundError

    (inner / CONFIG_NAME).touch()
    monkeypatch.setattr(Path, "cwd", gone)
    assert find_config(None, {}) is None

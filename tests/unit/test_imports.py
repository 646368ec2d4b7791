"""What is loaded when: nothing by `import hcaudit`, little before the files are being read."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import hcaudit

STUB = Path(hcaudit.__file__).with_suffix(".pyi")


def loaded_by(statement: str) -> set[str]:
    """Return the packages, and the rooms of hcaudit, that a fresh interpreter has loaded after a statement."""
    script = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    names = [name.split(".") for name in done.stdout.split()]
    return {".".join(name[: 2 if name[0] == "hcaudit" else 1]) for name in names}


def test_the_api_is_loaded_when_it_is_asked_for() -> None:
    assert not loaded_by("import hcaudit") & {"numpy", "pyarrow", "pandas", "pydantic", "hcaudit.api"}
    assert "hcaudit.api" in loaded_by("from hcaudit import audit")


@pytest.mark.parametrize("name", hcaudit.__all__)
def test_every_name_of_the_api_is_there(name: str) -> None:
    assert getattr(hcaudit, name).__name__ == name
    assert name in dir(hcaudit)


def test_type_checkers_are_told_the_same_names() -> None:
    stub = ast.parse(STUB.read_text(encoding="utf-8"))
    imported = [alias.name for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    (told,) = (ast.literal_eval(node.value) for node in stub.body if isinstance(node, ast.Assign))
    assert sorted(imported) == told == hcaudit.__all__ == sorted(hcaudit.__all__)


def test_what_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(AttributeError, match=r"module 'hcaudit' has no attribute 'adit'"):
        hcaudit.adit  # type: ignore[attr-defined]  # noqa: B018


def test_what_judges_is_loaded_while_the_files_are_read() -> None:
    loaded = loaded_by("import hcaudit.cli.app, hcaudit.cli.check")
    assert "hcaudit.load" in loaded
    assert not loaded & {
        "pandas",
        "pydantic",
        "rich",
        "xlsxwriter",
        "hcaudit.judging",
        "hcaudit.packs",
        "hcaudit.checks",
    }

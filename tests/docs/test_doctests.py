"""The examples in public docstrings are run."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

MODULES = (
    "hcaudit",
    "hcaudit.api",
    "hcaudit.model.progress",
    "hcaudit.model.report",
    "hcaudit.texts",
    "hcaudit.workdays",
    "hcaudit.workdays.calendar",
    "hcaudit.workdays.festivals",
)
"""Every module whose docstrings have examples."""


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_docstrings(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert results.attempted > 0
    assert results.failed == 0


def test_every_module_with_examples_is_run() -> None:
    source = Path(importlib.import_module("hcaudit").__path__[0])
    having = [
        ".".join(path.relative_to(source.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted(source.rglob("*.py"))
        if ">>> " in path.read_text(encoding="utf-8")
    ]
    assert sorted(having) == sorted(MODULES)

"""The months that all tests here post."""

from __future__ import annotations

import os

import pytest

from tests.faults.scene import Scene, make_scene

collect_ignore_glob = ["test_*.py"] if os.name == "nt" else []
"""Windows has neither forks nor kill -9."""


@pytest.fixture(scope="session")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Return a few months, posted once without a fault."""
    return make_scene(tmp_path_factory.mktemp("scene"), most=2)

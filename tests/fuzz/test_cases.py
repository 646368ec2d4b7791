"""Inputs that once failed never do again, and a first few hundred of the fuzzer's inputs do not either."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzz.mutate import mutated
from tests.fuzz.targets import TARGETS, failure_of

CASES = sorted((Path(__file__).parent / "cases").glob("*.bin"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_once_failed(case: Path) -> None:
    assert failure_of(TARGETS[case.stem.rpartition("-")[0]], case.read_bytes()) is None


@pytest.mark.parametrize("name", TARGETS)
def test_good_inputs(name: str) -> None:
    assert [failure_of(TARGETS[name], seed) for seed in TARGETS[name].seeds] == [None] * len(TARGETS[name].seeds)


@pytest.mark.parametrize("name", TARGETS)
def test_broken_inputs(name: str) -> None:
    target = TARGETS[name]
    inputs = [mutated(target.seeds, random.Random(f"{name} {number}")) for number in range(150)]
    assert [data for data in inputs if failure_of(target, data)] == []

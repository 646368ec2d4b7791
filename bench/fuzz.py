"""Fires broken inputs at what reads exports: python -m bench.fuzz [INPUTS] [SEED].

The same seed gives the same inputs.  An input that raises anything but that a file cannot be used, or takes too long,
is kept in tests/fuzz/cases and is a test from then on.
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
import warnings
from collections import Counter
from pathlib import Path

from tests.fuzz.mutate import mutated
from tests.fuzz.targets import TARGETS, failure_of

CASES = Path(__file__).parents[1] / "tests" / "fuzz" / "cases"
SLOW = 5.0


def main(inputs: int = 200_000, seed: int = 38) -> int:
    """Return how many inputs failed."""
    warnings.simplefilter("error")
    shares = [target.share for target in TARGETS.values()]
    names = random.Random(seed).choices(list(TARGETS), shares, k=inputs)
    failures: Counter[str] = Counter()
    spent = dict.fromkeys(TARGETS, 0.0)
    begun = time.perf_counter()
    for number, name in enumerate(names):
        data = mutated(TARGETS[name].seeds, random.Random(f"{seed} {number}"))
        before = time.perf_counter()
        failure = failure_of(TARGETS[name], data)
        seconds = time.perf_counter() - before
        spent[name] += seconds
        if failure or seconds > SLOW:
            failures[name] += 1
            _keep(name, data, failure or f"took {seconds:.1f} s")
    seconds = time.perf_counter() - begun
    for name, count in Counter(names).items():
        print(f"{name:<8} {count:>8} inputs  {spent[name]:7.1f} s  {failures[name]:>4} failures")
    print(f"{inputs} inputs in {seconds:.0f} s, {inputs / seconds:.0f} a second, {failures.total()} failures")
    return failures.total()


def _keep(name: str, data: bytes, failure: str) -> None:
    path = CASES / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}.bin"
    path.write_bytes(data)
    print(f"{path.name}: {failure}", flush=True)


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:])) else 0)

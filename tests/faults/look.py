"""Says how many fines a sound ledger has: python -m tests.faults.look LEDGER."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.faults.scene import state_of

if __name__ == "__main__":
    sys.stdout.write(f"fines {len(state_of(Path(sys.argv[1]))[0])}\n")

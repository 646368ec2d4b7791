"""Starts `hcaudit` in a process of its own; it must not know what the process is for."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder

import pyarrow as pa

from hcaudit.cli import scratch, signals
from hcaudit.cli.app import main


class _NotNow(MetaPathFinder):
    """Lets the import of pandas fail."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """Find nothing.

        Raises:
            ModuleNotFoundError: it is pandas that is looked for.
        """
        del path, target
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def program() -> int:
    """Run `hcaudit` with the words of the command line; return the exit code.

    pyarrow imports pandas as soon as it makes its first array, to see whether it was handed a DataFrame: a
    third of a second for something no command has.  It asks once and remembers the answer.
    """
    finder = _NotNow()
    sys.meta_path.insert(0, finder)
    pa.array([])
    sys.meta_path.remove(finder)
    with scratch.folder():
        code = _heeding()
    return signals.leave(code)


def _heeding() -> int:
    """Return the exit code of a run that may be told to end."""
    try:
        signals.heed()
        return main()
    except signals.Stopped as demand:
        return demand.exit_code

"""Starts `hcaudit` in a process of its own; it must not know what the process is for."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from importlib.abc import MetaPathFinder
from typing import NoReturn

from hcaudit.cli import scratch, signals


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


def program() -> NoReturn:
    """Run `hcaudit` with the words of the command line and end the process with the exit code."""
    # The process lives for seconds: looking through all modules for garbage, again and again, would take longer than
    # what little there is in cycles is worth.
    gc.disable()
    with signals.at_once():
        _start_arrow()
        from hcaudit.cli.app import main  # noqa: PLC0415 - signals are heeded before it is loaded
    with scratch.folder():
        code = _heeding(main)
    signals.leave(code)


def _heeding(main: Callable[[], int]) -> int:
    """Return the exit code of a run that may be told to end."""
    try:
        signals.heed()
        return main()
    except signals.Stopped as demand:
        return demand.exit_code
    except KeyboardInterrupt:  # before anything could tell it
        return signals.INTERRUPTED


def _start_arrow() -> None:
    """Import Arrow without pandas, and numpy without threads of its own.

    Arrow imports pandas as soon as it makes its first array, to see whether it was handed a DataFrame: a third of a
    second for something no command has.  It asks once and remembers the answer.
    """
    # numpy's linear algebra, which nothing here uses, keeps threads busy waiting for work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    finder = _NotNow()
    sys.meta_path.insert(0, finder)
    import pyarrow as pa  # noqa: PLC0415

    pa.array([])
    sys.meta_path.remove(finder)

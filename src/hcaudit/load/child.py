"""The child process in which files are parsed that may kill their reader; run as a script, it must not know any format.

It is started by `isolation` and imports as little of the package as it can: a reader's own modules, not what a
package does when it is imported.  It talks in lines of JSON: at its start it is told where modules are found and how
much memory it may take, and says that it is ready; then each request names a file, its size in bytes, a reader
(`readers`) and the seconds it may take, and the bytes follow.  The answer is a line for each sheet, followed by the
sheet (`transfer`), and a line that says that it was the last, or what is wrong with the file.

It does not outlive its parent: requests end when the parent does, however that ended, and a reader that lets nobody
else get a word in is stopped by a clock of its own.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import importlib
import json
import os
import sys
import threading
import types
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.abc import MetaPathFinder
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

_FOLDER = Path(__file__).parent
_PANIC = "PanicException"
_GRACE = 2.0
"""Seconds by which this clock is behind that of the parent, which can say what happened."""

_Request = tuple[dict[str, Any], bytes]


class _NoPandas(MetaPathFinder):
    """Lets the import of pandas fail: Arrow would make it with its first array, in case it is a DataFrame."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """Find nothing.

        Raises:
            ModuleNotFoundError: it is pandas that is looked for.
        """
        del path, target
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def main() -> None:
    """Answer requests until there are no more."""
    requests, answers = sys.stdin.buffer, _answers()
    nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process
    start = json.loads(requests.readline())
    _limit_memory(start["memory_mb"])
    _prepare_imports(start["path"])
    # Millions of cells, not one of them in a cycle.
    gc.disable()
    _say(answers, {"ready": True})
    waiting: SimpleQueue[_Request] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    while True:
        request, data = waiting.get()
        faulthandler.dump_traceback_later(request["seconds"] + _GRACE, exit=True, file=nowhere)
        _say(answers, _outcome(request, data, answers))
        faulthandler.cancel_dump_traceback_later()
        del data


def _listen(requests: BinaryIO, waiting: SimpleQueue[_Request]) -> None:
    """Pass the requests on; where they end the parent is gone, and whatever is being read is of no use to anybody."""
    while line := requests.readline():
        request = json.loads(line)
        waiting.put((request, requests.read(request["size"])))
    os._exit(0)


def _answers() -> BinaryIO:
    """Return the standard output for the answers alone: whatever else prints, prints to nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answers


def _limit_memory(megabytes: int) -> None:
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ModuleNotFoundError:
        return
    wanted = megabytes << 20
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY:
        wanted = min(wanted, most)
    # Some systems have the limit and refuse to set it.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
        # What is left of a child that died is of no use to anybody.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _prepare_imports(path: list[str]) -> None:
    """Look for modules where the parent does, and import none of the package but what a reader asks for."""
    sys.path[:] = path
    for name, folder in (("hcaudit", _FOLDER.parent), ("hcaudit.load", _FOLDER)):
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    sys.meta_path.insert(0, _NoPandas())


def _outcome(request: dict[str, Any], data: bytes, answers: BinaryIO) -> dict[str, Any]:
    """Send the sheets of a file; return what is to be said at their end."""
    try:
        for sheet in sheets_of(request["reader"], request["file"], data):
            _say(answers, {"sheet": True})
            _function("hcaudit.load.transfer:send")(sheet, answers)
    except MemoryError:
        return {"broken": "memory"}
    except BaseException as error:
        # A panic of a reader's own language is no Exception, and it is the file's fault all the same.
        if hasattr(error, "texts"):
            (text,) = error.texts
            return {"unusable": text.key, "values": {name: _plain(value) for name, value in text.values}}
        if isinstance(error, Exception) or type(error).__name__ == _PANIC:
            return {"broken": "error"}
        raise
    return {"end": True}


def sheets_of(reader: str, file: str, data: bytes) -> Iterator[Any]:
    """Run a reader on a file; of one in two steps the second, which needs Arrow, is imported while the first runs."""
    first, _, second = (step.strip() for step in reader.partition(">"))
    if not second:
        return iter(_function(first)(file, data))
    with ThreadPoolExecutor(1) as beside:
        result = beside.submit(_function(first), file, data)
        del data
        finish = _function(second)
        return iter(finish(file, result.result()))


def _function(name: str) -> Callable[..., Any]:
    module, function = name.split(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found


def _plain(value: object) -> object:
    """Return a value of a sentence as JSON can carry it."""
    return value if isinstance(value, int) else str(value)


def _say(answers: BinaryIO, line: dict[str, Any]) -> None:
    answers.write(json.dumps(line).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()

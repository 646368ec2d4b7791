"""Readers run in a child process, so that a file that kills its reader kills nothing else; it must not know formats.

The child is a fresh interpreter, not a fork: the parent has threads.  It is started with the first file that needs it
and reads one file after the other while it lives.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import pyarrow as pa

from hcaudit.load import child
from hcaudit.load.decoding import Bytes
from hcaudit.load.limits import Limits
from hcaudit.load.patience import Patience
from hcaudit.load.rawsheet import RawSheet, UnusableFileError, whole
from hcaudit.load.transfer import receive
from hcaudit.texts import Text

_SETTINGS = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_TOP_PAD_": "16777216",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
"""Little address space is taken ahead of its use, for that is what is limited; memory is asked for in large steps."""

_OUT_OF_MEMORY = (b"memory allocation", b"MemoryError", b"bad_alloc")
_PIPE_BYTES = 1 << 20
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class _BrokenError(Exception):
    """The child could not read a file, and the reader did not say why in words."""


class ReaderProcess:
    """The child process of one load; leaving the context ends it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._child: _Child | None = None
        self._patience = Patience(limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, reader: str, file: str, data: Bytes, archive: str = "") -> list[RawSheet]:
        """Return the sheets that a reader (``module:function``) finds in the bytes of a file, maybe one of an archive.

        Raises:
            UnusableFileError: the file cannot be used; its reader died of it, or took too much time or memory.
            MemoryError: the sheets are more than this process can hold.
        """
        with self._patience.granted(file, len(data), archive) as seconds:
            return self._asked(reader, file, data, seconds)

    def _asked(self, reader: str, file: str, data: Bytes, seconds: float) -> list[RawSheet]:
        try:
            return self._started().ask(reader, file, data, seconds)
        except _BrokenError as error:
            reason = str(error)
        except MemoryError:
            # What it has not yet been told is of no use.
            self._end()
            raise
        except (OSError, ValueError, pa.ArrowException):
            reason = self._child.reason_of_death() if self._child else "start"
            self._end()
        raise UnusableFileError(self._text(reason, file, seconds))

    def _started(self) -> _Child:
        if self._child is not None and not self._child.is_usable():
            self._end()
        if self._child is None:
            self._child = _Child(self._limits)
        return self._child

    def _text(self, reason: str, file: str, seconds: float) -> Text:
        match reason:
            case "time":
                return Text("load.reader-time", file=file, seconds=max(round(seconds), 1))
            case "memory":
                return Text("load.reader-memory", file=file, megabytes=self._limits.memory_mb)
            case "start":
                return Text("load.reader-start", file=file, program=sys.executable or "python")
            case _:
                return Text("load.reader-died", file=file)

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


class _Child:
    """One child process; once it has died or was too slow it is of no more use."""

    def __init__(self, limits: Limits) -> None:
        """Start it.

        Raises:
            OSError: there is no interpreter to start.
        """
        if not sys.executable or getattr(sys, "frozen", False):
            raise FileNotFoundError(sys.executable)
        with contextlib.ExitStack() as undo:
            self._complaints = undo.enter_context(tempfile.TemporaryFile())
            self._process = subprocess.Popen(  # noqa: S603 - this very interpreter, with a script of this package
                [sys.executable, "-I", "-S", str(Path(child.__file__).resolve())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                env={**os.environ, **_SETTINGS},
                creationflags=_NO_WINDOW,
            )
            undo.pop_all()
        _widen(self._process.stdin)
        _widen(self._process.stdout)
        self._start = {
            "path": [str(Path(folder).resolve()) for folder in sys.path if folder],
            "memory_mb": limits.memory_mb,
        }
        self._ready = False
        self._late = threading.Event()

    def is_usable(self) -> bool:
        """Return whether it lives and has not been given up."""
        return self._process.poll() is None and not self._late.is_set()

    def ask(self, reader: str, file: str, data: Bytes, seconds: float) -> list[RawSheet]:
        """Return the sheets of a file, all of them or none.

        Raises:
            UnusableFileError: the reader says why the file cannot be used.
            _BrokenError: it only says that.
            OSError, ValueError, pyarrow.ArrowException: the child is dead.
        """
        timer = threading.Timer(seconds, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            with contextlib.suppress(BrokenPipeError):
                # A child that died on the way says so where its answer ends.
                self._send({"reader": reader, "file": file, "size": len(data), "seconds": seconds}, data)
            return list(whole(self._sheets(file)))
        finally:
            timer.cancel()

    def reason_of_death(self) -> str:
        """Return why it is dead: ``time``, ``start``, ``memory`` or ``died``."""
        self._process.kill()
        self._process.wait()
        if self._late.is_set():
            return "time"
        if not self._ready:
            return "start"
        self._complaints.seek(0)
        complaints = self._complaints.read()
        return "memory" if any(words in complaints for words in _OUT_OF_MEMORY) else "died"

    def end(self) -> None:
        """End the process and wait for it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            # What has not reached it never will.
            with contextlib.suppress(OSError):
                _open(pipe).close()
        self._process.wait()
        self._complaints.close()

    def _give_up(self) -> None:
        self._late.set()
        self._process.kill()

    def _send(self, request: Mapping[str, object], data: Bytes) -> None:
        pipe = _open(self._process.stdin)
        for line in [request] if self._ready else [self._start, request]:
            pipe.write(json.dumps(line).encode() + b"\n")
        pipe.write(data)
        pipe.flush()

    def _sheets(self, file: str) -> Iterator[RawSheet]:
        pipe = _open(self._process.stdout)
        if not self._ready:
            self._ready = "ready" in json.loads(pipe.readline())
        while "sheet" in (answer := json.loads(pipe.readline())):
            yield receive(file, pipe)
        if "unusable" in answer:
            raise UnusableFileError(Text(answer["unusable"], **answer["values"]))
        if "broken" in answer:
            raise _BrokenError(answer["broken"])


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a pipe hold more at once, where the platform can: the two processes wait for each other less often."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl  # noqa: PLC0415 - there is none on Windows

        fcntl.fcntl(_open(pipe), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    """Return a pipe of a process that was started with it.

    Raises:
        BrokenPipeError: it was not.
    """
    if pipe is None:
        raise BrokenPipeError
    return pipe

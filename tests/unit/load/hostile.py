"""Readers that go wrong in every way a reader can, for the tests of the child process."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
from collections.abc import Iterator

import numpy as np

from hcaudit.load.rawsheet import RawSheet, UnusableFileError, text_column
from hcaudit.texts import Text


class PanicException(BaseException):
    """What a panic in a reader's own language becomes."""


def echo(file: str, data: bytes) -> Iterator[RawSheet]:
    yield RawSheet(file=file, sheet=str(os.getpid()), columns=(text_column([data.decode()]),), rows=np.array([7]))


def pandas_or_not(file: str, data: bytes) -> Iterator[RawSheet]:
    del data
    heavy = [name for name in ("pandas", "pydantic", "typer", "holidays", "hcaudit.api") if name in sys.modules]
    yield RawSheet(file=file, columns=(text_column(heavy),), rows=np.arange(len(heavy)))


def unusable(file: str, data: bytes) -> Iterator[RawSheet]:
    yield from echo(file, data)
    raise UnusableFileError(Text("load.too-many-sheets", file=file, count=3, most=2))


def abort(_file: str, _data: bytes) -> Iterator[RawSheet]:
    os.write(2, b"thread 'main' panicked at /home/builder/src/lib.rs")
    os.abort()


def killed(_file: str, _data: bytes) -> Iterator[RawSheet]:
    os.kill(os.getpid(), signal.SIGKILL)
    return iter(())


def killed_between_sheets(file: str, data: bytes) -> Iterator[RawSheet]:
    yield from echo(file, data)
    os.kill(os.getpid(), signal.SIGKILL)


def panic(_file: str, _data: bytes) -> Iterator[RawSheet]:
    raise PanicException


def bug(_file: str, _data: bytes) -> Iterator[RawSheet]:
    raise ZeroDivisionError


def chatter(file: str, data: bytes) -> Iterator[RawSheet]:
    sys.stdout.write("a reader that talks\n")
    os.write(1, b"and talks")
    os.write(2, b"and complains")
    yield from echo(file, data)


def eat_memory(_file: str, _data: bytes) -> Iterator[RawSheet]:
    return iter([np.zeros(1 << 40)])  # type: ignore[list-item]


def hang(_file: str, _data: bytes) -> Iterator[RawSheet]:
    threading.Event().wait()
    return iter(())


def hang_with(_file: str, data: bytes) -> Iterator[RawSheet]:
    """Hang with a pipe open, named by `data`, which is closed when the process ends."""
    with open(data.decode(), "wb"):  # noqa: PTH123 - a bare call says that it waits for somebody to read
        threading.Event().wait()
    return iter(())


def stubborn_with(_file: str, data: bytes) -> Iterator[RawSheet]:
    """Do the same without letting any other thread run."""
    with open(data.decode(), "wb"):  # noqa: PTH123
        re.fullmatch(r"(a+)+", "a" * 60 + "b")
    return iter(())


def first(_file: str, data: bytes) -> bytes:
    return data.upper()


def second(file: str, data: bytes) -> Iterator[RawSheet]:
    return echo(file, data)

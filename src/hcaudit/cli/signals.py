"""How a run ends that is told to: at once, with nothing half done; it must not know what the run is about."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

from hcaudit.cli import scratch

_DEMANDS = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""What asks a process to end, beside Ctrl-C; not every system has all of them."""

_BY_SIGNAL = 128
"""A process that a signal has ended tells its shell this number and that of the signal."""

INTERRUPTED = _BY_SIGNAL + signal.SIGINT
"""The exit code of a run that Ctrl-C has ended."""


class Stopped(BaseException):
    """The run was told to end; `exit_code` says by which signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = _BY_SIGNAL + number


@contextmanager
def at_once(tell: Callable[[int], None] = lambda _: None) -> Iterator[None]:
    """Have a signal that asks the process to end do so on the spot, while modules are loaded and nothing else is begun.

    An exception would get lost there: what imports modules from C heeds none.  `tell` is called with the exit code.
    A signal that the caller has set aside stays so.
    """

    def end(number: int, frame: FrameType | None) -> None:
        del frame
        with suppress(Exception):
            tell(_BY_SIGNAL + number)
        scratch.clear()
        os._exit(_BY_SIGNAL + number)

    numbers = [getattr(signal, name, None) for name in ("SIGINT", *_DEMANDS)]
    before = {number: signal.getsignal(number) for number in numbers if number is not None}
    mine = [number for number, handler in before.items() if handler in _HEEDED]
    if threading.current_thread() is not threading.main_thread():
        mine = []  # only the main thread is told of signals
    for number in mine:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in mine:
            signal.signal(number, before[number])


def heed() -> None:
    """Have signals that ask the process to end raise `Stopped`, so that what was begun is taken back.

    One that the caller has set aside (``nohup``) stays so.
    """
    for name in _DEMANDS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    del frame
    for name in _DEMANDS:
        other = getattr(signal, name, None)
        if other is not None and signal.getsignal(other) is _stop:
            signal.signal(other, signal.SIG_IGN)  # asked once is enough: taking back must not be interrupted
    raise Stopped(number)


_HEEDED = (signal.SIG_DFL, signal.default_int_handler, _stop)
"""What a signal does that nobody has set aside."""


def leave(exit_code: int) -> NoReturn:
    """End the process with `exit_code`, without waiting for its threads or taking its memory apart.

    A file may still be being read beside; the process that reads it ends with this one.  Of a run that was interrupted,
    what was on its way to standard output is dropped: whoever takes it may have stopped doing so.
    """
    if exit_code <= _BY_SIGNAL:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):  # closed, or there is none: what mattered was told
                stream.flush()
    os._exit(exit_code)

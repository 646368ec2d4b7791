"""What goes to which stream and in which encoding, decided once; it must not know what is written.

Only the payload goes to stdout, everything said to the user goes to stderr.  A pipe or file gets UTF-8 on
every system.  A terminal keeps its own encoding (on a Chinese Windows that may be GBK), and what it cannot
show is replaced: it is never a reason to fail.  A reader that goes away early (``| head``) is no error.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import BinaryIO, TextIO

from hcaudit.cli import log
from hcaudit.errors import InputError
from hcaudit.load.sources import STDIN, all_of, standard_input
from hcaudit.render import cells
from hcaudit.texts import Text

COLOURS = ("auto", "always", "never")
_ALARM = ("\x1b[1;33m", "\x1b[0m")
_WIDEST_PROSE = 100

Payload = Callable[[BinaryIO], None]

_LOG_FORM = ContextVar("_LOG_FORM", default=log.TEXT)


def prepare(log_form: str = log.TEXT) -> None:
    """Set the encodings of stdout and stderr, and the form of what is said; to be called before anything is written."""
    _LOG_FORM.set(log_form)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person reads `stream` on a screen; false where the stream is closed."""
    return stream is not None and stream.isatty()


def prose_width() -> int:
    """Return the columns that sentences and help pages may take; 80 where no terminal says otherwise."""
    return min(shutil.get_terminal_size().columns, _WIDEST_PROSE)


def colourful(colour: str, stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Tell whether `stream` gets colours: as asked, else on a terminal where NO_COLOR is not set."""
    if colour != "auto":
        return colour == "always"
    return is_terminal(stream) and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def logs() -> bool:
    """Tell whether stderr takes lines of JSON instead of sentences."""
    return _LOG_FORM.get() == log.JSON


def note(line: str) -> None:
    """Write a line of `log` to stderr."""
    _to_stderr([line])


def tell(text: str, level: str = "info", event: str = "message") -> None:
    """Write `text` to stderr, control characters in it spelled out; `level` and `event` are what a log says of it."""
    if logs():
        note(log.line(level, event, text.strip("\n")))
        return
    _to_stderr([_harmless(line) for line in text.split("\n")])


def complain(text: Text, lang: str) -> None:
    """Write to stderr what is wrong."""
    if logs():
        note(log.error(text, lang))
        return
    tell(Text("cli.error", message=text).said_in(lang))


def alarm(text: str, *, colour: bool) -> None:
    """Write to stderr what must not be overlooked."""
    if logs():
        tell(text, "warning", "warning")
        return
    lines = [_harmless(line) for line in text.split("\n")]
    _to_stderr([line.join(_ALARM) for line in lines] if colour else lines)


def tell_interrupted(lang: str) -> None:
    """Say that the run was told to end."""
    tell(Text("cli.interrupted").said_in(lang), "warning", "interrupted")


def farewell(lang: str) -> Callable[[int], None]:
    """Return what tells, with its exit code, that a run ends on the spot because it was told to."""

    def tell_end(exit_code: int) -> None:
        tell_interrupted(lang)
        note_end(exit_code)

    return tell_end


def note_end(exit_code: int) -> None:
    """Write to the log, if there is one, how the run ended."""
    if logs():
        note(log.line("info", "end", exit_code=exit_code))


def show(text: str) -> None:
    """Write text that was asked for (help, version) to stdout."""
    pour(lambda stream: _write(stream, f"{text}\n"))


def pour(payload: Payload) -> None:
    """Let `payload` write its UTF-8 bytes to stdout.

    Raises:
        InputError: stdout is closed or cannot take it (disk full).
    """
    if sys.stdout is None:
        raise InputError(Text("cli.stdout-closed"))
    try:
        if is_terminal(sys.stdout):
            _to_terminal(payload, sys.stdout)
        else:
            sys.stdout.flush()
            payload(sys.stdout.buffer)
        sys.stdout.flush()
    except OSError as error:
        _to_nowhere(sys.stdout)
        if not _reader_gone(error):
            raise InputError(Text("cli.stdout-unwritable", why=error.strerror or error)) from error


def hold_stdin() -> bytes:
    """Return all that standard input holds, and leave it to be read again.

    Raises:
        InputError: it is closed, or does not end.
    """
    held = all_of(STDIN, standard_input())
    sys.stdin = io.TextIOWrapper(io.BytesIO(held))
    return held


def _to_stderr(lines: list[str]) -> None:
    if sys.stderr is None:
        return
    try:
        sys.stderr.write("\n".join(lines) + "\n")
        sys.stderr.flush()
    except OSError:  # nobody can be told that telling failed
        _to_nowhere(sys.stderr)


def _harmless(line: str) -> str:
    return cells.visible_text(line)


def _write(stream: BinaryIO, text: str) -> None:
    stream.write(text.encode("utf-8", errors="backslashreplace"))


def _to_terminal(payload: Payload, terminal: TextIO) -> None:
    """Write the payload as text, so that the terminal's own encoding is kept."""
    held = io.BytesIO()
    payload(held)
    terminal.write(held.getvalue().decode("utf-8"))


def _reader_gone(error: OSError) -> bool:
    """Tell a reader that went away from a real failure; Windows reports the former as an invalid argument."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def _to_nowhere(stream: TextIO) -> None:
    """Point a stream nobody reads at the null device, so that the interpreter's last flush does not fail."""
    try:
        number = stream.fileno()
    except OSError:
        return
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, number)
    os.close(null)

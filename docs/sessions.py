"""Plays what the documents show, and with python -m docs.sessions [DOCUMENT…] writes anew what is no longer so.

A document is one session from top to bottom, in a copy of the sample month and in the language of its file name.  In it

- a block ``console`` holds commands behind ``$`` and, below each, what a terminal of 100 columns then shows;
- a block ``python`` is a cell, and a block ``text`` right below it what the cell prints, its last value included;
- any other block that names a file (three backquotes, ``toml my/file.toml``) is written to that file.

A line ``…`` stands for lines that are left out.  This must not know what any document says.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hcaudit.cli.app import main

ROOT = Path(__file__).parents[1]

DOCUMENTS = (
    *("README.md", "README.zh-CN.md", "sample_data/README.md"),
    *("docs/clerk.zh-CN.md", "docs/supervisor.zh-CN.md", "docs/supervisor.md", "docs/engineer.md", "docs/python.md"),
)
"""Every document that shows a session, by its path in the repository."""

LEFT_OUT = "…"

_BLOCK = re.compile(r"^```(?P<form>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```\n", re.MULTILINE | re.DOTALL)
_OUTPUT = re.compile(r"\n```text\n(?P<body>.*?)^```\n", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (?P<words>.+)\n(?P<shown>(?:(?!\$ ).*\n)*)", re.MULTILINE)
_CELL_OUTPUT = "\n```text\n{said}```\n"
_SURROUNDINGS = {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
_UNSET = ("HCAUDIT_CONFIG", "HCAUDIT_LOG_FORMAT", "HCAUDIT_DEBUG")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What a document asks, what it shows for an answer, and what is `said`.

    The answer stands from `begin` to `end` in the document, in a block of its own where it is a cell's.
    """

    asked: str
    shown: str
    said: str
    begin: int
    end: int
    is_cell: bool

    @property
    def agrees(self) -> bool:
        """Whether what is shown is said, lines left out aside."""
        parts = [re.escape(line) for line in self.shown.splitlines()]
        pattern = "".join("(?:.*\n)+?" if part == re.escape(LEFT_OUT) else f"{part}\n" for part in parts)
        return re.fullmatch(pattern, self.said) is not None

    @property
    def now(self) -> str:
        """What should stand in the document."""
        return _CELL_OUTPUT.format(said=self.said) if self.is_cell and self.said else self.said


@dataclass(slots=True)
class Session:
    """What one block leaves to the next: the names cells have given, and how the last command ended."""

    names: dict[str, Any] = field(default_factory=dict)
    exit_code: int = 0


def play(document: str) -> list[Exchange]:
    """Return every exchange of a document, by its path in the repository."""
    text = (ROOT / document).read_text(encoding="utf-8")
    lang = "zh" if document.endswith(".zh-CN.md") else "en"
    with _elsewhere(lang):
        session = Session()
        return [exchange for block in _BLOCK.finditer(text) for exchange in _played(block, text, session)]


def refreshed(document: str) -> str:
    """Return a document with what is said now, wherever it shows something else."""
    text = (ROOT / document).read_text(encoding="utf-8")
    for exchange in reversed(play(document)):
        if not exchange.agrees:
            text = text[: exchange.begin] + exchange.now + text[exchange.end :]
    return text


def _played(block: re.Match[str], text: str, session: Session) -> Iterator[Exchange]:
    if block["form"] == "console":
        for command in _COMMAND.finditer(text, block.start("body"), block.end("body")):
            said = _answer(command["words"], session)
            begin, end = command.span("shown")
            yield Exchange(
                asked=command["words"], shown=command["shown"], said=said, begin=begin, end=end, is_cell=False
            )
    elif block["form"] == "python":
        output = _OUTPUT.match(text, block.end())
        said = _ran(block["body"], session.names)
        begin, end = output.span() if output else (block.end(), block.end())
        shown = output["body"] if output else ""
        yield Exchange(asked=block["body"], shown=shown, said=said, begin=begin, end=end, is_cell=True)
    elif block["file"]:
        path = Path(block["file"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block["body"], encoding="utf-8")


def _answer(words: str, session: Session) -> str:
    """Return what a terminal shows for a command; `> FILE` at its end writes to a file what else went to stdout."""
    if words == "echo $?":
        return f"{session.exit_code}\n"
    command, *rest = shlex.split(words)
    if command != "hcaudit":
        raise ValueError(f"no document may run {command}")
    if rest[-2:-1] != [">"]:
        said, session.exit_code = _run(rest, terminal=True)
        return said
    said, session.exit_code = _run(rest[:-2], terminal=False)
    Path(rest[-1]).write_text(said, encoding="utf-8")
    return ""


def _run(words: list[str], *, terminal: bool) -> tuple[str, int]:
    """Return what `hcaudit` says to a terminal on both streams, or else on stdout alone; and its exit code."""
    out = _Screen(terminal=terminal)
    err = out if terminal else _Screen(terminal=False)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(_Told(out) if terminal else err):
        code = main(words)
    return out.kept.getvalue().decode("utf-8"), code


class _Screen(io.TextIOWrapper):
    """A stream that keeps what is written to it and may pose as a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        self.kept = io.BytesIO()
        self.terminal = terminal
        super().__init__(self.kept, encoding="utf-8", newline="\n", write_through=True)

    def isatty(self) -> bool:
        """Tell whether it poses as a terminal."""
        return self.terminal


class _Told(io.TextIOBase):
    """The stderr of a screen: it shows what it is told between the lines of stdout, and draws no progress."""

    def __init__(self, screen: _Screen) -> None:
        self.screen = screen

    def write(self, text: str) -> int:
        """Show `text`."""
        return self.screen.write(text)


def _ran(source: str, names: dict[str, Any]) -> str:
    """Return what a cell prints, and the value it ends with, as a notebook shows them."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, "<cell>", "exec"), names)  # noqa: S102 - the guide's own code
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)  # noqa: S307 - as above
            if value is not None:
                print(repr(value))
    return printed.getvalue()


@contextlib.contextmanager
def _elsewhere(lang: str) -> Iterator[None]:
    """Work in a copy of the sample month, in the surroundings that documents are written for."""
    surroundings = {name: value for name, value in os.environ.items() if name not in _UNSET}
    with tempfile.TemporaryDirectory() as folder, _environment(surroundings | _SURROUNDINGS | {"HCAUDIT_LANG": lang}):
        shutil.copytree(ROOT / "sample_data", Path(folder) / "sample_data", ignore=shutil.ignore_patterns("__*"))
        with contextlib.chdir(folder):
            yield


@contextlib.contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    held = dict(os.environ)
    try:
        os.environ.clear()
        os.environ.update(wanted)
        yield
    finally:
        os.environ.clear()
        os.environ.update(held)


if __name__ == "__main__":
    for name in sys.argv[1:] or DOCUMENTS:
        (ROOT / name).write_text(refreshed(name), encoding="utf-8", newline="\n")

"""Lays out the help pages; it must not know what any command does.

Typer's own pages are in English, count a Chinese character as one column and fix their words at import.
Here the help of a command and an option is the key of a sentence in ``texts``, said when the page is shown.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from hcaudit.cli import layout
from hcaudit.texts import say

_TERM_COLUMNS = 28
_GAP = 2

Row = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a page is written on: its language, its width, and the facts its sentences speak of."""

    lang: str
    columns: int
    facts: Mapping[str, str]

    def say(self, key: str) -> str:
        """Return the sentence `key`."""
        return say(key, self.lang, **self.facts)


def page(context: typer.Context, facts: Mapping[str, str], columns: int) -> str:
    """Return the help page of the command `context` is about, at most `columns` wide, in the language of `context`."""
    paper = Paper(lang=str(context.obj), columns=columns, facts=facts)
    command = context.command
    blocks = [
        _usage(context, paper),
        _paragraphs(command.help, paper),
        *_commands(command, paper),
        *_parameters(command.params, paper),
        _paragraphs(command.epilog, paper),
    ]
    return "\n\n".join(block for block in blocks if block)


def _usage(context: typer.Context, paper: Paper) -> str:
    words = [str(param.metavar) for param in context.command.params if isinstance(param, TyperArgument)]
    if isinstance(context.command, TyperGroup):
        words = [paper.say("cli.usage-command")]
    usage = say("cli.usage", paper.lang, command=context.command_path, arguments=" ".join(words))
    return layout.wrap(usage, paper.columns, hanging="    ")


def _paragraphs(key: str | None, paper: Paper) -> str:
    """Return the text `key`, line by line; a line's own indentation is kept when it is broken."""
    if not key:
        return ""
    lines = paper.say(key).strip("\n").split("\n")
    indents = [line[: len(line) - len(line.lstrip())] for line in lines]
    return "\n".join(layout.wrap(line, paper.columns, indent) for line, indent in zip(lines, indents, strict=True))


def _commands(command: object, paper: Paper) -> Iterator[str]:
    if isinstance(command, TyperGroup):
        rows = [
            (name, paper.say(str(one.short_help)))
            for name, one in command.commands.items()
            if isinstance(one, TyperCommand | TyperGroup)
        ]
        yield _section(paper.say("cli.help-commands"), rows, paper.columns)


def _parameters(params: Sequence[object], paper: Paper) -> Iterator[str]:
    """Yield the sections of arguments and options; options that share a panel stand together."""
    shown = [param for param in params if isinstance(param, TyperArgument | TyperOption) and not param.hidden]
    for panel, group in itertools.groupby(shown, key=lambda param: param.rich_help_panel or "cli.help-options"):
        rows = [(_term(param), paper.say(str(param.help))) for param in group]
        yield _section(paper.say(panel), rows, paper.columns)


def _term(param: TyperArgument | TyperOption) -> str:
    if isinstance(param, TyperArgument):
        return str(param.metavar)
    names = ", ".join(sorted(param.opts, key=len))
    return names if param.is_flag else f"{names} {param.metavar}"


def _section(title: str, rows: Sequence[Row], columns: int) -> str:
    return "\n".join([title, *(_row(term, meaning, columns) for term, meaning in rows)])


def _row(term: str, meaning: str, columns: int) -> str:
    """Return one definition: the meaning beside its term, or under a term too long for its column."""
    margin = " " * (_TERM_COLUMNS + _GAP)
    head = f"{'':{_GAP}}{term}"
    if layout.width(head) > _TERM_COLUMNS:
        return f"{head}\n{layout.wrap(meaning, columns, margin)}"
    return layout.wrap(meaning, columns, layout.pad(head, len(margin)), margin)

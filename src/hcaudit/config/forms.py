"""The shape of ``hcaudit.toml``, as pydantic models; they must not know kinds, rules or calendars.

What a table holds beyond its shape - fields, words, parameters, days - is for those to check who know them.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Word = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), Field(json_schema_extra={"pattern": r"\S"})
]
Words = list[Word]

_LEAST_MEGABYTES = 256
"""With less the interpreter and its libraries do not start."""


class Form(BaseModel):
    """A table of the file: unknown keys are mistakes, values are not coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True)


class LimitsForm(Form):
    """What reading one workbook or web page may take."""

    memory_mb: Annotated[int, Field(ge=_LEAST_MEGABYTES)] | None = None
    """Megabytes of memory."""

    time_s: Annotated[int, Field(ge=1)] | None = None
    """Seconds."""


class OutputsForm(Form):
    """What is written, and how, where the command line does not say."""

    files: Words | None = None
    """The files of -o, relative to the folder of this file."""

    format: Word | None = None
    """The format of standard output, as --format names it."""

    show: Word | None = None
    """What formats without room for everything list, as --show names it."""

    headers: Word | None = None
    """The language of column headings."""

    mask: bool | None = None
    """Whether customers' names, phones and addresses are hidden."""


class ConfigForm(Form):
    """The settings of hcaudit for every run."""

    pack: Word | None = None
    """The rule pack: the id of one that is shipped, or a folder, relative to that of this file."""

    parameters: dict[str, Any] = {}
    """Figures of rules, by code and name."""

    roster: Words | None = None
    """The names of the client managers there are."""

    columns: dict[str, dict[str, Words]] = {}
    """Further headers of columns, by kind of data and field."""

    values: dict[str, dict[str, Words]] = {}
    """Further words, by vocabulary and the value they stand for."""

    units: dict[Word, Words] = {}
    """Other spellings of a unit, by its name."""

    calendar: dict[str, Any] = {}
    """Days off and make-up days that the shipped calendar does not have, by year."""

    limits: LimitsForm = LimitsForm()
    """What reading one file may take."""

    outputs: OutputsForm = OutputsForm()
    """What is written, and how, where the command line does not say."""

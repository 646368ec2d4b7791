"""The shape of ``hcaudit.toml``, as pydantic models; they must not know kinds, rules or calendars.

What a table holds beyond its shape - fields, words, parameters, days - is for those to check who know them.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Words = list[Word]

_LEAST_MEGABYTES = 256
"""With less the interpreter and its libraries do not start."""


class Form(BaseModel):
    """A table of the file: unknown keys are mistakes, values are not coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class LimitsForm(Form):
    """``[limits]``: what reading one file may take."""

    memory_mb: Annotated[int, Field(ge=_LEAST_MEGABYTES)] | None = None
    time_s: Annotated[int, Field(ge=1)] | None = None


class ConfigForm(Form):
    """The whole file."""

    pack: Word | None = None
    parameters: dict[str, Any] = {}
    roster: Words | None = None
    columns: dict[str, dict[str, Words]] = {}
    values: dict[str, dict[str, Words]] = {}
    units: dict[Word, Words] = {}
    calendar: dict[str, Any] = {}
    limits: LimitsForm = LimitsForm()

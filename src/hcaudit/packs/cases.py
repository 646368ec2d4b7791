"""The worked cases that stand beside the law, as a pack's files tell them; it must not know how they come out."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, ValidationError

from hcaudit.errors import PackError
from hcaudit.packs.forms import Form
from hcaudit.packs.mistakes import mistakes_of
from hcaudit.texts import Text

Row = dict[str, str]


class Expectation(Form):
    """What a rule says of one record, the first unless its number is given; figures not given are not compared."""

    record: str | None = None
    outcome: Literal[
        "kept", "violation", "suspected", "reward", "undetermined", "not_applicable", "not_evaluated", "out_of_period"
    ]
    due_on: dt.date | None = None
    measured: float | int | None = None
    occurred_on: dt.date | None = None
    aggravated: bool | None = None


class Case(Form):
    """Records, by kind, as an export would have them, and what the rule says of them on `as_of`.

    Every column is there, empty unless given, but those named in `without`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1)]
    as_of: dt.date
    without: list[str] = Field(default=[])
    parameters: dict[str, int] = Field(default={})
    orders: list[Row] = Field(default=[])
    tickets: list[Row] = Field(default=[])
    incidents: list[Row] = Field(default=[])
    exams: list[Row] = Field(default=[])
    line_outages: list[Row] = Field(default=[])
    transformer_outages: list[Row] = Field(default=[])
    works: list[Row] = Field(default=[])
    visits: list[Row] | None = None
    expect: Annotated[list[Expectation], Field(min_length=1)]

    def rows(self) -> Mapping[str, list[Row]]:
        """Return the records by kind; visits count as given as soon as the case names them."""
        kinds = {
            "orders": self.orders,
            "tickets": self.tickets,
            "incidents": self.incidents,
            "exams": self.exams,
            "line_outages": self.line_outages,
            "transformer_outages": self.transformer_outages,
            "works": self.works,
        }
        given = {kind: rows for kind, rows in kinds.items() if rows}
        return given if self.visits is None else {**given, "visits": self.visits}


class CasesForm(Form):
    """A file of worked cases, ``cases/CODE.toml``."""

    case: list[Case] = Field(default=[])


def read_cases(folder: Traversable) -> Iterator[tuple[str, Case]]:
    """Yield the worked cases of the pack in `folder`, each with the code of its rule.

    Raises:
        PackError: a file of cases has mistakes; it carries all of that file.
    """
    files = folder.joinpath("cases")
    for file in sorted(files.iterdir(), key=lambda file: file.name) if files.is_dir() else ():
        if file.name.endswith(".toml"):
            for case in _read(file):
                yield file.name.removesuffix(".toml"), case


def _read(file: Traversable) -> list[Case]:
    try:
        return CasesForm.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))).case
    except tomllib.TOMLDecodeError as error:
        raise PackError(Text("packs.not-toml", file=file.name, why=str(error))) from None
    except ValidationError as error:
        raise PackError(*mistakes_of(error, file.name, CasesForm)) from None

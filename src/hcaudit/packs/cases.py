"""The worked cases that stand beside the law, as a pack's files tell them; it must not know how they come out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Annotated, Literal

from pydantic import Field

from hcaudit.errors import PackError
from hcaudit.packs.files import read_form, toml_files
from hcaudit.packs.forms import Form
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


def read_cases(folder: Traversable) -> Sequence[tuple[str, Case]]:
    """Return the worked cases of the pack in `folder`, each with the code of its rule.

    Raises:
        PackError: a file of cases has mistakes; it carries those of all files.
    """
    mistakes: list[Text] = []
    found = []
    for file in toml_files(folder.joinpath("cases")):
        form = read_form(file, CasesForm, mistakes)
        found += [(file.name.removesuffix(".toml"), case) for case in (form.case if form else ())]
    if mistakes:
        raise PackError(*mistakes)
    return found

"""What a check sees of the records it judges; it must not know which check is looking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from hcaudit.model.dates import Days
from hcaudit.model.history import NO_HISTORY, History
from hcaudit.model.kleene import Kleene
from hcaudit.model.life import Life, Stages
from hcaudit.model.rule import Counting, Wording
from hcaudit.model.verdicts import Outcome
from hcaudit.model.view import AnyCells, Cells, Codes, Numbers, Values, View
from hcaudit.texts import Text
from hcaudit.workdays import WorkCalendar

Rows = npt.NDArray[np.int64]


def column_missing(view: View, name: str, rows: Rows) -> Text:
    """Return the sentence that the files of `rows` lack a column."""
    files = view.files_of(rows)
    header = view.records.kind.fields[name].headers
    return Text("reason.column-missing", files=", ".join(files), header=header)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is the same for every rule of a run.

    `views` and `lives` hold all records by kind, judged or not: a check that needs other records looks
    there.  `in_scope` tells for each order whether it is a grid connection.  `roster` is the list of client
    managers, None where none is configured.  `history` holds earlier records, for the rules that look back.
    """

    as_of: np.datetime64
    calendar: WorkCalendar
    counting: Counting
    views: Mapping[str, View]
    lives: Mapping[str, Life]
    in_scope: Mapping[str, Kleene]
    roster: frozenset[str] | None = None
    history: History = field(default_factory=lambda: NO_HISTORY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The records `rows` of one kind, for one rule.

    `applies` tells of every record of the kind, judged or not, whether the rule is about such records: what a
    yearly count counts.
    """

    kind: str
    rows: Rows
    applies: Kleene
    breach: Outcome
    parameters: Mapping[str, int]
    around: Surroundings

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def as_of(self) -> np.datetime64:
        """The last day that is seen."""
        return self.around.as_of

    @property
    def view(self) -> View:
        """All records of the kind."""
        return self.around.views[self.kind]

    @property
    def stage(self) -> Stages:
        """The stage of each record judged."""
        return self.around.lives[self.kind].stage[self.rows]

    @property
    def terminated(self) -> Cells[Days]:
        """The day each record judged was terminated."""
        return self.around.lives[self.kind].terminated.take(self.rows)

    @property
    def completed_on(self) -> Days:
        """The day each record judged was completed."""
        return self.around.lives[self.kind].completed_on[self.rows]

    def days(self, name: str) -> Cells[Days]:
        """Return a date field of the records judged, by day."""
        return self._chosen(self.view.days(name))

    def moments(self, name: str) -> Cells[Days]:
        """Return a date field of the records judged, to the second."""
        return self._chosen(self.view.moments(name))

    def numbers(self, name: str) -> Cells[Numbers]:
        """Return a numeric field of the records judged."""
        return self._chosen(self.view.numbers(name))

    def words(self, name: str) -> Cells[Codes]:
        """Return a text field of the records judged."""
        return self._chosen(self.view.words(name))

    def flags(self, name: str) -> Kleene:
        """Return a yes-no field of the records judged."""
        return self.view.flags(name)[self.rows]

    def state(self, name: str) -> AnyCells:
        """Return any field of the records judged, for its state alone."""
        return self._chosen(self.view.state(name))

    def _chosen(self, cells: Cells[Values]) -> Cells[Values]:
        # Rules about every record are the costly ones, and need no copy.
        return cells if len(self.rows) == len(self.view) else cells.take(self.rows)

    def header(self, name: str) -> Wording:
        """Return the header of a field by language, to name it in a reason."""
        return self.view.records.kind.fields[name].headers

    def limit(self, figure: int | str) -> int:
        """Return a figure of the rule: itself, or the parameter it names."""
        return figure if isinstance(figure, int) else self.parameters[figure]

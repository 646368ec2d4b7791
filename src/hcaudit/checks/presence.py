"""The check `presence`: a field must be filled, and with a name of the roster if there is one; it knows no law."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from hcaudit.checks.occurrence import day_of
from hcaudit.checks.sight import Sight
from hcaudit.model.verdicts import Outcome, Verdicts
from hcaudit.texts import Text


class Presence(BaseModel):
    """What the check needs to know: the field, and the list its value must be on (where that list is configured)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    field: str
    on_list: Literal["roster"] | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """The columns without which the rule is not evaluated."""
        return (self.field,)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field the check reads."""
        return self.needs


def judge_presence(spec: Presence, sight: Sight) -> Verdicts:
    """Return whether each record has the field, and a name that is on the list."""
    state = sight.state(spec.field)
    verdicts = Verdicts.blank(len(sight))
    verdicts.occurred = day_of("record", sight)
    verdicts.say(state.absent, sight.breach, Text("reason.not-named", field=sight.header(spec.field)))
    roster = sight.around.roster
    if spec.on_list and roster is not None:
        unreadable = Text("reason.figure-missing", field=sight.header(spec.field))
        verdicts.say(state.unreadable, Outcome.UNDETERMINED, unreadable)
        cells = sight.words(spec.field)
        stranger = cells.known & ~cells.matches(lambda word: word in roster)
        verdicts.say(stranger, sight.breach, Text("reason.not-on-roster", field=sight.header(spec.field)))
    return verdicts

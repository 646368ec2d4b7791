"""The closed vocabulary of tests a rule may name; it knows no law and no output.

`CHECKS` is the registry.  A check is a specification (the TOML table under ``[check.NAME]``) and a function from
the records it judges to their verdicts; it needs nothing beyond the records that its specification names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from hcaudit.checks.again import Again, judge_again
from hcaudit.checks.burst import Burst, judge_burst
from hcaudit.checks.deadline import Deadline, judge_deadline
from hcaudit.checks.event import Event, judge_event
from hcaudit.checks.fee import Fee, judge_fee
from hcaudit.checks.foresight import Foresight, foresee_deadline, foresee_open_longer
from hcaudit.checks.limit import Limit, judge_limit
from hcaudit.checks.minimum import Minimum, judge_minimum
from hcaudit.checks.nth_in_year import NthInYear, judge_nth_in_year
from hcaudit.checks.open_longer import OpenLonger, judge_open_longer
from hcaudit.checks.presence import Presence, judge_presence
from hcaudit.checks.sequence import Sequence, judge_sequence
from hcaudit.checks.sight import Sight
from hcaudit.checks.visited import VISITS, Visited, judge_visited
from hcaudit.model.verdicts import Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A named test: its specification, its function, and the other kinds of data it looks into.

    One that sets a due date also tells when records that are still open are due (`foresee`).  `looks_back` tells of a
    specification whether what the test says of a record depends on earlier records of its kind.
    """

    spec: type[BaseModel]
    judge: Callable[[Any, Sight], Verdicts]
    looks_into: tuple[str, ...] = ()
    foresee: Callable[[Any, Sight], Foresight] | None = None
    looks_back: Callable[[Any], bool] = lambda _: False


CHECKS: Mapping[str, Check] = {
    "again": Check(spec=Again, judge=judge_again),
    "burst": Check(spec=Burst, judge=judge_burst),
    "deadline": Check(spec=Deadline, judge=judge_deadline, foresee=foresee_deadline),
    "event": Check(spec=Event, judge=judge_event, looks_back=lambda spec: bool(spec.repeat_at or spec.child_of)),
    "fee": Check(spec=Fee, judge=judge_fee),
    "limit": Check(spec=Limit, judge=judge_limit),
    "minimum": Check(spec=Minimum, judge=judge_minimum),
    "nth_in_year": Check(spec=NthInYear, judge=judge_nth_in_year, looks_back=lambda _: True),
    "open_longer": Check(spec=OpenLonger, judge=judge_open_longer, foresee=foresee_open_longer),
    "presence": Check(spec=Presence, judge=judge_presence),
    "sequence": Check(spec=Sequence, judge=judge_sequence),
    "visited": Check(spec=Visited, judge=judge_visited, looks_into=(VISITS,)),
}
"""Every test by the name a rule file uses."""

__all__ = ["CHECKS", "Check"]

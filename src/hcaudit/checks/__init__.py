"""The closed vocabulary of tests a rule may name; it knows no law and no output.

`CHECKS` is the registry.  A check is a specification (the TOML table under ``[check.NAME]``) and a function from
the records it judges to their verdicts; it needs nothing beyond the records that its specification names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from hcaudit.checks.deadline import Deadline, judge_deadline
from hcaudit.checks.minimum import Minimum, judge_minimum
from hcaudit.checks.sight import Sight
from hcaudit.model.verdicts import Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A named test: its specification, its function, and the other kinds of data it looks into."""

    spec: type[BaseModel]
    judge: Callable[[Any, Sight], Verdicts]
    looks_into: tuple[str, ...] = ()


CHECKS: Mapping[str, Check] = {
    "deadline": Check(spec=Deadline, judge=judge_deadline),
    "minimum": Check(spec=Minimum, judge=judge_minimum),
}
"""Every test by the name a rule file uses."""

__all__ = ["CHECKS", "Check"]

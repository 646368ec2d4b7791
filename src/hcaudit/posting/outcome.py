"""What is wanted of the ledger, and what a run posts; it must not know how either is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hcaudit.ledger.charges import Charge
from hcaudit.ledger.plan import Plan
from hcaudit.model.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wanted of the ledger at `path`.

    `patience`: seconds to wait for other runs; `only_new`: the report lists what no run has told or posted before;
    `made_at` and `version`: when and by what it is done, to be entered.
    """

    path: Path
    patience: float
    made_at: str
    version: str
    only_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What a run posts: its report, the plan, what that changes in earlier fines, and the records counted along.

    `unwaived` are fines it posts that an earlier run knew as waived; `month` is the one late finds are booked in, None
    where the run is not of one open month.
    """

    report: Report
    plan: Plan
    anew: Plan
    unwaived: tuple[Charge, ...]
    earlier: int
    month: str | None

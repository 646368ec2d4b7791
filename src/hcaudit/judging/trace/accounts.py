"""The one registry of what is told of each check's verdicts; it must not tell anything itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hcaudit.judging.trace.account import Account
from hcaudit.judging.trace.company import burst_account, event_account, nth_in_year_account
from hcaudit.judging.trace.customers import again_account, visited_account
from hcaudit.judging.trace.deadlines import deadline_account, minimum_account
from hcaudit.judging.trace.docket import Subject
from hcaudit.judging.trace.figures import (
    fee_account,
    limit_account,
    open_longer_account,
    presence_account,
    sequence_account,
)

ACCOUNTS: Mapping[str, Callable[[Any, Subject], Account]] = {
    "again": again_account,
    "burst": burst_account,
    "deadline": deadline_account,
    "event": event_account,
    "fee": fee_account,
    "limit": limit_account,
    "minimum": minimum_account,
    "nth_in_year": nth_in_year_account,
    "open_longer": open_longer_account,
    "presence": presence_account,
    "sequence": sequence_account,
    "visited": visited_account,
}
"""What decides, by the name of the check; `checks.CHECKS` has the same names."""

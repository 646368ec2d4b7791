"""Who does something to the ledger; it must not know what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is entered as a run: which command, when by the clock, by which version, and - of `check` - on what.

    `made_at` is for people; nothing is ordered or decided by it.
    """

    command: str
    made_at: str
    version: str
    pack: str | None = None
    as_of: str | None = None
    first_day: str | None = None
    last_day: str | None = None

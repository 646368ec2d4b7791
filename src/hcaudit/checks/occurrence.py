"""The day on which data first show a finding that has no clock; it must not know any law."""

from __future__ import annotations

from typing import Literal

from hcaudit.checks.sight import Sight
from hcaudit.model.dates import Days

OccursOn = Literal["record", "completion"]
"""The record's governing date, or the day the order was completed."""


def day_of(occurs_on: OccursOn, sight: Sight) -> Days:
    """Return that day for each record judged."""
    if occurs_on == "completion":
        return sight.completed_on
    return sight.days(sight.view.records.kind.governed_by).values

"""The sample month, audited once for all golden tests, and its report in every format."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import hcaudit
from hcaudit import Report
from hcaudit.render.formats import FORMATS
from hcaudit.render.look import Look

SAMPLE = Path(__file__).parents[2] / "sample_data"
PARAMETERS = {
    "B02.min_orders": 10,
    "B02.window_minutes": 15,
    "T12.min_working_days": 5,
    "T13.max_working_days": 2,
    "T14.min_working_days": 3,
}


def audit_sample() -> Report:
    """Audit December 2021 of the sample month with every figure set that the rulebook leaves open."""
    return hcaudit.audit(SAMPLE, month="2021-12", parameters=PARAMETERS, extend_select=["S"])


def rendered(report: Report, name: str, show: str | None = None, headers: str | None = None) -> bytes:
    """Return the report in a format."""
    stream = io.BytesIO()
    FORMATS[name].render(report, stream, Look(show=show, headers=headers))
    return stream.getvalue()


@pytest.fixture(scope="session")
def sample() -> Report:
    """Return the report on December 2021 of the sample month."""
    return audit_sample()

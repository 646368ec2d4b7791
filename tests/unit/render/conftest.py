"""The reports that every renderer is tested with."""

from __future__ import annotations

import pytest

from hcaudit.model.report import Report
from tests.unit.render import reports


@pytest.fixture(scope="session")
def report() -> Report:
    return reports.month()


@pytest.fixture(scope="session")
def empty_report() -> Report:
    return reports.empty_month()

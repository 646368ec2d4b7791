"""hcaudit: a compliance auditor for grid connections (业扩报装) in a Chinese county.

>>> import hcaudit
>>> report = hcaudit.audit("orders.xlsx", month="2021-12")  # doctest: +SKIP
>>> report.findings.to_pandas()  # doctest: +SKIP
"""

from hcaudit.api import audit
from hcaudit.errors import (
    ConfigError,
    HcauditError,
    InputError,
    InternalError,
    NothingJudgedError,
    PackError,
    UsageError,
)
from hcaudit.model.report import Report

__all__ = [
    "ConfigError",
    "HcauditError",
    "InputError",
    "InternalError",
    "NothingJudgedError",
    "PackError",
    "Report",
    "UsageError",
    "audit",
]

from hcaudit.api import audit, due, explain, explanation_text, progress
from hcaudit.errors import (
    ConfigError,
    HcauditError,
    InputError,
    InternalError,
    NothingJudgedError,
    PackError,
    UsageError,
)
from hcaudit.model.explanation import Explanation
from hcaudit.model.outlook import Outlook
from hcaudit.model.progress import Progress
from hcaudit.model.report import Report

__all__ = [
    "ConfigError",
    "Explanation",
    "HcauditError",
    "InputError",
    "InternalError",
    "NothingJudgedError",
    "Outlook",
    "PackError",
    "Progress",
    "Report",
    "UsageError",
    "audit",
    "due",
    "explain",
    "explanation_text",
    "progress",
]

"""hcaudit: a compliance auditor for grid connections (业扩报装) in a Chinese county.

>>> import hcaudit
>>> orders = {"申请编号": ["1"], "业务类型": ["高压新装"], "供电单位": ["甲所"], "受理时间": ["2021-12-01"]}
>>> orders |= {"客户经理": ["张三"], "现场勘察时间": ["2021-12-02"], "方案答复时间": ["2021-12-20"]}
>>> import pandas as pd
>>> report = hcaudit.audit(pd.DataFrame(orders), month="2021-12", config={})
>>> report.findings.select(["rule", "outcome", "measured", "limit"]).to_pylist()
[{'rule': 'T08', 'outcome': 'violation', 'measured': 12.0, 'limit': 5.0}]
"""

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

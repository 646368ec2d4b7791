"""hcaudit: a compliance auditor for grid connections (业扩报装) in a Chinese county.

>>> import hcaudit
>>> orders = {"申请编号": ["1"], "业务类型": ["高压新装"], "供电单位": ["甲所"], "受理时间": ["2021-12-01"]}
>>> orders |= {"客户经理": ["张三"], "现场勘察时间": ["2021-12-02"], "方案答复时间": ["2021-12-20"]}
>>> import pandas as pd
>>> report = hcaudit.audit(pd.DataFrame(orders), month="2021-12", config={})
>>> report.findings.select(["rule", "outcome", "measured", "limit"]).to_pylist()
[{'rule': 'T08', 'outcome': 'violation', 'measured': 12.0, 'limit': 5.0}]
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "ConfigError": "errors",
    "Explanation": "model.explanation",
    "HcauditError": "errors",
    "InputError": "errors",
    "InternalError": "errors",
    "NothingJudgedError": "errors",
    "Outlook": "model.outlook",
    "PackError": "errors",
    "Progress": "model.progress",
    "Report": "model.report",
    "UsageError": "errors",
    "audit": "api",
    "due": "api",
    "explain": "api",
    "explanation_text": "api",
    "progress": "api",
}
"""Where the names of the Python API are; type checkers read ``__init__.pyi``."""

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    """Return a name of the API, imported when first asked for: the command line loads only what its command needs."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

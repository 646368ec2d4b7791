"""Why the rules say what they say of one record, built from the verdicts and checked against them.

It must not know files, formats or languages.
"""

from hcaudit.audit.trace.docket import Docket
from hcaudit.audit.trace.lookup import nearest_numbers, rows_numbered
from hcaudit.audit.trace.records import record_trace

__all__ = ["Docket", "nearest_numbers", "record_trace", "rows_numbered"]

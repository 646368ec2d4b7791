"""Why the rules say what they say of one record, built from the verdicts and checked against them.

It must not know files, formats or languages.
"""

from hcaudit.judging.trace.docket import Docket
from hcaudit.judging.trace.lookup import nearest_numbers, rows_numbered
from hcaudit.judging.trace.records import record_trace

__all__ = ["Docket", "nearest_numbers", "record_trace", "rows_numbered"]

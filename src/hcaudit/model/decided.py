"""The decisions of supervisors that a run applied; it must not know how they are written or read.

Column names are the machine keys of a decisions file, beside those that say which finding a decision is on.
"""

from __future__ import annotations

import pyarrow as pa

DECIDED = pa.schema(
    [
        ("finding_id", pa.string()),
        ("facts_id", pa.string()),
        ("unit", pa.string()),
        ("record_no", pa.string()),
        ("rule", pa.string()),
        ("title", pa.string()),
        ("outcome", pa.string()),
        ("occurred_on", pa.date32()),
        ("decision", pa.string()),
        ("reason", pa.string()),
        ("decided_by", pa.string()),
        ("decided_on", pa.date32()),
        ("expires_on", pa.date32()),
        ("responsible", pa.string()),
    ]
)
"""One row a decision that was applied, whenever its finding occurred, sorted as findings; `reason` is that of the
decision, ``confirm`` or ``waive``.  It is for the outputs that are given back as decisions; the others leave it out."""

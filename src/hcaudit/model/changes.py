"""What a comparison with an earlier run returns: what is new, gone or changed; it knows no format.

Column names are the machine keys of every output.  Money is int64 fen, dates are date32, empty is null.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

CHANGED_FIELDS = pa.list_(pa.struct([("field", pa.string()), ("before", pa.string()), ("after", pa.string())]))
"""What differs: the machine key of a column with both values as text - amounts in yuan, dates ISO, empty null."""

CHANGES = pa.schema(
    [
        ("change", pa.string()),
        ("subject", pa.string()),
        ("ran_on", pa.bool_()),
        ("unit", pa.string()),
        ("record_no", pa.string()),
        ("rule", pa.string()),
        ("item", pa.string()),
        ("title", pa.string()),
        ("outcome", pa.string()),
        ("disposition", pa.string()),
        ("occurred_on", pa.date32()),
        ("fields", CHANGED_FIELDS),
        ("amount_before", pa.int64()),
        ("amount_after", pa.int64()),
        ("amount_change", pa.int64()),
        ("reward_before", pa.int64()),
        ("reward_after", pa.int64()),
        ("reward_change", pa.int64()),
        ("finding_ids", pa.list_(pa.string())),
    ]
)
"""One row a finding or fine that differs from an earlier run; what is the same in both is left out.

`change` is ``new``, ``gone`` or ``changed``, `subject` ``finding`` or ``fine``; a row describes the thing as it is
now, or as it was if it is gone.  `ran_on` is true of a finding that is still open and of which nothing changed but
the days counted so far.  `title` is a finding's rule title or a fine's event, `fields` what differs in a changed one.
Money stands in the rows of fines only, so that a sum over a column is right.  Sorted by subject (findings first),
change (new, gone, changed, then what only ran on), unit, occurred_on, record_no, rule, item (empty last).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The earlier run that a run is compared with, as its JSON tells it; `totals` as in `Run`, money in fen."""

    file: str
    as_of: dt.date
    period_from: dt.date | None
    period_to: dt.date | None
    pack_id: str
    pack_title: str
    totals: Mapping[str, int]

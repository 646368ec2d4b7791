"""Records of earlier runs that yearly counts and repeats still count; it must not know where they are kept.

They stand beside the records of the run, which win: a record of the same number is not among them.
"""

from __future__ import annotations

from collections.abc import Mapping

from hcaudit.model.records import Records

History = Mapping[str, Records]
"""The earlier records by kind.  Only what counting them needs is known of them; all else reads as a missing column."""

NO_HISTORY: History = {}

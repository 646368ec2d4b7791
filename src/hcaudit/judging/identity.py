"""The ids that name a finding and its facts, the same on every run and machine; it must not know any rule."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np

from hcaudit.model.dates import Days

FINDING_ID_BYTES = 8
FACTS_ID_BYTES = 4

_LAST_DAY = 1 << 20
"""Days since 1970 lie below it; it stands for no day."""
_PLACES = np.array([1 << 42, 1 << 21, 1])


def finding_ids(pack: str, rule: str, record_numbers: Iterable[str]) -> list[str]:
    """Return the 16 hex digits that name each finding: a hash of pack id, rule code and record number."""
    begun = blake2b(f"{pack}\n{rule}\n".encode(), digest_size=FINDING_ID_BYTES)
    return [_continued(begun, number) for number in record_numbers]


def fine_ids(pack: str, charged_to: Iterable[str]) -> list[str]:
    """Return the 16 hex digits that name each fine: a hash of pack id, item and the record or customer it is of.

    `charged_to` is item, kind and number as one text a fine.
    """
    begun = blake2b(f"fine\n{pack}\n".encode(), digest_size=FINDING_ID_BYTES)
    return [_continued(begun, text) for text in charged_to]


def facts_ids(started: Days, due: Days, ended: Days, base: int | None) -> list[str]:
    """Return the 8 hex digits that name the facts of each finding: start, due date, end and base amount.

    Days that are not known (NaT) are empty.  Many findings share their days, and so their facts.
    """
    days = np.stack([started, due, ended], axis=1).astype("datetime64[D]")
    # Three days to a number: what is compared must be one word, or the search for distinct ones takes long.
    known = np.where(np.isnat(days), _LAST_DAY, days.astype(np.int64))
    _, first, places = np.unique(known @ _PLACES, return_index=True, return_inverse=True)
    facts = np.datetime_as_string(days[first]).tolist()
    ids = [_hashed("\n".join(["" if day == "NaT" else day for day in row] + [str(base or "")])) for row in facts]
    return [ids[place] for place in places.tolist()]


def _hashed(text: str) -> str:
    return blake2b(text.encode(), digest_size=FACTS_ID_BYTES).hexdigest()


def _continued(begun: blake2b, text: str) -> str:
    digest = begun.copy()
    digest.update(text.encode())
    return digest.hexdigest()

"""The ids that name a finding and its facts, the same on every run and machine; it must not know any rule."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

FINDING_ID_BYTES = 8
FACTS_ID_BYTES = 4


def finding_ids(pack: str, rule: str, record_numbers: Iterable[str]) -> list[str]:
    """Return the 16 hex digits that name each finding: a hash of pack id, rule code and record number."""
    begun = blake2b(f"{pack}\n{rule}\n".encode(), digest_size=FINDING_ID_BYTES)
    return [_continued(begun, number) for number in record_numbers]


def facts_ids(facts: Iterable[tuple[object, ...]]) -> list[str]:
    """Return the 8 hex digits that name the facts of each finding: start, due date, end and base amount."""
    return [
        blake2b(
            "\n".join("" if fact is None else str(fact) for fact in row).encode(), digest_size=FACTS_ID_BYTES
        ).hexdigest()
        for row in facts
    ]


def _continued(begun: blake2b, text: str) -> str:
    digest = begun.copy()
    digest.update(text.encode())
    return digest.hexdigest()

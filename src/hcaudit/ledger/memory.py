"""What the ledger keeps of data beside fines: the keys of records that count, and findings told; not names.

It must not know which rules need them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from hcaudit.ledger import journal
from hcaudit.ledger.file import Ledger
from hcaudit.ledger.rows import whole

_COLUMNS = ("kind", "record_no", "numbered", "day", "cells", "source_file", "run", "settled")
_UPSERT = (
    "INSERT INTO remembered (pack, kind, record_no, numbered, day, cells, source_file, run, settled, withdrawn)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
    " ON CONFLICT (pack, kind, record_no) DO UPDATE SET numbered = excluded.numbered, day = excluded.day,"
    " cells = excluded.cells, source_file = excluded.source_file, run = excluded.run, withdrawn = 0,"
    " settled = excluded.settled"
)


Told = tuple[str, str, str]
"""The id, outcome and disposition of a finding that a report lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What is kept of one record.

    `day` is its governing date, `cells` a JSON object of what is known of it; `settled` are the rules whose word on it
    was posted; `run` the last that saw it.
    """

    kind: str
    record_no: str
    numbered: bool
    day: str
    cells: str
    source_file: str
    settled: frozenset[str] = frozenset()
    run: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The years, from `first` to `last`, of which records of a kind are wanted."""

    kind: str
    first: int
    last: int


def recalled(ledger: Ledger, pack: str, spans: Iterable[Span]) -> list[Remembered]:
    """Return what is kept of the records of `spans`, those withdrawn left out, by kind and number."""
    return [one for span in spans for one in _of(ledger, pack, span)]


def _of(ledger: Ledger, pack: str, span: Span) -> Iterator[Remembered]:
    found = journal.rows(
        ledger,
        f"SELECT {', '.join(_COLUMNS)} FROM remembered WHERE pack = ? AND kind = ? AND NOT withdrawn"  # noqa: S608
        " AND day BETWEEN ? AND ? ORDER BY record_no",
        *(pack, span.kind, f"{span.first:04}-01-01", f"{span.last:04}-12-31"),
    )
    for row in found:
        facts = {name: str(row[name]) for name in ("kind", "record_no", "day", "cells", "source_file")}
        settled = frozenset(str(row["settled"]).split())
        yield Remembered(numbered=bool(row["numbered"]), settled=settled, run=whole(row, "run"), **facts)


def absent(kept: Iterable[Remembered], present: Mapping[str, Collection[str]], as_of: str) -> list[Remembered]:
    """Return the records that are `kept`, and should be among those `present` (numbers by kind), but are not.

    What a run last saw in one file belongs together.  If more than half of it is there again, under whatever name, so
    is the file, in a newer state, and what it lacks was withdrawn.  Other months of an export whose name is always the
    same are not there again.
    """
    files: dict[tuple[str, int, str], list[Remembered]] = defaultdict(list)
    for one in kept:
        if one.day <= as_of:
            files[one.kind, one.run, one.source_file].append(one)
    gone: list[Remembered] = []
    for (kind, _, _), records in files.items():
        missing = [one for one in records if one.record_no not in present.get(kind, ())]
        if 2 * len(missing) < len(records):
            gone += missing
    return gone


def remember(ledger: Ledger, pack: str, run: int, records: Iterable[Remembered]) -> None:
    """Keep records as `run` saw them."""
    ledger.connection.executemany(
        _UPSERT,
        [
            (pack, one.kind, one.record_no, int(one.numbered), one.day, one.cells, one.source_file, run, settled)
            for one in records
            for settled in [" ".join(sorted(one.settled))]
        ],
    )


def withdraw(ledger: Ledger, pack: str, records: Iterable[Remembered]) -> None:
    """Let records no longer count; should they come back, they do again."""
    ledger.connection.executemany(
        "UPDATE remembered SET withdrawn = 1 WHERE pack = ? AND kind = ? AND record_no = ?",
        [(pack, one.kind, one.record_no) for one in records],
    )


def not_told(ledger: Ledger, findings: Iterable[Told]) -> frozenset[str]:
    """Return the ids of those `findings` that no run has told yet with that outcome."""
    told = set(ledger.connection.execute("SELECT finding_id, outcome FROM told"))
    return frozenset(finding_id for finding_id, outcome, _ in findings if (finding_id, outcome) not in told)


def once_waived(ledger: Ledger) -> frozenset[str]:
    """Return the ids of the findings that a run told as waived."""
    return frozenset(
        row[0] for row in ledger.connection.execute("SELECT finding_id FROM told WHERE disposition = 'waived'")
    )


def tell(ledger: Ledger, run: int, findings: Iterable[Told]) -> None:
    """Keep in mind that `run` told `findings`."""
    ledger.connection.executemany(
        "INSERT OR IGNORE INTO told (finding_id, outcome, disposition, run) VALUES (?, ?, ?, ?)",
        [(*one, run) for one in findings],
    )
